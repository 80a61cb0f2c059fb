// The order in which lines are matched: by place, so that neighbors meet warm memory.
//   Shape    in_order() gives lines by tile, street, house and then as they came. A tile of UINT32_MAX, none, is behind the others.
//   Threads  pure.
#pragma once

#include <cstdint>
#include <vector>

namespace cs::match {

struct Place {
  std::uint32_t tile, street, house, line;
  auto operator<=>(const Place&) const = default;
};

std::vector<std::uint32_t> in_order(std::vector<Place> places, std::uint32_t tiles);

}  // namespace cs::match
