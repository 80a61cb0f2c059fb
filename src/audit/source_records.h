// What the file of openings says beside the entries: each record's own time and checkpoint, and the certificates of those who sign for a party.
// Inside this room only.
//   Errors   a Fault where the file cannot be read; what disagrees with the entries, or is not there, is a finding.
#pragma once

#include "audit/finding.h"
#include "ledger/ledger.h"

namespace cs::audit {

// Every record has the time of its entries, and the log has signed the head that it ends with.
Result<void> hold_records(const Path& openings, const ledger::Ledger& ledger, Report& report);
// Every `signatory` entry's certificate is among the documents; those that no act pinned stand in the report.
Result<void> hold_signatories(const Path& openings, const ledger::Ledger& ledger, Report& report);

}  // namespace cs::audit
