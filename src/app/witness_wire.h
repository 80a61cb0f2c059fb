// How the ledger speaks to witnesses: plain HTTP, 5 seconds each.
#pragma once

#include "ledger/witness.h"

namespace cs::app {

ledger::WitnessTransport http_transport();

// The newest cosigned checkpoint of a home's ledger where it has witnesses; empty where there is none.
Result<std::string> cosigned_note(const ledger::Ledger& ledger, const Path& directory, Instant now);

}  // namespace cs::app
