// From the judged candidates of one line to its outcome.
//   Threads  pure.
//   Source   the project's matching design, section 7.
//   Holds    M1 verified only without gray, with no more soft differences in each judgment than the model allows, without a rival, beyond
//            chance and above the floor.
#pragma once

#include <optional>
#include <vector>

#include "match/judge.h"

namespace cs::match {

struct Decided {
  Outcome outcome;                     // without keyed digests and masks
  std::optional<std::size_t> best;     // index into the candidates that decided
};

// Sorts the candidates; vetoed ones drop out.
Decided decide(const Model& model, std::vector<Judged>& candidates);

// A different key, without veto, that does as well as `best` on every field the line carries, or as well but for one slip in a name: ANDETSON JR
// may be ANDERSON's son, and a line that says ANDERSON may mean him.
bool is_rival(const Judged& other, const Judged& best);

}  // namespace cs::match
