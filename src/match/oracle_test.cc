// G5: a brute force over every record, without index or tile, gives the same outcomes as the matcher.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "match/decide.h"
#include "match/test_queries.h"
#include "register/generation.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

using address::Reading;
using StreetForm = std::tuple<std::string, std::string, std::string, std::string>;  // directions, type, urbanization

struct Row {
  std::uint32_t record, key;
  registry::RecordWord word;
  names::PersonName name;
  Reading reading;
  bool closed;
};

// Everything the reference knows: rows as texts, and what stands where counted from them.
struct Reference {
  std::vector<Row> rows;

  explicit Reference(const registry::Snapshot& held) {
    const RegisterSide side = RegisterSideMaker::make();
    for (std::uint32_t i = 0; i < held.manifest().records; ++i)
      rows.push_back({i, held.key_number(i), held.record(i), held.name(i).open(side), held.reading_of_record(i).open(side),
                      held.period(i).to != INT32_MAX});
  }

  static StreetForm form_of(const Reading& reading) {
    return {reading.predirection, reading.type, reading.postdirection, reading.urbanization};
  }
  static bool same_tile(const Reading& left, const Reading& right) {
    return left.zip == right.zip && (!left.zip.empty() || (left.city == right.city && left.state == right.state));
  }
  static bool same_street(const Reading& left, const Reading& right) { return left.form == right.form && left.street == right.street; }
  static bool may_be(const std::string& left, const std::string& right) { return left.empty() || right.empty() || left == right; }
  static bool may_be(const StreetForm& left, const StreetForm& right) {
    return may_be(std::get<0>(left), std::get<0>(right)) && may_be(std::get<1>(left), std::get<1>(right)) &&
           may_be(std::get<2>(left), std::get<2>(right));
  }

  bool one_street(const Reading& line, const Reading& record) const {
    const StreetForm asked = form_of(line), found = form_of(record);
    if (asked == found || !may_be(asked, found) || std::get<3>(asked) != std::get<3>(found)) return false;
    std::map<StreetForm, std::set<std::pair<std::string, std::string>>> houses;
    for (const Row& row : rows)
      if (same_tile(row.reading, record) && same_street(row.reading, record))
        houses[form_of(row.reading)].insert({row.reading.house, row.reading.unit});
    for (const auto& [form, all] : houses)
      if (form != asked && form != found && (may_be(form, asked) || may_be(form, found))) return false;
    return houses[asked].size() < 2 || houses[found].size() < 2;
  }

  bool crowded(const Reading& record) const {
    if (!record.unit.empty()) return false;
    std::size_t people = 0;
    for (const Row& row : rows)
      people += same_tile(row.reading, record) && same_street(row.reading, record) && form_of(row.reading) == form_of(record) &&
                row.reading.house == record.house && row.reading.unit.empty();
    return people > 64;
  }

  // Tiles of the line's city (its own too, whatever its city) where its street and house stand.
  std::size_t zips_with(const Reading& line) const {
    std::set<std::string> of_city, found;
    const auto tile = [](const Reading& at) { return at.zip.empty() ? at.city + "/" + at.state : at.zip; };
    for (const Row& row : rows)
      if (row.reading.city == line.city && row.reading.state == line.state) of_city.insert(tile(row.reading));
    if (!line.zip.empty()) of_city.insert(line.zip);
    for (const Row& row : rows)
      if (same_street(row.reading, line) && row.reading.house == line.house && of_city.contains(tile(row.reading)))
        found.insert(tile(row.reading));
    return found.size();
  }

  Judged judge(const Query& query, const Reading& line, const Row& row, bool several_zips) const {
    AddressFacts facts;
    facts.one_street = one_street(line, row.reading);
    facts.ambiguous = query.address.ambiguous() || row.word.ambiguous;
    facts.crowded = crowded(row.reading);
    facts.several_zips = several_zips;
    Judged out;
    out.record = row.record;
    out.key = row.key;
    out.closed = row.closed;
    out.address = judge_address(line, row.reading, facts);
    out.identity = judge_identity(query.names.front().name(), row.name, row.word.kind);
    for (const names::SufficientName& asked : query.names) {
      const IdentityFinding finding = judge_identity(asked.name(), row.name, row.word.kind);
      if (better(finding, out.identity)) out.identity = finding;
    }
    return out;
  }

  struct Found {
    Decided decided;
    std::vector<Judged> candidates;  // that decided, in order
    std::vector<Judged> everywhere;  // every record of the register
  };

  // Every record against the line: those of its ZIP, and where they leave it open, those of its city.
  Found match(const Query& query) const {
    Found out;
    std::vector<Judged> city;
    for (const Reading& line : query.address.readings()) {
      const bool several = zips_with(line) > 1;
      for (const Row& row : rows) {
        const bool home = !line.zip.empty() && row.reading.zip == line.zip;
        const Judged judged = judge(query, line, row, !home && several);
        out.everywhere.push_back(judged);
        if (home) out.candidates.push_back(judged);
        else if (shares_city(line, row)) city.push_back(judged);
      }
    }
    const bool open = std::all_of(out.candidates.begin(), out.candidates.end(), [](const Judged& judged) { return judged.veto(); });
    if (open) out.candidates.insert(out.candidates.end(), city.begin(), city.end());
    out.decided = decide(out.candidates);
    return out;
  }

  // The row's tile holds a row of the line's city and state.
  bool shares_city(const Reading& line, const Row& row) const {
    return !line.city.empty() && !line.state.empty() && std::any_of(rows.begin(), rows.end(), [&](const Row& other) {
      return same_tile(other.reading, row.reading) && other.reading.city == line.city && other.reading.state == line.state;
    });
  }
};

struct Compared {
  std::uint64_t verified = 0, review = 0;
};

Compared compare_worlds(std::uint64_t seed, std::size_t row_count, std::size_t line_count) {
  const registry::test::TemporaryDirectory home;
  const std::vector<std::string> rows = registry::test::crowded_rows(seed, row_count);
  registry::BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  EXPECT_TRUE(registry::test::build_rows(home.path(), rows, options));
  const Path place = registry::test::register_of(home.path());
  const auto held = registry::Snapshot::open(place, std::nullopt, registry::Check::kStructure);
  const auto matcher = Matcher::open(place, std::nullopt, false);
  EXPECT_TRUE(held && matcher);
  const Reference reference(*held);
  const std::vector<Query> queries = test::crowded_queries(seed + 1, line_count, rows);
  Compared out;
  for (const int threads : {1, 2, 7}) {
    const std::vector<Outcome> outcomes = matcher->match(queries, nullptr, {}, threads);
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (threads > 1) {
        EXPECT_EQ(outcomes[i], matcher->match({queries[i]}, nullptr, {}, 1).front()) << "seed " << seed << " line " << i;
        continue;
      }
      const Reference::Found found = reference.match(queries[i]);
      EXPECT_EQ(outcomes[i], found.decided.outcome) << "seed " << seed << " line " << i;
      if (outcomes[i].decision == Decision::kVerified) {
        const Judged& best = found.candidates.front();
        EXPECT_TRUE(best.verifiable());
        for (const Judged& other : found.everywhere) EXPECT_FALSE(is_rival(other, best)) << "seed " << seed << " line " << i;
        ++out.verified;
      }
      out.review += outcomes[i].decision == Decision::kReview;
    }
  }
  return out;
}

TEST(oracle, G5_every_record_compared_gives_the_same_outcomes_as_the_index) {
  Compared total;
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    const Compared each = compare_worlds(seed, 60 + 30 * seed, 120);
    total.verified += each.verified;
    total.review += each.review;
  }
  EXPECT_GT(total.verified, 100U);  // the worlds are no deserts
  EXPECT_GT(total.review, 50U);
}

}  // namespace
}  // namespace cs::match
