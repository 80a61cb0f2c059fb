// Whether a word can be one syllable of a Chinese or Korean name, as the published romanizations write it: XIAO, HSIAO, HYUN.
//   Shape    by the parts of a syllable, not by a list of names; DAN and LEE are such words too. Folded words (names/fold.h); no single letter.
//   Threads  immutable after the first call.
//   Source   data/names/syllables.csv with data/SOURCES.md.
#pragma once

#include <string_view>

namespace cs::names {

bool is_syllable(std::string_view word);

}  // namespace cs::names
