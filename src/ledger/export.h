// `ledger export`: the log as a C2SP static directory, with log.vkey beside `checkpoint`.
//   Errors   kIo; kConflict when the directory is not empty; kUntrusted when the log is unsound. read_log_key: kNotFound, kMalformed.
//   Source   C2SP tlog-tiles.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

// `cosigned_note`: stands as `checkpoint` where it is of the ledger's whole size, else beside it as `checkpoint.cosigned`; may be empty.
Result<void> export_log(const Ledger& ledger, const Path& directory, const std::string& cosigned_note = "");

// A log's public key, as log.vkey holds it: one line, and perhaps others that are not read.
Result<crypto::NoteVerifier> read_log_key(const Path& file);
Result<void> write_log_key(const Path& directory, const crypto::NoteVerifier& log_key);  // directory/log.vkey

}  // namespace cs::ledger
