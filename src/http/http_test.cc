// Exchanges over a real socket of this machine, and what happens to those who stall, flood or stammer.
#include "http/http.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace cs::http {
namespace {

class Running {
 public:
  explicit Running(Handler handler, const Limits& limits = {}) : server_(Server::listen("127.0.0.1:0", limits).value()) {
    thread_ = std::thread([this, handler = std::move(handler)] { server_.run(handler); });
  }
  ~Running() {
    server_.stop();
    thread_.join();
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(server_.port()) + path; }
  std::uint16_t port() const { return server_.port(); }

 private:
  Server server_;
  std::thread thread_;
};

Response echo(const Request& request) { return {201, "text/x.echo", request.method + " " + request.target + " " + request.body}; }

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&place), sizeof place), 0);
  return fd;
}

// Sends the bytes and gives all that comes back until the other side closes.
std::string raw(std::uint16_t port, const std::string& bytes) {
  const int fd = connect_to(port);
  EXPECT_EQ(::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  std::string out;
  char part[4096];
  for (ssize_t got = 0; (got = ::recv(fd, part, sizeof part, 0)) > 0;) out.append(part, static_cast<std::size_t>(got));
  ::close(fd);
  return out;
}

TEST(http, what_is_sent_arrives_and_what_is_answered_comes_back) {
  const Running running(echo);
  const auto response = fetch(running.url("/a/b.c-d_e"), {"POST", "", "text/plain", "the body\nof two lines"});
  ASSERT_TRUE(response) << response.fault().text;
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(response->content_type, "text/x.echo");
  EXPECT_EQ(response->body, "POST /a/b.c-d_e the body\nof two lines");
}

TEST(http, a_place_that_has_two_spellings_is_no_place) {
  const Running running(echo);
  for (const char* target : {"/a%20b", "//a", "/../a", "/./a", "/a?b=c", "/a;b", "*"}) {
    const std::string answer = raw(running.port(), "GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 404")) << target << ": " << answer;
    EXPECT_FALSE(target[0] == '/' && fetch(running.url(target), {}).ok()) << target;
  }
}

TEST(http, a_body_or_header_that_is_too_long_is_refused_and_not_kept) {
  Limits limits;
  limits.body_bytes_max = 1000;
  const Running running(echo, limits);
  EXPECT_EQ(fetch(running.url("/"), {"POST", "", "", std::string(1000, 'x')})->status, 201);
  EXPECT_EQ(fetch(running.url("/"), {"POST", "", "", std::string(1001, 'x')})->status, 413);
  EXPECT_TRUE(raw(running.port(), "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9000, 'y') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
}

TEST(http, an_answer_that_is_too_long_is_a_fault) {
  const Running running([](const Request&) { return Response{200, "", std::string(3000, 'x')}; });
  Limits limits;
  limits.body_bytes_max = 2999;
  EXPECT_EQ(fetch(running.url("/"), {}, limits).fault().kind, FaultKind::kLimit);
}

TEST(http, noise_is_answered_400_or_not_at_all) {
  const Running running(echo);
  EXPECT_TRUE(raw(running.port(), "NONSENSE\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(fetch(running.url("/still/there"), {}));
}

TEST(http, a_client_that_stalls_is_left_and_others_are_served_meanwhile) {
  Limits limits;
  limits.timeout = Span{300};
  const Running running(echo, limits);
  const int stalled = connect_to(running.port());
  EXPECT_EQ(::send(stalled, "GET / HT", 8, MSG_NOSIGNAL), 8);
  EXPECT_TRUE(fetch(running.url("/"), {}));
  char byte = 0;
  EXPECT_EQ(::recv(stalled, &byte, 1, 0), 0);  // closed by the server
  ::close(stalled);
}

TEST(http, a_server_that_says_nothing_is_given_up_in_time) {
  const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&place), sizeof place), 0);
  ASSERT_EQ(::listen(silent, 1), 0);
  socklen_t size = sizeof place;
  ASSERT_EQ(::getsockname(silent, reinterpret_cast<sockaddr*>(&place), &size), 0);
  Limits limits;
  limits.timeout = Span{400};
  const auto begin = std::chrono::steady_clock::now();
  const auto answer = fetch("http://127.0.0.1:" + std::to_string(ntohs(place.sin_port)) + "/", {}, limits);
  EXPECT_EQ(answer.fault().kind, FaultKind::kIo);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  ::close(silent);
}

TEST(http, more_connections_than_allowed_close_the_one_that_was_silent_longest) {
  Limits limits;
  limits.connections = 2;
  const Running running(echo, limits);
  const int first = connect_to(running.port());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const int second = connect_to(running.port());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  const int third = connect_to(running.port());
  char byte = 0;
  EXPECT_LE(::recv(first, &byte, 1, 0), 0);
  for (const int fd : {second, third}) EXPECT_EQ(::recv(fd, &byte, 1, MSG_DONTWAIT), -1) << "was closed too";
  for (const int fd : {first, second, third}) ::close(fd);
}

TEST(http, three_hundred_who_connect_and_say_nothing_keep_nobody_out) {
  const Running running(echo, {});
  std::vector<int> idle;
  for (int i = 0; i < 300; ++i) idle.push_back(connect_to(running.port()));
  const auto begun = std::chrono::steady_clock::now();
  const auto answered = fetch(running.url("/a"), {});
  EXPECT_TRUE(answered) << answered.fault().text;
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(3));  // the time-out of the idle is 5 s
  for (const int fd : idle) ::close(fd);
}

TEST(http, addresses_that_are_none_are_usage) {
  for (const char* url : {"https://127.0.0.1/", "127.0.0.1", "http://", "http://a b/", "http://user@host/", "http://host:port/", "http://host:123456/"})
    EXPECT_EQ(fetch(url, {}).fault().kind, FaultKind::kUsage) << url;
  for (const char* place : {"localhost:80", "127.0.0.1", "127.0.0.1:65536", ":80"})
    EXPECT_EQ(Server::listen(place).fault().kind, FaultKind::kUsage) << place;
}

}  // namespace
}  // namespace cs::http
