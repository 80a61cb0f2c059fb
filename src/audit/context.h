// What an auditor was given beside the log and its openings, held against the ledger. Inside this room only.
//   Errors   a Fault where a file cannot be read; a file that is another than the ledger names is a finding.
#pragma once

#include "audit/finding.h"
#include "gate/gate.h"

namespace cs::audit {

// Of a gate that has walked its whole source.
Result<void> hold_context(gate::Gate& gate, Report& report);

}  // namespace cs::audit
