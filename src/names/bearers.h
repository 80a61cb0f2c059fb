// How many people bear a name, and how rare that makes it.
//   Shape    counts of the census of 2020, names of 200 bearers and more; 0 for a name that is not listed. Tokens are folded (names/fold.h).
//   Units    people; 1/256 bit. A rarity is log2(all / bearers) by bit length and a table of 256 entries, the same on every machine.
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
inline constexpr std::int32_t kRarityMax = 14 * 256;
inline constexpr std::int32_t kRarityUnlisted = 12 * 256;

// 256 * log2(number), rounded down to the table's 8 bits; 0 for 0.
std::int32_t log2_256(std::uint64_t number);
// Of `bearers` among `people`, 0 to kRarityMax; kRarityUnlisted when there are none.
std::int32_t rarity_bits_256(std::uint64_t bearers, std::uint64_t people);

inline std::int32_t given_rarity_bits_256(std::string_view token) { return rarity_bits_256(given_bearers(token).count, kGivenPeople); }
inline std::int32_t surname_rarity_bits_256(std::string_view token) { return rarity_bits_256(surname_bearers(token), kSurnamePeople); }

}  // namespace cs::names
