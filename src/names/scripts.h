// Names of other scripts in Latin letters, by frozen tables of our own: what a library would answer changes with its version.
//   Shape    romanized() gives one reading of a folded word; signs without a table are dropped. It is how candidates of another script are
//            compared, never how two words of one script are.
//   Threads  immutable after the first call.
//   Source   data/names/scripts.csv, arabic_words.csv with data/SOURCES.md.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace cs::names {

// No letter beyond those that fold() leaves in ASCII.
inline bool is_latin(std::string_view token) {
  std::uint64_t bits = 0, piece = 0;
  for (; token.size() >= sizeof piece; token.remove_prefix(sizeof piece)) {
    std::memcpy(&piece, token.data(), sizeof piece);
    bits |= piece;
  }
  for (const char c : token) bits |= static_cast<unsigned char>(c);
  return (bits & 0x8080808080808080U) == 0;
}
bool is_syllabic(std::string_view token);  // begins with a Hangul syllable or a Chinese sign: a family name is its first one
std::string romanized(std::string_view token);

}  // namespace cs::names
