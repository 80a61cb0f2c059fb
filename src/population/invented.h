// Names that no list has: letters drawn one by one, each after the three before it as in the listed names.
//   Shape    4 to 11 letters A-Z; never a listed name.
//   Threads  immutable after construction.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "population/choice.h"

namespace cs::population {

struct InventedName {
  std::array<char, 16> letters{};
  std::size_t size = 0;
};

class Invented {
 public:
  Invented() = default;
  explicit Invented(const std::vector<std::string_view>& listed);
  InventedName draw(Draws& draws) const;
  // One try for each, side by side; those that turn out to be listed are empty.
  void draw_all(Draws& draws, std::array<InventedName, 8>& names) const;

 private:
  template <std::size_t kLanes>
  std::array<std::uint64_t, kLanes> draw_any(Draws& draws) const;
  bool is_refused(std::uint64_t code) const;

  void add_context(std::size_t context, const std::vector<std::uint8_t>& letters);

  // Small tables, since letters are drawn from all over them: what follows each context lies side by side.
  std::vector<std::uint32_t> places_;   // [context]: its first place in next_ << 7 | how many there are
  std::vector<std::uint8_t> next_;      // letters; 0 is the end of a name
  std::vector<std::uint16_t> starts_;   // contexts, the first three letters of every listed name
  std::vector<std::uint64_t> refused_;  // bits by hash: every listed name's, and so one of 26 of the others, which then are never drawn
};

}  // namespace cs::population
