#include "names/name.h"
#include "names/plain.h"

#include <gtest/gtest.h>

namespace cs::names {
namespace {

Reason reason(std::string given, std::string family, std::string middle = "") {
  return NameSufficiency::of({std::move(given), std::move(middle), std::move(family), ""}).reason;
}

using Words = std::vector<std::string>;

TEST(names, brings_a_name_to_standard_words) {
  const PersonName name = standardize({"Dr. Juan-Carlos", "M.", "de la Cruz y García Jr.", ""});
  EXPECT_EQ(name.given, (Words{"JUANCARLOS", "M"}));
  EXPECT_EQ(name.family, (Words{"DELACRUZ", "GARCIA"}));
  EXPECT_EQ(name.suffix, "JR");
}

TEST(names, keeps_a_particle_with_its_surname_and_alone_at_the_end) {
  EXPECT_EQ(standardize({"Ana", "", "van der Berg", ""}).family, (Words{"VANDERBERG"}));
  EXPECT_EQ(standardize({"Ana", "", "St. John", ""}).family, standardize({"Ana", "", "Saint John", ""}).family);
  EXPECT_EQ(standardize({"Ana", "", "Van", ""}).family, (Words{"VAN"}));
  EXPECT_EQ(standardize({"Ana", "", "AL-KHOURY", ""}).family, (Words{"ALKHOURY"}));
}

TEST(names, refuses_a_single_name) {
  EXPECT_EQ(reason("Suharto", ""), Reason::kNamMissing);
  EXPECT_EQ(reason("", "Suharto"), Reason::kNamMissing);
  EXPECT_EQ(reason(" - ", "Suharto"), Reason::kNamMissing);
}

TEST(names, refuses_placeholders_in_several_languages) {
  for (const auto& [given, family] :
       {std::pair{"FNU", "Lopez"}, {"Maria", "LNU"}, {"John", "Doe"}, {"JANE", "DOE"}, {"Unknown", "Lopez"}, {"Unkn0wn", "Lopez"},
        {"Refused", "Refused"}, {"Last", "Last Name"}, {"Mother", "Lopez"}, {"NEPHEW", "Lopez"}, {"Inmate", "Lopez"}, {"Hija", "Lopez"},
        {"Mr", "Lopez"}, {"Granddaughter", "Lopez"}, {"Man of the", "Lopez"}, {"Lady of the House", "Lopez"}, {"Son of", "Lopez"}, {"NA", "NA"}, {"N/A", "N/A"}, {"Test", "Test"}, {"XXXX", "Lopez"}, {"Maria", "XXXXX"}, {"Desconocido", "Lopez"},
        {"Inconnu", "Lopez"}, {"Unbekannt", "Lopez"}, {"Sconosciuto", "Lopez"}, {"Desconhecido", "Lopez"}, {"Неизвестно", "Lopez"},
        {"未知", "Lopez"}, {"不明", "Lopez"}, {"미상", "Lopez"}, {"مجهول", "Lopez"}, {"U N K N O W N", "Lopez"}}) {
    EXPECT_EQ(reason(given, family), Reason::kNamPlaceholder) << given << " " << family;
  }
}

TEST(names, takes_names_that_only_look_like_placeholders) {
  for (const auto& [given, family] : {std::pair{"Jorge", "Friend"}, {"Maria", "Doe"}, {"Na", "Li"}, {"Jennifer", "Null"}, {"Son", "Nguyen"}, {"Lady", "Man"}, {"Son", "Doe"},
                                      {"Mary", "Tester"}, {"Bo", "Ng"}, {"Ana", "O"  "Brien"}, {"李", "王伟"}}) {
    EXPECT_EQ(reason(given, family), Reason::kNone) << given << " " << family;
  }
}

TEST(names, refuses_initials_alone_and_takes_an_initial_beside_a_whole_family_name) {
  EXPECT_EQ(reason("M", "L"), Reason::kNamInsufficient);
  EXPECT_EQ(reason("Maria", "L"), Reason::kNamInsufficient);
  EXPECT_EQ(reason("M", "Lopez"), Reason::kNone);
  EXPECT_EQ(reason("M", "Ng"), Reason::kNone);
}

TEST(names, gives_the_first_reason_in_the_order_of_the_codes) {
  EXPECT_EQ(reason("FNU", ""), Reason::kNamMissing);
  EXPECT_EQ(reason("FNU", "L"), Reason::kNamPlaceholder);
}

TEST(names, makes_a_sufficient_name_exactly_when_there_is_no_reason) {
  const NameSufficiency good = NameSufficiency::of({"Maria", "", "Lopez Garcia", ""});
  ASSERT_TRUE(good.name.has_value());
  EXPECT_EQ(good.name->name().family, (Words{"LOPEZ", "GARCIA"}));
  EXPECT_FALSE(NameSufficiency::of({"", "", "", ""}).name.has_value());
}

// Words that mean something in some field, and some that mean nothing.
TEST(name, plain_words_mean_themselves_in_every_field) {
  const std::vector<std::string> words = {"MARIA", "maria", "Lopez", "SAINT", "saint", "ST", "NMN", "nmi", "JR", "SR", "II", "V", "JUNIOR", "MR", "DR",
                                          "DE", "LA", "VAN", "MC", "O", "Y", "A", "X", "SISTER", "TEST", "XXXX", "O'BRIEN", "JO-ANN", "DE LA", "4", "", "J."};
  const auto upper = [](std::string text) {
    for (char& c : text) c = static_cast<char>(c & ~0x20);
    return text;
  };
  int plain = 0;
  for (const std::string& given : words)
    for (const std::string& middle : words)
      for (const std::string& family : words) {
        if (!is_plain_word(given) || !is_plain_word(family) || !(middle.empty() || is_plain_word(middle))) continue;
        const PersonName name = standardize({given, middle, family, ""});
        std::vector<std::string> expected = {upper(given)};
        if (!middle.empty()) expected.push_back(upper(middle));
        ASSERT_EQ(name.given, expected) << given << "|" << middle << "|" << family;
        ASSERT_EQ(name.family, std::vector<std::string>{upper(family)}) << given << "|" << middle << "|" << family;
        ASSERT_EQ(name.suffix, "");
        ++plain;
      }
  EXPECT_GT(plain, 5'000);
  for (const char* word : {"", "SAINT", "saint", "NMN", "nmi", "O'BRIEN", "JO-ANN", "DE LA", "J.", "4", "\xC3\x89VA"}) EXPECT_FALSE(is_plain_word(word)) << word;
}

TEST(name, two_plain_surnames_are_both_kept_beside_any_plain_words) {
  const std::vector<std::string> words = {"LOPEZ", "Cruz", "SAINT", "ST", "DE", "LA", "VAN", "MC", "O", "Y", "JR", "II", "V", "MR", "DR", "MD", "JUNIOR", "X", "DELA", "SAN"};
  const auto upper = [](std::string text) {
    for (char& c : text) c = static_cast<char>(c & ~0x20);
    return text;
  };
  int plain = 0;
  for (const std::string& first : words)
    for (const std::string& second : words)
      for (const char* between : {" ", "-"})
        for (const char* middle : {"", "A", "DE", "JR"}) {
          const std::string family = first + between + second;
          if (!plain_surnames(family)) continue;
          const PersonName name = standardize({"MARIA", middle, family, ""});
          ASSERT_EQ(name.family, (std::vector<std::string>{upper(first), upper(second)})) << family;
          ASSERT_EQ(name.suffix, "") << family;
          ++plain;
        }
  EXPECT_GT(plain, 400);
  for (const char* text : {"LOPEZ", "DE LOPEZ", "LOPEZ JR", "MR LOPEZ", "A B C", "A  B", " LOPEZ", "LOPEZ-", "SAINT JAMES"}) EXPECT_FALSE(plain_surnames(text)) << text;
}

}  // namespace
}  // namespace cs::names
