// A PostgreSQL server of a test's own, in a temporary folder, on a Unix socket alone. For tests only.
//   Shape    started once a process, at the first use; ends with it, however it ends. As root it runs as nobody, for it refuses root.
//   Errors   running() is null, and why_not() says why, where no server is installed or none starts here.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"

namespace cs::store {

class TestServer {
 public:
  static const TestServer* running() { return one().why_not_.empty() ? &one() : nullptr; }
  static const std::string& why_not() { return one().why_not_; }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::string url() const { return "postgresql:///postgres?host=" + directory_.string() + "&user=countersign"; }
  // As a stranger with the same rights could give it: the first column of the answer, a line a row.
  std::string ask(const std::string& statement) const {
    std::string out;
    const std::string words = "PGOPTIONS='-c search_path=countersign,public' " + (programs_ / "psql").string() + " -X -q -t -A -v ON_ERROR_STOP=1 -h " +
                              directory_.string() + " -U countersign -d postgres -c \"" + statement + "\" 2>&1";
    std::FILE* pipe = ::popen(words.c_str(), "r");
    if (pipe == nullptr) return "no pipe";
    char buffer[4096];
    while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, got);
    const int status = ::pclose(pipe);
    EXPECT_EQ(status, 0) << statement << ": " << out;
    return out.substr(0, out.find_last_not_of('\n') + 1);
  }
  void empty() const { ask("SET client_min_messages TO error; DROP SCHEMA IF EXISTS countersign CASCADE"); }
  // At once, as a power cut would; what was acknowledged must be there afterwards.
  void cut_power() {
    ::kill(process_, SIGQUIT);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  void start() { why_not_ = launch(); }

 private:
  TestServer() : why_not_(make()) {}
  ~TestServer() {
    if (process_ > 0 && ::getpid() == owner_) cut_power();
    std::error_code error;
    if (!directory_.empty() && ::getpid() == owner_) std::filesystem::remove_all(directory_, error);
  }
  static TestServer& one() {
    static TestServer server;
    return server;
  }

  std::string make() {
    std::error_code error;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", error))
      if (std::filesystem::exists(version.path() / "bin" / "initdb", error) && version.path() / "bin" > programs_) programs_ = version.path() / "bin";
    if (programs_.empty()) return "no PostgreSQL server is installed (tools/install-packages POSTGRESQL)";
    std::string pattern = (std::filesystem::temp_directory_path() / "pg-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) return "no temporary folder for a PostgreSQL server";
    directory_ = pattern;
    if (::geteuid() == 0 && ::chown(directory_.c_str(), kNobody, kNobody) != 0) return "the temporary folder cannot be given to nobody";
    const int made = ::waitpid(run({"initdb", "-D", data(), "-U", "countersign", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"}), &status_, 0);
    if (made < 0 || status_ != 0) return "initdb failed: " + log();
    return launch();
  }

  std::string launch() {
    process_ = run({"postgres", "-D", data(), "-k", directory_.string(), "-c", "listen_addresses=", "-c", "shared_buffers=16MB", "-c", "max_connections=40"});
    for (int tries = 0; tries < 300; ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      if (::waitpid(process_, &status_, WNOHANG) == process_) break;
      if (std::system(((programs_ / "pg_isready").string() + " -q -h " + directory_.string()).c_str()) == 0) return {};
    }
    return "the PostgreSQL server did not start: " + log();
  }

  std::string data() const { return (directory_ / "data").string(); }
  std::string log() const {
    const auto text = read_file(directory_ / "log", 1 << 20);
    return text ? text->substr(text->size() < 300 ? 0 : text->size() - 300) : std::string("no log");
  }

  // Ends with this process, even one that is killed.
  pid_t run(const std::vector<std::string>& words) const {
    const std::string program = (programs_ / words[0]).string();
    const pid_t child = ::fork();
    if (child != 0) return child;
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(20);
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int out = ::open((directory_ / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (out < 0 || ::chdir(directory_.c_str()) != 0) ::_exit(21);
    ::dup2(out, 1);
    ::dup2(out, 2);
    std::vector<char*> arguments{const_cast<char*>(program.c_str())};  // its whole path: it looks for its files from there, not on PATH
    for (std::size_t i = 1; i < words.size(); ++i) arguments.push_back(const_cast<char*>(words[i].c_str()));
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    ::_exit(22);
  }

  static constexpr unsigned kNobody = 65534;
  Path directory_, programs_;
  pid_t owner_ = ::getpid();
  pid_t process_ = -1;
  int status_ = 0;
  std::string why_not_;
};

#define CS_NEEDS_POSTGRES() \
  if (cs::store::TestServer::running() == nullptr) GTEST_SKIP() << cs::store::TestServer::why_not()

}  // namespace cs::store
