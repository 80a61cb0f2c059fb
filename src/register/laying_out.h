// From gathered records to the arrays of a generation.
//   Shape    records in the order (tile, kind, street, form, house, unit, place, care-of, name, kind of name, ambiguous, period, key).
//   Errors   kLimit, naming the limit; nothing is published then.
//   Threads  one thread.
//   Source   the project's register design, section 3.3.
//   Holds    G1 the same arrays for the same set of records.
#pragma once

#include "register/columns.h"
#include "register/gathering.h"

namespace cs::registry {

Result<Columns> lay_out(const Gathering& rows, const std::vector<GatheredRecord>& records);

}  // namespace cs::registry
