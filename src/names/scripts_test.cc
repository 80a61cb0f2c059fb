#include "names/scripts.h"

#include <gtest/gtest.h>

#include "names/compare.h"
#include "names/fold.h"

namespace cs::names {
namespace {

std::string latin(const char* text) { return romanized(fold(text)); }

TEST(scripts, reads_each_script_by_its_table) {
  EXPECT_EQ(latin("Иван"), "IVAN");
  EXPECT_EQ(latin("Щербаков"), "SHCHERBAKOV");
  EXPECT_EQ(latin("Παπαδόπουλος"), "PAPADOPOULOS");
  EXPECT_EQ(latin("محمد"), "MUHAMMAD");
  EXPECT_EQ(latin("الخوري"), "ALKHURI");
  EXPECT_EQ(latin("김"), "GIM");
  EXPECT_EQ(latin("재명"), "JAEMYEONG");
  EXPECT_EQ(latin("王"), "WANG");
  EXPECT_EQ(latin("さとう"), "SATOU");
  EXPECT_EQ(latin("キョウコ"), "KYOUKO");
  EXPECT_EQ(latin("Կարապետյան"), "KARAPETYAN");
  EXPECT_EQ(latin("ბარაკ"), "BARAK");
  EXPECT_EQ(latin("मोहन"), "MOHANA");
}

TEST(scripts, knows_which_words_are_written_in_syllables) {
  EXPECT_TRUE(is_syllabic("김재명"));
  EXPECT_TRUE(is_syllabic("王伟"));
  EXPECT_FALSE(is_syllabic("KHOURY"));
  EXPECT_FALSE(is_syllabic("СЕРГЕЙ"));
}

TEST(scripts, a_name_in_another_script_is_the_same_name_romanized) {
  const auto codes = [](NameFields one, NameFields other) {
    const NameDifferences found = differences(standardize(one), standardize(other));
    return std::string(code_text(found.given())) + " " + std::string(code_text(found.family()));
  };
  EXPECT_EQ(codes({"Сергей", "", "Петров", ""}, {"Sergei", "", "Petrov", ""}), "given_romanization family_romanization");
  EXPECT_EQ(codes({"محمد", "", "الخوري", ""}, {"Mohamed", "", "El Khoury", ""}), "given_romanization family_romanization");
  EXPECT_EQ(codes({"伟明", "", "李", ""}, {"Wei Ming", "", "Lee", ""}), "given_romanization family_listed_kin");
  EXPECT_EQ(codes({"伟明", "", "李", ""}, {"伟明", "", "黎", ""}), "given_equal family_other_rest_equal") << "two signs of one sound are two names";
  EXPECT_EQ(codes({"Сергей", "", "Петров", ""}, {"Viktor", "", "Petrov", ""}), "given_other family_romanization");
}

}  // namespace
}  // namespace cs::names
