// Words to small values: an open-addressing table that is filled once from a compiled-in table and only read afterward.
//   Shape    keys are copied into one arena; a slot is the key's hash, place and value. At most half full.
//   Errors   none; put() of a known word replaces its value.
//   Threads  immutable after the last put(); share freely.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace cs {

// Not keyed: for tables of ours only, never for words that somebody outside may choose to collide.
inline std::uint64_t word_hash(std::string_view word) {
  std::uint64_t hash = 0x9E3779B97F4A7C15u ^ word.size();
  while (!word.empty()) {
    std::uint64_t piece = 0;
    const std::size_t taken = word.size() < 8 ? word.size() : 8;
    std::memcpy(&piece, word.data(), taken);
    hash = (hash ^ piece) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
    word.remove_prefix(taken);
  }
  return hash;
}

template <typename Value>
class WordTable {
 public:
  explicit WordTable(std::size_t words_expected = 16) : slots_(std::bit_ceil(words_expected * 2 + 2)) {}

  const Value* find(std::string_view word) const {
    const std::uint64_t hash = word_hash(word);
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.size_plus_1 == 0) return nullptr;
      if (slot.tag == static_cast<std::uint32_t>(hash >> 32) && key(slot) == word) return &slot.value;
    }
  }

  Value& put(std::string_view word, Value value) {
    if ((count_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = place(word);
    if (slot.size_plus_1 == 0) {
      slot.tag = static_cast<std::uint32_t>(word_hash(word) >> 32);
      slot.begin = static_cast<std::uint32_t>(keys_.size());
      slot.size_plus_1 = static_cast<std::uint32_t>(word.size() + 1);
      keys_.append(word);
      ++count_;
    }
    slot.value = std::move(value);
    return slot.value;
  }

  std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint32_t tag = 0, begin = 0, size_plus_1 = 0;
    Value value{};
  };

  std::string_view key(const Slot& slot) const { return std::string_view(keys_).substr(slot.begin, slot.size_plus_1 - 1); }

  Slot& place(std::string_view word) {
    const std::uint64_t hash = word_hash(word);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].size_plus_1 != 0 && key(slots_[at]) != word) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (Slot& slot : old) {
      if (slot.size_plus_1 != 0) place(key(slot)) = std::move(slot);
    }
  }

  std::vector<Slot> slots_;
  std::string keys_;
  std::size_t count_ = 0;
};

}  // namespace cs
