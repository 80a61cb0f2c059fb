// replay: the gate walks its stages again over the source, from the first entry on.
//   Shape    the report is the same bytes for any number of threads.
//   Errors   a Fault where the inputs cannot be read at all; everything that differs, or is not there, is a finding.
//   Threads  matching uses up to `threads`.
//   Source   the ledger design, section 8; docs/formats/audit.md.
//   Holds    L10 an audit agrees only where every verdict and every refusal was recomputed and is equal, or names why it could not be.
#pragma once

#include "audit/source.h"
#include "crypto/random.h"

namespace cs::audit {

struct ReplayOptions {
  SourceFiles source;
  Path context;
  std::optional<EntryIndex> from, to;      // entries outside are followed, not recomputed; a request that goes on in them is, from its first entry on
  std::optional<std::uint64_t> sample;     // so many of the requests of the range, drawn by `seed`; the others are followed, and counted as not looked at
  std::uint64_t seed = 0;
  // Only what this program made is judged: the sample is drawn from the requests that it admitted, and acts, heads and maps that were entered under
  // another `software` are read as they stand. Another version may have had other tables and words: an audit with that version judges those.
  std::optional<Digest> made_by = {};
  int threads = 0;                         // 0: as many as there are cores
  Digest auditor{};                        // the program's own digest, for the report
};

Result<Report> replay(const ReplayOptions& options, crypto::Random& random);
// The same over a ledger that is open already; `source` of the options is not looked at.
Result<Report> replay_ledger(ledger::Ledger ledger, const ReplayOptions& options, crypto::Random& random);

}  // namespace cs::audit
