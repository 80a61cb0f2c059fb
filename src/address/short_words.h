// Words of at most sixteen bytes to small numbers: a word is its own key, in two machine words, so that a lookup is one comparison.
//   Shape    filled once, then only read; at most a quarter full. put() of a longer word is left out and found by nobody.
//   Threads  immutable after the last put().
#pragma once

#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace cs::address {

class ShortWords {
 public:
  explicit ShortWords(std::size_t words_max) : slots_(std::bit_ceil(words_max * 4)), mask_(slots_.size() - 1) {}

  // 0 where the word is not there.
  std::uint16_t find(std::string_view word) const {
    if (word.size() - 1 >= 16) return 0;
    const Key key = key_of(word);
    const std::uint64_t hash = hash_of(key);
    if (!likely_.test(hash >> (64 - kLikelyBits))) return 0;
    const Slot* slots = slots_.data();
    for (std::size_t at = place(hash);; at = (at + 1) & mask_) {
      const Slot& slot = slots[at];
      if (slot.key.low == key.low && slot.key.high == key.high && slot.size == word.size()) return slot.value;
      if (slot.size == 0) return 0;
    }
  }

  void put(std::string_view word, std::uint16_t value) {
    if (word.size() - 1 >= 16) return;
    const Key key = key_of(word);
    const std::uint64_t hash = hash_of(key);
    likely_.set(hash >> (64 - kLikelyBits));
    std::size_t at = place(hash);
    while (slots_[at].size != 0) at = (at + 1) & mask_;
    slots_[at] = {key, static_cast<std::uint16_t>(word.size()), value};
  }

 private:
  struct Key {
    std::uint64_t low = 0, high = 0;
  };
  struct Slot {
    Key key;
    std::uint16_t size = 0, value = 0;
  };

  template <typename Piece>
  static Key ends_of(std::string_view word) {
    Piece front, back;
    std::memcpy(&front, word.data(), sizeof front);
    std::memcpy(&back, word.data() + word.size() - sizeof back, sizeof back);
    return {front, back};
  }

  // The first and the last bytes of a word; with its length they are the whole word.
  static Key key_of(std::string_view word) {
    if (word.size() >= 8) return ends_of<std::uint64_t>(word);
    if (word.size() >= 4) return ends_of<std::uint32_t>(word);
    if (word.size() >= 2) return ends_of<std::uint16_t>(word);
    return ends_of<std::uint8_t>(word);
  }

  static std::uint64_t hash_of(const Key& key) { return (key.low ^ std::rotl(key.high, 29)) * 0x9E3779B97F4A7C15u; }
  std::size_t place(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> 40) & mask_; }

  // Most words of a line are names, and in no table: four kilobytes that stay near say so, where the slots would not.
  static constexpr int kLikelyBits = 15;
  std::bitset<std::size_t{1} << kLikelyBits> likely_;
  std::vector<Slot> slots_;
  std::size_t mask_;
};

}  // namespace cs::address
