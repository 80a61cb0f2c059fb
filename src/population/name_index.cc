#include "population/tables.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace cs::population {
namespace {

std::uint64_t word_at(const char* text, std::size_t size) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, size);
  return word;
}

// The first and the last eight bytes, multiplied together; only equal names must be equal here.
std::size_t hash_of(std::string_view name) {
  const std::size_t size = name.size();
  std::uint64_t first = 0, last = 0;
  if (size >= 8) {
    first = word_at(name.data(), 8);
    last = word_at(name.data() + size - 8, 8);
  } else if (size >= 4) {
    first = word_at(name.data(), 4);
    last = word_at(name.data() + size - 4, 4);
  } else {
    for (const char c : name) first = first << 8 | static_cast<unsigned char>(c);
  }
  const std::uint64_t hash = (first ^ (last * 0x9E3779B97F4A7C15) ^ size) * 0xD6E8FEB86659FD93;
  return static_cast<std::size_t>(hash ^ hash >> 32);
}

std::uint8_t tag_of(std::size_t hash) { return static_cast<std::uint8_t>(hash >> 56 | 1); }

}  // namespace

void NameRows::add(std::string_view name) {
  CS_CHECK(!name.empty() && name.size() < kRow, "a listed name has at most fifteen letters");
  letters_.resize(letters_.size() + kRow);
  char* row = &letters_[letters_.size() - kRow];
  std::copy(name.begin(), name.end(), row);
  row[kRow - 1] = static_cast<char>(name.size());
}

NameIndex::NameIndex(std::vector<std::string_view> names) : names_(std::move(names)) {
  std::size_t size = 16;
  while (size < names_.size() * 3) size *= 2;
  slots_.resize(size);
  tags_.resize(size);
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    const std::size_t hash = hash_of(names_[i]);
    std::size_t at = hash & (size - 1);
    while (tags_[at] != 0 && names_[slots_[at]] != names_[i]) at = (at + 1) & (size - 1);
    if (tags_[at] != 0) continue;
    slots_[at] = i;
    tags_[at] = tag_of(hash);
  }
}

std::uint32_t NameIndex::at(std::string_view name) const {
  if (slots_.empty() || name.empty()) return kNone;
  const std::size_t hash = hash_of(name);
  const std::uint8_t tag = tag_of(hash);
  for (std::size_t at = hash & (slots_.size() - 1); tags_[at] != 0; at = (at + 1) & (slots_.size() - 1))
    if (tags_[at] == tag && names_[slots_[at]] == name) return slots_[at];
  return kNone;
}

FormIndex::FormIndex(const std::vector<ShortForm>& rows) {
  std::vector<std::string_view> names;
  for (const ShortForm& row : rows) {
    names.push_back(row.name);
    names.push_back(row.formal);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  names_ = NameIndex(names);
  first_.resize(names.size() + 1);
  for (const ShortForm& row : rows) ++first_[names_.at(row.name) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  formals_.resize(rows.size());
  std::vector<std::uint32_t> at(first_);
  for (const ShortForm& row : rows) formals_[at[names_.at(row.name)]++] = names_.at(row.formal);
}

bool FormIndex::share(std::string_view a, std::string_view b) const {
  const std::uint32_t x = names_.at(a);
  const std::uint32_t y = x == NameIndex::kNone ? x : names_.at(b);
  if (x == NameIndex::kNone || y == NameIndex::kNone) return false;
  for (std::uint32_t i = first_[x]; i < first_[x + 1]; ++i) {
    if (formals_[i] == y) return true;
    for (std::uint32_t j = first_[y]; j < first_[y + 1]; ++j)
      if (formals_[i] == formals_[j]) return true;
  }
  return std::find(formals_.begin() + first_[y], formals_.begin() + first_[y + 1], x) != formals_.begin() + first_[y + 1];
}

}  // namespace cs::population
