// Names that no list has: letters drawn one by one, each after the three before it as in the listed names.
//   Shape    4 to 11 letters A-Z.
//   Threads  immutable after construction.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "population/draw.h"

namespace cs::population {

class Invented {
 public:
  Invented() = default;
  explicit Invented(const std::vector<std::string_view>& listed);
  // A name that may, rarely, be listed: the caller looks.
  std::size_t draw(Draws& draws, std::array<char, 16>& name) const;  // its length

 private:
  std::vector<std::uint16_t> sums_;  // [three letters][next letter of 32], running sums; letter 0 is the start or the end
};

}  // namespace cs::population
