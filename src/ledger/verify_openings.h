// Every opening against the commitment that stands in the log. Inside this room only.
#pragma once

#include "ledger/verify.h"

namespace cs::ledger {

// Counts into `report`; the first opening that does not open its commitment becomes its fault. A Fault only when the store cannot be read.
Result<void> verify_openings(const Ledger& ledger, PeriodKeys& keys, VerifyReport& report);

}  // namespace cs::ledger
