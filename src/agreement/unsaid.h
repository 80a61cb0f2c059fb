// What who makes an act need not say: details that have a usual value. The file itself leaves out nothing.
#pragma once

#include "agreement/act.h"

namespace cs::agreement {

// A JSON record; "@" stands for the time at which the act is made. "{}" for an act all of whose details must be said.
std::string_view unsaid_details(Verb verb);

}  // namespace cs::agreement
