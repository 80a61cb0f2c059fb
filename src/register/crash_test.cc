// G2: a build that dies or cannot write leaves the old generation or none.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "register/build.h"
#include "register/generation.h"
#include "register/generations.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::build_rows;
using test::crowded_rows;
using test::register_of;
using test::TemporaryDirectory;
using test::tolerant;

// Runs `work` in a child process and waits; true when the child ended by itself.
template <typename Work>
bool in_child(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status);
}

void expect_old_generation(const Path& home, const Digest& old_digest, const std::string& when) {
  const auto opened = Snapshot::open(register_of(home), std::nullopt, Check::kDigests);
  ASSERT_TRUE(opened) << when << ": " << opened.fault().text;
  EXPECT_EQ(opened->digest(), old_digest) << when;
  const auto listed = list_generations(register_of(home));
  ASSERT_TRUE(listed) << when << ": " << listed.fault().text;
  for (const GenerationSummary& each : *listed) EXPECT_TRUE(verify(register_of(home), each.digest)) << when;
}

TEST(register_crash, G2_a_build_killed_at_any_step_leaves_the_old_generation) {
  const TemporaryDirectory home;
  const auto old_one = build_rows(home.path(), crowded_rows(1, 100), tolerant());
  ASSERT_TRUE(old_one);
  const std::vector<std::string> rows = crowded_rows(2, 1000);
  bool killed = true;
  int step = 0;
  for (; killed; ++step) {
    killed = !in_child([&] {
      BuildOptions options = tolerant();
      int seen = 0;
      options.progress = [&](const BuildProgress&) { if (seen++ == step) ::raise(SIGKILL); };
      static_cast<void>(build_rows(home.path(), rows, options));
    });
    expect_old_generation(home.path(), old_one->digest, "step " + std::to_string(step));
  }
  EXPECT_GT(step, 49);  // every file, the manifest, the name
}

TEST(register_crash, G2_a_build_killed_at_any_time_leaves_the_old_generation_or_none) {
  for (int ms = 0; ms < 24; ms += 2) {
    const TemporaryDirectory home;
    const pid_t child = ::fork();
    if (child == 0) {
      static_cast<void>(build_rows(home.path(), crowded_rows(2, 1000), tolerant()));
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(ms) * 1000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto opened = Snapshot::open(register_of(home.path()), std::nullopt, Check::kDigests);
    if (!opened) {
      EXPECT_EQ(opened.fault().kind, FaultKind::kNotFound) << opened.fault().text;
    }
  }
}

TEST(register_crash, G2_a_disk_that_takes_no_more_at_any_size_leaves_the_old_generation) {
  const TemporaryDirectory home;
  const auto old_one = build_rows(home.path(), crowded_rows(1, 20), tolerant());
  ASSERT_TRUE(old_one);
  const std::vector<std::string> rows = crowded_rows(2, 300);
  for (const rlim_t bytes : {0U, 1U, 64U, 127U, 500U, 1000U, 2000U, 3000U}) {
    ASSERT_TRUE(write_file(home.path() / "people.csv", as_bytes("")));
    const bool ended = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      std::string csv(test::kHeader);
      for (const std::string& row : rows) csv += row + "\n";
      BuildOptions options = tolerant();
      options.from = home.path() / "people.csv";
      options.register_directory = register_of(home.path());
      static_cast<void>(write_file(options.from, as_bytes(csv)));
      const struct rlimit limit {bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      const auto built = build(options);
      if (built || built.fault().kind != FaultKind::kIo) ::raise(SIGABRT);
    });
    EXPECT_TRUE(ended) << "no I/O fault at " << bytes << " bytes";
    expect_old_generation(home.path(), old_one->digest, std::to_string(bytes) + " bytes");
  }
}

TEST(register_crash, a_build_into_a_place_that_cannot_be_written_is_an_io_fault) {
  const TemporaryDirectory home;
  ASSERT_TRUE(write_file(home.path() / "register", as_bytes("a file, no directory")));
  const auto outcome = build_rows(home.path(), crowded_rows(1, 10), tolerant());
  ASSERT_FALSE(outcome);
  EXPECT_NE(outcome.fault().kind, FaultKind::kMalformed) << outcome.fault().text;
}

}  // namespace
}  // namespace cs::registry
