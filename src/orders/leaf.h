// A leaf of an issuer's log: one event of one order.
//   Shape    deterministic CBOR map with integer keys, at most kOrderLeafBytesMax: 0 version = 1, 1 kind, 2 recorded_at (ms), 3 order (16),
//            4 subject (16), 5 effective_at (ms), 6 commitment (32), 7 cause commitment (32), 8 bar (leaf index); which keys, by kind, in
//            docs/formats/order-event.md.
//   Errors   read_leaf: kMalformed for anything else than write_leaf could have made: other keys, a `final` that is not 00:00Z of a date or
//            lies more than a day after recorded_at.
//   Threads  pure.
//   Source   the project's rules of the gate, section 4.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"

namespace cs::orders {

// The numbers never change meaning.
enum class Kind : std::uint8_t { kEntered = 1, kFinal = 2, kBarred = 3, kLifted = 4, kEnded = 5, kCorrected = 6 };

struct Leaf {
  Kind kind = Kind::kEntered;
  Instant recorded_at;
  OrderNumber order;
  SubjectNumber subject;     // entered
  Instant effective_at;      // all but corrected
  Digest commitment{};       // entered, corrected
  Digest cause{};            // barred, lifted, ended
  std::uint64_t bar = 0;     // lifted: leaf index of the bar
  bool operator==(const Leaf&) const = default;
};

Bytes write_leaf(const Leaf& leaf);
Result<Leaf> read_leaf(ByteView bytes);

// SHA-256("countersign/v1/cause" 00 || salt || text).
Digest cause_commitment(const Digest& salt, std::string_view text);

}  // namespace cs::orders
