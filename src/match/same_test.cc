// Equal by their numbers: what the table says is what the judges say of the texts.
#include "match/same.h"

#include <gtest/gtest.h>

#include "match/test_queries.h"
#include "names/tables.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

bool equal(const Finding& one, const Finding& other) {
  return one.codes == other.codes && one.rank == other.rank && one.carried == other.carried && one.veto == other.veto && one.gray == other.gray &&
         one.soft == other.soft && one.weight == other.weight;
}

// Names that differ in what stands behind the first given name, in a suffix or not at all; with words that the rules know.
std::vector<std::string> rows_of_names() {
  const char* const firsts[] = {"MARIA", "XIAO", "LEE", "MARY", "SON", "DAN", "MIN", "J", "美"};
  const char* const middles[] = {"", "ANN", "HONG", "A", "B", "JUN", "ELENA ROSE", "J R", "美"};
  const char* const families[] = {"GARCIA", "LI", "GARCIA LOPEZ", "DOE"};
  const char* const suffixes[] = {"", "JR", "III"};
  std::vector<std::string> out;
  for (const char* first : firsts)
    for (const char* middle : middles)
      for (const char* family : families) {
        const std::size_t at = out.size();
        out.push_back("k" + std::to_string(at) + "," + first + "," + middle + "," + family + "," + suffixes[at % 3] +
                      ",12,OAK ST,,,SALEM,OH,44460,,," + (at % 5 == 0 ? "former" : ""));
      }
  return out;
}

TEST(same, names_that_are_equal_by_numbers_are_judged_as_their_texts_are) {
  const registry::test::TemporaryDirectory home;
  ASSERT_TRUE(registry::test::build_rows(home.path(), rows_of_names()));
  const auto held = registry::Snapshot::open(registry::test::register_of(home.path()), std::nullopt, registry::Check::kStructure);
  ASSERT_TRUE(held);
  const Model& model = Model::built_in();
  const SameFindings findings = SameFindings::of(model);
  const RegisterSide side = RegisterSideMaker::make();
  std::vector<Query> queries;
  for (const char* suffix : {"", "JR", "SR"})
    for (const std::string& row : rows_of_names()) {
      const auto field = [&](std::size_t wanted) {
        std::size_t at = 0;
        for (; wanted > 0; --wanted) at = row.find(',', at) + 1;
        return row.substr(at, row.find(',', at) - at);
      };
      if (auto query = test::try_query({field(1), field(2), field(3), suffix, "12 OAK ST", "SALEM", "OH", "44460"})) queries.push_back(*std::move(query));
    }
  ASSERT_GT(queries.size(), 300U);
  std::vector<ResolvedReading> readings(queries.size());
  std::vector<LineName> names(queries.size());
  Resolver(*held).resolve(queries, readings, names);
  const NamePrints prints = NamePrints::of(*held);
  std::array<std::size_t, kSameNameCount> met{};
  for (std::size_t line = 0; line < queries.size(); ++line) {
    if (!names[line].numbered) continue;
    for (std::uint32_t record = 0; record < held->manifest().records; ++record) {
      const registry::NameIds ids = held->view().name_ids(record);
      const auto same = same_name(names[line], ids, prints);
      if (!same) continue;
      ++met[static_cast<std::size_t>(*same)];
      const registry::NameKind kind = held->record(record).kind;
      const Finding by_text = judge_identity(model, queries[line].names.front().name(), held->name(record).open(side), kind);
      ASSERT_TRUE(equal(findings.name(*same, names[line].suffix, ids.suffix, kind), by_text)) << "line " << line << " record " << record;
    }
  }
  for (const std::size_t count : met) EXPECT_GT(count, 50U);
}

}  // namespace
}  // namespace cs::match
