#include "names/name_print.h"

#include <gtest/gtest.h>

#include <random>

#include "names/edits.h"
#include "names/likeness.h"

namespace cs::names {
namespace {

std::string drawn_word(std::mt19937& dice, std::size_t longest, char letters) {
  std::string out(1 + dice() % longest, 'A');
  for (char& each : out) each = static_cast<char>('A' + dice() % static_cast<unsigned>(letters));
  return out;
}

TEST(osa, counts_the_edits_that_the_table_counts) {
  std::mt19937 dice(5);
  for (int i = 0; i < 40'000; ++i) {
    const std::string one = drawn_word(dice, 12, i % 2 == 0 ? 3 : 26), other = drawn_word(dice, 12, i % 2 == 0 ? 3 : 26);
    ASSERT_EQ(OsaPattern(one).edits(other), edits(Letters(one), Letters(other), 64)) << one << " " << other;
  }
}

TEST(osa, counts_the_edits_of_words_that_fill_its_bits) {
  std::mt19937 dice(6);
  for (int i = 0; i < 500; ++i) {
    const std::string one = drawn_word(dice, 1, 1).append(59 + dice() % 4, 'B') + drawn_word(dice, 1, 26);
    std::string other = one;
    for (int edit = 0; edit < 4; ++edit) other[dice() % other.size()] = static_cast<char>('A' + dice() % 3);
    const auto counted = OsaPattern(one).edits(other);
    ASSERT_LE(counted, 4) << one << " " << other;
    ASSERT_EQ(counted, OsaPattern(other).edits(one)) << one << " " << other;
  }
}

TEST(osa, takes_words_of_no_letter_and_of_as_many_as_it_has_bits) {
  EXPECT_EQ(OsaPattern("").edits("ABC"), 3);
  EXPECT_EQ(OsaPattern("ABC").edits(""), 3);
  const std::string longest(OsaPattern::kLettersMax, 'A');
  EXPECT_EQ(OsaPattern(longest).edits(longest), 0);
  EXPECT_EQ(OsaPattern(longest).edits(longest.substr(1) + "B"), 1);
}

TEST(name_print, of_other_than_plain_words_says_nothing) {
  for (const char* word : {"", "A", "O'NEIL", "JOSÉ", "YON6", "MUHAMMEDABDULLAH"}) EXPECT_FALSE(name_print(word).plain) << word;
  EXPECT_TRUE(name_print("MARIA").plain);
  EXPECT_TRUE(name_print("MOTHER").nobody);
  EXPECT_TRUE(name_print("ALHARBI").article);
}

// Mistyped from one another as often as not, so that near and far ones meet.
TEST(name_print, says_other_only_where_the_likeness_of_the_texts_is_other) {
  const char* const words[] = {"ROBERT", "BOB", "ELIZABETH", "BETTY", "IVANOV", "IVANOFF", "SARA", "SMITH", "SMYTHE", "DELACRUZ", "CRUZ", "ALHARBI", "HARBI",
                               "JAMES", "MARY", "LI", "LEE", "GARCIA", "DELGADO", "GADO", "HARBY", "AARON", "ERIN"};
  std::mt19937 dice(9);
  std::size_t given_other = 0, family_other = 0;
  for (int i = 0; i < 60'000; ++i) {
    const std::string one = words[dice() % std::size(words)];
    std::string other = words[dice() % std::size(words)];
    for (unsigned edit = dice() % 4; edit > 0; --edit) other[dice() % other.size()] = static_cast<char>('A' + dice() % 26);
    const NamePrint left = name_print(one), right = name_print(other);
    if (!left.plain || !right.plain || begin_alike(left, right)) continue;
    const NamePattern pattern(left);
    if (pattern.surely_other_given(right)) {
      ++given_other;
      ASSERT_EQ(given_likeness(one, other, {}), Likeness::kOther) << one << " " << other;
    }
    if (pattern.surely_other_family(right)) {
      ++family_other;
      ASSERT_EQ(family_likeness(one, other, {}), Likeness::kOther) << one << " " << other;
    }
  }
  EXPECT_GT(given_other, 20'000U);
  EXPECT_GT(family_other, 20'000U);
}

}  // namespace
}  // namespace cs::names
