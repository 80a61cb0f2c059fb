#include "http/http.h"

#include <algorithm>
#include <list>

#include "http/beast.h"

namespace cs::http {
namespace {

using Message = wire::request<wire::string_body>;

wire::response<wire::string_body> message_of(const Response& response, const Message& asked) {
  wire::response<wire::string_body> message;
  message.version(asked.version());
  message.result(static_cast<unsigned>(response.status));
  if (!response.content_type.empty()) message.set(wire::field::content_type, response.content_type);
  message.set(wire::field::cache_control, "no-store");
  message.keep_alive(asked.keep_alive());
  message.body() = response.body;
  message.prepare_payload();
  return message;
}

Response answer(const Message& asked, const Handler& handler) {
  const std::string target(asked.target());
  if (!is_target(target)) return {404, "text/plain; charset=utf-8", "no such place\n"};
  return handler({std::string(asked.method_string()), target, std::string(asked[wire::field::content_type]), asked.body()});
}

// What is said to a message that cannot be read; nothing to one that was cut off.
std::optional<Response> complaint(const beast::error_code& error) {
  if (error == wire::error::body_limit) return Response{413, "text/plain; charset=utf-8", "too long\n"};
  if (error == wire::error::header_limit) return Response{431, "text/plain; charset=utf-8", "too long\n"};
  if (error.category() == beast::error_code(wire::error::bad_target).category() && error != wire::error::end_of_stream &&
      error != wire::error::partial_message)
    return Response{400, "text/plain; charset=utf-8", "no HTTP/1.1 request\n"};
  return std::nullopt;
}

}  // namespace

struct Server::Held {
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  Limits limits;
  std::list<beast::tcp_stream*> open;  // who has waited longest for a whole request comes first

  // Whoever holds connections and asks nothing must not keep others out: the one that has been silent longest makes room.
  void make_room() {
    if (open.size() < limits.connections) return;
    beast::error_code ignored;
    open.front()->socket().close(ignored);
    open.pop_front();
  }

  asio::awaitable<void> session(tcp::socket socket, const Handler& handler) {
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    open.push_back(&stream);
    while (true) {
      wire::request_parser<wire::string_body> parser;
      parser.body_limit(limits.body_bytes_max);
      parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
      stream.expires_after(chrono_of(limits.timeout));
      auto [unread, read] = co_await wire::async_read(stream, buffer, parser, kWait);
      const auto complained = unread ? complaint(unread) : std::nullopt;
      if (unread && !complained) break;
      if (const auto place = std::find(open.begin(), open.end(), &stream); place != open.end()) open.splice(open.end(), open, place);
      const Message asked = unread ? Message() : parser.release();
      auto message = message_of(unread ? *complained : answer(asked, handler), asked);
      if (unread) message.keep_alive(false);
      stream.expires_after(chrono_of(limits.timeout));
      auto [unsent, sent] = co_await wire::async_write(stream, message, kWait);
      if (unsent || !message.keep_alive()) break;
    }
    beast::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::erase(open, &stream);
  }

  asio::awaitable<void> accept(const Handler& handler) {
    while (true) {
      auto [error, socket] = co_await acceptor.async_accept(kWait);
      if (error == asio::error::operation_aborted) co_return;
      if (error) continue;
      make_room();
      asio::co_spawn(io, session(std::move(socket), handler), asio::detached);
    }
  }
};

Server::Server(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::listen(const std::string& address_port, const Limits& limits) {
  CS_TRY(address, parse_address(address_port, ""));
  beast::error_code error;
  const auto ip = asio::ip::make_address(address.host, error);
  const unsigned long port = std::stoul(address.port);
  if (error || port > 65535) return usage_fault("--listen: an IP address and a port, as 127.0.0.1:8080");
  auto held = std::make_unique<Held>();
  held->limits = limits;
  const tcp::endpoint place(ip, static_cast<std::uint16_t>(port));
  held->acceptor.open(place.protocol(), error);
  if (!error) held->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) held->acceptor.bind(place, error);
  if (!error) held->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return io_fault(address_port + ": listen: " + error.message());
  return Server(std::move(held));
}

std::uint16_t Server::port() const {
  beast::error_code error;
  return held_->acceptor.local_endpoint(error).port();
}

void Server::run(const Handler& handler) {
  asio::signal_set signals(held_->io, SIGINT, SIGTERM);
  signals.async_wait([this](const beast::error_code& error, int) {
    if (!error) held_->io.stop();
  });
  asio::co_spawn(held_->io, held_->accept(handler), asio::detached);
  held_->io.run();
}

void Server::stop() { held_->io.stop(); }

}  // namespace cs::http
