// What must fit before anything is said or signed of a store: records, head, roots and the last signature. Inside this room only.
//   Errors   kUntrusted with the entry and the reason; kIo.
#pragma once

#include "ledger/chain.h"
#include "store/store.h"

namespace cs::ledger {

// `known`: what was told of the log's keys beforehand. Fills the empty `chain` with the store's records, and `last` with the last of them.
Result<store::HeadRow> sound_store(const store::Store& store, const tlog::LogKeys& known, Chain& chain, store::RecordRow& last);

// Of somebody who can sign: one of his keys at least is the log's.
Result<tlog::LogKeys> known_of(const std::vector<crypto::NoteSigner>& signers);

// The ledger's store. Where there is none, or one without a table, and the guard knows entries: kUntrusted ROLLBACK, with what brings them back.
Result<store::Store> open_store(const Path& directory, const store::Place& place, store::OpenMode mode);

}  // namespace cs::ledger
