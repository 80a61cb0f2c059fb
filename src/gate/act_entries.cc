#include "gate/act_entries.h"

#include "crypto/digest.h"
#include "gate/making.h"

namespace cs::gate {

using agreement::Act;
using agreement::Verb;
using ledger::OpeningKind;

std::optional<EntryIndex> Making::agreement_entry() const {
  return act.agreement ? gate.state().agreement_entry(act.agreement->text()) : std::nullopt;
}

Digest Making::as_document() {
  append.documents.push_back(signed_bytes);
  return package_digest();
}

Result<Digest> Making::as_opening(OpeningKind kind) {
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(opening, writer.document(kind, next(), now, id(), signed_bytes));
  append.openings.push_back(opening.row);
  return opening.commitment;
}

namespace {

Result<void> make_agreement_entry(Making& m, ledger::AgreementAct what) {
  if (m.terms == nullptr) return conflict("act: nobody has signed this agreement yet");
  m.append.entries.push_back(ledger::AgreementEntry{{m.id()}, static_cast<std::uint32_t>(m.terms->version), what, m.terms->digest, m.as_document(),
                                                    agreement::effective(m.act, m.now)});
  return {};
}

Result<void> make_designation(Making& m) {
  const auto& details = m.act.as<agreement::DesignateDetails>();
  const auto enter = [&](ledger::DesignationAct what) {
    m.append.entries.push_back(ledger::DesignationEntry{*m.agreement_entry(), {details.office}, what, details.certificate.identity(),
                                                        details.certificate.spki(), agreement::effective(m.act, m.now),
                                                        details.until.value_or(kInstantMax), m.package_digest(), ledger::DesignationEnd::kNone, details.client});
  };
  if (m.judgment.by_holder) enter(ledger::DesignationAct::kByHolder);
  if (m.judgment.by_requester) enter(ledger::DesignationAct::kByRequester);
  m.as_document();
  return {};
}

Result<void> make_designation_end(Making& m) {
  const auto& details = m.act.as<agreement::UndesignateDetails>();
  CS_CHECK(m.judgment.ends.has_value(), "a judged end of a designation says whose");
  const Instant from = agreement::effective(m.act, m.now);
  m.append.entries.push_back(ledger::DesignationEntry{*m.agreement_entry(), {details.office}, ledger::DesignationAct::kEnded, m.judgment.ends->identity,
                                                      m.judgment.ends->spki, from, kInstantMax, m.as_document(),
                                                      static_cast<ledger::DesignationEnd>(details.reason), std::nullopt});
  return {};
}

Result<void> make_officers(Making& m, ledger::OfficerAct what) {
  CS_TRY(commitment, m.as_opening(OpeningKind::kOfficer));
  m.append.entries.push_back(ledger::OfficerEntry{*m.agreement_entry(), what, commitment});
  return {};
}

Result<void> make_stop(Making& m) {
  CS_TRY(ground, m.as_opening(OpeningKind::kGround));
  const auto by = m.judgment.by_holder ? ledger::StopBy::kHolder : ledger::StopBy::kRequester;
  m.append.entries.push_back(ledger::StopEntry{m.agreement_entry(), by, ledger::StopCause::kPerson, ground, m.judgment.stop_designation, m.package_digest()});
  return {};
}

Result<void> make_restraint(Making& m) {
  const auto& details = m.act.as<agreement::RestrainDetails>();
  CS_TRY(document, m.as_opening(OpeningKind::kRestraint));
  const Instant from = details.from > m.now ? details.from : m.now;
  m.append.entries.push_back(ledger::RestraintEntry{ledger::RestraintAct::kEntered, static_cast<ledger::RestraintScope>(details.scope),
                                                    m.agreement_entry(), document, from, details.until, std::nullopt});
  if (details.scope == agreement::RestraintScope::kUse) return recall_released(m);
  return {};
}

Result<void> make_lift(Making& m) {
  const EntryIndex lifted = m.act.as<agreement::LiftDetails>().restraint;
  const auto restraint = m.gate.state().restraint(lifted);
  if (!restraint) return conflict("lift: entry " + std::to_string(lifted.value) + " is no restraint");
  CS_TRY(document, m.as_opening(OpeningKind::kRestraint));
  m.append.entries.push_back(ledger::RestraintEntry{ledger::RestraintAct::kLifted, restraint->scope, restraint->agreement, document, m.now, std::nullopt, lifted});
  return {};
}

Result<void> make_resume(Making& m) {
  const auto& details = m.act.as<agreement::ResumeDetails>();
  ledger::ResumeEntry entry{*m.agreement_entry(), details.ends, {m.as_document()}, {}};
  for (const Bytes& signature : m.signatures) {
    entry.acts.push_back(crypto::sha256(signature));
    m.append.documents.push_back(signature);
  }
  for (const RequestId& request : details.requests) {
    const HeldRequest* held = m.gate.state().admitted_request(request.text());
    if (held == nullptr || held->agreement != m.id() || !may_go_on(*held, m.now))
      return conflict("resume: request " + request.text() + " is not cut");
    entry.requests.push_back(held->request);
  }
  m.append.entries.push_back(std::move(entry));
  return {};
}

Result<void> make_signatory(Making& m) {
  const auto& details = m.act.as<agreement::SignatoryDetails>();
  const auto party = details.party == agreement::Party::kHolder ? ledger::Party::kHolder : ledger::Party::kRequester;
  m.append.documents.push_back(details.certificate.der());
  m.append.entries.push_back(ledger::SignatoryEntry{party, details.pinned ? ledger::SignatoryAct::kPinned : ledger::SignatoryAct::kRemoved,
                                                    details.certificate.identity(), details.certificate.spki(), {m.as_document()}});
  return {};
}

Result<void> make_clear(Making& m) {
  const EntryIndex what = m.act.as<agreement::ClearDetails>().entry;
  m.append.entries.push_back(ledger::ClearEntry{what, m.as_document()});
  return {};
}

Result<void> make_countersign(Making& m) {
  CS_TRY(commitment, m.as_opening(OpeningKind::kCountersign));
  m.append.entries.push_back(ledger::CountersignEntry{*m.agreement_entry(), commitment});
  return {};
}

Result<void> make(Making& m) {
  switch (m.act.verb) {
    case Verb::kSignatory: return make_signatory(m);
    case Verb::kPublish: return make_agreement_entry(m, ledger::AgreementAct::kPublished);
    case Verb::kSafeguard: return make_agreement_entry(m, ledger::AgreementAct::kSafeguard);
    case Verb::kTerminate: return make_agreement_entry(m, ledger::AgreementAct::kTerminated);
    case Verb::kDesignate: return make_designation(m);
    case Verb::kUndesignate: return make_designation_end(m);
    case Verb::kEnroll: return make_officers(m, ledger::OfficerAct::kEnrolled);
    case Verb::kUnenroll: return make_officers(m, ledger::OfficerAct::kRemoved);
    case Verb::kStop: return make_stop(m);
    case Verb::kRestrain: return make_restraint(m);
    case Verb::kLift: return make_lift(m);
    case Verb::kResume: return make_resume(m);
    case Verb::kClear: return make_clear(m);
    case Verb::kCountersign: return make_countersign(m);
    case Verb::kSign: return usage_fault("act sign: an agreement is signed over its own file: `countersign agreement sign`");
    case Verb::kProtect:
    case Verb::kUnprotect: return usage_fault("act protect: its entry is the desk's");
    case Verb::kRecall: return make_recall(m);
    case Verb::kDispose: return make_disposal(m);
    case Verb::kCorrect: return make_correction(m);
    case Verb::kHold: return make_hold(m);
    case Verb::kIncident: return make_incident(m);
    case Verb::kRotateKey: return make_rotate_key(m);
    case Verb::kShred: return make_shred(m);
    case Verb::kExpunge: return make_expunge(m);
    case Verb::kRecover: return make_recover(m);
    case Verb::kCanary: return make_canary(m);
    case Verb::kFollowup: return make_follow_up(m);
  }
  return usage_fault("act: no such verb");
}

}  // namespace

Result<ledger::Append> act_entries(Gate& gate, const Act& act, const agreement::ActJudgment& judgment, const Bytes& signed_bytes,
                                   const std::vector<Bytes>& signatures, const agreement::Terms* terms, Instant now,
                                   const std::vector<std::string>& records) {
  Making making{gate, act, judgment, signed_bytes, signatures, terms, now, records, {}};
  making.append.time = now;
  if (act.agreement && !making.agreement_entry()) return conflict("act: nobody has signed this agreement yet");
  CS_TRY_VOID(make(making));
  return std::move(making.append);
}

}  // namespace cs::gate
