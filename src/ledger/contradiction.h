// A head that the log's own key has signed and that the ledger does not hold: proof of a roll-back or of a fork. Inside this room only.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

inline constexpr const char* kContradictionFile = "contradiction";

class Chain;
// "ROLLBACK: ..." or "FORK: ..." where the note is signed by the log's key and says more than, or something else than, the tree; else none.
std::optional<std::string> contradicts(std::string_view note, const crypto::NoteVerifier& log_key, const Chain& chain);
std::optional<std::string> contradicts(std::string_view note, const Ledger& ledger);
Result<void> keep_contradiction(const Path& directory, std::string_view note);
// kUntrusted while a kept note contradicts. A note that does not is nothing: whoever puts another file there stops nobody.
Result<void> check_kept_contradiction(const Path& directory, const crypto::NoteVerifier& log_key, const Chain& chain);

}  // namespace cs::ledger
