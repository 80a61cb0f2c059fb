#include "match/candidates.h"

#include <algorithm>

#include "base/limits.h"
#include "match/street_forms.h"

namespace cs::match {
namespace {

// Nothing for what is not five digits: other numbers are keys of tiles without a ZIP.
std::optional<std::uint32_t> zip_number(const std::string& zip) {
  if (zip.size() != 5) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : zip) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return out;
}

}  // namespace

ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading) {
  ResolvedReading out;
  out.kind = reading.form;
  if (const auto zip = zip_number(reading.zip)) out.tile = register_.tile_of(*zip).value_or(UINT32_MAX);
  out.place = register_.place_id(reading.city, reading.state);
  const std::string street = address::street_key(reading);
  out.street = register_.street_id(street);
  const auto house = register_.house_value(reading.house);
  out.house = house.value_or(0);
  out.possible = house.has_value() && (street.empty() || out.street != 0);
  return out;
}

bool Candidates::open() const {
  return std::all_of(judged_.begin(), judged_.end(), [](const Judged& judged) { return judged.veto(); });
}

std::vector<Judged>& Candidates::find(const Query& query, const std::vector<ResolvedReading>& resolved) {
  query_ = &query;
  judged_.clear();
  neighbors_.clear();
  ++counters_.lines;
  const std::vector<address::Reading>& readings = query.address.readings();
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (resolved[i].possible && resolved[i].tile != UINT32_MAX) visit_tile(readings[i], resolved[i], resolved[i].tile, false);
  if (!open()) return judged_;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!resolved[i].possible || resolved[i].place == 0) continue;
    const std::vector<std::uint32_t> tiles = tiles_of_city(resolved[i]);
    const bool at_home = resolved[i].tile != UINT32_MAX && stands_in(resolved[i].tile, resolved[i]);
    for (const std::uint32_t tile : tiles) visit_tile(readings[i], resolved[i], tile, at_home || tiles.size() > 1);
  }
  return judged_;
}

// Tiles of the line's city and state, but its own, where its street and house stand.
std::vector<std::uint32_t> Candidates::tiles_of_city(const ResolvedReading& at) const {
  const auto of_city = register_.tiles_of_place(at.place);
  const auto of_street = register_.tiles_of_street(at.street);
  std::vector<std::uint32_t> out;
  for (const std::uint32_t tile : of_city) {
    if (tile == at.tile || (at.street != 0 && !std::binary_search(of_street.begin(), of_street.end(), tile))) continue;
    if (stands_in(tile, at)) out.push_back(tile);
  }
  return out;
}

bool Candidates::stands_in(std::uint32_t tile, const ResolvedReading& at) const {
  const registry::Run forms = register_.blocks_of_street(tile, at.kind, at.street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    if (!register_.addresses_with_house(block, at.house).empty()) return true;
  return false;
}

void Candidates::visit_tile(const address::Reading& line, const ResolvedReading& at, std::uint32_t tile, bool several_zips) {
  const registry::Run forms = register_.blocks_of_street(tile, at.kind, at.street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const registry::Run addresses = register_.addresses_with_house(block, at.house);
    counters_.address_words_scanned += addresses.size();
    for (std::uint32_t address = addresses.begin; address < addresses.end; ++address)
      visit_address(line, forms, tile, block, address, several_zips);
  }
}

// The records of one address, in runs of one place and one care-of mark: the address is judged once a run.
void Candidates::visit_address(const address::Reading& line, registry::Run forms, std::uint32_t tile, std::uint32_t block,
                               std::uint32_t address, bool several_zips) {
  const registry::Run records = register_.records_of_address(address);
  counters_.record_words_scanned += records.size();
  AddressFacts facts;
  facts.crowded = register_.address(address).unit == 0 && records.size() > limits::kCandidatesPerLineMax;
  facts.several_zips = several_zips;
  AddressFinding plain, doubtful;  // of this run; the second for rows that are one of several readings
  bool first = true, care_of = false;
  std::uint32_t place = 0;
  for (std::uint32_t record = records.begin; record < records.end; ++record) {
    const registry::RecordWord word = register_.record(record);
    if (first || register_.place_of_record(record) != place || word.care_of != care_of) {
      const auto row = register_.reading(tile, block, address, record);
      const address::Reading& found = row.open(side_);
      facts.one_street = is_one_street(register_, forms, line, found, block);
      facts.ambiguous = query_->address.ambiguous();
      plain = judge_address(line, found, facts);
      facts.ambiguous = true;
      doubtful = judge_address(line, found, facts);
      counters_.string_compares += 1;
      place = register_.place_of_record(record);
      care_of = word.care_of;
      first = false;
    }
    if (plain.veto) continue;
    neighbors_.push_back(record);
    judge_record(record, word.ambiguous ? doubtful : plain);
  }
}

void Candidates::judge_record(std::uint32_t record, const AddressFinding& place) {
  const auto held = register_.name(record);
  const names::PersonName& name = held.open(side_);
  const registry::NameKind kind = register_.record(record).kind;
  Judged out;
  out.record = record;
  out.key = register_.key_number(record);
  out.address = place;
  out.closed = register_.period(record).to != INT32_MAX;
  bool first = true;
  for (const names::SufficientName& asked : query_->names) {
    const IdentityFinding finding = judge_identity(asked.name(), name, kind);
    if (first || better(finding, out.identity)) out.identity = finding;
    first = false;
  }
  counters_.candidates += 1;
  counters_.string_compares += query_->names.size();
  judged_.push_back(out);
}

}  // namespace cs::match
