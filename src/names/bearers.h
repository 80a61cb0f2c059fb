// How many people bear a name, and how rare that makes it.
//   Shape    counts of the census of 2020, names of 200 bearers and more; 0 for a name that is not listed. Tokens are folded (names/fold.h).
//   Units    people; 1/256 bit. A logarithm is taken by bit length and a table of 256 entries, the same on every machine.
//   Threads  immutable after the first call.
//   Source   data/names/given_bearers.csv, surname_bearers.csv with data/SOURCES.md; the project's matching design, section 8.
#pragma once

#include <cstdint>
#include <string_view>

namespace cs::names {

enum class Sex : std::uint8_t { kEither = 0, kMale = 1, kFemale = 2 };  // of nine bearers in ten

struct Bearers {
  std::uint32_t count = 0;
  Sex sex = Sex::kEither;  // given names only
};

Bearers given_bearers(std::string_view token);
std::uint32_t surname_bearers(std::string_view token);

inline constexpr std::uint64_t kGivenPeople = 302'020'000;    // 283,234,624 listed are 93.78 %
inline constexpr std::uint64_t kSurnamePeople = 298'860'000;  // 262,612,981 listed are 87.87 %

// 256 * log2(number), rounded down to the table's 8 bits; 0 for 0.
std::int32_t log2_256(std::uint64_t number);
}  // namespace cs::names
