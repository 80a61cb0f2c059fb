// What matching took, for --json: exact counts, and what the machine did for them.
#pragma once

#include "codec/value.h"
#include "match/matcher.h"

namespace cs::app {

codec::Record match_counts(const match::Counters& counters);  // the same for any number of threads; the lines themselves are not among them
codec::Value pages_faulted();                                 // {"minor": ..., "major": ...} of the process so far; never the same twice

}  // namespace cs::app
