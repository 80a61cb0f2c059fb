// What parts two names by numbers may be silent, and never wrong. The pairs that are kept are asked again and again.
#include "match/parting.h"

#include <gtest/gtest.h>

#include "match/test_queries.h"
#include "names/compare.h"
#include "names/surely_different.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

// Kin of one another, particles and articles, words for nobody, initials, another script, pieces of one name, mistyped, long, short.
constexpr const char* kWords[] = {"ROBERT",  "BOB",      "ROBERTO", "ELIZABETH", "BETH",     "LIZ",      "MOHAMMED",         "MUHAMMAD", "ALHARBI", "HARBI",  "LI",
                                  "LEE",     "KIM",      "GIM",     "IVANOV",    "IVANOFF",  "JOSEPH",   "JOESPH",           "SARA",     "SARAH",   "MINJUN", "MIN",
                                  "JUN",     "MARIA",    "MARY",    "SON",       "MAN",      "LADY",     "DOE",              "MOTHER",   "A",       "J",      "ANN",
                                  "MARYANN", "JOHNSON",  "JOHNSO",  "DELACRUZ",  "CRUZ",     "DELGADO",  "GADO",             "GARCIA",   "GARZIA",  "G4RCIA", "SMITH",
                                  "SMYTHE",  "MICHAEL",  "MICHAELA", "LOPEZ",    "JAMES",    "美",       "CHRISTOPHERSONHEIMER", "O",    "MCDONALD", "DONALD"};

std::string word(registry::test::Dice& dice) {
  std::string out = kWords[dice.below(std::size(kWords))];
  if (dice.below(8) == 0 && out.size() > 3 && out.size() < 10) std::swap(out[1], out[2]);
  return out;
}

struct Drawn {
  std::string given, middle, family;
};
Drawn drawn(registry::test::Dice& dice) {
  Drawn out{word(dice), dice.below(2) == 0 ? "" : word(dice), word(dice)};
  if (dice.below(4) == 0) out.family += ' ' + word(dice);
  return out;
}

std::vector<std::string> rows_of_names(std::uint64_t seed) {
  registry::test::Dice dice(seed);
  std::vector<std::string> out;
  while (out.size() < 400) {
    const Drawn name = drawn(dice);
    out.push_back("k" + std::to_string(out.size()) + "," + name.given + "," + name.middle + "," + name.family + ",,12,OAK ST,,,SALEM,OH,44460,,,");
  }
  return out;
}

std::vector<Query> lines_of_names(std::uint64_t seed) {
  registry::test::Dice dice(seed);
  std::vector<Query> out;
  while (out.size() < 400) {
    const Drawn name = drawn(dice);
    if (auto query = test::try_query({name.given, name.middle, name.family, "", "12 OAK ST", "SALEM", "OH", "44460"})) out.push_back(*std::move(query));
  }
  return out;
}

bool surely_different(const names::PersonName& line, const names::PersonName& record) {
  const auto views = [](const std::vector<std::string>& words) { return std::vector<std::string_view>(words.begin(), words.end()); };
  const auto given = views(line.given), family = views(line.family), other_given = views(record.given), other_family = views(record.family);
  return names::surely_different({given, family}, {other_given, other_family}).yes;
}

class parting : public ::testing::TestWithParam<std::uint32_t> {};

// With a print of every name, of some, of none: the others are made when they are asked for.
TEST_P(parting, parts_two_names_only_where_their_texts_do) {
  const registry::test::TemporaryDirectory home;
  ASSERT_TRUE(registry::test::build_rows(home.path(), rows_of_names(3), registry::test::tolerant()));
  const auto held = registry::Snapshot::open(registry::test::register_of(home.path()), std::nullopt, registry::Check::kStructure);
  ASSERT_TRUE(held);
  const std::vector<Query> lines = lines_of_names(4);
  std::vector<ResolvedReading> readings(lines.size());
  std::vector<LineName> names(lines.size());
  Resolver(*held).resolve(lines, readings, names);
  const RegisterSide side = RegisterSideMaker::make();
  const NamePrints prints = NamePrints::of(*held, GetParam());
  Parting asked_of(prints, {}, true);
  std::size_t parted = 0, sure = 0, not_sure = 0, not_parted = 0;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (!names[line].numbered || !names[line].latin) continue;
    asked_of.ask(lines[line], names[line]);
    const names::PersonName& asked = lines[line].names.front().name();
    for (std::uint32_t record = 0; record < held->manifest().records; ++record) {
      const auto name = held->name(record);
      const bool by_text = surely_different(asked, name.open(side));
      sure += by_text ? 1 : 0;
      not_sure += by_text ? 0 : 1;
      const Parted found = asked_of.parts(held->view().name_ids(record));
      if (found == Parted::kUnknown) continue;
      ++(found == Parted::kYes ? parted : not_parted);
      ASSERT_EQ(by_text, found == Parted::kYes) << ::testing::PrintToString(asked.given) << ::testing::PrintToString(asked.family) << " and "
                           << ::testing::PrintToString(name.open(side).given) << ::testing::PrintToString(name.open(side).family);
    }
  }
  EXPECT_GT(sure, 50'000U);
  EXPECT_GT(parted * 2, sure) << "it is worth asking";
  EXPECT_GT(not_parted * 4, not_sure) << "and here too";
}

INSTANTIATE_TEST_SUITE_P(prints, parting, ::testing::Values(NamePrints::kMost, 20U, 1U));

}  // namespace
}  // namespace cs::match
