// Texts as the common forms of the rules of the gate allow them.
//   Shape    text(n): valid UTF-8, NFC, 1..n code points, none of category Cc, Cf, Co, Cn, Zl, Zp (nor surrogates), no space at either end.
//   Source   Unicode 15.0 by ICU; ASCII never reaches it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cs::codec {

bool is_utf8(std::string_view text);
bool is_text(std::string_view text, std::size_t code_points_max);
std::size_t code_points(std::string_view utf8);
// Category Cc, Cf, Co, Cn, Cs, Zl or Zp occurs.
bool has_forbidden_character(std::string_view utf8);
// All letters are of the Latin script (marks, digits, punctuation are free).
bool letters_are_latin(std::string_view utf8);

}  // namespace cs::codec
