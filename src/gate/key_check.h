// The home's keyed digests are held against what the ledger holds of them: a key with one other bit makes other digests, and nothing would be known again.
//   Shape    of the subject key a check value stands in the document that a `software` entry names (docs/formats/model.md); of an agreement's
//            budget key the newest line that can still be read: its order's keyed digest is made again and must be the one of its admission.
//   Errors   kUntrusted, naming the key file, where a key is another one; kIo. Nothing where the ledger holds nothing made with it, or only
//            lines whose inputs are destroyed.
//   Threads  one.
//   Holds    B5 a home whose subject key, or whose budget key has spent, is another does not start.
#pragma once

#include <map>

#include "gate/home.h"
#include "gate/state.h"

namespace cs::gate {

// The line of the software document, with its LF. It tells nothing of the key.
std::string subject_key_line(const Digest& subject_key);

// What holds a key: the entry that names it, or the request that it counted. None: nothing in the ledger does.
struct HeldKeys {
  std::optional<EntryIndex> subject;
  std::map<std::string, std::optional<EntryIndex>> budget;  // by agreement, where its key is there
};
Result<HeldKeys> held_keys(const HomePaths& paths, const Digest& subject_key, const ledger::Ledger& ledger, ledger::PeriodKeys& period_keys, const State& state);

// Over a ledger that is folded into `state`.
Result<void> check_keys(const HomePaths& paths, const Digest& subject_key, const ledger::Ledger& ledger, ledger::PeriodKeys& period_keys, const State& state);

// The same for who only reads a home's ledger: the subject key, and with `openings` every budget key.
Result<void> check_keys_of(const HomePaths& paths, const tlog::LogKeys& log_keys, bool openings);

}  // namespace cs::gate
