// One slip of the hand or of an optical reader.
#pragma once

#include <cstdint>
#include <string>

#include "population/tables.h"

namespace cs::population {

// A letter inserted, dropped, doubled, exchanged with the next, hit beside the key, or misread; among text[from .. from + size), which holds
// letters only. False when the slip changes nothing (two equal letters exchanged).
bool slip(const Tables& tables, std::uint32_t draw, std::string& text, std::size_t from, std::size_t size);

// The longest run of letters of at least `size_min`; {0, 0} where there is none. The first of equals.
struct Run {
  std::size_t from = 0, size = 0;
};
Run longest_word(std::string_view text, std::size_t size_min);

}  // namespace cs::population
