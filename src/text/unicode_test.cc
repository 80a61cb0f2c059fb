#include "text/unicode.h"

#include <gtest/gtest.h>

namespace cs::text {
namespace {

TEST(unicode, a_letter_and_its_mark_come_apart_and_together) {
  EXPECT_EQ(decomposed("\u00e9"), U"e\u0301");
  EXPECT_EQ(decomposed("\uff21\ufb01"), U"Afi") << "wide letters and ligatures are their plain letters";
  EXPECT_EQ(composed(U"e\u0301"), "\u00e9");
  EXPECT_EQ(composed(decomposed("\u1112\u1161\u11ab")), "\ud55c");
  EXPECT_EQ(composed(U""), "");
}

TEST(unicode, upper_case_may_be_longer_than_what_was_written) {
  EXPECT_EQ(decomposed_upper("stra\u00dfe"), U"STRASSE");
  EXPECT_EQ(decomposed_upper("\u00e9"), U"E\u0301");
  EXPECT_EQ(upper(U'\u00df'), U'\u00df') << "the simple mapping has no sharp S of two letters";
  EXPECT_EQ(upper(U'\u0449'), U'\u0429');
}

TEST(unicode, points_beyond_the_first_plane_are_whole) {
  EXPECT_EQ(decomposed("\U00020000x"), U"\U00020000x");
  EXPECT_EQ(composed(U"\U00020000x"), "\U00020000x");
  EXPECT_EQ(composed(std::u32string(1, char32_t{0x110000})), " ") << "no point";
}

TEST(unicode, bytes_that_are_no_text_become_spaces) {
  EXPECT_EQ(decomposed("a\xC0z"), U"a z");
  EXPECT_EQ(composed(decomposed("a\xFFz")), "a z");
}

TEST(unicode, the_longest_decomposition_fits) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\ufdfa";  // eighteen letters
  EXPECT_EQ(decomposed(text).size(), 18'000u);
  EXPECT_EQ(decomposed_upper(text).size(), 18'000u);
  std::string long_upper;
  for (int i = 0; i < 1000; ++i) long_upper += "\u0390";
  EXPECT_EQ(decomposed_upper(long_upper).size(), 3'000u);
}

TEST(unicode, a_point_has_one_kind) {
  EXPECT_EQ(kind_of(U'7'), Kind::kLetterOrDigit);
  EXPECT_EQ(kind_of(U'\u0660'), Kind::kLetterOrDigit);
  EXPECT_EQ(kind_of(U'\u0301'), Kind::kMark);
  EXPECT_EQ(kind_of(U'\u0903'), Kind::kMark);
  EXPECT_EQ(kind_of(U'\u200b'), Kind::kFormat);
  EXPECT_EQ(kind_of(U'\u2013'), Kind::kDash);
  EXPECT_EQ(kind_of(U'\u00a0'), Kind::kSpace);
  EXPECT_EQ(kind_of(U'\u0085'), Kind::kControl);
  EXPECT_EQ(kind_of(U'\u2028'), Kind::kLineEnd);
  EXPECT_EQ(kind_of(U'\u20dd'), Kind::kOther) << "an enclosing mark is no mark of a letter";
  EXPECT_EQ(kind_of(U'\u00bd'), Kind::kOther);
  EXPECT_EQ(kind_of(0x10FFFF), Kind::kOther);
}

TEST(unicode, ascii_is_told_by_its_bytes) {
  EXPECT_TRUE(is_ascii(""));
  EXPECT_TRUE(is_ascii("A\x7f"));
  EXPECT_FALSE(is_ascii("A\x80"));
}

TEST(unicode, the_tables_have_a_version) { EXPECT_NE(unicode_version().find('.'), std::string::npos); }

}  // namespace
}  // namespace cs::text
