// `ledger export`: the log as a C2SP static directory, with log.vkey beside `checkpoint`.
//   Errors   kIo; kConflict when the directory is not empty; kUntrusted when the log is unsound.
//   Source   C2SP tlog-tiles.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

Result<void> export_log(const Ledger& ledger, const Path& directory);

}  // namespace cs::ledger
