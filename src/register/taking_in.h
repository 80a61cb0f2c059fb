// The first pass of a build: the holder's CSV read, parsed and coded, rows handed to the sorter that joins them by key.
//   Shape    every row read ends in `rows` or, rejected, in the report; in any order, as all that follows sorts.
//   Errors   as the CSV's; kLimit: more texts than a dictionary may hold.
//   Threads  up to BuildOptions::threads read in turn, parse side by side and code in turn.
//   Holds    G3 rows.read counts every row, rows.rejected those that the report rejects.
#pragma once

#include "register/build.h"
#include "register/byte_sorter.h"
#include "register/known_parts.h"

namespace cs::registry {

struct TakenIn {
  TakenIn(const Path& directory, std::size_t memory_bytes) : rows(directory, memory_bytes) {}
  SharedTokens shared;
  ByteSorter rows;      // what Tokens::code gives
};

Result<void> take_in(const BuildOptions& options, TakenIn& out, RowCounts& counts, BuildReport& report);

}  // namespace cs::registry
