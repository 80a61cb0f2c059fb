// What is wrong with a home that somebody starts after a power cut, in words; empty: nothing.
//   Shape    it starts, unless nobody had it yet; it holds every head that was told; it has the key that its budget is counted by. The request is
//            answered when it comes again, by the same bytes where its answer had been told, and what it spent stays spent. At last `ledger verify`
//            with all openings, and every checkpoint that was told.
#pragma once

#include "tests/power/disk.h"
#include "tests/power/played.h"

namespace cs::power {

std::string wrong_in(const Path& home, const PlayedOnce& story, const std::vector<Told>& told);

}  // namespace cs::power
