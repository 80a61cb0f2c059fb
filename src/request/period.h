// A period of a line: a year or a quarter.
//   Shape    "2024" or "2024Q3", years 1900..2999.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace cs::request {

// Its first day; nothing where the text is no period.
inline std::optional<Date> period_begin(std::string_view text) {
  if (text.size() != 4 && text.size() != 6) return std::nullopt;
  int year = 0;
  for (const char c : text.substr(0, 4)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < 1900 || year > 2999) return std::nullopt;
  if (text.size() == 4) return Date::civil(year, 1, 1);
  if (text[4] != 'Q' || text[5] < '1' || text[5] > '4') return std::nullopt;
  return Date::civil(year, (text[5] - '1') * 3 + 1, 1);
}

}  // namespace cs::request
