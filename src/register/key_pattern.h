// How a generation keeps its holder's keys: as numbers where their letters leave few enough, else as texts.
//   Shape    each place of a key has the letters that some key has there; a key may end anywhere from the shortest on. The number of a
//            key counts, place by place, the letters before its own, "ends here" being the first: so numbers run as the bytes do.
//   Units    fits(): the numbers have at most kPackedBitsMax bits.
//   Errors   parse: nothing for what write() never gives.
//   Threads  a plain value.
//   Source   docs/formats/register.md, section "Keys".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/layout.h"

namespace cs::registry {

class KeyPattern {
 public:
  void meet(std::string_view key);                              // 1-32 bytes of visible ASCII
  bool fits() const;                                            // met some key, and the numbers are few enough
  std::uint64_t numbers() const;                                // of a pattern that fits: one more than the largest
  std::uint64_t number(std::string_view key) const;             // of a key that was met
  std::optional<std::uint64_t> find(std::string_view key) const;  // nothing where the pattern has no such key
  std::string text(std::uint64_t number) const;                 // below numbers()

  std::uint32_t shortest() const { return shortest_; }
  bool is_fixed() const { return shortest_ == places_.size(); }  // all keys of one length: every number below numbers() is a key's
  std::string letters() const;                                  // "P 0123456789 01234", places apart by a space; "-" for none
  static std::optional<KeyPattern> parse(std::uint64_t shortest, std::string_view letters);
  bool operator==(const KeyPattern&) const = default;

 private:
  friend class KeyNumbers;
  void mark(std::size_t place, char letter) {
    met_[place][static_cast<unsigned char>(letter) / 64 % 2] |= std::uint64_t{1} << static_cast<unsigned char>(letter) % 64;
  }
  bool has_met(std::size_t place, char letter) const {
    return (met_[place][static_cast<unsigned char>(letter) / 64 % 2] >> static_cast<unsigned char>(letter) % 64 & 1) != 0;
  }
  std::uint64_t choices(std::size_t place) const { return places_[place].size() + (place >= shortest_ ? 1 : 0); }
  std::vector<std::string> places_;                             // letters ascending
  std::vector<std::array<std::uint64_t, 2>> met_;               // of each place, a bit for each of its letters
  std::uint32_t shortest_ = 0;
};

// The numbers of many keys of one pattern: each letter's share reckoned once.
class KeyNumbers {
 public:
  explicit KeyNumbers(const KeyPattern& pattern);  // one that fits
  std::uint64_t of(std::string_view key) const {   // as KeyPattern::number()
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < key.size(); ++i) out += shares_[i][static_cast<unsigned char>(key[i]) % 128];
    return out;
  }

 private:
  std::vector<std::array<std::uint64_t, 128>> shares_;
};

}  // namespace cs::registry
