// G5: a brute force over every record, without index or tile, gives the same outcomes as the matcher.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "address/compare.h"
#include "address/edits.h"
#include "address/place.h"
#include "match/chance.h"
#include "match/decide.h"
#include "match/near_streets.h"
#include "match/test_queries.h"
#include "names/compare.h"
#include "register/generation.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

using address::Reading;
using StreetForm = std::tuple<std::string, std::string, std::string, std::string>;  // directions, type, urbanization

struct Row {
  std::uint32_t record;
  std::uint64_t key;
  registry::RecordWord word;
  names::PersonName name;
  Reading reading;
  bool closed;
};

// Everything the reference knows: rows as texts, and what stands where counted from them.
struct Reference {
  const registry::Snapshot& held;
  std::vector<Row> rows;
  const Model& model = Model::built_in();

  explicit Reference(const registry::Snapshot& opened) : held(opened) {
    const RegisterSide side = RegisterSideMaker::make();
    for (std::uint32_t i = 0; i < held.manifest().records; ++i)
      rows.push_back({i, held.key_number(i), held.record(i), held.name(i).open(side), held.reading_of_record(i).open(side),
                      held.period(i).to != INT32_MAX || (held.manifest().as_of && held.period(i).from > held.manifest().as_of->days)});
  }

  static StreetForm form_of(const Reading& reading) {
    return {reading.predirection, reading.type, reading.postdirection, reading.urbanization};
  }
  static std::string tile_of(const Reading& at) { return at.zip.empty() ? at.city + "/" + at.state : at.zip; }
  static bool same_tile(const Reading& left, const Reading& right) { return tile_of(left) == tile_of(right); }
  static bool same_street(const Reading& left, const Reading& right) { return left.form == right.form && left.street == right.street; }
  static bool may_be(const std::string& left, const std::string& right) { return left.empty() || right.empty() || left == right; }
  static bool may_be(const StreetForm& left, const StreetForm& right) {
    return may_be(std::get<0>(left), std::get<0>(right)) && may_be(std::get<1>(left), std::get<1>(right)) &&
           may_be(std::get<2>(left), std::get<2>(right));
  }

  // Addresses of a street in the record's tile, as texts, by form.
  std::map<StreetForm, std::set<std::pair<std::string, std::string>>> street(const Reading& record, const std::string& text) const {
    std::map<StreetForm, std::set<std::pair<std::string, std::string>>> out;
    for (const Row& row : rows)
      if (same_tile(row.reading, record) && row.reading.form == record.form && row.reading.street == text && !text.empty())
        out[form_of(row.reading)].insert({row.reading.house, row.reading.unit});
    return out;
  }
  std::size_t addresses(const Reading& record, const std::string& text) const {
    std::size_t out = 0;
    for (const auto& [form, all] : street(record, text)) out += all.size();
    return out;
  }

  std::uint8_t street_code(address::AddressCode found, const Reading& line, const Reading& record) const {
    const bool slip = found == address::AddressCode::kStreetSlipKnown;
    const std::size_t of_line = addresses(record, line.street);
    if (of_line >= 2) return addresses(record, record.street) < 2 ? number(RecordCode::kStreetSlipOfRecord) : number(found);
    if (of_line == 1) return number(slip ? RecordCode::kStreetSlipOneAddress : RecordCode::kStreetDamagedOneAddress);
    if (!slip) return number(address::AddressCode::kStreetDamaged);
    std::set<std::pair<std::string, StreetForm>> slips;
    for (const Row& row : rows) {
      const Reading& other = row.reading;
      if (!same_tile(other, record) || other.form != address::Form::kStreet || other.house != line.house) continue;
      if (address::street_nearness(line.street, other.street) == address::StreetNearness::kSlip) slips.insert({other.street, {}});
      else if (written(line, other) == address::StreetNearness::kSlip) slips.insert({other.street, form_of(other)});
    }
    return number(slips.size() == 1 ? address::AddressCode::kStreetSlip : address::AddressCode::kStreetSlipSeveral);
  }

  std::uint8_t kind_code(address::AddressCode found, const Reading& line, const Reading& record) const {
    const StreetForm asked = form_of(line), has = form_of(record);
    auto forms = street(record, record.street);
    if (found == address::AddressCode::kKindAbsentSeveral) {
      if (std::get<3>(asked) != std::get<3>(has)) return number(found);
      if (address::is_numbered_road(record.street) && (line.type != record.type || line.postdirection != record.postdirection)) return number(found);
      for (const auto& [form, all] : forms)
        if (form != asked && form != has && (may_be(form, asked) || may_be(form, has))) return number(found);
      return number(forms[asked].size() < 2 ? address::AddressCode::kKindAbsentOneStreet : found);
    }
    std::size_t of_line = 0;
    for (const auto& [form, all] : forms) of_line += may_be(form, asked) && form != has ? all.size() : 0;
    if (of_line == 0) return number(address::AddressCode::kKindOtherUnknown);
    return of_line == 1 ? number(RecordCode::kKindOtherOneAddress) : number(found);
  }

  template <typename Code>
  static std::uint8_t number(Code code) { return static_cast<std::uint8_t>(code); }

  static bool elsewhere(const Reading& side) { return address::is_zip_of_another_city(side.zip, side.city, side.state); }

  static bool out_of_state(const Reading& side) { return !side.state.empty() && !address::zip_may_lie_in(side.zip, side.state); }

  Codes codes(const Reading& line, const Reading& record, bool several_zips) const {
    using C = address::AddressCode;
    address::AddressDifferences found = address::differences(line, record);
    Reading meant = line;
    const address::StreetNearness as_written = written(line, record);
    const bool slip = as_written == address::StreetNearness::kSlip && found.street() != C::kStreetEqual &&
                      (found.street() != C::kStreetSlipKnown || found.kind() == C::kKindAbsentSeveral);
    if (slip || (as_written == address::StreetNearness::kDamaged && found.street() == C::kStreetOther)) {
      meant.street = record.street;
      if (line.type.empty() != record.type.empty()) meant.type = record.type;
      if (line.predirection.empty() != record.predirection.empty()) meant.predirection = record.predirection;
      found = address::differences(meant, record);
      found.of[1] = slip ? C::kStreetSlipKnown : C::kStreetDamagedKnown;
      if (!line.type.empty()) meant.type = line.type;
      if (!line.predirection.empty()) meant.predirection = line.predirection;
    }
    Codes out{};
    for (std::size_t field = 0; field < address::kAddressFieldCount; ++field) out[kHouse + field] = number(found.of[field]);
    bool line_house = false;
    for (const Row& row : rows) line_house = line_house || (same_tile(row.reading, record) && same_street(row.reading, record) &&
        row.reading.house == line.house);
    if (found.house() == C::kHouseHyphen && line_house) out[kHouse] = number(C::kHouseHyphenBoth);
    if (found.house() == C::kHouseDigitKnown && !line_house) out[kHouse] = number(C::kHouseDigitUnknown);
    if (found.street() == C::kStreetSlipKnown || found.street() == C::kStreetDamagedKnown) out[kStreet] = street_code(found.street(), line,
        record);
    if (found.kind() == C::kKindAbsentSeveral || found.kind() == C::kKindOther) out[kKind] = kind_code(found.kind(), meant, record);
    if (found.locality() == C::kLocalityZipSeveral && !several_zips)
      out[kLocality] = number(address::zip_one_edit(line.zip, record.zip) ? C::kLocalityZipOneEdit
                              : elsewhere(line) || elsewhere(record) || (out_of_state(line) && !record.zip.empty() && !out_of_state(record)) ? C::kLocalityZipSeveral
                                                                      : C::kLocalityZipOther);
    return out;  // no urbanization in these worlds
  }

  std::uint32_t people_at(const Reading& record) const {
    std::uint32_t out = 0;
    for (const Row& row : rows)
      out += same_tile(row.reading, record) && same_street(row.reading, record) && form_of(row.reading) == form_of(record) &&
             row.reading.house == record.house && row.reading.unit == record.unit;
    return out;
  }

  Judged judge(const Query& query, const Reading& line, const Row& row, bool several_zips) const {
    const std::uint32_t people = people_at(row.reading);
    Judged out;
    out.record = row.record;
    out.key = row.key;
    out.address = judge_address(model, line, codes(line, row.reading, several_zips),
                                {row.reading.unit.empty() && people > 64, line.care_of || row.reading.care_of});
    complete(model, out.address, row.closed, query.address.ambiguous() || row.word.ambiguous);
    out.identity = judge_identity(model, query.names.front().name(), row.name, row.word.kind);
    for (const names::SufficientName& asked : query.names) {
      const Finding finding = judge_identity(model, asked.name(), row.name, row.word.kind);
      if (better(finding, out.identity)) out.identity = finding;
    }
    if (out.verifiable(model)) out.chance = Rarities(model, held).chance(query.names, LineName{}, held.view().name_ids(row.record), out.identity, people);
    return out;
  }

  // The row bears one of the line's names, or one that may stand for it.
  static bool anchored(const Query& query, const Row& row) {
    std::set<std::string> given, family;
    for (const names::SufficientName& asked : query.names) {
      for (const std::string& token : asked.name().given)
        for (const std::string& other : names::equivalents(token)) given.insert(other);
      for (const std::string& token : asked.name().family)
        for (const std::string& other : names::equivalents(token)) family.insert(other);
    }
    bool straight = false, given_crossed = false, family_crossed = false;
    const auto& words = row.name.given;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i == 1 && i + 1 == words.size() && words[i].size() == 1) continue;  // an initial is no name
      straight = straight || given.contains(words[i]);
      given_crossed = given_crossed || family.contains(words[i]);
    }
    for (const std::string& word : row.name.family) {
      straight = straight || family.contains(word);
      family_crossed = family_crossed || given.contains(word);
    }
    return straight || (given_crossed && family_crossed);
  }

  static address::StreetNearness written(const Reading& line, const Reading& record) {
    if (line.form != address::Form::kStreet || record.form != line.form) return address::StreetNearness::kOther;
    return nearness_as_written({line.predirection, line.street, line.type}, {record.predirection, record.street, record.type});
  }
  static bool near_street(const Reading& line, const Reading& record) {
    if (line.form != address::Form::kStreet || record.form != address::Form::kStreet || record.street.empty()) return false;
    const address::StreetNearness nearness = address::street_nearness(line.street, record.street);
    return written(line, record) != address::StreetNearness::kOther || nearness == address::StreetNearness::kSlip ||
        nearness == address::StreetNearness::kDamaged;
  }
  static bool near_house(const Reading& line, const Reading& record) {
    const address::AddressCode code = address::differences(line, record).house();
    return code == address::AddressCode::kHouseDigitKnown || code == address::AddressCode::kHouseHyphen ||
        code == address::AddressCode::kHouseLetterForDigit ||
           record.house.empty();
  }
  static bool nearby(const Reading& line, const Reading& record) {
    if (line.form == address::Form::kPoBox && record.form == line.form) return address::letters_for_digits(line.house, record.house);
    if (line.form != address::Form::kStreet || record.form != address::Form::kStreet || line.house.empty()) return false;
    if (near_street(line, record) && line.house == record.house) return true;
    if (line.street == record.street && !line.street.empty() && near_house(line, record)) return true;
    return record.street.empty() && line.house == record.house;
  }

  struct Found {
    Decided decided;
    std::vector<Judged> candidates;  // that decided, in order
    std::vector<Judged> everywhere;  // every record of the register
  };

  static bool open(const std::vector<Judged>& candidates) {
    return std::all_of(candidates.begin(), candidates.end(), [](const Judged& judged) { return judged.veto(); });
  }

  // Every record against the line: those of its ZIP at its door, then near it, then those of its city.
  Found match(const Query& query) const {
    Found out;
    const auto home = [](const Reading& line, const Reading& record) { return !line.zip.empty() && line.zip == record.zip; };
    for (const Reading& line : query.address.readings())
      for (const Row& row : rows) {
        out.everywhere.push_back(judge(query, line, row, false));
        if (home(line, row.reading) && same_street(line, row.reading) &&
            line.house == row.reading.house) out.candidates.push_back(out.everywhere.back());
      }
    const bool nearby_asked = open(out.candidates);
    if (nearby_asked)
      for (const Reading& line : query.address.readings())
        for (const Row& row : rows)
          if (home(line, row.reading) && nearby(line, row.reading) && anchored(query, row)) out.candidates.push_back(judge(query, line,
              row, false));
    const bool verifiable = std::any_of(out.candidates.begin(), out.candidates.end(), [&](const Judged& judged) { return judged.verifiable(model); });
    const bool beside = nearby_asked && verifiable;
    if (open(out.candidates) || beside)
      for (const Reading& line : query.address.readings()) add_city(query, line, out.candidates, beside);
    out.decided = decide(model, out.candidates);
    return out;
  }

  void add_city(const Query& query, const Reading& line, std::vector<Judged>& candidates, bool beside) const {
    std::set<std::string> tiles;
    const std::string own = line.zip;
    for (const Row& row : rows)
      if (!line.city.empty() && row.reading.city == line.city && row.reading.state == line.state) tiles.insert(tile_of(row.reading));
    if (tiles.empty())
      for (const Row& row : rows)
        if (address::zip_one_edit(line.zip, row.reading.zip)) tiles.insert(tile_of(row.reading));
    tiles.insert(own);
    bool whole = line.street.empty();
    for (const Row& row : rows) whole = whole || (tiles.contains(tile_of(row.reading)) && row.reading.street == line.street);
    if (beside && !whole) return;
    const auto meets = [&](const Row& row) {
      if (!tiles.contains(tile_of(row.reading)) || row.reading.house != line.house) return false;
      return whole ? same_street(line, row.reading) : near_street(line, row.reading);
    };
    std::set<std::string> standing;
    for (const Row& row : rows)
      if (meets(row) && !row.reading.zip.empty()) standing.insert(tile_of(row.reading));
    const auto knows = [&](const std::string& tile) {
      std::set<std::tuple<StreetForm, std::string, std::string>> addresses_there;
      for (const Row& row : rows)
        if (tile_of(row.reading) == tile && row.reading.form == line.form && row.reading.street == line.street)
          addresses_there.insert({form_of(row.reading), row.reading.house, row.reading.unit});
      return (!line.street.empty() || line.form == address::Form::kPoBox) && addresses_there.size() >= 2;
    };
    for (const Row& row : rows) {
      if (!meets(row) || tile_of(row.reading) == own || !(whole || anchored(query, row))) continue;
      candidates.push_back(judge(query, line, row, standing.size() > 1 || (whole && knows(own) && knows(tile_of(row.reading)))));
      candidates.back().elsewhere = beside;
    }
  }
};

struct Compared {
  std::uint64_t verified = 0, review = 0;
};

// Rows that lack a house, a street, or have the register's own slip.
void add_incomplete_rows(std::vector<std::string>& rows, std::uint64_t seed) {
  const char* const places[] = {",,OAK ST,,,SALEM,OH,44460,,,", ",101,,,,SALEM,OH,44460,,,", ",102,OAKS ST,,,SALEM,OH,44461,,,",
      ",102,ELMO ST,,,SALEM,OH,44460,,,",
                                ",111,MAIN ST,,,SALEM,OH,44460,,,"};
  const char* const names[] = {"MARIA,,GARCIA,", "JOHN,,SMITH,", "ANNA,A,JONES,", "BOB,,NGUYEN,JR"};
  for (std::size_t i = 0; i < 8; ++i) rows.push_back("x" + std::to_string(i) + "," + names[(seed + i) % 4] + places[(seed * 3 + i) % 5]);
}

Compared compare_worlds(std::uint64_t seed, std::size_t row_count, std::size_t line_count) {
  const registry::test::TemporaryDirectory home;
  std::vector<std::string> rows = registry::test::crowded_rows(seed, row_count);
  add_incomplete_rows(rows, seed);
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
        EXPECT_TRUE(best.verifiable(reference.model));
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
