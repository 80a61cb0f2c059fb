// tests/vectors/names/pairs.csv: two names and the codes by which they differ, both ways round; and what must hold for any two names.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "names/bearers.h"
#include "names/compare.h"

namespace cs::names {
namespace {

std::vector<std::vector<std::string>> rows_of_vectors() {
  std::ifstream file(CS_SOURCE_DIR "/tests/vectors/names/pairs.csv");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::stringstream cells(line);
    rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
  }
  return rows;
}

std::string codes(const NameDifferences& found) {
  std::string out;
  for (const NameCode code : found.of) out += (out.empty() ? "" : " ") + std::string(code_text(code));
  return out;
}

TEST(name_vectors, every_pair_differs_by_its_codes_both_ways_round) {
  const auto rows = rows_of_vectors();
  ASSERT_EQ(rows.size(), 44u);
  for (std::size_t at = 1; at < rows.size(); ++at) {
    const auto& row = rows[at];
    ASSERT_EQ(row.size(), 9u) << "line " << at + 1;
    const PersonName line = standardize({row[0], row[1], row[2], row[3]}), record = standardize({row[4], row[5], row[6], row[7]});
    EXPECT_EQ(codes(differences(line, record)), row[8]) << "line " << at + 1;
    EXPECT_EQ(codes(differences(record, line)), row[8]) << "line " << at + 1 << ", the other way round";
  }
}

TEST(name_vectors, case_marks_and_punctuation_never_make_a_difference) {
  const auto rows = rows_of_vectors();
  for (std::size_t at = 1; at < rows.size(); ++at) {
    std::string lower = rows[at][6], hyphened = rows[at][6];
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    for (char& c : hyphened) c = c == ' ' ? '-' : c;
    const PersonName plain = standardize({rows[at][4], rows[at][5], rows[at][6], rows[at][7]});
    EXPECT_EQ(standardize({rows[at][4], rows[at][5], lower, rows[at][7]}).family, plain.family);
    EXPECT_EQ(standardize({rows[at][4], rows[at][5], hyphened, rows[at][7]}).family, plain.family);
    EXPECT_EQ(standardize({"Dr. " + rows[at][4], rows[at][5], rows[at][6], rows[at][7]}).given, plain.given);
  }
}

TEST(bearers, counts_people_and_takes_logarithms_in_integers) {
  EXPECT_EQ(given_bearers("JOHN").count, 3125114u);
  EXPECT_EQ(given_bearers("JOHN").sex, Sex::kMale);
  EXPECT_EQ(surname_bearers("SMITH"), 2369644u);
  EXPECT_EQ(surname_bearers("SMIT"), surname_bearers("SMIT"));
  EXPECT_EQ(given_bearers("QXZ").count, 0u);
  EXPECT_EQ(surname_bearers(""), 0u);
  EXPECT_EQ(log2_256(1), 0);
  EXPECT_EQ(log2_256(1024), 2560);
  EXPECT_EQ(log2_256(3), 256 + 150);  // log2(1.5) = 0.58496
  const int john = log2_256(kGivenPeople) - log2_256(given_bearers("JOHN").count), smith = log2_256(kSurnamePeople) - log2_256(surname_bearers("SMITH"));
  EXPECT_NEAR(john + smith, 13.57 * 256, 3);
}

TEST(similarity, takes_pairs_for_one_name_from_its_cut_on) {
  for (const auto& [one, other] : {std::pair{"José García", "GARCIA, JOSE"}, {"Иванов Сергей", "Sergei Ivanov"}, {"Jean-Claude Petit", "JeanClaude Petit"},
                                   {"A. Romero", "Alicia Romero"}, {"Mohamed El Khoury", "Muhammad al-Khuri"}, {"Kim Jaemyeong", "김재명"}}) {
    EXPECT_GE(similarity(one, other), kSameNameMin) << one << " " << other;
    EXPECT_GE(similarity(other, one), kSameNameMin) << other << " " << one;
  }
  for (const auto& [one, other] : {std::pair{"Eric Reed", "Erin Reed"}, {"Ana Cruz", "Ana Kowalski"}, {"Omar bin Salih", "Salih bin Omar"}, {"Reed", "Ana Maria Reed"}}) {
    EXPECT_LT(similarity(one, other), kSameNameMin) << one << " " << other;
  }
}

}  // namespace
}  // namespace cs::names
