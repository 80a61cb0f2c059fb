// The Unicode version by whose tables names are folded: a matching model names it.
//   Threads  constant.
//   Source   ICU.
#pragma once

#include <string>

namespace cs::names {

std::string unicode_version();  // "15.0"

}  // namespace cs::names
