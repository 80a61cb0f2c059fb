// The entries of a request with their openings, built and not yet entered; for the stages' own files only.
#pragma once

#include "gate/gate.h"
#include "gate/held.h"
#include "gate/whole_tests.h"
#include "request/lines.h"

namespace cs::gate {

// The `request` entry with its openings, into out.intake: a request that is refused by its manifest enters it together with its `close`.
Result<void> prepare_intake(Gate& gate, const Parsed::Held& parsed, const std::optional<Digest>& lines, Admitted::Held& out);

// The `admission` entry, what it opens to, and the evidence by which its signatures were judged.
Result<ledger::Append> admission_append(Gate& gate, const WholeJudgment& judged, const std::vector<EntryIndex>& heads, const request::LinesFile& file,
                                        Instant now, Admitted::Held& out);

// What is being recorded, as it grows.
struct Recording {
  Recording(const Admitted::Held& recorded, Instant at) : request(recorded), now(at) {}
  const Admitted::Held& request;
  Instant now;
  CloseOutcome outcome = CloseOutcome::kAnswered;
  Reason refusal = Reason::kNone;
  std::vector<LineVerdict> verdicts;
  std::vector<const match::Outcome*> bases;     // by line; nullptr where nothing was matched
  std::vector<bool> basis_kept;                 // by line: it is destroyed, and its basis stands as it was kept
  std::vector<EntryIndex> heads;
  ledger::Append append{};
  std::optional<EntryIndex> desk;
  std::vector<std::string> desk_events;
  Bytes document;
};

// The desk's entry, the lines', `close` and `delivery`, into recording.append; gives the index of `close`.
Result<EntryIndex> build_record(Gate& gate, Recording& recording);

}  // namespace cs::gate
