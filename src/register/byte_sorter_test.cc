#include "register/byte_sorter.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "register/test_world.h"

namespace cs::registry {
namespace {

using test::Dice;
using test::TemporaryDirectory;

// Strings with long common starts, empty ones, equal ones, and every byte.
std::vector<std::string> strings(std::size_t count) {
  Dice dice(5);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text(dice.below(3) * 5, 'a');
    for (std::uint32_t size = dice.below(12); size > 0; --size) text.push_back(static_cast<char>(dice.below(4) * 85));
    out.push_back(text);
  }
  return out;
}

std::vector<std::string> sorted_by(ByteSorter& sorter) {
  std::vector<std::string> out;
  for (std::string_view bytes;;) {
    const auto more = sorter.next(bytes);
    EXPECT_TRUE(more);
    if (!more || !*more) return out;
    out.emplace_back(bytes);
  }
}

TEST(byte_sorter, gives_the_same_order_in_memory_and_through_any_number_of_files) {
  const TemporaryDirectory home;
  const std::vector<std::string> given = strings(5000);
  std::vector<std::string> expected = given;
  std::sort(expected.begin(), expected.end(), [](const std::string& left, const std::string& right) { return std::string_view(left) < std::string_view(right); });
  bool in_memory = false, spilled = false;
  for (const std::size_t memory : {std::size_t{1} << 14, std::size_t{1} << 16, std::size_t{300'000}, std::size_t{1} << 24}) {
    ByteSorter sorter(home.path(), memory);
    for (const std::string& each : given) sorter.add(each);
    ASSERT_TRUE(sorter.finish());
    EXPECT_EQ(sorted_by(sorter), expected) << memory;
    (sorter.bytes_spilled() == 0 ? in_memory : spilled) = true;
    EXPECT_TRUE(std::filesystem::is_empty(home.path())) << "a run's file has no name";
  }
  EXPECT_TRUE(in_memory && spilled);
}

TEST(byte_sorter, of_nothing_gives_nothing) {
  ByteSorter sorter({}, 1 << 20);
  ASSERT_TRUE(sorter.finish());
  EXPECT_TRUE(sorted_by(sorter).empty());
}

TEST(byte_sorter, a_run_that_cannot_be_written_is_an_io_fault) {
  const TemporaryDirectory home;
  ByteSorter sorter(home.path() / "not there", 1 << 14);
  for (const std::string& each : strings(5000)) sorter.add(each);
  const Result<void> finished = sorter.finish();
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.fault().kind, FaultKind::kIo);
}

TEST(byte_sorter, a_queue_gives_back_what_it_was_given_in_memory_and_through_a_file) {
  const TemporaryDirectory home;
  const std::vector<std::string> given = strings(2000);
  for (const std::size_t memory : {std::size_t{100}, std::size_t{1} << 24}) {
    ByteQueue queue(home.path(), memory);
    for (const std::string& each : given) queue.add(each);
    ASSERT_TRUE(queue.finish());
    for (const std::string& each : given) {
      std::string_view bytes;
      ASSERT_TRUE(*queue.next(bytes));
      EXPECT_EQ(bytes, each);
    }
    std::string_view bytes;
    EXPECT_FALSE(*queue.next(bytes));
    EXPECT_EQ(queue.bytes_spilled() == 0, memory > 100);
  }
}

}  // namespace
}  // namespace cs::registry
