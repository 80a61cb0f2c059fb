// What the verbs take that look at a log which somebody else keeps: checkpoints kept, a policy, the time.
//   Errors   kUntrusted, naming the file, for a note or policy that is none, or another log's.
#pragma once

#include "ledger/verify_export.h"

namespace cs::app {

// A file that is no checkpoint of this log says nothing of the ledger: it is named here, and the ledger is not looked at.
Result<std::vector<std::string>> old_checkpoints(const std::vector<std::string>& files, const crypto::NoteVerifier& key);
Result<ledger::ExportOptions> export_options(const crypto::NoteVerifier& key, const std::vector<std::string>& old, const std::string& policy, const std::string& clock);

}  // namespace cs::app
