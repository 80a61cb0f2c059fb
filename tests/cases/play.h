// Plays one story from its first fact to its last claim, on a home of its own that is gone afterwards.
//   Shape    gives all that the requester saw, verdicts of evaluated lines masked: the same for any register.
//   Errors   the first claim that does not hold, or event that could not happen, with file and line.
#pragma once

#include <string>

#include "tests/cases/world.h"

namespace cs::cases {

Result<std::string> play(const Story& story, bool empty_register);

}  // namespace cs::cases
