#include "match/scout.h"

#include <algorithm>

namespace cs::match {

void Scout::to_block(std::size_t at, const ResolvedReading& reading) {
  Met& out = met_[at % kAhead] = {at, false, 0, 0, 0, {}};
  if (!reading.possible() || reading.tile == UINT32_MAX) return;
  const registry::Run forms = register_.blocks_of_street(reading.tile, reading.kind, reading.street);
  if (forms.empty()) return;
  out.possible = true;
  out.block = forms.begin;
  out.house = reading.house;
  const registry::Run addresses = register_.addresses_of_block(forms.begin);
  __builtin_prefetch(&view_.addr_word[addresses.begin + addresses.size() / 2]);
  __builtin_prefetch(&view_.addr_word[addresses.begin]);
}

void Scout::to_address(std::size_t at) {
  Met* out = met(at);
  if (out == nullptr) return;
  const registry::Run found = register_.addresses_with_house(out->block, out->house);
  out->possible = !found.empty();
  out->address = found.begin;
  if (out->possible) __builtin_prefetch(&view_.addr_base[found.begin / registry::kAddressesPerBase]);
}

void Scout::to_record(std::size_t at) {
  Met* out = met(at);
  if (out == nullptr) return;
  registry::Run& records = out->records = register_.records_of_address(out->address);
  records.end = std::min(records.end, records.begin + kRecordsMax);
  const registry::Group& group = view_.group_dir[records.begin / registry::kGroupRecords];
  __builtin_prefetch(&group.surname);
  __builtin_prefetch(&group.first_surname);
  __builtin_prefetch(&view_.given_id[records.begin]);
  view_.key_col.fetch(records.begin);
}

void Scout::to_columns(std::size_t at) {
  if (const Met* out = met(at)) view_.fetch_columns(out->records.begin);
}

void Scout::to_names(std::size_t at) {
  const Met* out = met(at);
  if (out == nullptr) return;
  for (std::uint32_t record = out->records.begin; record < out->records.end; ++record) {
    names_.fetch(view_.given(record));
    names_.fetch(view_.surname(record));
  }
}

}  // namespace cs::match
