// Names of other scripts in Latin letters, by frozen tables of our own: what a library would answer changes with its version.
//   Shape    romanized() gives one reading of a folded word; signs without a table are dropped. It is how candidates of another script are
//            compared, never how two words of one script are.
//   Threads  immutable after the first call.
//   Source   data/names/scripts.csv, arabic_words.csv with data/SOURCES.md.
#pragma once

#include <string>
#include <string_view>

namespace cs::names {

bool is_latin(std::string_view token);  // no letter beyond those that fold() leaves in ASCII
bool is_syllabic(std::string_view token);  // begins with a Hangul syllable or a Chinese sign: a family name is its first one
std::string romanized(std::string_view token);

}  // namespace cs::names
