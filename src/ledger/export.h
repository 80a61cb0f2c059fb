// `ledger export`: the log as a C2SP static directory, with log.vkey beside `checkpoint`.
//   Errors   kIo; kConflict when the directory is not empty; kUntrusted when the log is unsound.
//   Source   C2SP tlog-tiles.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

// `cosigned_note`: stands as `checkpoint` where it is of the ledger's whole size, else beside it as `checkpoint.cosigned`; may be empty.
Result<void> export_log(const Ledger& ledger, const Path& directory, const std::string& cosigned_note = "");

}  // namespace cs::ledger
