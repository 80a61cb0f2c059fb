// Names that no list has: letters drawn one by one, each after the three before it as in the listed names.
//   Shape    4 to 11 letters A-Z.
//   Threads  immutable after construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "population/draw.h"

namespace cs::population {

class Invented {
 public:
  Invented() = default;
  explicit Invented(const std::vector<std::string_view>& listed);
  // A name that may, rarely, be listed: the caller looks.
  std::string draw(Draws& draws) const;

 private:
  std::vector<std::uint32_t> sums_;  // [three letters][next letter], running sums; letter 0 is the start or the end
};

}  // namespace cs::population
