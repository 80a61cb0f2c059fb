// One line that holds everything, cut into fields from the right: country, ZIP, state, city; the rest is line 1.
//   Shape    views into the line.
//   Threads  pure.
#pragma once

#include <string_view>

namespace cs::address {

struct LineParts {
  std::string_view line1, city, state, zip, country;
};

LineParts cut_line(std::string_view raw);

}  // namespace cs::address
