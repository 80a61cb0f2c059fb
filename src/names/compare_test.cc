#include "names/compare.h"

#include <gtest/gtest.h>

namespace cs::names {
namespace {

PersonName name(std::string given, std::string family, std::string middle = "", std::string suffix = "") {
  return standardize({std::move(given), std::move(middle), std::move(family), std::move(suffix)});
}

// "agree" "soft" "gray" "veto": what the table allows with at most one soft difference.
std::string judged(const PersonName& line, const PersonName& record) {
  Effect worst = Effect::kFree;
  int soft = 0;
  for (const NameCode code : differences(line, record).of) {
    worst = std::max(worst, table_effect(code));
    soft += table_effect(code) == Effect::kSoft ? 1 : 0;
  }
  if (worst == Effect::kVeto) return "veto";
  if (worst == Effect::kGray || soft > 1) return "gray";
  return soft == 0 ? "agree" : "soft";
}

TEST(names_compare, agrees_whatever_case_marks_hyphen_and_spacing) {
  EXPECT_EQ(judged(name("José", "O'Brien"), name("JOSE", "OBRIEN")), "agree");
  EXPECT_EQ(judged(name("Maria", "de la Cruz"), name("MARIA", "DELACRUZ")), "agree");
  EXPECT_EQ(judged(name("Xiao Ming", "Li"), name("XIAOMING", "LI")), "agree");
  EXPECT_EQ(judged(name("Jean-Luc", "Neill"), name("Jean Luc", "Neill")), "agree");
  EXPECT_EQ(judged(name("Ana", "Morales-Lopez"), name("ANA", "MORALES LOPEZ")), "agree");
  EXPECT_EQ(judged(name("Zoë", "Łukasz"), name("ZOE", "LUKASZ")), "agree");
}

TEST(names_compare, takes_a_nickname_for_its_formal_name_and_nothing_further) {
  EXPECT_EQ(judged(name("Bob", "Reed"), name("Robert", "Reed")), "soft");
  EXPECT_EQ(judged(name("Francisco", "Reed"), name("Paco", "Reed")), "soft");
  EXPECT_EQ(judged(name("Bob", "Reed"), name("Rob", "Reed")), "gray") << "two short forms of one name";
  EXPECT_EQ(judged(name("Aaron", "Reed"), name("Erin", "Reed")), "veto") << "two formal names";
  EXPECT_EQ(judged(name("Andrea", "Reed"), name("Andrew", "Reed")), "veto");
  EXPECT_EQ(judged(name("Robert", "Reed"), name("Albert", "Reed")), "veto") << "BERT is of both: sets are never closed";
}

TEST(names_compare, vetoes_another_given_name_however_alike) {
  for (const auto& [one, other] : {std::pair{"Eric", "Erin"}, {"Michael", "Michelle"}, {"Maria", "Marina"}, {"Daniel", "Daniela"},
                                   {"Paul", "Paula"}, {"Carl", "Carla"}, {"Hassan", "Hussein"}, {"Ahmad", "Hamid"}, {"Salim", "Salam"},
                                   {"Jamil", "Jamal"}, {"Karim", "Karam"}}) {
    EXPECT_EQ(judged(name(one, "Reed"), name(other, "Reed")), "veto") << one << " " << other;
    EXPECT_EQ(judged(name(other, "Reed"), name(one, "Reed")), "veto") << other << " " << one;
  }
}

TEST(names_compare, never_verifies_an_initial_for_a_given_name) {
  EXPECT_EQ(judged(name("J", "Reed"), name("John", "Reed")), "gray");
  EXPECT_EQ(judged(name("John", "Reed"), name("J", "Reed")), "gray");
  EXPECT_EQ(judged(name("J", "Reed"), name("J", "Reed")), "gray");
  EXPECT_EQ(judged(name("K", "Reed"), name("John", "Reed")), "veto");
}

TEST(names_compare, never_reads_an_initial_as_a_part_of_another_word) {
  EXPECT_EQ(judged(name("Jo", "Reed", "E"), name("Joe", "Reed")), "veto");
  EXPECT_EQ(judged(name("Jo E", "Reed"), name("Joe", "Reed")), "veto");
  EXPECT_EQ(judged(name("Jo Ann", "Reed"), name("Joann", "Reed")), "agree");
  EXPECT_EQ(judged(name("Mary Ann", "Reed", "L"), name("Maryann", "Reed", "Lee")), "agree");
}

TEST(names_compare, takes_the_first_of_two_surnames_or_both_exchanged_but_not_the_second) {
  EXPECT_EQ(judged(name("Ana", "Cruz"), name("Ana", "Cruz Ramirez")), "soft");
  EXPECT_EQ(judged(name("Ana", "Cruz Ramirez"), name("Ana", "Cruz")), "soft");
  EXPECT_EQ(judged(name("Ana", "Lopez Garcia"), name("Ana", "Garcia Lopez")), "soft");
  EXPECT_EQ(judged(name("Ana", "Ramirez"), name("Ana", "Cruz Ramirez")), "gray");
  EXPECT_EQ(judged(name("Ana", "Cruz Lopez"), name("Ana", "Cruz Ramirez")), "veto");
  EXPECT_EQ(judged(name("Ana", "Garcia"), name("Ana", "Glenn")), "gray") << "a change of name or a stranger: never verified";
  EXPECT_EQ(judged(name("Ana", "Garcia"), name("Rosa", "Glenn")), "veto");
}

TEST(names_compare, takes_given_and_family_exchanged_whole_as_one_soft_difference) {
  EXPECT_EQ(judged(name("Zhang", "Wei"), name("Wei", "Zhang")), "soft");
  EXPECT_EQ(judged(name("Zhao", "Hong Mei"), name("Hong Mei", "Zhao")), "soft");
  EXPECT_EQ(judged(name("Tran", "Minh", "Van"), name("Minh", "Tran", "Van")), "soft");
  EXPECT_EQ(judged(name("Thi Huong", "Le"), name("Huong", "Le", "Thi")), "soft");
  EXPECT_EQ(judged(name("Zhang", "Wei"), name("Wei", "Zhou")), "veto");
  EXPECT_EQ(judged(name("Tran", "Minh", "Thi"), name("Minh", "Tran", "Van")), "veto");
}

TEST(names_compare, ignores_an_absent_middle_name_and_vetoes_another) {
  EXPECT_EQ(judged(name("Ana", "Reed"), name("Ana", "Reed", "Lee")), "agree");
  EXPECT_EQ(judged(name("Ana", "Reed", "L."), name("Ana", "Reed", "Lee")), "agree");
  EXPECT_EQ(judged(name("Ana", "Reed", "S"), name("Ana", "Reed", "C")), "veto");
  EXPECT_EQ(judged(name("Maria", "Lopez", "Rosa"), name("Maria", "Lopez", "Elena")), "veto");
  EXPECT_EQ(judged(name("Lee", "Reed"), name("Robert", "Reed", "Lee")), "gray") << "called by the middle name";
}

TEST(names_compare, keeps_generations_apart) {
  EXPECT_EQ(judged(name("John", "Reed", "", "Jr"), name("John", "Reed Jr.")), "agree");
  EXPECT_EQ(judged(name("John", "Reed", "", "2nd"), name("John", "Reed", "", "II")), "agree");
  EXPECT_EQ(judged(name("John", "Reed"), name("John", "Reed", "", "Jr")), "gray");
  EXPECT_EQ(judged(name("John", "Reed", "", "Jr"), name("John", "Reed", "", "II")), "gray");
  EXPECT_EQ(judged(name("John", "Reed", "", "Jr"), name("John", "Reed", "", "Sr")), "veto");
  EXPECT_EQ(judged(name("John", "Reed", "", "II"), name("John", "Reed", "", "III")), "veto");
}

TEST(names_compare, takes_a_listed_romanization_as_soft) {
  EXPECT_EQ(judged(name("Yousef", "Haddad"), name("Yusuf", "Haddad")), "soft");
  EXPECT_EQ(judged(name("Abdul Rahman", "Haddad"), name("Abdelrahman", "Haddad")), "soft");
}

TEST(names_compare, never_verifies_two_soft_differences) {
  EXPECT_EQ(judged(name("Bob", "Cruz"), name("Robert", "Cruz Ramirez")), "gray");
}

TEST(names_compare, is_the_same_both_ways_round) {
  const PersonName names[] = {name("Bob", "Cruz"), name("Robert", "Cruz Ramirez"), name("Zhang", "Wei"), name("Wei", "Zhang"), name("J", "Wei"),
                              name("John", "Reed", "Lee", "Jr"), name("Lee", "Reed"), name("John Lee", "Reed")};
  for (const PersonName& one : names) {
    for (const PersonName& other : names) EXPECT_EQ(judged(one, other), judged(other, one));
  }
}

TEST(names_compare, lists_the_words_that_may_stand_for_a_word_itself_first) {
  const std::vector<std::string> bob = equivalents("BOB");
  EXPECT_EQ(bob.front(), "BOB");
  EXPECT_NE(std::find(bob.begin(), bob.end(), "ROBERT"), bob.end());
  EXPECT_EQ(std::find(bob.begin(), bob.end(), "ROB"), bob.end());
  EXPECT_EQ(equivalents("ZZYZX"), std::vector<std::string>{"ZZYZX"});
}

TEST(names_compare, scores_likeness_between_0_and_1000) {
  EXPECT_EQ(similarity("José García", "JOSE GARCIA"), 1000);
  EXPECT_GE(similarity("Garcia Jose", "Jose Garcia"), 900);
  EXPECT_GE(similarity("Bob Reed", "Robert Reed"), 900);
  EXPECT_LT(similarity("Ana Cruz", "Peter Hansen"), 300);
  EXPECT_EQ(similarity("", "Peter Hansen"), 0);
}

}  // namespace
}  // namespace cs::names
