#include "register/interner.h"

#include <cstring>

#include "base/check.h"
#include "register/layout.h"

namespace cs::registry {

Interner::Interner() : starts_{0}, table_(1024, 0) {}

std::uint32_t Interner::intern(std::string_view text) {
  if ((std::size_t{size()} + 1) * 10 > table_.size() * 7) grow();
  const auto hash = static_cast<std::uint32_t>(hash_text(text, 0) >> 32);
  const std::size_t mask = table_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (table_[at] == 0) {
      CS_CHECK(size() < UINT32_MAX - 1, "a build keeps fewer than 2^32 texts");
      const std::uint32_t number = size();
      table_[at] = number + 1;
      hashes_.push_back(hash);
      bytes_.append(text);
      starts_.push_back(bytes_.size());
      return number;
    }
    const std::uint32_t number = table_[at] - 1;
    if (hashes_[number] == hash && this->text(number) == text) return number;
  }
}

std::string_view Interner::text(std::uint32_t number) const {
  return std::string_view(bytes_).substr(starts_[number], starts_[number + 1] - starts_[number]);
}

void Interner::grow() {
  std::vector<std::uint32_t> larger(table_.size() * 2, 0);
  const std::size_t mask = larger.size() - 1;
  for (std::uint32_t number = 0; number < size(); ++number) {
    std::size_t at = hashes_[number] & mask;
    while (larger[at] != 0) at = (at + 1) & mask;
    larger[at] = number + 1;
  }
  table_.swap(larger);
}

std::vector<std::uint32_t> numbers_of(std::string_view text) {
  std::vector<std::uint32_t> out(text.size() / sizeof(std::uint32_t));
  if (!out.empty()) std::memcpy(out.data(), text.data(), text.size());
  return out;
}

}  // namespace cs::registry
