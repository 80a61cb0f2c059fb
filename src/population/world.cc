#include "population/world.h"

#include <algorithm>

#include "base/check.h"
#include "population/output.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kWindowDays = 6 * 365, kLagDays = 2 * 365;

}  // namespace

World::World(const Tables& tables, const Prf& prf, std::uint32_t zip_rank, Quota quota, Date as_of, std::uint32_t error_percent)
    : tables_(tables), prf_(prf), zip_rank_(zip_rank), quota_(quota), as_of_(as_of), names_(tables, prf, zip_rank), town_(tables, prf, zip_rank), error_percent_(error_percent),
      error_rates_(record_error_rates(tables.assumed)) {
  for (const EditKind kind : kEditOrder) misfiled_rate_ += misfiled_rate(kind);
  people_.reserve(quota.count * 8 / 5 + 8);
  registered_.reserve(quota.count);
  unregistered_.reserve(quota.count * 3 / 4 + 8);
  known_homes_.reserve(quota.count * 3 / 4 + 8);
  homes_.reserve(quota.count * 3 / 4 + 8);
  residences_.reserve(quota.count * 3 / 4 + 8);
  while (counted() < quota.count) add_household(quota.count - counted());
}

void World::add_household(std::uint64_t left) {
  const auto home = static_cast<std::uint32_t>(homes_.size());
  const auto first = static_cast<std::uint32_t>(people_.size());
  Draws draws(prf_, Stream::kHome, entity_of(zip_rank_, home));
  homes_.push_back(town_.next_home());
  while (street_homes_.size() < town_.streets().size()) street_homes_.push_back(home);
  same_names_.clear();
  const bool crowd = homes_[home].kind == HomeKind::kShelter;
  if (crowd) draw_crowd(names_, tables_, zip(), as_of_, draws, people_);
  else draw_household(names_, tables_, zip(), as_of_, draws, people_, same_names_);
  maybe_namesake(people_[first], draws);

  Residence residence{first, static_cast<std::uint32_t>(people_.size()) - first, 0, {}};
  const bool moved = draws.percent(tables_.assumed.moved_in_window_percent);
  residence.since = {as_of_.days - static_cast<std::int32_t>(moved ? 30 + draws.below(kWindowDays - 30) : kWindowDays + draws.below(7300))};
  residence.style = draws.below(100);
  for (std::uint32_t i = first; i < people_.size(); ++i) {
    Person& person = people_[i];
    person.home = home;
    person.slot = i;
    register_member(person, draws, left);
    if (!person.registered) continue;
    registered_.push_back(i);
    ++residence.registered;
  }
  residences_.push_back(residence);
  if (moved && !crowd && draws.percent(tables_.assumed.moved_within_zip_percent)) add_move(home, draws, left);
  CS_CHECK(people_.size() < kSlotsPerZip, "a ZIP has room for its people's ids");

  misfile(first, draws);
  if (residence.registered == 0) return;
  known_homes_.push_back(home);
  for (std::uint32_t i = first; i < people_.size(); ++i)
    if (!people_[i].registered) unregistered_.push_back(i);
  note_same_names();
  if (!crowd && draws.in_thousand(tables_.assumed.announced_permille)) announce(home, draws, left);
  if (!crowd && draws.in_thousand(tables_.assumed.departed_permille)) add_departed(home, draws, left);
}

// A row more, where the quota leaves room for it.
bool World::take_row(std::uint64_t& left) {
  if (quota_.rows && left == 0) return false;
  ++rows_;
  if (quota_.rows) --left;
  return true;
}

// The head of the household will move to a home of this ZIP.
void World::announce(std::uint32_t home, Draws& draws, std::uint64_t& left) {
  const std::uint32_t next = draws.below(home + 1), head = residences_[home].first;
  const Date from{as_of_.days + 1 + static_cast<std::int32_t>(draws.below(90))};
  if (next == home || residences_[next].registered == 0 || !people_[head].registered || people_[head].died_days_ago != 0 || !take_row(left)) return;
  announced_.push_back({head, next, from, {}});
}

// Somebody of the head's surname and age, dead for as long as a closed row is kept.
void World::add_departed(std::uint32_t home, Draws& draws, std::uint64_t& left) {
  const Residence& residence = residences_[home];
  const Person& head = people_[residence.first];
  const Date to{as_of_.days - 1 - static_cast<std::int32_t>(draws.below(365))};
  Person person;
  const auto age = static_cast<std::uint32_t>((as_of_.days - head.born.days) / 365);
  draw_person(person, names_, tables_, {head.group, head.culture}, head.sex == Sex::kMale ? Sex::kFemale : Sex::kMale, age, as_of_, draws, false);
  const auto is_borne = [&](const Person& other) { return other.given == person.given; };
  const auto first = people_.begin() + static_cast<std::ptrdiff_t>(residence.first);
  if (residence.since.days + 30 > to.days || std::any_of(first, people_.end(), is_borne) || !take_row(left)) return;
  person.family = head.family;
  person.family2 = head.family2;
  person.home = home;
  person.slot = static_cast<std::uint32_t>(people_.size());
  person.adult = true;
  departed_.push_back({person.slot, home, residence.since, to});
  people_.push_back(person);
}

// Beyond what chance gives, so that a small world has namesakes too: this head bears the full name of an earlier one.
void World::maybe_namesake(Person& head, Draws& draws) {
  if (!draws.in_thousand(tables_.assumed.namesake_permille) || residences_.empty() || head.suffix != Suffix::kNone) return;
  const Person& earlier = people_[residences_[draws.below(static_cast<std::uint32_t>(residences_.size()))].first];
  if (earlier.sex != head.sex) return;
  head.given = earlier.given;
  head.family = earlier.family;
  head.family2 = earlier.family2;
}

// A death that the register has not heard of yet: it hears within two years, so that one of yesterday is the likeliest.
std::uint16_t World::days_since_death(std::uint32_t slot) const {
  const PhiloxBlock block = prf_.block(Stream::kDeath, entity_of(zip_rank_, slot, 1), 0);
  return static_cast<std::uint16_t>(1 + (std::uint64_t{std::min(block[0], block[1])} * kLagDays >> 32));
}

// All draws are made, whatever the quota leaves room for: a cut must not move anything that comes later.
void World::register_member(Person& person, Draws& draws, std::uint64_t& left) {
  const Assumed& a = tables_.assumed;
  const std::uint32_t drawn = draws.below(100'000'000);  // a hundred times a thousand times a thousand: one draw for all
  const bool registered = drawn % 100 < a.registered_percent;
  const bool alias = drawn / 100 % 1'000 < a.alias_row_permille;
  const bool dead = drawn / 100'000 < a.death_permille;
  const std::uint32_t pick = alias ? draws.next() : 0;
  person.registered = person.adult && registered && left > 0;
  if (!person.registered) {
    person.former_family = {};
    return;
  }
  if (dead) person.died_days_ago = days_since_death(person.slot);
  ++rows_;
  --left;
  if (!person.former_family.empty()) {
    const bool room = !quota_.rows || left > 0;
    if (room) ++rows_;
    if (room && quota_.rows) --left;
    if (!room) person.former_family = {};
  }
  if (!alias || (quota_.rows && left == 0)) return;
  const auto [from, to] = std::equal_range(tables_.nicknames.begin(), tables_.nicknames.end(), Nickname{person.given, {}},
                                           [](const Nickname& x, const Nickname& y) { return x.formal < y.formal; });
  if (from == to) return;
  person.alias_given = from[static_cast<std::ptrdiff_t>(pick % static_cast<std::uint32_t>(to - from))].nickname;
  ++rows_;
  if (quota_.rows) --left;
}

// The household came from a home of this ZIP where somebody else has moved in since: each registered member has a closed row there.
void World::add_move(std::uint32_t home, Draws& draws, std::uint64_t& left) {
  const Residence& now = residences_[home];
  const Date left_on{now.since.days - 1};
  for (int attempt = 0; attempt < 4; ++attempt) {
    const std::uint32_t before = draws.below(home + 1);
    if (before == home || residences_[before].since <= left_on) continue;
    const Date from{left_on.days - static_cast<std::int32_t>(365 + draws.below(2500))};
    for (std::uint32_t i = now.first; i < now.first + now.size; ++i) {
      if (!people_[i].registered || (quota_.rows && left == 0)) continue;
      former_stays_.push_back({i, before, from, left_on});
      ++rows_;
      if (quota_.rows) --left;
    }
    return;
  }
}

void World::note_same_names() {
  for (const SameName& pair : same_names_) {
    const Person& elder = people_[pair.elder];
    if (elder.suffix != Suffix::kNone && elder.registered != people_[pair.younger].registered) lone_same_names_.push_back(pair);
  }
}

const Misfiled* World::misfiled(std::uint32_t person) const {
  const auto found = std::lower_bound(misfiled_.begin(), misfiled_.end(), person, [](const Misfiled& x, std::uint32_t y) { return x.person < y; });
  return found != misfiled_.end() && found->person == person ? &*found : nullptr;
}

std::pair<std::uint32_t, std::uint32_t> World::homes_of_street(std::uint32_t street) const {
  const bool last = street + 1 >= street_homes_.size();
  return {street_homes_[street], last ? static_cast<std::uint32_t>(homes_.size()) : street_homes_[street + 1]};
}

void World::add_homes_at(std::uint32_t street, std::uint32_t number, std::vector<std::uint32_t>& out) const {
  const auto [from, to] = homes_of_street(street);
  for (std::uint32_t i = from; i < to; ++i) {
    if (is_on_street(homes_[i].kind) && homes_[i].street == street && homes_[i].number == number) out.push_back(i);
  }
}

std::pair<std::uint32_t, std::uint32_t> World::homes_of_building(std::uint32_t home) const {
  std::uint32_t from = home, to = home + 1;
  while (from > 0 && homes_[from - 1].building == homes_[home].building) --from;
  while (to < homes_.size() && homes_[to].building == homes_[home].building) ++to;
  return {from, to};
}

// A slip that makes another place of ours would move the person; nobody files a street that another street is.
bool World::can_be_filed(const Person& person, const Edit& edit, const LineFields& changed) const {
  const Home& home = homes_[person.home];
  if (edit.kind == EditKind::kStreetTypo || edit.kind == EditKind::kTypeDropped || edit.kind == EditKind::kDirectionDropped) return !town_.has_street(changed.street);
  if (edit.kind != EditKind::kHouseTypo) return true;
  std::uint32_t number = 0;
  for (const char c : changed.house)
    if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::uint32_t>(c - '0');
  const std::uint32_t from = homes_of_street(home.street).first;
  std::vector<std::uint32_t> there;
  add_homes_at(home.street, number, there);
  // A street ends within 60 numbers of at most 11 apart: those of homes yet to come are not ours to take.
  return number < homes_[from].number || number > home.number + 60 * 11 || (number < home.number && there.empty());
}

std::uint64_t World::misfiled_rate(EditKind kind) const {
  return std::uint64_t{error_rates_[static_cast<std::size_t>(kind)]} * error_percent_ * tables_.assumed.record_error_percent;
}

// Ordered by person, since households are.
void World::misfile(std::uint32_t first, Draws& draws) {
  for (std::uint32_t i = first; i < people_.size(); ++i) {
    // One draw against the sum of all rates: 2^32 = 10,000 x 10,000 / percent / record percent.
    std::uint64_t at = std::uint64_t{draws.next()} * 100'000'000 >> 32;
    if (at >= misfiled_rate_) continue;
    if (!people_[i].registered || !people_[i].former_family.empty() || !people_[i].alias_given.empty()) continue;
    for (const EditKind kind : kEditOrder) {
      const std::uint64_t rate = misfiled_rate(kind);
      if (at >= rate) {
        at -= rate;
        continue;
      }
      Misfiled row{i, {kind, prf_.block(Stream::kMisfiled, entity_of(zip_rank_, people_[i].slot, 1), 0)[0]}, row_fields(*this, people_[i])};
      if (apply(tables_, row.edit, row.fields) && can_be_filed(people_[i], row.edit, row.fields)) misfiled_.push_back(std::move(row));
      break;
    }
  }
}

EditRates record_error_rates(const Assumed& a) {
  struct Rate {
    EditKind kind;
    std::uint32_t Assumed::* number;
  };
  static constexpr Rate kRates[] = {
      {EditKind::kNickname, &Assumed::error_nickname},
      {EditKind::kSpelling, &Assumed::error_spelling},
      {EditKind::kMiddleTypo, &Assumed::error_middle_typo},
      {EditKind::kSecondSurnameDropped, &Assumed::error_second_surname_dropped},
      {EditKind::kSurnamesExchanged, &Assumed::error_surnames_exchanged},
      {EditKind::kSuffixDropped, &Assumed::error_suffix_dropped},
      {EditKind::kFirstTypo, &Assumed::error_first_typo},
      {EditKind::kLastTypo, &Assumed::error_last_typo},
      {EditKind::kFirstPhonetic, &Assumed::error_first_phonetic},
      {EditKind::kLastPhonetic, &Assumed::error_last_phonetic},
      {EditKind::kUnitDropped, &Assumed::error_unit_dropped},
      {EditKind::kUrbanizationDropped, &Assumed::error_urbanization_dropped},
      {EditKind::kStreetTypo, &Assumed::error_street_typo},
      {EditKind::kHouseTypo, &Assumed::error_house_typo},
      {EditKind::kTypeDropped, &Assumed::error_type_dropped},
      {EditKind::kDirectionDropped, &Assumed::error_direction_dropped},
      {EditKind::kCityTypo, &Assumed::error_city_typo},
      {EditKind::kCityDropped, &Assumed::error_city_dropped},
  };
  EditRates out{};  // 0: a form, or an edit of what nobody looks up
  for (const Rate& rate : kRates) out[static_cast<std::size_t>(rate.kind)] = a.*rate.number;
  return out;
}

LineFields row_fields(const World& world, const Person& person) {
  PlaceText place = place_text(world, world.homes()[person.home]);
  const Zip& zip = world.zip();
  return {std::string(person.given), std::string(person.middle_on_file()), person.surnames(), std::string(suffix_text(person.suffix)),
          std::move(place.house), std::move(place.street), std::move(place.unit), std::move(place.po_box),
          std::string(zip.city), std::string(zip.state), std::string(zip.zip)};
}

PlaceText place_text(const World& world, const Home& home, bool long_type) {
  PlaceText out;
  place_text_into(out, world, home, long_type);
  return out;
}

void place_text_into(PlaceText& out, const World& world, const Home& home, bool long_type) {
  for (std::string* text : {&out.house, &out.street, &out.unit, &out.po_box}) text->clear();
  switch (home.kind) {
    case HomeKind::kPoBox:
      append_house(out.po_box, home);
      if (home.unit_size != 0) out.unit.append("UNIT ").append(home.unit());
      return;
    case HomeKind::kRural: {
      const bool contract = home.street > kHighwayContract;
      append_decimal(out.street.append(contract ? "HC " : "RR "), contract ? home.street - kHighwayContract : home.street);
      append_house(out.unit.append("BOX "), home);
      return;
    }
    case HomeKind::kMilitary:
      append_military_unit(out.street, home.street);
      append_house(out.unit.append("BOX "), home);
      return;
    case HomeKind::kGeneralDelivery: out.street = "GENERAL DELIVERY"; return;
    case HomeKind::kHouse:
    case HomeKind::kApartment:
    case HomeKind::kLot:
    case HomeKind::kPrivateBox:
    case HomeKind::kShelter: break;
  }
  append_house(out.house, home);
  const Street& street = world.town().streets()[home.street];
  out.street = long_type ? street.long_form : street.short_form;
  if (!street.urbanization.empty()) out.unit.append("URB ").append(street.urbanization);
  if (home.unit_size == 0) return;
  out.unit.append(home.kind == HomeKind::kLot ? "LOT " : home.kind == HomeKind::kPrivateBox ? "PMB " : "APT ").append(home.unit());
}

std::uint64_t PersonIds::of(std::uint32_t zip_rank, std::uint32_t slot) const {
  CS_CHECK(slot < kSlotsPerZip, "a slot lies in its ZIP");
  return permutation_.at(std::uint64_t{zip_rank} * kSlotsPerZip + slot);
}


std::vector<std::uint64_t> PersonIds::of_all(std::uint32_t zip_rank, const std::vector<std::uint32_t>& slots) const {
  std::vector<std::uint64_t> out;
  out.reserve(slots.size());
  for (const std::uint32_t slot : slots) out.push_back(std::uint64_t{zip_rank} * kSlotsPerZip + slot);
  CS_CHECK(slots.empty() || *std::max_element(slots.begin(), slots.end()) < kSlotsPerZip, "a slot lies in its ZIP");
  permutation_.at_all(out);
  return out;
}

}  // namespace cs::population
