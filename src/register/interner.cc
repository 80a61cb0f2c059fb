#include "register/interner.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "register/layout.h"

namespace cs::registry {
namespace {

std::uint8_t size_byte(std::string_view text) { return static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), 255)); }

}  // namespace

Interner::Interner() : starts_{0}, table_(1024) {}

std::uint64_t Interner::hash(std::string_view text) { return hash_text(text, 0); }

bool Interner::is(const Place& place, std::string_view text) const {
  if (place.size != size_byte(text)) return false;
  if (text.size() <= place.front.size()) return std::memcmp(place.front.data(), text.data(), text.size()) == 0;
  return this->text(place.number_plus_one - 1) == text;
}

std::uint32_t Interner::intern(std::string_view text, std::uint64_t hash) {
  if ((std::size_t{size()} + 1) * 10 > table_.size() * 7) grow();
  const auto high = static_cast<std::uint32_t>(hash >> 32);
  for (std::size_t at = place(hash);; at = (at + 1) & (table_.size() - 1)) {
    Place& here = table_[at];
    if (here.number_plus_one == 0) {
      CS_CHECK(size() < UINT32_MAX - 1, "a build keeps fewer than 2^32 texts");
      here.hash = high;
      here.number_plus_one = size() + 1;
      here.size = size_byte(text);
      std::copy_n(text.begin(), std::min(text.size(), here.front.size()), here.front.begin());
      std::copy(text.begin(), text.end(), bytes_.room(text.size()));
      bytes_.grown(text.size());
      starts_.push_back(bytes_.size());
      return size() - 1;
    }
    if (here.hash == high && is(here, text)) return here.number_plus_one - 1;
  }
}

std::string_view Interner::text(std::uint32_t number) const {
  return {bytes_.data() + starts_[number], starts_[number + 1] - starts_[number]};
}

void Interner::grow() {
  LargeVector<Place> larger(table_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  for (const Place& place : table_) {
    if (place.number_plus_one == 0) continue;
    std::size_t at = place.hash & mask;
    while (larger[at].number_plus_one != 0) at = (at + 1) & mask;
    larger[at] = place;
  }
  table_.swap(larger);
}

}  // namespace cs::registry
