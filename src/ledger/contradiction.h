// A head that a key of the log has signed and that the ledger does not hold: proof of a roll-back or of a fork. Inside this room only.
#pragma once

#include "ledger/ledger.h"

namespace cs::ledger {

inline constexpr const char* kContradictionFile = "contradiction";

class Chain;
struct GivenUp;
// "ROLLBACK: ..." or "FORK: ..." where the note is signed by a key of the log's that signs heads of its size, and says more than, or something else than, the tree; else none.
std::optional<std::string> contradicts(std::string_view note, const Chain& chain);
std::optional<std::string> contradicts(std::string_view note, const Ledger& ledger);
// The recovery that gave up heads of the size of the note, if it is signed so: what contradicts then is known to both parties.
const GivenUp* gave_up(std::string_view note, const Chain& chain);
// A kept note that stands against the ledger: it shows a head that the ledger does not hold and nobody gave up; or it is damaged, and what it showed
// cannot be told any more.
struct KeptContradiction {
  std::string why;           // with the file, and what is to be done where it is damaged
  std::optional<Head> head;  // none: damaged
};
Result<std::optional<KeptContradiction>> kept_contradiction(const Path& directory, const Chain& chain);
Result<void> settle_contradiction(const Path& directory, EntryIndex recovery);  // the note is put aside: `contradiction.N`
Result<void> keep_contradiction(const Path& directory, std::string_view note);
// kUntrusted while a kept note stands against the ledger. A head that the log has signed and that is held, or was given up, is nothing; whatever else is
// in that file's place counts as a contradiction, because one was there: nothing but a witness's word puts a file there.
Result<void> check_kept_contradiction(const Path& directory, const Chain& chain);

}  // namespace cs::ledger
