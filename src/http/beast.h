// Boost as this room uses it. Inside this room only; its code is compiled once, in beast.cc.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION 1
#define BOOST_BEAST_SEPARATE_COMPILATION 1

// g++ 12 takes the frame of a coroutine, which Asio's own operators allot and free, for a mismatch (GCC bug 109224); clang sees none.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "base/result.h"
#include "base/time.h"

namespace cs::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;

inline constexpr auto kWait = asio::as_tuple(asio::use_awaitable);  // errors as values

inline std::chrono::milliseconds chrono_of(Span span) { return std::chrono::milliseconds(span.ms); }

struct Address {
  std::string host;
  std::string port;
};
Result<Address> parse_address(std::string_view host_port, std::string_view port_else);  // kUsage

}  // namespace cs::http
