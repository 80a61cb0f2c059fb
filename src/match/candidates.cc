#include "match/candidates.h"

#include <algorithm>
#include <array>

#include "address/compare.h"
#include "address/edits.h"
#include "match/near_houses.h"
#include "match/zips.h"
#include "names/surely_different.h"

namespace cs::match {
namespace {

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

// A house whose number is a plain decimal: it is known without being in any row.
bool is_plain(const ResolvedReading& at) { return at.house != 0 && (at.house & registry::kHouseIsText) == 0; }

}  // namespace

bool Candidates::names_part(const Model& model) {
  const auto veto = [&](names::NameCode code) { return model.row(static_cast<std::uint8_t>(code)).effect == Effect::kVeto; };
  return veto(names::NameCode::kGivenOther) && veto(names::NameCode::kFamilyOther);
}

bool Candidates::unit_parts(const Model& model) {
  return model.row(static_cast<std::uint8_t>(address::AddressCode::kUnitOther)).effect == Effect::kVeto;
}

Counters Candidates::take_counters() {
  counters_.string_compares += parting_.take_compared();
  counters_.street_compares += neighborhood_.near_streets().take_compared();
  counters_.blocks_read += neighborhood_.near_streets().take_blocks();
  counters_.letters_read += neighborhood_.near_streets().take_letters();
  counters_.house_bits_read += neighborhood_.near_streets().take_house_bits();
  return std::exchange(counters_, {});
}

std::vector<Judged>& Candidates::find(const AskedLine& line) {
  const ResolvedReading* const first = line.readings.data();
  homes_.look(std::span(&first, 1));
  if (!find_at_home(line, homes_.home(0)).empty() || !find_nearby(line).empty()) return judged_;
  return find_in_city(line);
}

void Candidates::ask(const AskedLine& line) {
  line_ = &line;
  neighborhood_.near_streets().next_line();
  anchors_.ask(line.query, line.name);
  parting_.ask(line.query, line.name);
  given_words_.clear();
  judged_.clear();
  neighbors_.clear();
}

std::vector<Judged>& Candidates::find_at_home(const AskedLine& line, const Home& home) {
  ask(line);
  ++counters_.lines;
  const std::span<const ResolvedReading> readings = line.readings;
  if (!home.forms.empty()) {
    const Visit visit{line.query, 0, readings[0], readings[0].tile, false, false};
    ++counters_.blocks_read;
    visit_doors(visit, home.forms.begin, home.doors);
    visit_forms(visit, {home.forms.begin + 1, home.forms.end}, readings[0].house);
  }
  for (std::size_t i = 1; i < readings.size(); ++i)
    if (readings[i].possible() && readings[i].tile != UINT32_MAX)
      visit_street({line.query, i, readings[i], readings[i].tile, false, false}, readings[i].street, readings[i].house);
  return judged_;
}

std::vector<Judged>& Candidates::find_nearby(const AskedLine& line) {
  ask(line);
  ++counters_.lines_nearby;
  const std::span<const ResolvedReading> readings = line.readings;
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (readings[i].tile != UINT32_MAX) visit_tile_nearby({line.query, i, readings[i], readings[i].tile, false, true});
  elsewhere_ = std::any_of(judged_.begin(), judged_.end(), [&](const Judged& judged) { return judged.verifiable(model_); });
  if (elsewhere_) visit_all_cities();
  elsewhere_ = false;
  return judged_;
}

std::vector<Judged>& Candidates::find_in_city(const AskedLine& line) {
  ask(line);
  visit_all_cities();
  return judged_;
}

void Candidates::visit_all_cities() {
  ++counters_.lines_city;
  for (std::size_t i = 0; i < line_->readings.size(); ++i) visit_city(i, line_->readings[i]);
}

// P1 (a) to (d).
void Candidates::visit_tile_nearby(const Visit& visit) {
  if (visit.at.kind == address::Form::kPoBox) return visit_boxes_by_look(visit);
  if (visit.at.kind != address::Form::kStreet || !visit.at.has_house) return;
  visit_near_streets(visit);
  if (visit.at.street != 0) visit_near_houses(visit);
  if (visit.at.house_known) visit_street(visit, 0, visit.at.house);
}

void Candidates::visit_near_streets(const Visit& visit) {
  if (!visit.at.house_known) return;
  ++counters_.tiles_scanned;
  std::uint32_t last = 0;
  const std::uint32_t own = visit.tile == visit.at.tile ? visit.at.street : 0;  // P0 has been there
  for (const NearStreet& each : neighborhood_.near_streets().near_with_house(visit.tile, visit.line(), visit.at.house, own))
    if (each.street != last) visit_street(visit, last = each.street, visit.at.house);
}

// Boxes whose number is the line's but for a letter that looks like a digit: 1Z123 and 12123. One side has the letter; such numbers stand
// behind the plain ones.
void Candidates::visit_boxes_by_look(const Visit& visit) {
  const bool plain = is_plain(visit.at);
  const registry::Run blocks = register_.blocks_of_street(visit.tile, visit.at.kind, 0);
  counters_.blocks_read += blocks.size();
  for (std::uint32_t block = blocks.begin; block < blocks.end; ++block) {
    const registry::Run addresses = register_.addresses_of_block(block);
    for (std::uint32_t address = addresses.end; address > addresses.begin;) {
      const std::uint32_t box = register_.address(--address).house;
      counters_.address_words_scanned += 1;
      if (plain && (box & registry::kHouseIsText) == 0) break;
      if (address::letters_for_digits(visit.line().house, register_.house_text(box))) visit_address(visit, block, address);
    }
  }
}

// Houses near the line's on its street, and rows of the street without a house.
void Candidates::visit_near_houses(const Visit& visit) {
  const registry::Run forms = register_.blocks_of_street(visit.tile, visit.at.kind, visit.at.street);
  counters_.blocks_read += forms.size();
  const bool plain = is_plain(visit.at);
  const NearHouses near_numbers(plain ? visit.at.house : 1);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    const registry::Run addresses = register_.addresses_of_block(block);
    counters_.address_words_scanned += addresses.size();
    std::uint32_t house = UINT32_MAX;
    bool near = false;
    for (std::uint32_t address = addresses.begin; address < addresses.end; ++address) {
      if (const std::uint32_t next = view_.house(address); next != house) {
        house = next;
        const bool by_number = plain && (house & registry::kHouseIsText) == 0;
        near = house == 0 || (by_number ? near_numbers.near(house) : is_near_house(visit.line().house, register_.house_text(house)));
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

// Counted as read where the bits do not deny it: the addresses are searched then.
bool Candidates::may_have(std::uint32_t block, std::uint32_t house) {
  ++counters_.house_bits_read;
  const bool may = streets_.may_have(block, house);
  counters_.blocks_read += may ? 1 : 0;
  return may;
}

bool Candidates::stands_in(std::uint32_t tile, const ResolvedReading& at, std::uint32_t street) {
  const registry::Run forms = register_.blocks_of_street(tile, at.kind, street);
  for (std::uint32_t block = forms.begin; block < forms.end; ++block)
    if (may_have(block, at.house) && !register_.addresses_with_house(block, at.house).empty()) return true;
  return false;
}

bool Candidates::stands_near_in(std::uint32_t tile, const address::Reading& line, const ResolvedReading& at) {
  ++counters_.tiles_scanned;
  return !neighborhood_.near_streets().near_with_house(tile, line, at.house).empty();
}

// More than one ZIP, the line's own among them; rows without a ZIP are in none.
bool Candidates::is_several(const std::vector<std::uint32_t>& tiles, bool at_home) const {
  const auto has_zip = [&](std::uint32_t tile) { return register_.tile_key(tile) < registry::kTileWithoutZip; };
  return std::count_if(tiles.begin(), tiles.end(), has_zip) + (at_home ? 1 : 0) > 1;
}

// P2.
void Candidates::visit_city(std::size_t reading, const ResolvedReading& at) {
  if (!at.house_known) return;
  const Query& query = line_->query;
  const address::Reading& line = query.address.readings()[reading];
  std::vector<std::uint32_t> tiles = tiles_beyond(line, at);
  const bool has_tile = at.tile != UINT32_MAX;
  const auto of_street = register_.tiles_of_street(at.street);
  const auto has_street = [&](std::uint32_t tile) { return std::binary_search(of_street.begin(), of_street.end(), tile); };
  const bool whole = at.street_known && (at.street == 0 || (has_tile && has_street(at.tile)) || std::any_of(tiles.begin(), tiles.end(),
      has_street));
  if (whole) {
    std::erase_if(tiles, [&](std::uint32_t tile) { return (at.street != 0 && !has_street(tile)) || !stands_in(tile, at, at.street); });
    const bool several = is_several(tiles, has_tile && stands_in(at.tile, at, at.street));
    const bool at_home = has_tile && neighborhood_.knows_street(at.tile, at.kind, at.street);  // if not this house of it
    for (const std::uint32_t tile : tiles) {
      const bool both = at_home && neighborhood_.knows_street(tile, at.kind, at.street);
      visit_street({query, reading, at, tile, several || both, false}, at.street, at.house);
    }
    return;
  }
  if (elsewhere_ || at.kind != address::Form::kStreet || tiles.size() > kNearStreetTilesMax) return;
  std::erase_if(tiles, [&](std::uint32_t tile) { return !stands_near_in(tile, line, at); });
  const bool several = is_several(tiles, has_tile && stands_near_in(at.tile, line, at));
  for (const std::uint32_t tile : tiles) visit_near_streets({query, reading, at, tile, several, true});
}

void Candidates::visit_street(const Visit& visit, std::uint32_t street, std::uint32_t house) {
  visit_forms(visit, register_.blocks_of_street(visit.tile, visit.at.kind, street), house);
}

void Candidates::visit_forms(const Visit& visit, registry::Run forms, std::uint32_t house) {
  for (std::uint32_t block = forms.begin; block < forms.end; ++block) {
    if (!may_have(block, house)) continue;
    visit_doors(visit, block, register_.addresses_with_house(block, house));
  }
}

void Candidates::visit_doors(const Visit& visit, std::uint32_t block, registry::Run doors) {
  counters_.address_words_scanned += doors.size();
  for (std::uint32_t address = doors.begin; address < doors.end; ++address) visit_address(visit, block, address);
}

// Another door of the house, by the unit alone: nothing else can mend it, so nothing else is compared.
bool Candidates::is_other_unit(const Visit& visit, std::uint32_t unit) const {
  if (unit == 0 || !visit.at.has_unit || unit == visit.at.unit) return false;
  if (other_unit_parts_ && address::surely_other_unit(visit.at.unit_print, units_.of_unit(unit))) return true;
  const address::AddressCode code = address::unit_difference(visit.line().unit, register_.unit_text(unit));
  return model_.row(static_cast<std::uint8_t>(code)).effect == Effect::kVeto;
}

// Every part of the address is the line's, by numbers alone.
bool Candidates::is_same_place(const Visit& visit, const Door& door) const {
  const ResolvedReading& at = visit.at;
  const registry::BlockEntry& block = view_.block_dir[door.at.block];
  const bool said = at.place != 0 && at.house != 0 && at.form_known && at.unit_known && at.kind != address::Form::kGeneralDelivery &&
                    (at.street != 0 || at.kind == address::Form::kPoBox);
  return said && visit.tile == at.tile && door.place == at.place && door.entry.house == at.house && door.entry.unit == at.unit &&
         block.form == at.form && block.street == (static_cast<std::uint32_t>(at.kind) << 24 | at.street);
}

void Candidates::judge_place(const Visit& visit, Door& door) {
  door.judged = true;
  const RecordFacts facts{door.crowded, visit.at.care_of || door.care_of};
  if (is_same_place(visit, door)) {
    door.finding = same_.place({visit.at.kind, visit.at.has_unit, visit.at.has_parts, visit.at.has_urbanization, facts});
    return;
  }
  counters_.address_compares += 1;
  registry::Digits digits;
  const auto row = register_.parts(door.at, digits);
  const Codes codes =
      neighborhood_.codes(visit.line(), visit.at.street, row.open(side_), {visit.tile, door.at.block, visit.several_zips});
  door.finding = judge_address(model_, visit.line(), codes, facts);
}

// The records of one address, in runs of one place and one care-of mark: the address is judged once a run.
void Candidates::visit_address(const Visit& visit, std::uint32_t block, std::uint32_t address) {
  const registry::AddressEntry entry = view_.address(address);
  if (is_other_unit(visit, entry.unit)) return;
  const registry::Run records = register_.records_of_address(address);
  counters_.record_words_scanned += records.size();
  const bool crowded = entry.unit == 0 && records.size() > static_cast<std::uint32_t>(model_.limit(Limit::kCrowdMax));
  Door door{{visit.tile, block, address, records.begin}, entry, records.size(), crowded};
  bool met = false;
  for (door.at.record = records.begin; door.at.record < records.end; ++door.at.record) {
    if (visit.anchored && !anchors_.bears_any(door.at.record)) continue;
    visit_record(visit, door, view_.name_ids(door.at.record));
    met = met || (door.judged && !door.finding.veto);
  }
  if (met && keeps_neighbors_)
    for (std::uint32_t record = records.begin; record < records.end; ++record) neighbors_.push_back(record);
}

// The name first: it parts most people of one home, by numbers, and then nothing else is looked at.
void Candidates::visit_record(const Visit& visit, Door& door, const registry::NameIds& ids) {
  const std::uint32_t record = door.at.record;
  const registry::RareWord rare = view_.rare(record);
  const std::uint32_t place = view_.place(record);
  if (door.place != place || door.care_of != rare.care_of) door.judged = false;
  door.place = place;
  door.care_of = rare.care_of;
  if (keeps_neighbors_ && !door.judged) judge_place(visit, door);
  Judged out;
  out.identity = identity_of(record, ids, rare.kind);
  if (out.identity.veto) return;
  if (!door.judged) judge_place(visit, door);
  if (door.finding.veto) return;
  out.record = record;
  out.at = door.at;
  out.key = view_.key_col[record];
  out.address = door.finding;
  out.elsewhere = elsewhere_;
  const bool closed = view_.to(record) != INT32_MAX || view_.from(record) > as_of_days_;
  complete(model_, out.address, closed, line_->readings.size() > 1 || rare.ambiguous);
  if (out.verifiable(model_)) out.chance = rarities_.chance(line_->query.names, line_->name, ids, out.identity, door.people);
  if (!out.address.veto) judged_.push_back(out);
}

Finding Candidates::identity_of(std::uint32_t record, const registry::NameIds& ids, registry::NameKind kind) {
  counters_.candidates += 1;
  if (!line_->name.numbered) return identity_by_text(record, kind);
  counters_.id_compares += 1;
  if (const auto same = same_name(line_->name, ids, names_)) return same_.name(*same, line_->name.suffix, ids.suffix, kind);
  if (words_part_ && line_->name.latin) {
    const Parted parted = parting_.parts(ids);
    if (parted == Parted::kYes || (parted == Parted::kUnknown && surely_another(ids))) return {};  // a veto
  }
  return identity_by_text(record, kind);
}

bool Candidates::surely_another(const registry::NameIds& ids) {
  if (given_words_.empty()) {
    const names::PersonName& line = line_->query.names.front().name();
    given_words_.assign(line.given.begin(), line.given.end());
    family_words_.assign(line.family.begin(), line.family.end());
  }
  std::array<std::string_view, registry::kExtrasMax + 2> given;
  std::array<std::string_view, registry::kExtrasMax + 1> family;
  std::size_t givens = 0, families = 0;
  const char letter = static_cast<char>('A' + ids.initial - 1);
  while (givens < ids.givens) given[givens] = register_.name_text(ids.given[givens]), ++givens;
  if (ids.initial != 0) given[givens++] = {&letter, 1};
  while (families < ids.families) family[families] = register_.name_text(ids.family[families]), ++families;
  const auto found = names::surely_different({given_words_, family_words_}, {{given.data(), givens}, {family.data(), families}}, name_limits(model_));
  counters_.string_compares += found.words_compared;
  return found.yes;
}

Finding Candidates::identity_by_text(std::uint32_t record, registry::NameKind kind) {
  auto held = register_.name(record, std::move(room_));
  const names::PersonName& name = held.open(side_);
  Finding best;
  bool first = true;
  for (const names::SufficientName& asked : line_->query.names) {
    counters_.name_compares += 1;
    counters_.string_compares += asked.name().given.size() + asked.name().family.size();
    const Finding finding = judge_identity(model_, asked.name(), name, kind);
    if (first || better(finding, best)) best = finding;
    first = false;
  }
  room_ = std::move(held).take(side_);
  return best;
}

}  // namespace cs::match
