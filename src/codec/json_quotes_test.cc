#include "codec/json_quotes.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <string>
#include <vector>

#include "codec/json_parser.h"

namespace cs::codec {
namespace {

struct Found {
  TextMarks marks;
  std::vector<std::uint8_t> quotes;
  bool operator==(const Found&) const = default;
};

// `behind`: what fills the room behind the text, which must not matter.
Found found(const std::string& text, char behind, bool plain) {
  const std::string padded = text + std::string(kJsonPadding, behind);
  Found out{{}, std::vector<std::uint8_t>(quote_bytes(text.size()), 0xAA)};
  const std::string_view shown(padded.data(), text.size());
  out.marks = plain ? find_quotes_plain(shown, out.quotes) : find_quotes(shown, out.quotes);
  out.quotes.resize((text.size() + 7) / 8 + sizeof(std::uint64_t));
  return out;
}

std::string drawn_text(std::mt19937_64& dice, std::size_t size) {
  constexpr char kUsual[] = "\"\"azAZ09 {}[]:,.";
  std::string out;
  while (out.size() < size) out += kUsual[dice() % (sizeof kUsual - 1)];
  if (size != 0 && dice() % 3 == 0) out[dice() % size] = static_cast<char>(dice());
  return out;
}

void compare_all(const char* target) {
  std::mt19937_64 dice(1);
  for (std::size_t trial = 0; trial < 20'000; ++trial) {
    const std::string text = drawn_text(dice, dice() % 200);
    const Found plain = found(text, '\0', true);
    for (const char behind : {'\0', '"', '\\', '\xFF', ' '}) ASSERT_EQ(found(text, behind, false), plain) << target << ", trial " << trial;
  }
}

TEST(json_quotes, are_the_same_for_every_set_of_instructions) {
  int targets = 0;
  for (std::int64_t left = hwy::SupportedTargets() & find_quotes_targets(); left != 0; left &= left - 1, ++targets) {
    hwy::SetSupportedTargetsForTest(left & -left);
    compare_all(hwy::TargetName(left & -left));
    hwy::SetSupportedTargetsForTest(0);
  }
  EXPECT_GT(targets, 0);
}

TEST(json_quotes, each_byte_is_looked_at_wherever_it_stands) {
  for (std::size_t size = 1; size <= 70; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        const Found here = found(text, '"', false);
        ASSERT_EQ(here.marks.unusual, byte < ' ' || byte == '\\') << size << " " << at << " " << byte;
        ASSERT_EQ(here.marks.ascii, byte < 0x80) << size << " " << at << " " << byte;
        ASSERT_EQ(here.quotes[at / 8] >> at % 8 & 1, byte == '"' ? 1 : 0) << size << " " << at << " " << byte;
      }
}

TEST(json_quotes, a_text_that_nobody_closes_ends_behind_the_last_byte) {
  const Found here = found("\"abc", ' ', false);
  EXPECT_EQ(here.quotes.front(), 1);
  EXPECT_EQ(here.quotes[1], 0xFF);
}

}  // namespace
}  // namespace cs::codec
