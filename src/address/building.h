// Where a street ends and the words behind it begin that are no part of it: "BRYANT AVE S | UPTOWN SQUARE", "JAEGER ST | JAEGER SQUARE".
//   Threads  pure.
//   Source   Publication 28 section 23: a delivery line ends with the street's suffix, its direction and the unit; a building's name has a line of its own.
#pragma once

#include "address/street.h"

namespace cs::address {

struct StreetEnd {
  std::size_t words = 0;  // of the street; all of them where nothing stands behind it
  bool certain = true;    // false: the words behind may belong to the name (OLD JAEGER SAINT JAEGER SQUARE)
};

// `words`: what stands between house and unit.
StreetEnd end_of_street(const Span& words);

}  // namespace cs::address
