// Texts that stand for "no address".
//   Shape    is_placeholder reads the line's words; `true_house`: a house number stands before a street, so that a street really named
//            NO NAME passes.
//   Threads  immutable after the first call.
//   Source   data/address/placeholders.csv: phrases in more than ten languages, with data/SOURCES.md.
#pragma once

#include "address/reader.h"

namespace cs::address {

bool is_placeholder(const Analysis& analysis);

}  // namespace cs::address
