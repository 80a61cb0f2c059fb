// What a replay has in the place of a commit.
//   Shape    compare() is told what the gate has built to stand at `first` and on, and says how many of the ledger's entries that is.
//   Errors   a Fault where other entries stand there: the stage ends with it, and nothing is folded.
//   Threads  one.
#pragma once

#include "base/verdict.h"
#include "ledger/ledger.h"

namespace cs::gate {

class Replayed {
 public:
  virtual ~Replayed() = default;
  virtual Result<std::uint64_t> compare(EntryIndex first, const ledger::Append& built) = 0;
  // SVC-CLOCK, SVC-LEDGER or SVC-WITNESS where the ledger says that this is why the request at hand was refused: what the gate's clock showed
  // then, what room its disk had and what its witnesses said, only it knew. kNone otherwise.
  virtual Reason told() const = 0;
  // What is told came before the lines were read.
  virtual bool told_at_intake() const = 0;
};

}  // namespace cs::gate
