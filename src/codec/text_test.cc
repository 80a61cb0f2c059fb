#include "codec/text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <set>

#include "codec/json.h"
#include "codec/unpacked_for_test.h"

namespace cs::codec {
namespace {

TEST(text, utf8_has_one_spelling_of_each_character) {
  for (std::string_view good : {"", "a", "\u00e9", "\u6c34", "\U00010151", "\U0010FFFF", "\uD7FF", "\uE000", "12345678\u00e9", "\uFFFF"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE6\xB0", "\xF0\x90\x85", "a\xC3",
        "12345678\xC3"
        "8",
        "\xC3\xC3\xA9", "\xE6\xC3\xA9"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(text, a_text_has_from_one_to_n_code_points) {
  EXPECT_FALSE(is_text("", 3));
  EXPECT_TRUE(is_text("abc", 3));
  EXPECT_FALSE(is_text("abcd", 3));
  EXPECT_TRUE(is_text("\u00e9\u6c34\U00010151", 3)) << "nine bytes, three code points";
  EXPECT_FALSE(is_text("\u00e9\u6c34\U00010151x", 3));
  EXPECT_EQ(code_points("\u00e9\u6c34\U00010151x"), 4u);
}

TEST(text, a_text_has_no_space_at_either_end) {
  for (std::string_view bad : {" a", "a ", " ", "\u00a0a", "a\u3000", "\u2003"}) EXPECT_FALSE(is_text(bad, 9)) << bad;
  EXPECT_TRUE(is_text("a b", 9));
  EXPECT_TRUE(is_text("a\u3000b", 9)) << "inside it is a character like others";
}

TEST(text, forbidden_categories_are_forbidden) {
  for (std::string_view bad : {"a\tb", "a\nb", "\x7f", "\u0085", "\u009f", "\u00ad", "\u200b", "\u200d", "\u202e", "\ufeff", "\u2028",
                               "\u2029", "\ue000", "\U000f0000", "\u0378", "\U000e0041", "\U0010ffff", "\xC3"}) {
    EXPECT_FALSE(is_text(bad, 9)) << bad;
    EXPECT_TRUE(has_forbidden_character(bad)) << bad;
  }
  EXPECT_TRUE(has_forbidden_character(std::string_view("\0", 1)));
  for (std::string_view good : {"O\u2019Neill", "Garc\u00eda", "\u674e\u4f1f", "M\u00fcller-L\u00fcdenscheidt", "\u1e0a"})
    EXPECT_TRUE(is_text(good, 40)) << good;
}

TEST(text, a_character_newer_than_unicode_15_0_is_unassigned_on_every_release) {
  EXPECT_TRUE(is_text("\U0001E4D0", 9)) << "Unicode 15.0";
  EXPECT_FALSE(is_text("\U0002EBF0", 9)) << "Unicode 15.1";
  EXPECT_FALSE(is_text("\U00010D40", 9)) << "Unicode 16.0";
}

TEST(text, letters_of_other_scripts_are_not_latin) {
  for (std::string_view good : {"", "123 Main St.", "Pe\u00f1a", "Ka\u02bbahumanu", "\u1e0a", "\u00aa", "e\u0301", "\u4e00" + 3})
    EXPECT_TRUE(letters_are_latin(good)) << good;
  for (std::string_view bad : {"M\u0430ria", "\u039f", "\u674e", "\U0001D40E", "\u0627", "\xC3"})
    EXPECT_FALSE(letters_are_latin(bad)) << bad;
}

std::string from_points(std::string_view list) {  // "0041 030A"
  std::string out;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(list.size(), word.size() + 1));
    unsigned point = 0;
    std::from_chars(word.data(), word.data() + word.size(), point, 16);
    char escaped[32];
    if (point < 0x10000) std::snprintf(escaped, sizeof escaped, "\"\\u%04x\"", point);
    else std::snprintf(escaped, sizeof escaped, "\"\\u%04x\\u%04x\"", 0xD7C0 + (point >> 10), 0xDC00 + (point & 0x3FF));
    out += *read_json(escaped, 64)->text();
  }
  return out;
}

TEST(text, a_text_is_nfc_by_every_row_of_the_unicode_test) {
  const Unpacked unpacked("normalization");
  const std::string rows = unpacked.read("normalization.txt");
  std::size_t normal = 0, other = 0;
  for (std::size_t begin = 0; begin < rows.size(); begin = rows.find('\n', begin) + 1) {
    const std::string_view row = std::string_view(rows).substr(begin, rows.find('\n', begin) - begin);
    if (row.starts_with('#')) continue;
    const std::string source = from_points(row.substr(0, row.find(';')));
    const std::string nfc = from_points(row.substr(row.find(';') + 1));
    // Between two digits, with which nothing composes, so that a space of the row stands at no end.
    if (source != nfc) {
      EXPECT_FALSE(is_text("1" + source + "1", 99)) << row;
      ++other;
    }
    EXPECT_EQ(is_text("1" + nfc + "1", 99), !has_forbidden_character(nfc)) << row;
    ++normal;
  }
  EXPECT_GT(normal, 20000u);
  EXPECT_GT(other, 2900u);
}

TEST(text_hostile, kinds_with_invisible_characters_are_no_texts) {
  const std::set<std::string> refused = {"tag characters",     "terminal escape",   "line separator",
                                         "soft hyphens",       "zero-width spaces", "right-to-left override",
                                         "NUL inside",         "formula with tab",  "newline and forged log line",
                                         "zero-width joiners", "only spaces",       "BOM first"};
  const Unpacked hostile("hostile-text");
  const std::string lines = hostile.read("hostile-text.jsonl");
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < lines.size(); begin = lines.find('\n', begin) + 1) {
    const Value line = *read_json(std::string_view(lines).substr(begin, lines.find('\n', begin) - begin), 1 << 20);
    const bool text = is_text(*line.find("value")->text(), 500);
    const bool altered = *line.find("value")->text() != *line.find("original")->text();  // a few have no place for their character
    if (!altered || !refused.contains(*line.find("kind")->text())) continue;
    EXPECT_FALSE(text) << *line.find("kind")->text();
    ++found;
  }
  EXPECT_GE(found, 60u);
}

}  // namespace
}  // namespace cs::codec
