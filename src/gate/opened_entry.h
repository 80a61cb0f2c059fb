// `ledger show I --open`: an entry with what its commitments stand for, for an auditor's eyes.
//   Shape    entry_view, and `opened`: a list of {"commitment", "payload"}, one for each of the entry's commitments, in its order; a line's entry has
//            three. The payload is JSON where it is JSON; deterministic CBOR with its keys by name where the name is known, bytes in hex; else text,
//            or base64. null: there is no opening, or no key to it: destroyed as another entry says, or a fault that `ledger verify --openings` names.
//   Errors   kNotFound beyond the last entry; kUntrusted an opening that is not the one committed to; those of Gate::enter.
//   Threads  one.
//   Holds    what is opened is on record first: an `access` names the entry. An entry without commitments opens nothing and enters nothing.
#pragma once

#include "gate/gate.h"
#include "ledger/opening.h"

namespace cs::gate {

Result<codec::Value> opened_entry(Gate& gate, EntryIndex index);

// The view of one payload.
codec::Value payload_view(ledger::OpeningKind kind, ByteView payload);

}  // namespace cs::gate
