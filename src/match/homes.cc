#include "match/homes.h"

#include "match/fetch.h"

namespace cs::match {

void Homes::find_street(const ResolvedReading& at, Home& home) const {
  home = {};
  if (!at.possible() || at.tile == UINT32_MAX) return;
  home.forms = register_.blocks_of_street(at.tile, at.kind, at.street);
  if (home.forms.empty()) return;
  const registry::Run addresses = register_.addresses_of_block(home.forms.begin);
  fetch(&view_.addr_word[addresses.begin], addresses.size() * sizeof(view_.addr_word[0]));
}

void Homes::find_house(const ResolvedReading& at, Home& home) const {
  if (home.forms.empty()) return;
  home.doors = register_.addresses_with_house(home.forms.begin, at.house);
  if (!home.doors.empty()) __builtin_prefetch(&view_.addr_base[home.doors.begin / registry::kAddressesPerBase]);
}

void Homes::find_people(Home& home) const {
  if (home.doors.empty()) return;
  home.record = view_.first_record(home.doors.begin);
  fetch(&view_.group_dir[home.record / registry::kGroupRecords], sizeof(registry::Group));
  __builtin_prefetch(&view_.given_id[home.record]);
  view_.key_col.fetch(home.record);
}

void Homes::fetch_names(const Home& home) const {
  if (home.record == UINT32_MAX) return;
  const registry::Group& group = view_.group_dir[home.record / registry::kGroupRecords];
  __builtin_prefetch(&view_.surname_id[group.first_surname + registry::owned_bits(group.surname, home.record)]);
  if (group.extra != 0) view_.extra_word.fetch(group.first_extra);
}

void Homes::look(std::span<const ResolvedReading* const> readings) {
  homes_.resize(readings.size());
  for (std::size_t i = 0; i < readings.size(); ++i) find_street(*readings[i], homes_[i]);
  for (std::size_t i = 0; i < readings.size(); ++i) find_house(*readings[i], homes_[i]);
  for (Home& home : homes_) find_people(home);
  for (const Home& home : homes_) fetch_names(home);
}

}  // namespace cs::match
