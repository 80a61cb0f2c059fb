// The gate's own sampling self-check: some of the requests that it answered, recomputed from its own store.
//   Shape    a second gate walks the home's ledger as an auditor's would, over the home's own keys, mirrors and generations; nothing is exported.
//   Errors   a Fault where the ledger cannot be read at all; everything that differs, or is not there, is a finding and stops the agreement.
//   Threads  matching uses up to `threads`.
//   Source   the rules of the gate, code SVC-SELFCHECK.
//   Holds    L14 a gate whose own answers do not follow from its own records admits and releases nothing until two people have cleared it.
#pragma once

#include "audit/finding.h"
#include "gate/gate.h"

namespace cs::audit {

struct SelfCheckOptions {
  std::uint64_t sample = 20;  // so many requests, drawn by `seed` from those that the software of the newest `software` entry admitted; acts and maps
                              // are judged where it made them too: another version may have had other tables and words, which is for an audit with
                              // that version to judge
  std::uint64_t seed = 0;
  int threads = 0;            // 0: as many as there are cores
  Digest program{};           // the running program's own digest, for the report
};
struct SelfChecked {
  Report report;
  // Whether anything was recomputed: an entry, and of the home's requests, where it has any, one at least. Else the check says nothing.
  bool looked() const;
  std::uint64_t requests_looked_at() const;
  std::vector<EntryIndex> stops;  // entered, one an agreement whose requests differ and that was not stopped for it already
};
Result<SelfChecked> self_check(gate::Gate& gate, const SelfCheckOptions& options);

}  // namespace cs::audit
