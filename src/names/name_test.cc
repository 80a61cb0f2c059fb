#include "names/name.h"
#include "names/plain.h"

#include <gtest/gtest.h>

#include <array>

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

TEST(names, refuses_mistyped_placeholders_and_a_form_s_own_words) {
  for (const auto& [given, family] : {std::pair{"Unkown", "Lopez"}, {"Unknwon", "Lopez"}, {"Ukown", "Unknown"}, {"Unknown1", "Lopez"}, {"Test1", "Test1"}, {"Fname", "Lname"}, {"First", "Last"},
                                      {"FNULNU", "Lopez"}, {"undefined", "undefined"}, {"Anon", "Anon"}, {"City of", "Salem"}, {"County Jail", "Salem"}, {"Legal", "Dept"}})
    EXPECT_EQ(reason(given, family), Reason::kNamPlaceholder) << given << " " << family;
  EXPECT_EQ(reason("\xE3\x85\xA4", "Lopez"), Reason::kNamMissing) << "a letter that only fills a place";
  EXPECT_EQ(reason("Jane", "Doe", "Ann"), Reason::kNone) << "somebody";
  EXPECT_EQ(reason("John", "Doe", "Q"), Reason::kNamPlaceholder);
}

TEST(names, a_word_for_no_middle_name_is_none) {
  for (const char* middle : {"None", "N/A", "NULL", "Unknown", "NMN", "(NMI)"}) {
    EXPECT_EQ(standardize({"John", middle, "Kerr", ""}), (PersonName{{"JOHN"}, {"KERR"}, "", 0})) << middle;
  }
  EXPECT_EQ(standardize({"John", "X", "Kerr", ""}).given, (Words{"JOHN", "X"})) << "an initial";
  EXPECT_EQ(standardize({"Ji", "Na", "Kim", ""}).given, (Words{"JI", "NA"})) << "a name";
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

std::string suffix(std::string given, std::string middle, std::string family, std::string suffix) {
  return standardize({std::move(given), std::move(middle), std::move(family), std::move(suffix)}).suffix;
}

TEST(names, reads_a_generation_wherever_a_form_has_put_it) {
  for (const char* said : {"Jr", "JR.", "J.R.", "Junior", "Jr. MD", "the Jr"}) EXPECT_EQ(suffix("John", "", "Reed", said), "JR") << said;
  EXPECT_EQ(suffix("John", "", "Reed", "The 3rd"), "III");
  EXPECT_EQ(suffix("John", "JR", "Reed", ""), "JR") << "alone in the middle field";
  EXPECT_EQ(suffix("John", "III", "Reed", ""), "III");
  EXPECT_EQ(suffix("John", "Lee Jr", "Reed", "JR"), "JR");
  EXPECT_EQ(suffix("John Jr", "", "Reed", ""), "JR");
  EXPECT_EQ(standardize({"John", "JR", "Reed", ""}).given, (Words{"JOHN"}));
  EXPECT_EQ(standardize({"John", "V", "Reed", ""}).given, (Words{"JOHN", "V"})) << "an initial";
  EXPECT_EQ(standardize({"Thi", "Vi", "Nguyen", ""}).given, (Words{"THI", "VI"})) << "a given name";
  EXPECT_EQ(standardize({"Junior", "", "Reed", ""}).given, (Words{"JUNIOR"}));
  for (const char* said : {"", "MD", "Ph.D.", "N/A", "None", "-", "Esq."}) EXPECT_EQ(suffix("John", "", "Reed", said), "") << said;
}

TEST(names, a_generation_that_is_not_read_or_contradicted_stands_as_unread) {
  for (const char* said : {"VI", "6TH", "Younger", "the elder", "JR SR", "1", "X", "II SR", "Jr (deceased)"})
    EXPECT_EQ(suffix("John", "", "Reed", said), kUnreadSuffix) << said;
  EXPECT_EQ(suffix("John", "SR", "Reed", "JR"), kUnreadSuffix);
  EXPECT_EQ(suffix("John", "", "Reed Jr", "SR"), kUnreadSuffix);
  EXPECT_EQ(suffix("John", "", "Reed VI", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("John VII", "", "Reed", ""), kUnreadSuffix);
}

TEST(names, reads_a_generation_however_it_is_spelled_and_whatever_stands_behind_it) {
  for (const char* family : {"Reed J.R.", "Reed J R", "Reed Jr MD", "Reed Jr, Esq.", "Jr Reed", "Reed-Jr"}) EXPECT_EQ(suffix("John", "", family, ""), "JR") << family;
  for (const char* family : {"Reed I.I.", "Reed 2", "Reed 2D", "Reed the Second", "Reed the 2nd", "Reed II MD"}) EXPECT_EQ(suffix("John", "", family, ""), "II") << family;
  EXPECT_EQ(suffix("John", "", "Reed I.I.I.", ""), "III");
  EXPECT_EQ(standardize({"John", "", "Reed Jr Garcia", ""}), (PersonName{{"JOHN"}, {"REED", "GARCIA"}, "JR", 0}));
  EXPECT_EQ(standardize({"John", "Jr Alan", "Reed", ""}), (PersonName{{"JOHN", "ALAN"}, {"REED"}, "JR", 0}));
  EXPECT_EQ(standardize({"John", "the 2nd", "Reed", ""}), (PersonName{{"JOHN"}, {"REED"}, "II", 0}));
  EXPECT_EQ(standardize({"John", "", "Reed MD", ""}), (PersonName{{"JOHN"}, {"REED"}, "", 0})) << "a degree is none";
}

TEST(names, a_letter_or_digit_that_may_be_a_generation_is_one_unread) {
  for (const char* family : {"Reed V", "Reed I", "Reed X", "Reed 9", "Reed IX"}) EXPECT_EQ(suffix("John", "", family, ""), kUnreadSuffix) << family;
  for (const char* middle : {"J.R.", "J R", "S.R.", "Alan J.R.", "I I"}) EXPECT_EQ(suffix("John", middle, "Reed", ""), kUnreadSuffix) << middle << ": or two initials";
  EXPECT_EQ(suffix("J R", "", "Reed", ""), "") << "initials for a given name";
  EXPECT_EQ(suffix("John", "J", "Reed", ""), "");
  EXPECT_EQ(suffix("Ana", "", "Garcia L", ""), "");
}

TEST(names, a_word_of_kinship_or_condition_behind_a_name_leaves_whose_it_is_unread) {
  for (const char* word : {"Deceased", "Decd", "Son", "Daughter", "Brother", "Husband", "Twin", "Minor", "Infant", "Trust", "Heirs", "Guardian", "POA", "Test", "Fake", "Not", "Hijo",
                           "Neto", "Filho", "Fils", "Elder", "Jun"}) {
    EXPECT_EQ(suffix("John", "", std::string("Reed ") + word, ""), kUnreadSuffix) << word;
    EXPECT_EQ(suffix("John", word, "Reed", ""), kUnreadSuffix) << word;
    EXPECT_EQ(reason("John", "Reed", word), Reason::kNone) << word << ": a clerk may know";
    EXPECT_EQ(suffix(word, "", "Reed", ""), "") << word << " alone is a name or none, but marks no other";
  }
  EXPECT_EQ(suffix("John", "", "Reed Unknown", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("Thanh", "Son", "Nguyen", ""), "") << "a given name of many";
}

TEST(names, a_man_s_name_behind_a_woman_s_title_is_her_husband_s) {
  EXPECT_EQ(suffix("Mrs John", "", "Reed", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("Mrs. John", "A", "Reed", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("John", "", "Mrs Reed", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("John", "", "Reed", "MRS"), kUnreadSuffix);
  EXPECT_EQ(suffix("Sra. Juan", "", "Reed", ""), kUnreadSuffix);
  EXPECT_EQ(reason("Mrs John", "Reed"), Reason::kNone);
  for (const char* given : {"Mrs Mary", "Mrs. Jordan", "Mr John", "Miss Ana"}) EXPECT_EQ(suffix(given, "", "Reed", ""), "") << given;
}

TEST(names, two_people_are_two_wherever_the_fields_part_them) {
  for (const auto& [given, middle] : {std::pair{"John &", "Mary"}, {"John", "& Mary"}, {"John", "/Mary"}, {"John/", "Mary"}, {"John +", "Mary"}, {"John et Mary", ""}, {"John", "with Mary"},
                                      {"John plus Mary", ""}, {"John &", ""}})
    EXPECT_EQ(reason(given, "Reed", middle), Reason::kNamInsufficient) << given << "|" << middle;
  EXPECT_EQ(suffix("John y Maria", "", "Reed", ""), kUnreadSuffix);
  EXPECT_EQ(suffix("John", "E Maria", "Reed", ""), kUnreadSuffix);
  for (const auto& [given, middle] : {std::pair{"John,", "Mary"}, {"John", "E"}, {"Soon Y", ""}, {"John", "Et"}, {"John,", "A"}}) {
    EXPECT_EQ(reason(given, "Reed", middle), Reason::kNone) << given << "|" << middle;
    EXPECT_EQ(suffix(given, middle, "Reed", ""), "") << given << "|" << middle;
  }
}

TEST(names, refuses_a_line_that_names_two_people_or_one_by_another) {
  for (const auto& [given, middle, family] :
       {std::array{"John and Mary", "", "Reed"}, {"John", "and Mary", "Reed"}, {"John or Mary", "", "Reed"}, {"John, Mary", "", "Reed"}, {"John & Mary", "", "Reed"},
        {"John/Mary", "", "Reed"}, {"John / Mary", "", "Reed"}, {"John; Mary", "", "Reed"}, {"John aka Bob", "", "Reed"}, {"John a/k/a Bob", "", "Reed"},
        {"John", "", "Reed et al"}, {"John et al", "", "Reed"}, {"John", "Wife", "Reed"}, {"Mary", "mother of", "Reed"}, {"John", "", "Quack or Jones"},
        {"John", "", "Quack et ux"}, {"John", "", "Quack & Jones"}, {"John", "alias Bob", "Reed"}, {"John", "", "Reed, Jones"}, {"J & M", "", "Reed"}}) {
    EXPECT_EQ(reason(given, family, middle), Reason::kNamInsufficient) << given << "|" << middle << "|" << family;
    EXPECT_EQ(suffix(given, middle, family, ""), kUnreadSuffix) << "and a row of it is a clerk's: " << given << "|" << middle << "|" << family;
  }
  for (const auto& [given, family] : {std::pair{"John", "Quack LLC"}, {"John", "Quack Inc."}, {"Estate of John", "Reed"}, {"John", "Reed Estate"}, {"Quack", "LLC"},
                                      {"John", "Reed Family Trust"}, {"Heirs of John", "Reed"}}) {
    EXPECT_EQ(reason(given, family), Reason::kNamPlaceholder) << given << "|" << family;
    EXPECT_EQ(suffix(given, "", family, ""), kUnreadSuffix) << given << "|" << family;
  }
}

TEST(names, takes_a_word_that_joins_people_for_a_name_where_it_may_be_one) {
  for (const auto& [given, middle, family] :
       {std::array{"Or", "", "Cohen"}, {"Noa", "Or", "Cohen"}, {"Or", "Noa", "Cohen"}, {"John", "", "And"}, {"Koffi", "Aka", "Reed"}, {"Son", "", "Nguyen"},
        {"John", "", "Husband"}, {"John", "", "Trust"}, {"Alias", "", "Kurian"}, {"Ana", "", "Garcia y Lopez"}, {"Mary-Ann", "", "Reed-Jones"},
        {"John", "", "Reed, Jr"}, {"John, Q", "", "Reed"}, {"John", "Andrew", "Anderson"}, {"Al", "", "Orr"}, {"Inca", "", "Estates"}}) {
    EXPECT_EQ(reason(given, family, middle), Reason::kNone) << given << "|" << middle << "|" << family;
    EXPECT_NE(suffix(given, middle, family, ""), kUnreadSuffix) << given << "|" << middle << "|" << family;
  }
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
  const std::vector<std::string> words = {"MARIA", "maria", "Lopez", "KIM", "Reed", "SAINT", "saint", "ST", "NMN", "nmi", "JR", "SR", "II", "V", "JUNIOR", "MR", "DR",
                                          "DE", "LA", "VAN", "MC", "O", "Y", "A", "X", "SISTER", "TEST", "XXXX", "AND", "or", "AKA", "WIFE", "llc", "Estate", "ET", "SON", "VI", "VII", "iii", "SNR", "DECEASED", "twin", "MRS", "SRA", "THIRD", "SECOND", "JUN", "MD", "UNKNOWN", "O'BRIEN", "JO-ANN", "DE LA", "4", "", "J."};
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
  for (const char* word : {"JR", "sr", "III", "VII", "JUNIOR", "AND", "llc", "ET", "Third", "IX", "deceased", "MRS"}) EXPECT_FALSE(is_plain_word(word)) << word;
  for (const char* word : {"", "SAINT", "saint", "NMN", "nmi", "O'BRIEN", "JO-ANN", "DE LA", "J.", "4", "\xC3\x89VA"}) EXPECT_FALSE(is_plain_word(word)) << word;
}

TEST(name, two_plain_surnames_are_both_kept_beside_any_plain_words) {
  const std::vector<std::string> words = {"LOPEZ", "Cruz", "SAINT", "ST", "DE", "LA", "VAN", "MC", "O", "Y", "JR", "II", "V", "MR", "DR", "MD", "JUNIOR", "X", "DELA", "SAN", "ET", "UX", "AL", "LLC", "OR", "VI", "VII"};
  const auto upper = [](std::string text) {
    for (char& c : text) c = static_cast<char>(c & ~0x20);
    return text;
  };
  int plain = 0;
  for (const std::string& first : words)
    for (const std::string& second : words)
      for (const char* between : {" ", "-"})
        for (const char* middle : {"", "A", "DE", "LEE"}) {
          const std::string family = first + between + second;
          if (!plain_surnames(family)) continue;
          const PersonName name = standardize({"MARIA", middle, family, ""});
          ASSERT_EQ(name.family, (std::vector<std::string>{upper(first), upper(second)})) << family;
          ASSERT_EQ(name.suffix, "") << family;
          ++plain;
        }
  EXPECT_GT(plain, 400);
  for (const char* text : {"LOPEZ", "DE LOPEZ", "LOPEZ JR", "MR LOPEZ", "A B C", "A  B", " LOPEZ", "LOPEZ-", "SAINT JAMES", "LOPEZ MD", "LOPEZ V", "LOPEZ DECEASED", "LOPEZ THIRD"}) EXPECT_FALSE(plain_surnames(text)) << text;
}

// A period behind a word says nothing, and is no letter: such a name is read the long way.
NameFields with_period(NameFields fields) {
  for (std::string* field : {&fields.given, &fields.middle, &fields.family})
    if (!field->empty()) *field += '.';
  return fields;
}

TEST(name, of_plain_words_is_judged_as_it_is_the_long_way) {
  const std::vector<std::string> words = {"", "Maria", "SMITH", "x", "Q", "JR", "Junior", "vi", "SAINT", "St", "de", "La Cruz", "AND", "Mary and John", "or", "OR ELSE",
                                          "Estate", "Estate of", "THE FAMILY", "Trust", "mr", "Mr and Mrs", "JOHN", "Jane", "DOE", "TEST", "Unknown", "XXXX", "aaa", "NMN",
                                          "MOTHER", "None", "NA", "Baby", "BABY BOY", "Company", "INC", "Abdul", "Y", "JO JO", "MINOR", "Occupant", "van der Berg",
                                          "A", "d", "L", "E", "Ruiz Gil", "RUIZ-GIL", "Gil Estate", "SON"};
  std::size_t refused = 0;
  for (const std::string& given : words) {
    for (const std::string& middle : words) {
      for (const std::string& family : words) {
        const NameFields fields{given, middle, family, ""};
        const NameSufficiency found = NameSufficiency::of(fields), slowly = NameSufficiency::of(with_period(fields));
        ASSERT_EQ(found.reason, slowly.reason) << given << '|' << middle << '|' << family;
        refused += found.name ? 0U : 1U;
        if (!found.name) continue;
        ASSERT_EQ(found.name->name().given, slowly.name->name().given) << given << '|' << middle << '|' << family;
        ASSERT_EQ(found.name->name().family, slowly.name->name().family) << given << '|' << middle << '|' << family;
        ASSERT_EQ(found.name->name().suffix, slowly.name->name().suffix) << given << '|' << middle << '|' << family;
      }
    }
  }
  EXPECT_GT(refused, 1000U);
  EXPECT_LT(refused, words.size() * words.size() * words.size() - 1000U);
}

TEST(name, a_title_among_the_generations_marks_a_wife_however_it_is_written) {
  const auto suffix = [](const char* text) { return standardize({"JOHN", "A", "SMITH", text}).suffix; };
  for (const char* text : {"MRS", "mrs", "MRS.", "M'RS", "JR MRS", "MRS JR", "JR/MRS"}) EXPECT_EQ(suffix(text), kUnreadSuffix) << text;
  for (const char* text : {"JR", "jr", "JR.", "J R"}) EXPECT_EQ(suffix(text), "JR") << text;
  EXPECT_EQ(suffix("ESQ"), "");
}

TEST(name, a_degree_that_a_hyphen_joins_is_half_of_a_surname) {
  const auto family = [](const char* text) { return standardize({"Julian", "", text, ""}).family; };
  EXPECT_EQ(family("Rosas-Esq"), (std::vector<std::string>{"ROSAS", "ESQ"}));
  EXPECT_EQ(family("Rosas Esq"), (std::vector<std::string>{"ROSAS"}));
  EXPECT_EQ(family("Rosas-Ruiz, MD"), (std::vector<std::string>{"ROSAS", "RUIZ"}));
}

}  // namespace
}  // namespace cs::names
