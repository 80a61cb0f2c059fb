#include "gate/line_proofs.h"

#include "codec/json.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "ledger/receipt.h"

namespace cs::gate {
namespace {

using codec::Value;
using ledger::AccessBy;
using ledger::OpeningKind;

Result<const HeldRequest*> answered(Gate& gate, const LineAsked& asked) {
  const HeldRequest* held = gate.state().admitted_request(asked.request);
  if (held == nullptr || !held->close || held->stage != RequestStage::kReleased) return not_found("request " + asked.request + ": none of that id was answered");
  if (asked.line.value == 0 || asked.line.value > held->line_count)
    return not_found("request " + asked.request + ": has lines 1 to " + std::to_string(held->line_count));
  return held;
}

Result<void> entitled(Gate& gate, const HeldRequest& held, const LineAsked& asked) {
  if (weakened("line_of_its_own_people")) return {};
  if (asked.by == AccessBy::kRequester && held.client != asked.client) return conflict("request " + held.id + ": another client's certificate brought it");
  if (asked.by != AccessBy::kSubject) return {};
  CS_TRY(basis, gate.opening_reader().line(OpeningKind::kBasis, held.request, asked.line));
  CS_TRY(subject, basis_subject(basis.payload));
  CS_TRY(answer, gate.opening_reader().line(OpeningKind::kAnswer, held.request, asked.line));
  CS_TRY(verdict, read_answer(answer.payload));
  // A refused line was looked up nowhere: it is nobody's.
  if (verdict.verdict == Verdict::kRefused || subject != subject_of(gate, asked.subject)) return conflict("request " + held.id + ": that line was not evaluated of this subject");
  return {};
}

// A line that was not verified came near the subject and is perhaps of somebody else: whose name and order stand in it is not for him to learn.
Result<bool> may_see_whole(Gate& gate, EntryIndex request, LineNumber line, AccessBy by) {
  if (by != AccessBy::kSubject || weakened("only_verified_lines_are_the_subjects")) return true;
  CS_TRY(answer, gate.opening_reader().line(OpeningKind::kAnswer, request, line));
  CS_TRY(verdict, read_answer(answer.payload));
  return verdict.verdict == Verdict::kVerified;
}

}  // namespace

Result<std::vector<LineProof>> proofs_of_line(Gate& gate, EntryIndex request, LineNumber line, AccessBy by, const std::string& cosigned) {
  const HeldRequest* held = gate.state().request_at(request);
  CS_CHECK(held != nullptr && held->close, "a line is proven of a request that is closed");
  CS_TRY(entry, gate.ledger().entry(*held->close));
  const EntryIndex first = *std::get<ledger::CloseEntry>(entry.entry).first_line;
  std::vector<LineProof> proofs;
  CS_TRY(whole, may_see_whole(gate, request, line, by));
  for (const OpeningKind kind : {OpeningKind::kIn, OpeningKind::kAnswer, OpeningKind::kBasis}) {
    if (kind == OpeningKind::kBasis && by != AccessBy::kAuditor) continue;
    if (kind == OpeningKind::kIn && !whole) continue;
    auto opening = gate.opening_reader().line(kind, request, line);
    if (!opening && opening.fault().kind == FaultKind::kNotFound) continue;  // destroyed, as the ledger says
    if (!opening) return opening.fault();
    CS_TRY(receipt, ledger::make_receipt(gate.ledger(), {first.value + line.value - 1}, {opening->r, std::move(opening->payload)}, cosigned));
    proofs.push_back({std::string(ledger::opening_kind_word(kind)), std::move(receipt)});
  }
  if (proofs.empty()) return not_found("request " + held->id + ": the openings of line " + std::to_string(line.value) + " are destroyed");
  return proofs;
}

Result<std::vector<LineProof>> prove_line(Gate& gate, const LineAsked& asked, const std::string& cosigned) {
  CS_TRY(held, answered(gate, asked));
  CS_TRY_VOID(entitled(gate, *held, asked));
  CS_TRY_VOID(enter_access(gate, asked.by,
                           codec::record_of({{"format", Value(std::string("countersign-access/1"))},
                                             {"to", Value(std::string(ledger::word(asked.by)))},
                                             {"request", Value(asked.request)},
                                             {"line", Value(std::int64_t{asked.line.value})}})));
  return proofs_of_line(gate, gate.state().admitted_request(asked.request)->request, asked.line, asked.by, cosigned);
}

}  // namespace cs::gate
