#include "register/view.h"

#include <algorithm>
#include <cstring>

namespace cs::registry {
namespace {

// Set bits below the record's own.
std::uint32_t before(std::uint64_t bits, std::uint32_t record) {
  return static_cast<std::uint32_t>(std::popcount(bits & ((std::uint64_t{1} << record % kGroupRecords) - 1)));
}
bool has(std::uint64_t bits, std::uint32_t record) { return (bits >> record % kGroupRecords & 1) != 0; }

// Of the value that is the record's own or was handed down to it: the set bits up to its own, less one.
std::uint32_t owned(std::uint64_t bits, std::uint32_t record) { return before(bits, record) + has(bits, record) - 1; }

}  // namespace

std::string_view DictionaryView::text(std::uint32_t id) const {
  if (id == 0) return {};
  std::size_t place = at[(id - 1) / kIdsPerStart];
  for (std::uint32_t left = (id - 1) % kIdsPerStart; left > 0; --left) place += 1 + std::size_t{texts[place]};
  return {reinterpret_cast<const char*>(texts.data()) + place + 1, texts[place]};
}

std::uint32_t DictionaryView::find(std::string_view wanted) const {
  if (wanted.empty() || ids == 0) return 0;
  const std::uint64_t code = hash_text(wanted, seed);
  const std::uint64_t start = hash_start(code, hash_places(ids));
  const std::uint64_t end = std::min<std::uint64_t>(start + kProbeLimit, hash.size());
  const std::uint32_t print = hash_print(code);
  for (std::uint64_t place = start; place < end && hash[place] != 0; ++place)
    if (((hash[place] ^ print) >> 24) == 0 && text(hash[place] & kIdLimit) == wanted) return hash[place] & kIdLimit;
  return 0;
}

NameCount DictionaryView::records(std::uint32_t id) const {
  const std::size_t each = two_counts ? 2 : 1, many = count.size() / each, i = id - 1;
  const auto number = [&](std::size_t field) { return i < many ? count[i * each + field] : few[(i - many) * each + field]; };
  return {number(0), two_counts ? number(1) : 0};
}

std::uint32_t GenerationView::escaped(std::uint32_t address, AddressEscape what) const {
  const AddressMore wanted{address, static_cast<std::uint32_t>(what), 0};
  return std::lower_bound(addr_more.begin(), addr_more.end(), wanted)->value;  // check_structure() saw it there
}

AddressEntry GenerationView::address(std::uint32_t address) const {
  const std::uint32_t word = addr_word[address];
  AddressEntry out{word >> 15, word >> 4 & kWordUnitMore};
  if (out.house == kWordHouseMore) out.house = escaped(address, AddressEscape::kHouse);
  if (out.unit == kWordUnitMore) out.unit = escaped(address, AddressEscape::kUnit);
  return out;
}

std::uint32_t GenerationView::more_records(std::uint32_t address) const {
  const std::uint32_t more = addr_word[address] & kWordRecordsMore;
  return more == kWordRecordsMore ? escaped(address, AddressEscape::kRecords) : more;
}

std::uint32_t GenerationView::first_record(std::uint32_t address) const {
  if (address == addresses()) return records();
  std::uint32_t out = addr_base[address / kAddressesPerBase];
  for (std::uint32_t each = address / kAddressesPerBase * kAddressesPerBase; each < address; ++each) out += more_records(each) + 1;
  return out;
}

std::uint32_t GenerationView::given(std::uint32_t record) const {
  if (given_id[record] != kIsWide) return given_id[record];
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint32_t surnames = before(group.wide_surname, record) + has(group.wide_surname, record);
  return static_cast<std::uint32_t>(wide_id[group.first_wide + surnames + before(group.wide_given, record)]);
}

std::uint32_t GenerationView::surname(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint32_t own = owned(group.surname, record);
  const std::uint16_t id = surname_id[group.first_surname + own];
  if (id != kIsWide) return id;
  // The wide names before that of the record whose surname this is.
  const std::uint64_t upto = group.surname & (UINT64_MAX >> (kGroupRecords - 1 - record % kGroupRecords));
  const auto owner = static_cast<std::uint32_t>(63 - std::countl_zero(upto));
  return static_cast<std::uint32_t>(wide_id[group.first_wide + before(group.wide_surname, owner) + before(group.wide_given, owner)]);
}

RecordWord GenerationView::record(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  RecordWord out;
  out.surname = surname(record);
  out.given = given(record);
  if (has(group.initial, record)) out.initial = static_cast<std::uint8_t>(initial_col[group.first_initial + before(group.initial, record)]);
  out.has_extras = has(group.extra, record);
  if (!has(group.rare, record)) return out;
  const RareWord rare = RareWord::unpack(rare_word[group.first_rare + before(group.rare, record)]).value_or(RareWord{});
  out.suffix = rare.suffix;
  out.kind = rare.kind;
  out.ambiguous = rare.ambiguous;
  out.care_of = rare.care_of;
  return out;
}

std::uint32_t GenerationView::place(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  if (!has(group.rare, record)) return group.place;
  const std::uint32_t plus_one = rare_word[group.first_rare + before(group.rare, record)] >> 8;
  return plus_one == 0 ? group.place : plus_one - 1;
}

std::int32_t GenerationView::from(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint64_t number = day_from[group.first_from + owned(group.from, record)];
  return number == 0 ? INT32_MIN : static_cast<std::int32_t>(manifest.first_day->days + static_cast<std::int64_t>(number) - 1);
}

std::int32_t GenerationView::to(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  if (!has(group.closed, record)) return INT32_MAX;
  const std::uint64_t number = day_to[group.first_closed + before(group.closed, record)];
  return static_cast<std::int32_t>(manifest.first_day->days + static_cast<std::int64_t>(number) - 1);
}

ExtraWord GenerationView::extra(std::uint32_t at) const {
  const std::uint64_t word = extra_word[at];
  const int bits = name_bits();
  return {static_cast<std::uint32_t>(word & ((std::uint64_t{1} << bits) - 1)), (word >> bits & 1) != 0 ? ExtraRole::kFamily : ExtraRole::kGiven,
          word >> (bits + 1) != 0};
}

std::uint32_t GenerationView::first_extra(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  std::uint32_t at = group.first_extra;
  for (std::uint32_t left = before(group.extra, record); left > 0; ++at)
    if (extra(at).last) --left;
  return at;
}

std::string_view GenerationView::key_at(std::uint64_t cell) const {
  const auto* start = reinterpret_cast<const char*>(key_text[cell].bytes.data());
  return {start + 1, static_cast<std::uint8_t>(*start)};
}

std::string GenerationView::key(std::uint32_t record) const {
  const std::uint64_t number = key_col[record];
  return manifest.keys_as.shortest() == 0 ? std::string(key_at(number)) : manifest.keys_as.text(number);
}

}  // namespace cs::registry
