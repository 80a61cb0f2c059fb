// What must fit before anything is said or signed of a store: records, head, roots and the last signature. Inside this room only.
//   Errors   kUntrusted with the entry and the reason; kIo.
#pragma once

#include "ledger/chain.h"
#include "store/store.h"

namespace cs::ledger {

// Fills the empty `chain` with the store's records, and `last` with the last of them.
Result<store::HeadRow> sound_store(const store::Store& store, const crypto::NoteVerifier& log_key, Chain& chain, store::RecordRow& last);

// The ledger's store. Where there is none, or one without a table, and the guard knows entries: kUntrusted ROLLBACK, with what brings them back.
Result<store::Store> open_store(const Path& directory, const store::Place& place, store::OpenMode mode);

}  // namespace cs::ledger
