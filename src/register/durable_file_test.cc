#include "register/durable_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "register/generations.h"
#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::TemporaryDirectory;

void put(const Path& file, const std::string& text) { std::ofstream(file) << text; }

TEST(durable_file, keeps_the_old_file_until_it_is_committed) {
  const TemporaryDirectory home;
  const Path file = home.path() / "answers.csv";
  put(file, "old");
  {
    auto left = DurableFile::begin(file, 0600);
    ASSERT_TRUE(left && left->write(as_bytes("half")));
  }
  EXPECT_EQ(*read_file(file, 100), "old");
  auto out = DurableFile::begin(file, 0600);
  ASSERT_TRUE(out && out->write(as_bytes("new")) && out->commit());
  EXPECT_EQ(*read_file(file, 100), "new");
}

TEST(durable_file, is_never_written_through_a_link_that_somebody_laid_there) {
  const TemporaryDirectory home;
  const Path file = home.path() / "answers.csv", other = home.path() / "other";
  put(other, "untouched");
  std::filesystem::create_symlink(other, Path(file) += ".writing");
  auto out = DurableFile::begin(file, 0600);
  ASSERT_TRUE(out && out->write(as_bytes("new")) && out->commit());
  EXPECT_EQ(*read_file(other, 100), "untouched");
  EXPECT_FALSE(std::filesystem::is_symlink(file));
}

TEST(durable_file, whose_directory_is_gone_says_so) {
  const TemporaryDirectory home;
  const auto out = DurableFile::begin(home.path() / "none" / "answers.csv", 0600);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.fault().kind, FaultKind::kIo);
}

TEST(generations, of_a_register_without_one_are_none_and_of_no_register_a_fault) {
  const TemporaryDirectory home;
  const auto none = list_generations(home.path());
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->empty());
  EXPECT_FALSE(list_generations(home.path() / "nowhere"));
}

}  // namespace
}  // namespace cs::registry
