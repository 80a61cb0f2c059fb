// What stands beside the entries in a copy that Ledger::write_openings made: each commit's own time and checkpoint, and the documents. As it stands, for
// who holds it against the entries: Ledger::open_copy judges the checkpoints of the last record and of rotations alone, and a document when it is asked for.
//   Errors   those of the store; what `take` says.
//   Threads  free functions.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

struct Record {
  EntryIndex first;
  std::uint64_t count = 0;
  Instant time;
  std::string checkpoint;
};
Result<void> for_each_record(const Path& copy, const std::function<Result<void>(const Record&)>& take);                // in order
Result<void> for_each_document(const Path& copy, const std::function<Result<void>(const Digest&, ByteView)>& take);  // in any

}  // namespace cs::ledger
