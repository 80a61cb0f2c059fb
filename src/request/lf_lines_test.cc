#include "request/lf_lines.h"

#include <gtest/gtest.h>

#include <unistd.h>

namespace cs::request {
namespace {

std::vector<std::string> lines_of(std::string_view text, std::size_t line_bytes_max) {
  const Path path = std::filesystem::temp_directory_path() / ("lf-lines-" + std::to_string(::getpid()));
  CS_CHECK(write_file(path, as_bytes(text)).ok(), "a test can write");
  LfLines lines(path, line_bytes_max);
  std::vector<std::string> out;
  std::string_view line;
  while (lines.next(line)) out.emplace_back(line);
  EXPECT_EQ(lines.bytes_read(), text.size());
  std::filesystem::remove(path);
  return out;
}

TEST(lf_lines, are_given_one_by_one_the_last_without_its_end_too) {
  EXPECT_EQ(lines_of("", 9), std::vector<std::string>());
  EXPECT_EQ(lines_of("a\n\nbc\n", 9), (std::vector<std::string>{"a", "", "bc"}));
  EXPECT_EQ(lines_of("a\nbc", 9), (std::vector<std::string>{"a", "bc"}));
}

TEST(lf_lines, keep_of_a_line_that_is_too_long_one_byte_more_than_it_may_have) {
  EXPECT_EQ(lines_of("123456789\n1234567890\n12345678901\n", 9), (std::vector<std::string>{"123456789", "1234567890", "1234567890"}));
}

TEST(lf_lines, that_lie_across_two_fillings_of_the_buffer_are_whole) {
  const std::size_t buffer = std::size_t{1} << 20;
  for (const std::size_t before : {buffer - 2, buffer - 1, buffer}) {
    const std::vector<std::string> found = lines_of(std::string(before - 1, 'x') + "\nabc\nd\n", 4096);
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].size(), 4097U);
    EXPECT_EQ(found[1], "abc");
    EXPECT_EQ(found[2], "d");
  }
}

TEST(lf_lines, of_a_file_that_is_not_there_are_none) { EXPECT_FALSE(LfLines("/nowhere/at/all", 9).is_open()); }

}  // namespace
}  // namespace cs::request
