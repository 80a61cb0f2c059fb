// Which documents an entry needs: what must be in the store as long as the entry is in the log, for nothing destroys a document.
//   Source   docs/formats/entry.cddl, docs/formats/record.md.
#pragma once

#include "ledger/entry.h"

namespace cs::ledger {

// The digests of an entry that are of documents of the store. Others are of what is elsewhere (an executable, a register's manifest), of sealed
// openings, or commitments. The digest of no bytes at all needs no document.
std::vector<Digest> documents_of(const Entry& entry);

}  // namespace cs::ledger
