// Whether what a line says is enough: the tests in the order of their codes.
//   Threads  pure.
#pragma once

#include "address/reader.h"

namespace cs::address {

// The first reason against the line, kNone where there is none.
Reason reason_against(const Analysis& analysis, Gazetteer gazetteer);
Status status_of(const Analysis& analysis, Reason reason);

}  // namespace cs::address
