// Every opening that the log asks for: it is there and opens its commitment, or an entry says that it is destroyed, and then it opens no more.
// Inside this room only.
//   Holds    L13.
#pragma once

#include "ledger/verify.h"

namespace cs::ledger {

// Counts into `report`; the first opening that is missing, is another one, or should be gone becomes its fault. A Fault only when the store cannot
// be read.
Result<void> verify_openings(const Ledger& ledger, PeriodKeys& keys, VerifyReport& report);

}  // namespace cs::ledger
