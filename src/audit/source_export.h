// The export of a source: it holds by itself, under what is known of the log from elsewhere, and is the log that the openings have. Inside this room only.
//   Errors   a Fault where a file of it cannot be read; everything else is a finding (What::kLog).
#pragma once

#include "audit/source.h"

namespace cs::audit {

Result<void> hold_export(const SourceFiles& files, const tlog::LogKeys& known, const ledger::Ledger& openings, Report& report);

}  // namespace cs::audit
