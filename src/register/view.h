// How a record and an address are put together from their columns: what a search does for every candidate, so it is in a header.
//   Shape    docs/formats/register.md, section "Records".
//   Threads  immutable.
#pragma once

#include "register/view_columns.h"

namespace cs::registry {

// Written out: x86-64 without its later additions has no instruction for it, and the compiler would call a function.
inline std::uint32_t set_bits(std::uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
  return static_cast<std::uint32_t>(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU) * 0x0101010101010101U >> 56);
}

// Set bits below the record's own.
inline std::uint32_t bits_before(std::uint64_t bits, std::uint32_t record) {
  return set_bits(bits & ((std::uint64_t{1} << record % kGroupRecords) - 1));
}
inline bool has_bit(std::uint64_t bits, std::uint32_t record) { return (bits >> record % kGroupRecords & 1) != 0; }

// Of the value that is the record's own or was handed down to it: the set bits up to its own, less one.
inline std::uint32_t owned_bits(std::uint64_t bits, std::uint32_t record) { return bits_before(bits, record) + has_bit(bits, record) - 1; }

inline AddressEntry GenerationView::address(std::uint32_t address) const {
  const std::uint32_t word = addr_word[address];
  AddressEntry out{word >> kWordHouseShift, word >> kWordUnitShift & kWordUnitMore};
  if (out.house == kWordHouseMore) out.house = escaped(address, AddressEscape::kHouse);
  if (out.unit == kWordUnitMore) out.unit = escaped(address, AddressEscape::kUnit);
  return out;
}

inline std::uint32_t GenerationView::house(std::uint32_t address) const {
  const std::uint32_t house = addr_word[address] >> kWordHouseShift;
  return house == kWordHouseMore ? escaped(address, AddressEscape::kHouse) : house;
}

inline std::uint32_t GenerationView::more_records(std::uint32_t address) const {
  const std::uint32_t more = addr_word[address] & kWordRecordsMore;
  return more == kWordRecordsMore ? escaped(address, AddressEscape::kRecords) : more;
}

inline std::uint32_t GenerationView::first_record(std::uint32_t address) const {
  if (address == addresses()) return records();
  std::uint32_t out = addr_base[address / kAddressesPerBase];
  for (std::uint32_t each = address / kAddressesPerBase * kAddressesPerBase; each < address; ++each) out += more_records(each) + 1;
  return out;
}

inline std::uint32_t GenerationView::given(std::uint32_t record) const {
  if (given_id[record] != kIsWide) return given_id[record];
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint32_t surnames = bits_before(group.wide_surname, record) + has_bit(group.wide_surname, record);
  return static_cast<std::uint32_t>(wide_id[group.first_wide + surnames + bits_before(group.wide_given, record)]);
}

inline std::uint32_t GenerationView::surname(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint32_t own = owned_bits(group.surname, record);
  const std::uint16_t id = surname_id[group.first_surname + own];
  if (id != kIsWide) return id;
  // The wide names before that of the record whose surname this is.
  const std::uint64_t upto = group.surname & (UINT64_MAX >> (kGroupRecords - 1 - record % kGroupRecords));
  const auto owner = static_cast<std::uint32_t>(63 - std::countl_zero(upto));
  return static_cast<std::uint32_t>(wide_id[group.first_wide + bits_before(group.wide_surname, owner) + bits_before(group.wide_given, owner)]);
}

inline RecordWord GenerationView::record(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  RecordWord out;
  out.surname = surname(record);
  out.given = given(record);
  if (has_bit(group.initial, record)) out.initial = static_cast<std::uint8_t>(initial_col[group.first_initial + bits_before(group.initial, record)]);
  out.has_extras = has_bit(group.extra, record);
  if (!has_bit(group.rare, record)) return out;
  const RareWord rare = RareWord::unpack(rare_word[group.first_rare + bits_before(group.rare, record)]).value_or(RareWord{});
  out.suffix = rare.suffix;
  out.kind = rare.kind;
  out.ambiguous = rare.ambiguous;
  out.care_of = rare.care_of;
  return out;
}

inline std::uint32_t GenerationView::place(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  if (!has_bit(group.rare, record)) return group.place;
  const std::uint32_t plus_one = rare_word[group.first_rare + bits_before(group.rare, record)] >> 8;
  return plus_one == 0 ? group.place : plus_one - 1;
}

inline std::int32_t GenerationView::to(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  if (!has_bit(group.closed, record)) return INT32_MAX;
  const std::uint64_t number = day_to[group.first_closed + bits_before(group.closed, record)];
  return static_cast<std::int32_t>(manifest.first_day->days + static_cast<std::int64_t>(number) - 1);
}

inline ExtraWord GenerationView::extra(std::uint32_t at) const {
  const std::uint64_t word = extra_word[at];
  const int bits = name_bits();
  return {static_cast<std::uint32_t>(word & ((std::uint64_t{1} << bits) - 1)), (word >> bits & 1) != 0 ? ExtraRole::kFamily : ExtraRole::kGiven,
          word >> (bits + 1) != 0};
}

// Of the words before it only their highest bits are read, which say where a record's words end.
inline std::uint32_t GenerationView::first_extra(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  std::uint32_t at = group.first_extra;
  for (std::uint32_t left = bits_before(group.extra, record); left > 0; ++at)
    if (extra_word.highest_bit(at)) --left;
  return at;
}

inline RareWord GenerationView::rare(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  if (!has_bit(group.rare, record)) return {};
  return RareWord::unpack(rare_word[group.first_rare + bits_before(group.rare, record)]).value_or(RareWord{});
}

inline NameIds GenerationView::name_ids(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  NameIds out;
  if (const std::uint32_t id = given(record); id != 0) out.given[out.givens++] = id;
  if (const std::uint32_t id = surname(record); id != 0) out.family[out.families++] = id;
  if (has_bit(group.initial, record)) out.initial = static_cast<std::uint8_t>(initial_col[group.first_initial + bits_before(group.initial, record)]);
  out.suffix = rare(record).suffix;
  if (!has_bit(group.extra, record)) return out;
  for (std::uint32_t at = first_extra(record);; ++at) {
    const ExtraWord word = extra(at);
    if (word.role == ExtraRole::kGiven) out.given[out.givens++] = word.id;
    else out.family[out.families++] = word.id;
    if (word.last) return out;
  }
}

}  // namespace cs::registry
