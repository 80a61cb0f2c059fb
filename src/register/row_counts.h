// Where the rows of a build went.
//   Holds    G3 read = stored + merged + rejected.
#pragma once

#include <cstdint>

namespace cs::registry {

struct RowCounts {
  std::uint64_t read = 0, stored = 0, merged = 0, rejected = 0;
};

}  // namespace cs::registry
