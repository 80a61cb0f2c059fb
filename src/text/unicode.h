// Unicode text as code points, and back.
//   Shape    decomposed() is NFKD: marks stand alone behind their letters. composed() is NFC, in UTF-8.
//   Errors   none: a byte that is no UTF-8 becomes a space, and so does a point that is none.
//   Threads  pure.
//   Source   Unicode Standard Annex 15 by ICU; ASCII need not come here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cs::text {

bool is_ascii(std::string_view utf8);

std::u32string decomposed(std::string_view utf8);
// The same in upper case, by the full mapping: the sharp s becomes SS.
std::u32string decomposed_upper(std::string_view utf8);
std::string composed(const std::u32string& points);

// The simple mapping, one point to one.
char32_t upper(char32_t point);

enum class Kind : std::uint8_t {
  kLetterOrDigit,  // L*, Nd
  kMark,           // Mn, Mc
  kFormat,         // Cf
  kDash,           // Pd
  kSpace,          // Zs
  kControl,        // Cc
  kLineEnd,        // Zl, Zp
  kOther,
};
Kind kind_of(char32_t point);

std::string unicode_version();  // of the tables: "15.0"

}  // namespace cs::text
