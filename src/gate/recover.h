// A ledger that does not start: guard or witness know a head that it does not have, or the guard is gone. Both parties may let it go on from the
// head that is there, on record; and what was asked in the part that is lost, they can show, so that it is spent for all the same.
//   Shape    GateParts.recovers opens such a home. heads_to_sign() is what the act `recover` must name; recover() judges and enters it, then the guard
//            is anchored anew, its epoch one more. Until then certificates and lists may be imported (import_trust) and nothing else is entered.
//   Errors   kConflict: the heads are other ones, or there is nothing to recover; kUntrusted: the wrong people signed; kIo.
//   Threads  one.
//   Source   docs/formats/guard.md, docs/formats/act.md; the design of the ledger, section 6.
#pragma once

#include "gate/acts.h"
#include "gate/package.h"

namespace cs::gate {

std::optional<ledger::Awry> heads_to_sign(Gate& gate);
// One entry; none where the entry was there already and only the guard had not been told.
Result<std::vector<EntryIndex>> recover(Gate& gate, const ActPackage& package);

// A request of the part that is lost, shown by whoever has it: admitted by today's ledger without a look at times that have passed, and withdrawn at
// once. Its units are spent as of now; it is answered to nobody. Only in a home that was recovered.
struct Shown {
  EntryIndex request;
  std::uint32_t lines = 0;
  std::uint32_t spent = 0;  // units
};
Result<Shown> show_spent(Gate& gate, Package package);

}  // namespace cs::gate
