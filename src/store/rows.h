// The rows of the store, as plain values.
//   Shape    numbers and bytes only: what they mean is the ledger's business. Every number fits a signed 64-bit column.
//   Source   docs/formats/record.md (head, record, part), docs/formats/opening.md (opening, answer, document).
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace cs::store {

struct HeadRow {  // the one row of `ledger_head`
  std::string origin;
  std::uint64_t size = 0;  // entries
  Digest root{};
  std::uint64_t last_first = 0;  // first index of the last record
  std::uint64_t token = 0;       // fencing token; 0 with one process
};

struct RecordRow {          // one commit; never updated, never deleted
  std::uint64_t first = 0;  // index of its first entry
  std::uint64_t count = 0;  // entries
  std::int64_t time_ms = 0;
  std::uint64_t token = 0;
  Digest root{};            // after its last entry
  std::string checkpoint;   // the signed note
  Bytes entries;            // at most limits::kRecordPartBytes, cut between entries; the rest is in parts 1, 2, ...
  std::uint32_t parts = 0;  // how many of these follow
};

struct OpeningRow {         // sealed pieces of one entry, class and kind
  std::uint64_t entry = 0;  // the `request` entry of a line's opening, else the entry that the document belongs to
  std::uint8_t opening_class = 0;
  std::uint8_t kind = 0;
  std::uint32_t part = 0;
  std::string agreement;  // with opening_class and quarter: which period key seals `keys`
  std::uint32_t quarter = 0;
  std::uint32_t count = 0;  // pieces
  Bytes keys;               // the sealed list of the pieces' keys
  Bytes pieces;             // count lengths of 4 bytes, then the pieces
};

struct AnswerRow {  // the sealed response to one request
  std::uint64_t request = 0;
  std::uint64_t close = 0;
  Digest digest{};  // SHA-256 of `sealed`
  Bytes sealed;
};

}  // namespace cs::store
