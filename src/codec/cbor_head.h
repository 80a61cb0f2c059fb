// The heads of CBOR items, as the writer and the reader of canonical bytes share them. Inside this room only.
//   Source   RFC 8949 section 3. The numbers never change meaning.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cs::codec::cbor {

// RFC 8949 section 3: the high three bits of an item's first byte, and the three simple values that we have.
inline constexpr std::uint8_t kUnsigned = 0;
inline constexpr std::uint8_t kNegative = 1;
inline constexpr std::uint8_t kByteString = 2;
inline constexpr std::uint8_t kTextString = 3;
inline constexpr std::uint8_t kArray = 4;
inline constexpr std::uint8_t kMap = 5;
inline constexpr std::uint8_t kFalse = 0xF4;
inline constexpr std::uint8_t kTrue = 0xF5;
inline constexpr std::uint8_t kNull = 0xF6;

// How many bytes follow the first one: 0, 1, 2, 4 or 8, the fewest that hold the value.
inline std::size_t extra_bytes(std::uint64_t value) {
  if (value < 24) return 0;
  if (value <= 0xFF) return 1;
  if (value <= 0xFFFF) return 2;
  return value <= 0xFFFFFFFF ? 4 : 8;
}

}  // namespace cs::codec::cbor
