// The form of an opening's row: places, lengths, keys. Inside this room only.
//   Source   docs/formats/opening.md. Numbers never change meaning.
#pragma once

#include "ledger/opening.h"

namespace cs::ledger {

inline constexpr std::uint8_t kOpeningVersion = 1;
enum class SealedThing : std::uint8_t { kPiece = 1, kKeyList = 2 };

// What is bound into a piece or a key list: moved anywhere else it does not open.
struct OpeningPlace {
  std::string_view origin;
  std::uint8_t opening_class = 0;
  std::uint8_t kind = 0;
  std::uint64_t entry = 0;
};
// `number`: the line of a line's piece; else the part.
Bytes additional_data(const OpeningPlace& place, SealedThing thing, std::uint32_t number);
void renumber(Bytes& additional, std::uint32_t number);  // the same place with another number

bool is_line_kind(OpeningKind kind);

void put_u32_be(std::uint8_t* at, std::uint32_t value);

// count lengths of 4 bytes, then the pieces; an expunged piece has length 0.
Bytes join_pieces(const std::vector<Bytes>& pieces);
Result<std::vector<ByteView>> split_pieces(const store::OpeningRow& row);

// The row's keys, 32 bytes a piece.
Result<Bytes> open_keys(const store::OpeningRow& row, std::string_view origin, PeriodKeys& keys);

}  // namespace cs::ledger
