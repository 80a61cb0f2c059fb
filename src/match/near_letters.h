// Which of a tile's streets are worth reading for an asked street, by their letters alone: what every line without a candidate asks of every
// street of its ZIP.
//   Shape    A street may be written in several ways: a direction or a type that stands on one side only may belong to the name (N MAIN ST and
//            NORTH MAIN ST), 33RD may be 33TH. So each side has the letters that every way has, `least`, and those that some way has, `most`: two bits a
//            letter and one a digit (near_streets.h). What the asked street may be written with hangs on what the other has not, two bits of its
//            `least`. out: places in `least`, ascending, as long as `least`; the number that was written is returned.
//   Holds    Not worth reading are only streets of which no way is near one of the asked one's: other digits; or a letter missing on both sides, and
//            more than three on one of them.
//   Threads  pure; the widest instructions of the machine are chosen at the first call, the answer is the same for all of them.
//   Source   Highway, dynamic dispatch; the project's register design, section 9; address::street_nearness().
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cs::match {

inline constexpr std::uint64_t kLetterDigits = 0x3FFULL << 52;   // the bits of digits
inline constexpr std::uint64_t kTypeMissing = 1ULL << 62, kDirectionMissing = 1ULL << 63;  // of a street's `least`: its form has none

struct StreetLetters {
  std::span<const std::uint64_t> least, most;  // as many
};

struct AskedLetters {
  std::uint64_t least = 0;
  // Beside a street that has both, that has no type, no direction, neither; each holds those before it.
  std::uint64_t most = 0, most_with_type = 0, most_with_direction = 0, most_with_both = 0;
};

std::size_t near_letters(const StreetLetters& streets, const AskedLetters& asked, std::span<std::uint32_t> out);
// Its twin, one street after the other: what it is tested against.
std::size_t near_letters_plain(const StreetLetters& streets, const AskedLetters& asked, std::span<std::uint32_t> out);
// The instructions that near_letters() is run with, asked where it runs: "AVX3", "SSE4"; "SCALAR" where there are none.
std::string_view near_letters_target();
// Those that it was compiled for, as Highway's bits.
std::int64_t near_letters_targets();

}  // namespace cs::match
