// answer: what leaves, read back from the store that holds it durably.
#include "gate/gate.h"
#include "gate/stage_clock.h"
#include "gate/gone_lines.h"
#include "gate/held.h"
#include "gate/line_tests.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "ledger/receipt.h"

namespace cs::gate {

using ledger::OpeningKind;

namespace {

// Mode strict: what is durable here leaves when the witnesses, too, have seen that it is.
Result<void> may_leave(Gate& gate, EntryIndex close) {
  CS_TRY(seen, gate.watched(Gate::Watched::kEntry, close));
  if (seen || weakened("release_waits_for_witnesses")) return {};
  return conflict("entry " + std::to_string(close.value) + " is recorded; its answer leaves when a quorum of witnesses has seen it (SVC-WITNESS): run again");
}

}  // namespace

Result<Answer> answer(Gate& gate, const Recorded& recorded) {
  const StageClock clock("answer");
  CS_CHECK(recorded.durable().holds(recorded.close()), "L1 an answer leaves only after its entry is durable");
  CS_TRY_VOID(may_leave(gate, recorded.close()));
  CS_TRY(receipt, gate.receipt(recorded.close()));
  auto sealed = gate.ledger().answer(recorded.request());
  if (!sealed && sealed.fault().kind == FaultKind::kNotFound) return Answer({}, std::move(receipt), recorded.request(), recorded.close());  // a stranger's
  if (!sealed) return sealed.fault();
  return Answer(std::move(sealed->sealed), std::move(receipt), recorded.request(), recorded.close());
}

Result<std::optional<std::string>> intake_receipt(Gate& gate, EntryIndex request) {
  const auto opening = gate.opening_reader().document(OpeningKind::kRequest, request);
  if (!opening && opening.fault().kind == FaultKind::kNotFound) return std::optional<std::string>();
  if (!opening) return opening.fault();
  CS_TRY(receipt, gate.receipt(request, {opening->r, std::nullopt}));
  return std::optional<std::string>(std::move(receipt));
}

Result<Answer> deliver_again(Gate& gate, EntryIndex request, const Digest& client) {
  const HeldRequest* held = gate.state().request_at(request);
  const bool its_own = held != nullptr && (held->client == client || weakened("request_of_its_client"));
  if (!its_own || !held->close) return not_found("no answer for this client");
  const std::string& request_id = held->id;
  if (held->recalled) return conflict("request " + request_id + ": its answer is recalled and not delivered again");
  if (held->stage == RequestStage::kReleased) {
    const agreement::Timeline* timeline = gate.state().timeline(held->agreement);
    const auto terms = timeline->terms(held->received);
    if (terms && gate.now() - held->closed > Span::days(terms->release.fetch_days))
      return not_found("request " + request_id + ": its answer was kept for " + std::to_string(terms->release.fetch_days) + " days; only its digest is left");
    const Reason reason = timeline->refusal_of_state(gate.now());
    if (reason == Reason::kAgrSuspended || reason == Reason::kRstCourt || reason == Reason::kRstHolder)
      return conflict("request " + request_id + ": its answer is withheld, " + std::string(reason_code(reason)));
  }
  CS_TRY_VOID(may_leave(gate, *held->close));
  CS_TRY(sealed, gate.ledger().answer(held->request));
  CS_TRY(receipt, gate.receipt(*held->close));
  return Answer(std::move(sealed.sealed), std::move(receipt), held->request, *held->close);
}

namespace {

Result<void> take_up_identity(Gate& gate, const HeldRequest& held, Admitted::Held& out) {
  CS_TRY(opening, gate.opening_reader().document(OpeningKind::kManifest, held.request));
  CS_TRY(parse, request::read_manifest(as_text(opening.payload)));
  CS_CHECK(parse.manifest.has_value(), "an admitted request has a whole manifest");
  out.id = held.id;
  out.agreement = held.agreement;
  out.purpose = parse.manifest->purpose;
  out.asked = {parse.manifest->agreement_version, parse.manifest->agreement_digest};
  out.client = held.client;
  out.received = held.received;
  out.request = held.request;
  out.line_count = held.line_count;
  out.lines_root = parse.manifest->lines.root;
  out.admission = held.admission;
  out.release_at = held.release_at;
  out.terms = gate.state().timeline(held.agreement)->terms(held.received);
  return {};
}

Result<void> take_up_context(Gate& gate, const HeldRequest& held, Admitted::Held& out) {
  CS_TRY(admission, gate.ledger().entry(*held.admission));
  const auto& entry = std::get<ledger::AdmissionEntry>(admission.entry);
  CS_TRY(generation, gate.ledger().entry(entry.generation));
  const auto& pinned = std::get<ledger::RegisterEntry>(generation.entry);
  out.generation = pinned.manifest;
  if (pinned.as_of.ms != 0) out.generation_as_of = pinned.as_of;
  for (const EntryIndex index : entry.designations) {
    CS_TRY(designation, gate.ledger().entry(index));
    const auto& who = std::get<ledger::DesignationEntry>(designation.entry);
    out.signers.push_back({who.certificate, who.spki});
  }
  return {};
}

Result<void> take_up_lines(Gate& gate, const HeldRequest& held, Admitted::Held& out) {
  ledger::OpeningReader reader = gate.opening_reader();
  CS_TRY_VOID(reader.for_each_line(OpeningKind::kAdm, held.request, held.line_count, [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
    CS_TRY(line, decode_admission(payload));
    out.admissions.push_back(std::move(line));
    return {};
  }));
  CS_TRY(judge, LineJudge::make(gate, *out.terms, *gate.state().timeline(held.agreement), out.purpose, held.received));
  const auto destroyed = [&](LineNumber number) -> Result<void> {
    if (!is_gone(gate, number.value - 1)) return not_found("request " + out.id + ": line " + std::to_string(number.value) + " is not there");
    out.line_digests.emplace_back();
    out.in_commitments.push_back(gate.gone_lines()->in[number.value - 1]);
    out.facts.emplace_back();
    return {};
  };
  const auto there = [&](LineNumber number, const Digest& r, ByteView bytes) -> Result<void> {
    const std::uint32_t index = number.value - 1;
    LineJudgment line = judge.reread(as_text(bytes), number.value);
    out.line_digests.push_back(crypto::sha256(bytes));
    out.in_commitments.push_back(crypto::commit("in", r, bytes));
    if (out.admissions[index].spend == Spend::kUnit) {
      if (!line.address || line.names.empty())
        return conflict("request " + out.id + ": line " + std::to_string(number.value) + " no longer reads as it did when it was admitted; run the software named there");
      out.queries.push_back({std::move(line.names), std::move(*line.address)});
      out.query_lines.push_back(index);
    }
    out.facts.push_back(std::move(line.facts));
    return {};
  };
  return reader.for_each_line(OpeningKind::kIn, held.request, held.line_count, there, destroyed);
}

}  // namespace

Result<Admitted> take_up(Gate& gate, EntryIndex request) {
  const HeldRequest* held = gate.state().request_at(request);
  if (held == nullptr || !held->admission) return not_found("request at entry " + std::to_string(request.value) + ": not admitted");
  if (held->close) return conflict("request " + held->id + ": closed already");
  auto out = std::make_shared<Admitted::Held>();
  CS_TRY_VOID(take_up_identity(gate, *held, *out));
  CS_TRY_VOID(take_up_context(gate, *held, *out));
  CS_TRY_VOID(take_up_lines(gate, *held, *out));
  return Admitted(std::move(out));
}

}  // namespace cs::gate
