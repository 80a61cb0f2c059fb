// Entries into a writer that is used again: what a commit of 700,000 lines calls. Inside this room only.
#pragma once

#include "codec/canonical.h"
#include "ledger/entry.h"

namespace cs::ledger {

// Clears `out` and writes the entry's bytes into it.
void encode_into(codec::CborWriter& out, const Entry& entry, Instant time);

bool is_label(std::string_view text);

}  // namespace cs::ledger
