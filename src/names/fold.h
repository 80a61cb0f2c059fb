// The first step of every name: upper case, no marks, one space between words.
//   Shape    letters and digits stay (other scripts keep their letters); apostrophes and periods inside a word vanish (O'BRIEN -> OBRIEN);
//            hyphens stay, as '-'; everything else is a space. At most kFoldBytesMax bytes of the text are read.
//   Threads  pure.
//   Source   Unicode NFKD by ICU, for text that is not ASCII; ASCII never reaches it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cs::names {

inline constexpr std::size_t kFoldBytesMax = 2048;  // 80 code points of the longest kind, many times over

std::string fold(std::string_view text);
// The words of a folded text; `hyphen_splits` makes A-B two words, else one (AB).
std::vector<std::string> words(std::string_view folded, bool hyphen_splits);

}  // namespace cs::names
