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
// The head that a kept note proves and that the ledger does not hold and nobody gave up.
Result<std::optional<Head>> kept_contradiction(const Path& directory, const Chain& chain);
Result<void> settle_contradiction(const Path& directory, EntryIndex recovery);  // the note is put aside: `contradiction.N`
Result<void> keep_contradiction(const Path& directory, std::string_view note);
// kUntrusted while a kept note contradicts. A note that does not is nothing: whoever puts another file there stops nobody.
Result<void> check_kept_contradiction(const Path& directory, const Chain& chain);

}  // namespace cs::ledger
