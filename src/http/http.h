// HTTP/1.1, plain: one exchange as a client, and a small server.
//   Shape    URL "http://host[:port][/path]"; a target is a path of [A-Za-z0-9._/-] without "//" and "." segments; anything else is 404 at the server and
//            kUsage at the client. The server closes a connection that is idle or slow beyond the time-out, answers 413 to a body that is too long, and
//            holds at most `connections` at a time: one more, and that which has been silent longest is closed.
//   Units    bytes; Span in milliseconds.
//   Errors   fetch: kUsage a URL that is none; kIo no connection, silence beyond the time-out, an answer that is none; kLimit one that is too long.
//            listen: kUsage, kIo.
//   Threads  fetch: any. Server: run() in one thread, which calls the handler; stop() from any, also from a signal's.
//   Source   RFC 9110, RFC 9112 as Boost.Beast has them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace cs::http {

struct Request {
  std::string method = "GET";
  std::string target = "/";
  std::string content_type = {};
  std::string body = {};
};

struct Response {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
};

struct Limits {
  std::size_t body_bytes_max = 128 * 1024;
  std::size_t header_bytes_max = 8 * 1024;
  std::size_t connections = 64;
  Span timeout = Span::seconds(5);  // client: the whole exchange; server: each request and each idle moment
};

bool is_target(std::string_view target);

// `url` is the whole address; request.target is not looked at.
Result<Response> fetch(const std::string& url, const Request& request, const Limits& limits = {});

using Handler = std::function<Response(const Request&)>;

class Server {
 public:
  static Result<Server> listen(const std::string& address_port, const Limits& limits = {});  // "127.0.0.1:0": any free port
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();
  std::uint16_t port() const;
  void run(const Handler& handler);  // until stop(), SIGINT or SIGTERM
  void stop();

 private:
  struct Held;
  explicit Server(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace cs::http
