#include "register/spill_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::Dice;
using test::TemporaryDirectory;

// What comes back of strings of one size, as many as asked, each with its number in front.
void expect_given_back(const Path& directory, std::size_t size, std::size_t count) {
  auto made = SpillFile::make(directory);
  ASSERT_TRUE(made) << made.fault().text;
  SpillFile file = std::move(made).value();
  const auto text_of = [&](std::size_t i) { return (std::to_string(i) + std::string(size, static_cast<char>(i))).substr(0, size); };
  for (std::size_t i = 0; i < count; ++i) {
    ASSERT_TRUE(file.add(text_of(i)));
    if (i == count / 2) file = SpillFile(std::move(file));  // with what waits in it
  }
  EXPECT_EQ(file.size(), count * (size + 2));
  ASSERT_TRUE(file.rewind(64 * 1024));
  std::string_view bytes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto more = file.next(bytes);
    ASSERT_TRUE(more && *more) << "string " << i << " of " << count << ", " << size << " bytes each";
    ASSERT_EQ(bytes, text_of(i)) << "string " << i << " of " << count << ", " << size << " bytes each";
  }
  const auto end = file.next(bytes);
  ASSERT_TRUE(end);
  EXPECT_FALSE(*end);
}

// Pieces are written past the system's memory, a last one that is not whole blocks is not: none is lost, on a disk and in memory.
TEST(spill_file, gives_back_what_was_added_whatever_its_last_piece_is) {
  const TemporaryDirectory home;
  std::vector<Path> directories = {home.path()};
  if (const Path in_memory = "/dev/shm"; std::filesystem::is_directory(in_memory)) directories.push_back(in_memory);
  for (const Path& directory : directories)
    for (const std::size_t size : {std::size_t{0}, std::size_t{6}, std::size_t{61}, std::size_t{4094}, std::size_t{4096}}) {
      const std::size_t whole = kWrittenBytes / (size + 2);
      const std::size_t many = size == 61 ? 48 * whole : 1;  // room is given back while it is read
      for (const std::size_t count : {std::size_t{0}, std::size_t{1}, whole - 1, whole, whole + 1, 3 * whole + 7, many}) expect_given_back(directory, size, count);
    }
}

TEST(spill_file, what_was_framed_before_is_added_as_it_stands) {
  const TemporaryDirectory home;
  auto made = SpillFile::make(home.path());
  ASSERT_TRUE(made) << made.fault().text;
  SpillFile file = std::move(made).value();
  std::string framed;
  Dice dice(7);
  std::vector<std::string> given;
  for (int i = 0; i < 100'000; ++i) {
    given.emplace_back(dice.below(60), static_cast<char>('a' + dice.below(26)));
    frame(framed, given.back());
  }
  ASSERT_TRUE(file.write(framed));
  ASSERT_TRUE(file.settle());
  ASSERT_TRUE(file.rewind(64 * 1024));
  std::string_view bytes;
  for (const std::string& each : given) {
    const auto more = file.next(bytes);
    ASSERT_TRUE(more && *more);
    ASSERT_EQ(bytes, each);
  }
}

}  // namespace
}  // namespace cs::registry
