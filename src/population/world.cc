#include "population/world.h"

#include <algorithm>

#include "base/check.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kWindowDays = 6 * 365;

}  // namespace

World::World(const Tables& tables, const Prf& prf, std::uint32_t zip_rank, Quota quota, Date as_of)
    : tables_(tables), prf_(prf), zip_rank_(zip_rank), quota_(quota), as_of_(as_of), names_(tables), town_(tables, prf, zip_rank) {
  people_.reserve(quota.count * 8 / 5 + 8);
  while (counted() < quota.count) add_household(quota.count - counted());
}

void World::add_household(std::uint64_t left) {
  const auto home = static_cast<std::uint32_t>(homes_.size());
  const auto first = static_cast<std::uint32_t>(people_.size());
  Draws draws(prf_, Stream::kHome, entity_of(zip_rank_, home));
  homes_.push_back(town_.next_home());
  Household household = draw_household(names_, tables_, zip(), as_of_, draws);
  maybe_namesake(household.members[0], draws);

  Residence residence{first, static_cast<std::uint32_t>(household.members.size()), 0, {}};
  const bool moved = draws.percent(tables_.assumed.moved_in_window_percent);
  residence.since = {as_of_.days - static_cast<std::int32_t>(moved ? 30 + draws.below(kWindowDays - 30) : kWindowDays + draws.below(7300))};
  for (Person& person : household.members) {
    person.home = home;
    person.slot = static_cast<std::uint32_t>(people_.size());
    register_member(person, draws, left);
    if (person.registered) {
      registered_.push_back(person.slot);
      ++residence.registered;
    }
    people_.push_back(person);
  }
  residences_.push_back(residence);
  if (moved && draws.percent(tables_.assumed.moved_within_zip_percent)) add_move(home, draws, left);
  CS_CHECK(people_.size() < kSlotsPerZip, "a ZIP has room for its people's ids");

  if (residence.registered == 0) return;
  known_homes_.push_back(home);
  for (std::uint32_t i = first; i < people_.size(); ++i)
    if (!people_[i].registered) unregistered_.push_back(i);
  note_same_names(first, household.same_names);
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

// All draws are made, whatever the quota leaves room for: a cut must not move anything that comes later.
void World::register_member(Person& person, Draws& draws, std::uint64_t& left) {
  const Assumed& a = tables_.assumed;
  const bool registered = draws.percent(a.registered_percent);
  const bool alias = draws.in_thousand(a.alias_row_permille);
  const std::uint32_t pick = draws.next();
  person.registered = person.adult && registered && left > 0;
  if (!person.registered) {
    person.former_family = {};
    return;
  }
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

void World::note_same_names(std::uint32_t first, const std::vector<SameName>& same_names) {
  for (const SameName& pair : same_names) {
    const Person& elder = people_[first + pair.elder];
    const Person& younger = people_[first + pair.younger];
    if (elder.suffix != Suffix::kNone && elder.registered != younger.registered) lone_same_names_.push_back({first + pair.elder, first + pair.younger});
  }
}

PlaceText place_text(const World& world, const Home& home, bool long_type) {
  const std::string number = std::to_string(home.number);
  switch (home.kind) {
    case HomeKind::kPoBox: return {"", "", "", number};
    case HomeKind::kRural: return {"", "RR " + std::to_string(home.street), "BOX " + number, ""};
    case HomeKind::kHouse:
    case HomeKind::kApartment:
    case HomeKind::kLot: break;
  }
  const Street& street = world.town().streets()[home.street];
  PlaceText out{number, long_type ? street.long_form : street.short_form, "", ""};
  if (home.unit_size != 0) out.unit.append(home.kind == HomeKind::kLot ? "LOT " : "APT ").append(home.unit());
  return out;
}

std::uint64_t PersonIds::of(std::uint32_t zip_rank, std::uint32_t slot) const {
  CS_CHECK(slot < kSlotsPerZip, "a slot lies in its ZIP");
  return permutation_.at(std::uint64_t{zip_rank} * kSlotsPerZip + slot);
}

}  // namespace cs::population
