#include <gtest/gtest.h>

#include "names/syllables.h"

namespace cs::names {
namespace {

TEST(syllables, of_every_table_are_known) {
  for (const char* word : {"XIAO", "HONG", "ZHUANG", "AN", "QUE", "ER", "HSIAO", "TZU", "CHIH", "HSUAN", "KUEI", "MIN", "JUN", "HYUN", "SEO", "YEON", "SOO", "EUN"})
    EXPECT_TRUE(is_syllable(word)) << word;
}

TEST(syllables, are_no_names_of_more_than_one_and_no_letters) {
  for (const char* word : {"", "A", "O", "X", "MARIA", "ANN", "JOHN", "ELENA", "ROSE", "GRACE", "JAMES", "XIAOHONG", "SMITH", "MARY", "HSIANGG", "Q"})
    EXPECT_FALSE(is_syllable(word)) << word;
}

}  // namespace
}  // namespace cs::names
