#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/temporary_directory_for_test.h"

namespace cs {
namespace {

using test::TemporaryDirectory;

TEST(file, a_durable_write_never_follows_what_stands_in_its_way) {
  const TemporaryDirectory place;
  const Path out = place.path() / "answers.csv", victim = place.path() / "victim";
  ASSERT_TRUE(write_file(victim, as_bytes("theirs")));
  std::filesystem::create_symlink(victim, place.path() / "answers.csv.writing");
  ASSERT_TRUE(write_file_durable(out, as_bytes("ours"), 0600));
  EXPECT_EQ(*read_file(victim, 100), "theirs");
  EXPECT_EQ(*read_file(out, 100), "ours");
  EXPECT_TRUE(std::filesystem::is_regular_file(std::filesystem::symlink_status(out)));
}

TEST(file, a_durable_write_has_its_own_mode_whatever_a_crash_left) {
  const TemporaryDirectory place;
  const Path out = place.path() / "answers.csv";
  ASSERT_TRUE(write_file(place.path() / "answers.csv.writing", as_bytes("half"), 0666));
  ASSERT_TRUE(write_file_durable(out, as_bytes("ours"), 0600));
  struct stat at {};
  ASSERT_EQ(::stat(out.c_str(), &at), 0);
  EXPECT_EQ(at.st_mode & 0777, 0600U);
}

TEST(file, a_durable_write_to_a_directory_is_refused_and_leaves_nothing) {
  const TemporaryDirectory place;
  const Path out = place.path() / "out";
  ASSERT_TRUE(make_directories(out));
  const auto written = write_file_durable(out, as_bytes("ours"));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(written.fault().text, out.string() + ": is a directory, not a file");
  EXPECT_FALSE(std::filesystem::exists(place.path() / "out.writing"));
}

// Without a writer it would be waited for, for ever.
TEST(file, a_pipe_is_not_read) {
  const TemporaryDirectory place;
  const Path pipe = place.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const auto read = read_file(pipe, 100);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.fault().text, pipe.string() + ": is a pipe, not a file");
}

}  // namespace
}  // namespace cs
