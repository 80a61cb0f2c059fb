// Acts about what was released: recalled, disposed of, corrected; and hold and incident.
#include <algorithm>

#include "agreement/follow_up.h"
#include "codec/json.h"
#include "crypto/cms.h"
#include "crypto/digest.h"
#include "gate/acts.h"
#include "gate/canary.h"
#include "gate/making.h"
#include "gate/payloads.h"
#include "ledger/witness.h"

namespace cs::gate {

using agreement::LineSpan;
using codec::Value;
using ledger::OpeningKind;

namespace {

struct Notice {
  std::string format;
  std::vector<LineSpan> lines;
  std::optional<Digest> act;   // the signed act, a document of the ledger; none where an entry of its own has it
  codec::Member last;          // what this kind of notice says besides
};

Value lines_value(const std::vector<LineSpan>& lines) {
  codec::List list;
  for (const LineSpan& span : lines) list.push_back(Value(codec::List{Value(std::int64_t{span.first}), Value(std::int64_t{span.last})}));
  return Value(std::move(list));
}

// What the requester is told: which request, which of its lines, why. Signed by the gate as answers are, so that he can show who told him.
Result<Bytes> signed_notice(const Making& m, const HeldRequest& held, OpeningKind kind, const Notice& notice) {
  const std::string text = codec::write_json(codec::record_of({{"format", Value(notice.format)},
                                                               {"request", Value(held.id)},
                                                               {"close", Value(static_cast<std::int64_t>(held.close->value))},
                                                               {"lines", lines_value(notice.lines)},
                                                               {"ground", Value(m.act.ground)},
                                                               {"act", notice.act ? Value(digest_text(*notice.act)) : Value()},
                                                               notice.last}));
  return m.gate.sign_notice(text, m.now, kind, m.next());
}

struct Told {
  Digest commitment;
  Digest notice;
};

Result<Told> tell(Making& m, const HeldRequest& held, OpeningKind kind, const Notice& notice) {
  CS_TRY(package, signed_notice(m, held, kind, notice));
  ledger::OpeningWriter writer = m.gate.opening_writer();
  CS_TRY(opening, writer.document(kind, m.next(), m.now, m.id(), package));
  m.append.openings.push_back(opening.row);
  return Told{opening.commitment, crypto::sha256(package)};
}

Result<void> recall(Making& m, const HeldRequest& held, std::vector<LineSpan> lines, std::optional<Digest> act, Instant due) {
  CS_TRY(told, tell(m, held, OpeningKind::kRecall,
                    {"countersign-recall/1", std::move(lines), act, {"dispose_until", Value(due.text())}}));
  m.append.entries.push_back(ledger::RecallEntry{*held.close, told.commitment, due, told.notice});
  return {};
}

// The released request that the act names, with lines that it has.
Result<const HeldRequest*> released(const Making& m, const RequestId& request, const std::vector<LineSpan>& lines) {
  const std::string what(agreement::act_rule(m.act.verb).name);
  const HeldRequest* held = m.gate.state().admitted_request(request.text());
  if (held == nullptr || held->agreement != m.id() || held->stage != RequestStage::kReleased)
    return conflict(what + ": no answer to request " + request.text() + " was released");
  if (lines.back().last > held->line_count) return conflict(what + ": the request has " + std::to_string(held->line_count) + " lines");
  return held;
}

}  // namespace

Result<void> recall_released(Making& m) {
  if (m.terms == nullptr) return {};
  const Instant due = m.now + Span::days(m.terms->recall.dispose_days);
  for (const HeldRequest& held : m.gate.state().requests()) {
    if (held.agreement != m.id() || held.stage != RequestStage::kReleased || held.recalled_whole || held.destroyed) continue;
    CS_TRY_VOID(recall(m, held, {{1, held.line_count}}, std::nullopt, due));
  }
  return {};
}

Result<void> make_recall(Making& m) {
  const auto& details = m.act.as<agreement::RecallDetails>();
  CS_TRY(held, released(m, details.request, details.lines));
  if (details.until <= m.now) return conflict("recall: `until` has passed");
  if (m.terms != nullptr && details.until > m.now + Span::days(m.terms->recall.dispose_days))
    return conflict("recall: `until` is later than recall.dispose_days allows");
  return recall(m, *held, details.lines, m.as_document(), details.until);
}

Result<void> make_disposal(Making& m) {
  const auto& details = m.act.as<agreement::DisposeDetails>();
  const HeldRecall* recalled = m.gate.state().recall_at(details.recall);
  const std::string entry = "dispose: entry " + std::to_string(details.recall.value);
  if (recalled == nullptr || recalled->agreement != m.id()) return conflict(entry + " is no recall of this agreement");
  if (recalled->disposed) return conflict(entry + ": its receipt is here already");
  // A hold overrides every deletion: a copy that was disposed of in spite of it is no disposal but an incident.
  if (const HeldHold* hold = m.gate.state().standing_hold(m.id()))
    for (const agreement::CopyDisposed& copy : details.copies)
      if (copy.on.midnight() + Span::days(1) > hold->set)
        return conflict("dispose: since " + hold->set.text() + " a hold stands: no copy is to be disposed of before it is lifted");
  for (const agreement::CopyDisposed& copy : details.copies)
    if (copy.on.midnight() > m.now) return conflict("dispose: a copy that is not yet disposed of");
  m.append.entries.push_back(ledger::DisposalEntry{details.recall, m.as_document()});
  return {};
}

Result<void> make_correction(Making& m) {
  const auto& details = m.act.as<agreement::CorrectDetails>();
  CS_TRY(held, released(m, details.request, details.lines));
  CS_TRY(told, tell(m, *held, OpeningKind::kCorrection,
                    {"countersign-correction/1", details.lines, m.as_document(), {"notice", Value(digest_text(details.notice))}}));
  m.append.entries.push_back(ledger::CorrectionEntry{*held->close, told.commitment, told.notice});
  return {};
}

Result<void> make_hold(Making& m) {
  const auto& details = m.act.as<agreement::HoldDetails>();
  if (details.hold) {
    const HeldHold* hold = m.gate.state().hold_at(*details.hold);
    const std::string entry = "hold: entry " + std::to_string(details.hold->value);
    if (hold == nullptr || hold->agreement != m.id()) return conflict(entry + " is no hold of this agreement");
    if (hold->lifted) return conflict(entry + " is lifted already");
    if (hold->scope != details.scope) return conflict(entry + " has another scope");
  }
  CS_TRY(scope, m.as_opening(OpeningKind::kHold));
  m.append.entries.push_back(ledger::HoldEntry{details.set ? ledger::HoldAct::kSet : ledger::HoldAct::kLifted, scope, m.package_digest()});
  return {};
}

// The key that the act names must be here when its entry is signed: that is the ledger's to ask, and a replay has no key.
Result<void> make_rotate_key(Making& m) {
  const auto& details = m.act.as<agreement::RotateKeyDetails>();
  const auto named = m.gate.state().log_keys().may_name(details.vkeys, m.now);
  if (!named) return conflict("rotate-key: " + named.fault().text);
  const auto mode = static_cast<ledger::WitnessMode>(details.mode);
  const auto policy = tlog::Policy::parse(details.policy);
  if (!policy) return at("rotate-key", policy.fault());
  if (policy->needs_witnesses() != (mode != ledger::WitnessMode::kNone)) return conflict("rotate-key: a mode other than none goes with a policy that asks for witnesses, and the other way round");
  if (details.gone) CS_TRY_VOID(is_head_meant(m, *details.gone));
  m.append.documents.push_back(to_bytes(details.policy));
  m.append.entries.push_back(ledger::KeyEntry{details.vkeys, crypto::sha256(as_bytes(details.policy)), mode, {m.as_document()}});
  return {};
}

Result<void> make_incident(Making& m) {
  const auto& details = m.act.as<agreement::IncidentDetails>();
  if (details.found_at > m.now) return conflict("incident: found_at lies in the future");
  CS_TRY(commitment, m.as_opening(OpeningKind::kIncident));
  m.append.entries.push_back(ledger::IncidentEntry{commitment, details.found_at});
  return {};
}

// The file stays sealed: what was done about a person. That a line was verified, whoever asked for it knows.
Result<void> make_follow_up(Making& m) {
  const auto& details = m.act.as<agreement::FollowupDetails>();
  if (details.file != records_digest(m.records)) return untrusted("followup: the file is not the one that the act names");
  if (details.count != static_cast<std::int64_t>(m.records.size())) return conflict("followup: count is not the number of the file's lines");
  CS_TRY(follow_ups, agreement::read_follow_ups(m.records));
  CS_TRY(held, released(m, details.request, {{1, follow_ups.back().line}}));
  const auto terms = m.gate.state().timeline(m.id())->terms(held->received);
  if (terms) CS_TRY_VOID(agreement::check_follow_ups(follow_ups, terms->due_process, Date::of(m.now)));
  ledger::OpeningReader reader = m.gate.opening_reader();
  for (const agreement::FollowUp& one : follow_ups) {
    CS_TRY(opening, reader.line(OpeningKind::kAnswer, held->request, {one.line}));
    CS_TRY(answer, read_answer(opening.payload));
    if (answer.verdict != Verdict::kVerified) return conflict("followup: line " + std::to_string(one.line) + " of the request was not verified");
  }
  ledger::OpeningWriter writer = m.gate.opening_writer();
  CS_TRY(file, writer.document(OpeningKind::kFollowUp, m.next(), m.now, m.id(), as_bytes(join_records(m.records))));
  m.append.openings.push_back(file.row);
  m.append.entries.push_back(ledger::FollowUpEntry{*held->close, file.commitment, m.as_document()});
  return {};
}

// The list stays sealed: what is on it, only the holder and an auditor can tell.
Result<void> make_canary(Making& m) {
  if (m.act.as<agreement::CanaryDetails>().list != records_digest(m.records)) return untrusted("canary: the list is not the one that the act names");
  CS_TRY(read, Canaries::read(m.records));
  (void)read;
  ledger::OpeningWriter writer = m.gate.opening_writer();
  CS_TRY(list, writer.document(OpeningKind::kCanary, m.next(), m.now, m.id(), as_bytes(join_records(m.records))));
  m.append.openings.push_back(list.row);
  m.append.entries.push_back(ledger::CanaryEntry{list.commitment, m.as_document()});
  return {};
}

}  // namespace cs::gate
