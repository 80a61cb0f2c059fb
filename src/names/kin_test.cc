// Two words are known to be no kin by one bit: it may never say so of two that a table links.
#include <gtest/gtest.h>

#include <algorithm>

#include "names/tables.h"

namespace cs::names {
namespace {

// Every word that can be reached from these by the tables, whatever links them.
std::vector<std::string> reached_from(std::vector<std::string> words, std::size_t most) {
  for (std::size_t at = 0; at < words.size() && words.size() < most; ++at)
    for (const std::string& other : related(words[at]))
      if (std::find(words.begin(), words.end(), other) == words.end()) words.push_back(other);
  return words;
}

TEST(kin, is_the_same_by_words_as_by_their_numbers) {
  std::vector<std::string> words = reached_from({"ROBERT", "ELIZABETH", "MOHAMMED", "LI", "KIM", "IVANOV", "JOSEPH", "SARA"}, 1500);
  for (const char* stranger : {"", "A", "SMITH", "QXZ", "AARON", "ERIN", "BOB", "ABDULRAHMAN"}) words.emplace_back(stranger);
  std::size_t kin = 0;
  for (const std::string& one : words) {
    for (const std::string& other : words) {
      const Kin by_numbers = kin_of_ids(word_id(one), word_id(other));
      ASSERT_EQ(kin_of(one, other), by_numbers) << one << " " << other;
      kin += one != other && by_numbers != Kin::kNone;
    }
  }
  EXPECT_GT(words.size(), 500U);
  EXPECT_GT(kin, 2000U);
}

}  // namespace
}  // namespace cs::names
