#include "http/http.h"

#include "http/beast.h"

namespace cs::http {
namespace {

struct Url {
  Address address;
  std::string host;  // with the port, as it was written
  std::string target;
};

Result<Url> parse_url(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return usage_fault("a URL that does not begin with http://");
  url.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(url.find('/'), url.size());
  CS_TRY(address, parse_address(url.substr(0, slash), "80"));
  Url out{std::move(address), std::string(url.substr(0, slash)), slash == url.size() ? "/" : std::string(url.substr(slash))};
  if (!is_target(out.target)) return usage_fault("a URL whose path has other characters than letters, digits and . _ - /");
  return out;
}

wire::request<wire::string_body> message_of(const Url& url, const Request& request) {
  wire::request<wire::string_body> message;
  message.version(11);
  message.method_string(request.method);
  message.target(url.target);
  message.set(wire::field::host, url.host);
  message.set(wire::field::user_agent, "countersign");
  if (!request.content_type.empty()) message.set(wire::field::content_type, request.content_type);
  message.keep_alive(false);
  message.body() = request.body;
  message.prepare_payload();
  return message;
}

Fault failed(const Url& url, const char* tried, const beast::error_code& error) {
  if (error == wire::error::body_limit || error == wire::error::header_limit) return limit_reached(url.host + ": an answer that is too long");
  return io_fault(url.host + ": " + tried + ": " + error.message());
}

asio::awaitable<std::optional<Result<Response>>> exchange(const Url& url, const Request& request, const Limits& limits) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  beast::tcp_stream stream(executor);
  auto [unresolved, places] = co_await resolver.async_resolve(url.address.host, url.address.port, kWait);
  if (unresolved) co_return failed(url, "resolve", unresolved);
  stream.expires_after(chrono_of(limits.timeout));
  auto [unconnected, place] = co_await stream.async_connect(places, kWait);
  if (unconnected) co_return failed(url, "connect", unconnected);
  const auto message = message_of(url, request);
  auto [unsent, sent] = co_await wire::async_write(stream, message, kWait);
  if (unsent) co_return failed(url, "send", unsent);
  beast::flat_buffer buffer;
  wire::response_parser<wire::string_body> parser;
  parser.body_limit(limits.body_bytes_max);
  parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
  auto [unread, read] = co_await wire::async_read(stream, buffer, parser, kWait);
  if (unread) co_return failed(url, "answer", unread);
  auto answer = parser.release();
  co_return Response{answer.result_int() >= 100 ? static_cast<int>(answer.result_int()) : 0, std::string(answer[wire::field::content_type]),
                     std::move(answer.body())};
}

}  // namespace

Result<Address> parse_address(std::string_view host_port, std::string_view port_else) {
  const std::size_t colon = host_port.rfind(':');
  const std::string_view host = host_port.substr(0, colon);
  const std::string_view port = colon == std::string_view::npos ? port_else : host_port.substr(colon + 1);
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
  if (host.empty() || !digits || host.find_first_of(" /@[]:") != std::string_view::npos) return usage_fault("an address is HOST:PORT");
  return Address{std::string(host), std::string(port)};
}

Result<Response> fetch(const std::string& url_text, const Request& request, const Limits& limits) {
  CS_TRY(url, parse_url(url_text));
  asio::io_context io;
  std::optional<Result<Response>> done;
  asio::co_spawn(io, exchange(url, request, limits), [&done](std::exception_ptr, std::optional<Result<Response>> result) { done = std::move(result); });
  io.run_for(chrono_of(limits.timeout) + std::chrono::seconds(1));  // a name server may be silent too
  if (!done) return io_fault(url.host + ": no answer in time");
  return std::move(*done);
}

}  // namespace cs::http
