// How often each edit happens to a line.
//   Units    of 10,000.
//   Source   data/population/assumed.csv: line_* are forms, error_* errors at 1x.
#pragma once

#include <array>

#include "population/line_class.h"
#include "population/people.h"

namespace cs::population {

class LineRates {
 public:
  LineRates(const Assumed& assumed, std::uint32_t error_percent);
  std::uint32_t of(EditKind kind, Story story, const Person& person) const;

 private:
  using Rates = std::array<std::uint32_t, kEditKindMax + 1>;
  Rates forms_{}, errors_{};
  std::uint32_t order_form_ = 0, romanized_form_ = 0;
};

}  // namespace cs::population
