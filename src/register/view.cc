#include "register/view.h"

#include <cstring>

namespace cs::registry {

std::string_view DictionaryView::text(std::uint32_t id) const {
  if (id == 0) return {};
  const auto& bytes = slot[id - 1].bytes;
  const auto* chars = reinterpret_cast<const char*>(bytes.data());
  if (bytes[15] != 255) return {chars, bytes[15]};
  std::uint32_t offset = 0;
  std::memcpy(&offset, bytes.data() + 10, 4);
  return {reinterpret_cast<const char*>(long_text.data()) + offset, bytes[14]};
}

std::uint32_t DictionaryView::find(std::string_view wanted) const {
  if (wanted.empty() || slot.empty()) return 0;
  const std::size_t mask = hash.size() - 1;
  const int bits = std::countr_zero(hash.size());
  std::size_t at = hash_text(wanted, seed) >> (64 - bits);
  for (std::uint32_t probes = 0; probes < kProbeLimit && hash[at] != 0; ++probes, at = (at + 1) & mask)
    if (text(hash[at]) == wanted) return hash[at];
  return 0;
}

std::string_view GenerationView::key_at(std::uint32_t cell) const {
  const auto* start = reinterpret_cast<const char*>(key_text[cell].bytes.data());
  return {start + 1, static_cast<std::uint8_t>(*start)};
}

std::uint32_t GenerationView::first_extra(std::uint32_t record) const {
  std::uint32_t at = extra_base[record / 64];
  for (std::uint32_t before = record / 64 * 64; before < record; ++before) {
    if ((record_word[before] >> 59 & 1) == 0) continue;
    while ((extra_word[at] & kExtraLast) == 0) ++at;
    ++at;
  }
  return at;
}

}  // namespace cs::registry
