// Eight bytes of a text looked at together, as one number: few branches, whatever the text says.
//   Shape    the first byte is the lowest. What is said of each byte stands in its highest bit; no byte's answer hangs on another's.
//   Threads  pure.
//   Source   Warren, Hacker's Delight, chapter 6 (finding a zero byte), without its carries.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace cs {

inline constexpr std::uint64_t kEveryByte = 0x0101010101010101u;   // times a byte: eight of it
inline constexpr std::uint64_t kHighBits = kEveryByte * 0x80, kLowBits = kEveryByte * 0x7F;

inline std::uint64_t eight_bytes(const void* at) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  std::uint64_t out;
  std::memcpy(&out, at, sizeof out);
  return out;
}

// Of fewer than eight, of which none behind the last is read; the others are as those of `rest`.
inline std::uint64_t few_bytes(const char* at, std::size_t count, std::uint64_t rest) {
  CS_DCHECK(count < 8, "fewer than eight");
  const auto byte = [&](std::size_t i) { return std::uint64_t{static_cast<unsigned char>(at[i])} << 8 * i; };
  if (count == 0) return rest;
  rest = rest >> 8 * count << 8 * count;
  if (count < 4) return rest | byte(0) | byte(count / 2) | byte(count - 1);
  std::uint32_t first, last;
  std::memcpy(&first, at, sizeof first);
  std::memcpy(&last, at + count - sizeof last, sizeof last);
  return rest | first | std::uint64_t{last} << 8 * (count - sizeof last);
}

constexpr std::uint64_t bytes_not_zero(std::uint64_t eight) { return (((eight & kLowBits) + kLowBits) | eight) & kHighBits; }
constexpr std::uint64_t bytes_that_are(char c, std::uint64_t eight) {
  return ~bytes_not_zero(eight ^ kEveryByte * static_cast<unsigned char>(c)) & kHighBits;
}

}  // namespace cs
