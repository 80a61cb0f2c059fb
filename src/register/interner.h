// Texts met during a build, each once, numbered in the order of meeting. The numbers are of this build only: dictionary ids come from
// ranking.
//   Units    a place of 32 bytes holds a text of at most 23 itself: one look into memory finds it.
//   Threads  one thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/large_pages.h"

namespace cs::registry {

class Interner {
 public:
  Interner();
  static std::uint64_t hash(std::string_view text);
  std::uint32_t intern(std::string_view text) { return intern(text, hash(text)); }
  std::uint32_t intern(std::string_view text, std::uint64_t hash);
  // Asks for the memory that intern() of this text will look at.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&table_[place(hash)]); }
  std::string_view text(std::uint32_t number) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size()) - 1; }

 private:
  struct Place {
    std::uint32_t hash = 0;
    std::uint32_t number_plus_one = 0;  // 0 where free
    std::uint8_t size = 0;              // 255: as many or more
    std::array<char, 23> front{};       // the text's first bytes
  };
  static_assert(sizeof(Place) == 32);
  std::size_t place(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> 32) & (table_.size() - 1); }
  bool is(const Place& place, std::string_view text) const;
  void grow();
  LargeBytes bytes_;
  LargeVector<std::uint64_t> starts_;  // of text i; one more than there are texts
  LargeVector<Place> table_;
};

}  // namespace cs::registry
