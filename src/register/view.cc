#include "register/view.h"

#include <algorithm>
#include <cstring>

namespace cs::registry {

std::string_view DictionaryView::text(std::uint32_t id) const {
  if (id == 0) return {};
  std::size_t place = at[(id - 1) / kIdsPerStart];
  for (std::uint32_t left = (id - 1) % kIdsPerStart; left > 0; --left) place += 1 + std::size_t{texts[place]};
  return {reinterpret_cast<const char*>(texts.data()) + place + 1, texts[place]};
}

std::uint32_t DictionaryView::find(std::string_view wanted) const {
  if (wanted.empty() || ids == 0) return 0;
  const std::uint64_t code = hash_text(wanted, seed);
  return find_from(wanted, hash_start(code, hash_places(ids)), hash_print(code));
}

std::uint32_t DictionaryView::find_from(std::string_view wanted, std::uint64_t place, std::uint32_t print) const {
  for (const std::uint64_t end = std::min<std::uint64_t>(place + kProbeLimit, hash.size()); place < end && hash[place] != 0; ++place)
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

std::int32_t GenerationView::from(std::uint32_t record) const {
  const Group& group = group_dir[record / kGroupRecords];
  const std::uint64_t number = day_from[group.first_from + owned_bits(group.from, record)];
  return number == 0 ? INT32_MIN : static_cast<std::int32_t>(manifest.first_day->days + static_cast<std::int64_t>(number) - 1);
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
