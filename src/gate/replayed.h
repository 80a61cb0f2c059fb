// What a replay has in the place of a commit.
//   Shape    compare() is told what the gate has built to stand at `first` and on, and says how many of the ledger's entries that is.
//   Errors   a Fault where other entries stand there: the stage ends with it, and nothing is folded.
//   Threads  one.
#pragma once

#include "base/verdict.h"
#include "ledger/ledger.h"
#include "ledger/opening.h"

namespace cs::gate {

// A request of which lines are destroyed: those are not judged again, and what their kept openings say of them stands.
struct GoneLines {
  std::vector<bool> gone;      // by index of the line
  std::vector<Digest> in;      // by index: the commitment that the line's entry holds; of a line that is gone
  Digest document{};           // of the unsigned response, which has a digest of each line's bytes
};

class Replayed {
 public:
  virtual ~Replayed() = default;
  virtual Result<std::uint64_t> compare(EntryIndex first, const ledger::Append& built) = 0;
  // SVC-CLOCK, SVC-LEDGER or SVC-WITNESS where the ledger says that this is why the request at hand was refused: what the gate's clock showed
  // then, what room its disk had and what its witnesses said, only it knew. kNone otherwise.
  virtual Reason told() const = 0;
  // What is told came before the lines were read.
  virtual bool told_at_intake() const = 0;
  // nullptr: every line of the request at hand is there.
  virtual const GoneLines* gone() const = 0;
  // The opening kept is not to what the gate has built; of a document with line 0.
  virtual void unlike(ledger::OpeningKind kind, EntryIndex entry, LineNumber line) = 0;
};

}  // namespace cs::gate
