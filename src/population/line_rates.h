// How often each edit happens to a line.
//   Units    of 65,536; assumed.csv has them in 1/10,000.
//   Source   data/population/assumed.csv: line_* are forms, error_* errors at 1x.
//   Threads  immutable after construction.
#pragma once

#include <array>
#include <vector>

#include "population/line_class.h"
#include "population/people.h"

namespace cs::population {

inline constexpr std::uint32_t kAlways = 65'536;

struct RateRow {
  std::array<std::uint32_t, kEditKindMax + 1> of{};  // by kind
  std::vector<EditKind> possible;                    // those above zero, in the order of kEditOrder
};

class LineRates {
 public:
  LineRates(const Assumed& assumed, std::uint32_t error_percent);
  const RateRow& of(Story story, const Person& person) const;

 private:
  // What of a person's names decides a rate: from elsewhere, and written family name first there.
  enum Naming : std::size_t { kPlain, kElsewhere, kFamilyFirst };
  static constexpr std::size_t kNamings = 3;
  RateRow row_of(const Assumed& assumed, std::uint32_t error_percent, Story story, Naming naming) const;
  std::vector<RateRow> rows_;  // [story][naming]
};

}  // namespace cs::population
