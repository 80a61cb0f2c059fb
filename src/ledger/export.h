// `ledger export`: the log as a C2SP static directory, with log.vkey beside `checkpoint`, and for each rotation of
// its key the checkpoint that hands over to the new one, as `checkpoint.key-<entry>`.
//   Errors   kIo; kConflict when the directory is not empty; kUntrusted when the log is unsound. read_log_keys: kNotFound, kMalformed.
//   Source   C2SP tlog-tiles.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

// `cosigned_note`: stands as `checkpoint` where it is of the ledger's whole size, else beside it as `checkpoint.cosigned`; may be empty.
Result<void> export_log(const Ledger& ledger, const Path& directory, const std::string& cosigned_note = "");

inline constexpr const char* kHandoverPrefix = "checkpoint.key-";  // and the index of the `key` entry

// A log's public keys, as log.vkey holds them (docs/formats/log-key.md).
Result<tlog::LogKeys> read_log_keys(const Path& file);
Result<void> write_log_keys(const Path& directory, const tlog::LogKeys& log_keys);  // directory/log.vkey

}  // namespace cs::ledger
