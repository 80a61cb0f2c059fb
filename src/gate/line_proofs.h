// Proofs of one line, on demand: its entry in the log, with what its commitments open to.
//   Shape    one receipt a commitment (docs/formats/receipt.md): `in` and `answer`, for an auditor `basis` too; for a subject `in` only of a line that
//            was verified, for any other may be of somebody else who was looked for near him.
//   Errors   kNotFound no such request or line, or none that is answered; kConflict whoever asks is not entitled to it.
//   Threads  one.
//   Holds    a requester is shown lines that his own certificate brought, a subject those that were evaluated of him; each showing is entered.
#pragma once

#include "gate/accounting.h"

namespace cs::gate {

struct LineAsked {
  std::string request;  // its id
  LineNumber line;
  ledger::AccessBy by = ledger::AccessBy::kAuditor;
  Digest client{};      // of a requester: SPKI digest of his certificate
  std::string subject;  // of a subject: the holder's key of the record
};

struct LineProof {
  std::string tag;      // "in", "answer", "basis"
  std::string receipt;
};
// `cosigned`: a head of this ledger that witnesses have cosigned, or "". Enters the `access` first.
Result<std::vector<LineProof>> prove_line(Gate& gate, const LineAsked& asked, const std::string& cosigned);
// The same for lines of a subject's accounting, whose `access` is entered already.
Result<std::vector<LineProof>> proofs_of_line(Gate& gate, EntryIndex request, LineNumber line, ledger::AccessBy by, const std::string& cosigned);

}  // namespace cs::gate
