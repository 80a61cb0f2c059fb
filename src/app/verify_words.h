// What the verbs take that look at a log which somebody else keeps: checkpoints kept, a policy, the time.
//   Errors   kUntrusted, naming the file, for a note or policy that is none, or another log's.
#pragma once

#include "ledger/verify_export.h"

namespace cs::app {

// A file that is no checkpoint of this log says nothing of the ledger: it is named here, and the ledger is not looked at. Which keys must have
// signed it, the log's own entries say: that is the verifier's to ask.
Result<std::vector<std::string>> old_checkpoints(const std::vector<std::string>& files, const tlog::LogKeys& known);
struct GivenPolicy {
  tlog::Policy policy;
  Digest digest{};  // of its text
};
Result<std::optional<GivenPolicy>> given_policy(const std::string& file);  // none where no file is named
Result<ledger::ExportOptions> export_options(const tlog::LogKeys& known, const std::vector<std::string>& old, const std::string& policy, const std::string& clock);

}  // namespace cs::app
