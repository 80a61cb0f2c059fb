// Calendar months, as contracts count them.
//   Source   the same day of a later month, or that month's last day where it has no such day.
#pragma once

#include "base/time.h"

namespace cs::agreement {
Instant add_months(Instant from, std::int64_t months);
}  // namespace cs::agreement
