// Which of a tile's streets are worth reading for an asked street, by their letters alone: what every line without a candidate asks of every
// street of its ZIP.
//   Shape    letters: near_streets.h, two bits a letter and one a digit of each street. out: places in `letters`, ascending, as long as `letters`;
//            the number that was written is returned. Not worth reading: other digits; or more than six bits apart and more than two missing
//            on both sides.
//   Threads  pure; the widest instructions of the machine are chosen at the first call, the answer is the same for all of them.
//   Units    some 0.5 us for the 88 streets of an average ZIP with AVX-512, 1.4 us for the twin (a busy machine, -O2).
//   Source   Highway, dynamic dispatch; the project's register design, section 9.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cs::match {

inline constexpr std::uint64_t kLetterDigits = 0x3FFULL << 52;  // the bits of digits

std::size_t near_letters(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out);
// Its twin, one street after the other: what it is tested against.
std::size_t near_letters_plain(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out);
// The instructions that near_letters() is run with, asked where it runs: "AVX3", "SSE4"; "SCALAR" where there are none.
std::string_view near_letters_target();
// Those that it was compiled for, as Highway's bits.
std::int64_t near_letters_targets();

}  // namespace cs::match
