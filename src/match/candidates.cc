#include "match/candidates.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "address/compare.h"
#include "address/edits.h"
#include "names/compare.h"

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

// The ZIPs one digit or one exchange of neighbors away.
std::vector<std::uint32_t> zips_near(const std::string& zip) {
  std::vector<std::uint32_t> out;
  const auto add = [&](const std::string& other) {
    if (const auto number = zip_number(other); number && other != zip) out.push_back(*number);
  };
  if (!zip_number(zip)) return out;
  for (std::size_t at = 0; at < zip.size(); ++at) {
    std::string other = zip;
    for (char digit = '0'; digit <= '9'; ++digit) other[at] = digit, add(other);
    other = zip;
    if (at + 1 < zip.size()) std::swap(other[at], other[at + 1]), add(other);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

constexpr std::size_t kWordsKept = 1 << 16;
constexpr std::uint32_t kFetchedMax = 16;  // records of one address whose names are fetched before the first is compared

// 124 and 125, 112-10 and 11210, 1Z4 and 124: the same numbers that address::differences calls near.
bool is_near_house(std::string_view line, std::string_view record) {
  if (line == record) return false;
  if (address::one_digit_edit(line, record) || address::letters_for_digits(line, record)) return true;
  const auto without_hyphen = [](std::string_view text) {
    std::string out(text);
    std::erase(out, '-');
    return out;
  };
  const bool hyphen = line.find('-') != std::string_view::npos || record.find('-') != std::string_view::npos;
  return hyphen && without_hyphen(line) == without_hyphen(record);
}

// The same of two plain numbers: one digit replaced, put in or left out, or two neighbors exchanged.
bool is_near_number(std::uint32_t left, std::uint32_t right) {
  if (left / 100 > right || right / 100 > left || left == right) return false;  // two digits longer, or more
  std::array<char, 10> one, other;
  const auto text = [](std::array<char, 10>& digits, std::uint32_t number) {
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data()));
  };
  return address::one_digit_edit(text(one, left), text(other, right));
}

}  // namespace

ResolvedReading resolve(const registry::Snapshot& register_, const address::Reading& reading) {
  ResolvedReading out;
  out.kind = reading.form;
  if (const auto zip = zip_number(reading.zip)) out.tile = register_.tile_of(*zip).value_or(UINT32_MAX);
  out.place = register_.place_id(reading.city, reading.state);
  const std::string street = address::street_key(reading);
  out.street = register_.street_id(street);
  out.street_known = street.empty() || out.street != 0;
  const auto house = register_.house_value(reading.house);
  out.house = house.value_or(0);
  out.house_known = house.has_value();
  return out;
}

std::vector<Judged>& Candidates::find(const Query& query, std::span<const ResolvedReading> resolved) {
  query_ = &query;
  anchors_found_ = false;
  judged_.clear();
  neighbors_.clear();
  ++counters_.lines;
  const std::vector<address::Reading>& readings = query.address.readings();
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (resolved[i].possible() && resolved[i].tile != UINT32_MAX)
      visit_street({readings[i], resolved[i], resolved[i].tile, false, false}, resolved[i].street, resolved[i].house);
  if (!open()) return judged_;
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (resolved[i].tile != UINT32_MAX) visit_tile_nearby({readings[i], resolved[i], resolved[i].tile, false, true});
  if (!open()) return judged_;
  for (std::size_t i = 0; i < readings.size(); ++i) visit_city(readings[i], resolved[i]);
  return judged_;
}

// Most lines never come to a record where it matters, so the ids are looked for when one does.
bool Candidates::is_anchored(std::uint32_t record) {
  if (!anchors_found_) find_anchors();
  return register_.bears_any(record, given_ids_, family_ids_);
}

void Candidates::find_anchors() {
  anchors_found_ = true;
  given_ids_.clear();
  family_ids_.clear();
  for (const names::SufficientName& asked : query_->names) {
    for (const std::string& token : asked.name().given) add_ids(token, given_ids_);
    for (const std::string& token : asked.name().family) add_ids(token, family_ids_);
  }
}

// The ids of a word and of what may stand for it. Words come again and again, so they are kept, up to a bound.
void Candidates::add_ids(const std::string& token, std::vector<std::uint32_t>& ids) {
  if (ids_of_word_.size() >= kWordsKept) ids_of_word_.clear();
  const auto [kept, is_new] = ids_of_word_.try_emplace(token);
  if (is_new)
    for (const std::string& other : names::equivalents(token))
      if (const std::uint32_t id = register_.name_id(other); id != 0) kept->second.push_back(id);
  ids.insert(ids.end(), kept->second.begin(), kept->second.end());
}

// P1 (a) to (d).
void Candidates::visit_tile_nearby(const Visit& visit) {
  if (visit.at.kind == address::Form::kPoBox) return visit_boxes_by_look(visit);
  if (visit.at.kind != address::Form::kStreet || visit.line.house.empty()) return;
  visit_near_streets(visit);
  if (visit.at.street != 0) visit_near_houses(visit);
  if (visit.at.house_known) visit_street(visit, 0, visit.at.house);
}

void Candidates::visit_near_streets(const Visit& visit) {
  if (!visit.at.house_known) return;
  const std::vector<NearStreet> near = neighborhood_.near_streets().near(visit.tile, visit.line);
  std::uint32_t last = 0;
  for (const NearStreet& each : near)
    if (each.street != last) visit_street(visit, last = each.street, visit.at.house);
}

// Boxes whose number is the line's but for a letter that looks like a digit: 1Z123 and 12123. One side has the letter; such numbers stand
// behind the plain ones.
void Candidates::visit_boxes_by_look(const Visit& visit) {
  const bool plain = registry::plain_house(visit.line.house) != 0;
  const registry::Run blocks = register_.blocks_of_street(visit.tile, visit.at.kind, 0);
  for (std::uint32_t block = blocks.begin; block < blocks.end; ++block) {
    const registry::Run addresses = register_.addresses_of_block(block);
    for (std::uint32_t address = addresses.end; address > addresses.begin;) {
      const std::uint32_t box = register_.address(--address).house;
      counters_.address_words_scanned += 1;
      if (plain && (box & registry::kHouseIsText) == 0) break;
      if (address::letters_for_digits(visit.line.house, register_.house_text(box))) visit_address(visit, block, address);
    }
  }
}

// Houses near the line's on its street, and rows of the street without a house.
void Candidates::visit_near_houses(const Visit& visit) {
  const registry::Run forms = register_.blocks_of_street(visit.tile, visit.at.kind, visit.at.street);
  const std::uint32_t asked = registry::plain_house(visit.line.house);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const registry::Run addresses = register_.addresses_of_block(block);
    counters_.address_words_scanned += addresses.size();
    std::uint32_t house = UINT32_MAX;
    bool near = false;
    for (std::uint32_t address = addresses.begin; address < addresses.end; ++address) {
      if (register_.address(address).house != house) {
        house = register_.address(address).house;
        const bool plain = asked != 0 && (house & registry::kHouseIsText) == 0;
        near = house == 0 || (plain ? is_near_number(asked, house) : is_near_house(visit.line.house, register_.house_text(house)));
      }
      if (near) visit_address(visit, block, address);
    }
  }
}

// Tiles of the line's city and state but its own; where no row has that place, tiles whose ZIP is near. Ascending.
std::vector<std::uint32_t> Candidates::tiles_beyond(const address::Reading& line, const ResolvedReading& at) const {
  std::vector<std::uint32_t> out;
  if (at.place != 0) {
    const auto of_city = register_.tiles_of_place(at.place);
    std::copy_if(of_city.begin(), of_city.end(), std::back_inserter(out), [&](std::uint32_t tile) { return tile != at.tile; });
    return out;
  }
  for (const std::uint32_t zip : zips_near(line.zip))
    if (const auto tile = register_.tile_of(zip)) out.push_back(*tile);
  return out;
}

bool Candidates::stands_in(std::uint32_t tile, const ResolvedReading& at, std::uint32_t street) const {
  const registry::Run forms = register_.blocks_of_street(tile, at.kind, street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    if (!register_.addresses_with_house(block, at.house).empty()) return true;
  return false;
}

bool Candidates::stands_near_in(std::uint32_t tile, const address::Reading& line, const ResolvedReading& at) {
  const std::vector<NearStreet>& near = neighborhood_.near_streets().near(tile, line);
  return std::any_of(near.begin(), near.end(), [&](const NearStreet& each) { return stands_in(tile, at, each.street); });
}

// More than one ZIP, the line's own among them; rows without a ZIP are in none.
bool Candidates::is_several(const std::vector<std::uint32_t>& tiles, bool at_home) const {
  const auto has_zip = [&](std::uint32_t tile) { return register_.tile_key(tile) < registry::kTileWithoutZip; };
  return std::count_if(tiles.begin(), tiles.end(), has_zip) + (at_home ? 1 : 0) > 1;
}

// P2.
void Candidates::visit_city(const address::Reading& line, const ResolvedReading& at) {
  if (!at.house_known) return;
  std::vector<std::uint32_t> tiles = tiles_beyond(line, at);
  const bool has_tile = at.tile != UINT32_MAX;
  const auto of_street = register_.tiles_of_street(at.street);
  const auto has_street = [&](std::uint32_t tile) { return std::binary_search(of_street.begin(), of_street.end(), tile); };
  const bool whole = at.street_known && (at.street == 0 || (has_tile && has_street(at.tile)) || std::any_of(tiles.begin(), tiles.end(),
      has_street));
  if (whole) {
    std::erase_if(tiles, [&](std::uint32_t tile) { return (at.street != 0 && !has_street(tile)) || !stands_in(tile, at, at.street); });
    const bool several = is_several(tiles, has_tile && stands_in(at.tile, at, at.street));
    for (const std::uint32_t tile : tiles) visit_street({line, at, tile, several, false}, at.street, at.house);
    return;
  }
  if (at.kind != address::Form::kStreet || tiles.size() > kNearStreetTilesMax) return;
  std::erase_if(tiles, [&](std::uint32_t tile) { return !stands_near_in(tile, line, at); });
  const bool several = is_several(tiles, has_tile && stands_near_in(at.tile, line, at));
  for (const std::uint32_t tile : tiles) visit_near_streets({line, at, tile, several, true});
}

void Candidates::visit_street(const Visit& visit, std::uint32_t street, std::uint32_t house) {
  const registry::Run forms = register_.blocks_of_street(visit.tile, visit.at.kind, street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const registry::Run addresses = register_.addresses_with_house(block, house);
    counters_.address_words_scanned += addresses.size();
    for (std::uint32_t address = addresses.begin; address < addresses.end; ++address) visit_address(visit, block, address);
  }
}

// Another door of the house, by the unit alone: nothing else can mend it, so nothing else is compared.
bool Candidates::is_other_unit(const Visit& visit, std::uint32_t unit) const {
  if (unit == 0 || visit.line.unit.empty()) return false;
  const address::AddressCode code = address::unit_difference(visit.line.unit, register_.unit_text(unit));
  return model_.row(static_cast<std::uint8_t>(code)).effect == Effect::kVeto;
}

Finding Candidates::judge_place(const Visit& visit, const registry::Spot& at, bool crowded) {
  counters_.address_compares += 1;
  registry::Digits digits;
  const auto row = register_.parts(at, digits);
  const address::ReadingParts& found = row.open(side_);
  const Codes codes = neighborhood_.codes(visit.line, visit.at.street, found, {visit.tile, at.block, visit.several_zips});
  return judge_address(model_, visit.line, codes, {crowded, visit.line.care_of || found.care_of});
}

// The records of one address, in runs of one place and one care-of mark: the address is judged once a run.
void Candidates::visit_address(const Visit& visit, std::uint32_t block, std::uint32_t address) {
  const std::uint32_t unit = register_.address(address).unit;
  const registry::Run records = register_.records_of_address(address);
  if (is_other_unit(visit, unit)) return;
  counters_.record_words_scanned += records.size();
  const bool crowded = unit == 0 && records.size() > static_cast<std::uint32_t>(model_.limit(Limit::kCrowdMax));
  if (records.size() <= kFetchedMax) register_.fetch_names(records);
  Finding finding;  // of this run
  bool first = true, care_of = false, met = false;
  std::uint32_t place = 0;
  for (std::uint32_t record = records.begin; record < records.end; ++record) {
    if (visit.anchored && !is_anchored(record)) continue;
    const registry::RecordWord word = register_.record(record);
    if (first || register_.place_of_record(record) != place || word.care_of != care_of) {
      finding = judge_place(visit, {visit.tile, block, address, record}, crowded);
      place = register_.place_of_record(record);
      care_of = word.care_of;
      first = false;
    }
    if (finding.veto) continue;
    met = true;
    judge_record({visit.tile, block, address, record}, finding, query_->address.ambiguous() || word.ambiguous, records.size());
  }
  if (met)
    for (std::uint32_t record = records.begin; record < records.end; ++record) neighbors_.push_back(record);
}

Finding Candidates::best_identity(const names::PersonName& name, registry::NameKind kind) const {
  Finding best;
  bool first = true;
  for (const names::SufficientName& asked : query_->names) {
    const Finding finding = judge_identity(model_, asked.name(), name, kind);
    if (first || better(finding, best)) best = finding;
    first = false;
  }
  return best;
}

void Candidates::judge_record(const registry::Spot& at, const Finding& place, bool several_readings, std::uint32_t people) {
  const registry::RecordWord word = register_.record(at.record);
  auto held = register_.name(at.record, std::move(room_));
  const names::PersonName& name = held.open(side_);
  counters_.candidates += 1;
  counters_.name_compares += query_->names.size();
  Judged out;
  out.identity = best_identity(name, word.kind);
  if (!out.identity.veto) {
    out.record = at.record;
    out.at = at;
    out.key = register_.key_number(at.record);
    out.address = place;
    complete(model_, out.address, register_.period(at.record).to != INT32_MAX, several_readings);
    if (out.verifiable(model_)) out.chance = rarities_.chance(word, name, out.identity, people);
    if (!out.address.veto) judged_.push_back(out);
  }
  room_ = std::move(held).take(side_);
}

}  // namespace cs::match
