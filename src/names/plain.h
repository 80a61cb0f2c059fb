// Words of a name that mean themselves wherever they stand, so that nothing need be read.
//   Shape    one word of letters A to Z, in upper or lower case, at most 64, and no generation (JR). Where given and family name are such words, the middle name is one
//            or empty and there is no suffix, standardize() of them is these words in upper case.
//   Threads  pure.
//   Source   what name.cc does with a field of one word; name_test.cc compares.
#pragma once

#include <optional>
#include <string_view>

namespace cs::names {

bool is_plain_word(std::string_view text);

// A family name of two such words, a space or a hyphen between them, of which neither is a title, a particle or a generation: the standard form has
// the two, in upper case, whatever plain words stand in the other fields.
struct PlainSurnames {
  std::string_view first, second;
};
std::optional<PlainSurnames> plain_surnames(std::string_view text);

}  // namespace cs::names
