// What the ledger says of agreements, officials, stops and restraints.
#include "gate/state.h"

namespace cs::gate {

using agreement::Event;
using agreement::Timeline;
using ledger::OpeningKind;

Result<void> State::fold_agreement(EntryIndex index, Instant time, const ledger::AgreementEntry& entry) {
  const std::string& id = entry.id.text;
  if (!timelines_.contains(id)) {
    CS_TRY(parsed, AgreementId::parse(id));
    Timeline& made = timelines_.emplace(id, Timeline(parsed)).first->second;
    for (const Event& event : common_events_) made.add(event);
  }
  agreement_by_entry_[index.value] = id;
  agreement_entries_.insert_or_assign(id, index);
  switch (entry.what) {
    case ledger::AgreementAct::kSignedByHolder:
    case ledger::AgreementAct::kSignedByRequester: {
      CS_TRY(read, terms(entry.terms));
      const auto party = entry.what == ledger::AgreementAct::kSignedByHolder ? agreement::Party::kHolder : agreement::Party::kRequester;
      add_event(id, {index, time, agreement::Signed{party, read}});
      return {};
    }
    case ledger::AgreementAct::kPublished: add_event(id, {index, time, agreement::Published{}}); return note_act(entry.act);
    case ledger::AgreementAct::kSafeguard: {
      CS_TRY(act, act_of_document(entry.act));
      const auto& details = act.as<agreement::SafeguardDetails>();
      add_event(id, {index, time, agreement::SafeguardReported{details.valid_to, details.findings}});
      return {};
    }
    case ledger::AgreementAct::kTerminated: add_event(id, {index, time, agreement::Terminated{entry.effective}}); return note_act(entry.act);
  }
  return {};
}

Result<void> State::fold_designation(EntryIndex index, Instant time, const ledger::DesignationEntry& entry) {
  CS_TRY(id, agreement_of(entry.agreement));
  const agreement::Pinned person{entry.certificate, entry.spki};
  if (entry.what == ledger::DesignationAct::kEnded) {
    add_event(id, {index, time, agreement::DesignationEnded{entry.office.text, person, entry.from, static_cast<agreement::EndReason>(entry.reason)}});
    return note_act(entry.act);
  }
  CS_TRY(act, act_of_document(entry.act));
  keep_certificate(act.as<agreement::DesignateDetails>().certificate);
  const auto by = entry.what == ledger::DesignationAct::kByHolder ? agreement::Party::kHolder : agreement::Party::kRequester;
  const auto until = entry.until == kInstantMax ? std::nullopt : std::optional<Instant>(entry.until);
  add_event(id, {index, time, agreement::Designated{by, entry.office.text, person, entry.from, until, entry.client}});
  return {};
}

void State::keep_certificate(const crypto::Certificate& certificate) {
  for (const crypto::Certificate& known : certificates_)
    if (known.fingerprint() == certificate.fingerprint()) return;
  certificates_.push_back(certificate);
}

Result<void> State::fold_signatory(EntryIndex index, Instant time, const ledger::SignatoryEntry& entry) {
  const auto party = entry.party == ledger::Party::kHolder ? agreement::Party::kHolder : agreement::Party::kRequester;
  add_event(std::nullopt, {index, time, agreement::SignatoryChanged{party, {entry.certificate, entry.spki}, entry.what == ledger::SignatoryAct::kPinned}});
  return {};
}

Result<void> State::fold_stop(EntryIndex index, Instant time, const ledger::StopEntry& entry) {
  CS_TRY(id, agreement_or_all(entry.agreement));
  if (entry.cause == ledger::StopCause::kPerson && !destroyed_by(OpeningKind::kGround, index, time)) {
    CS_TRY(ground, opened(OpeningKind::kGround, index, entry.ground));
    if (as_text(ground) != kFromSession) CS_TRY_VOID(read_entered_act(ground).ok() ? Result<void>() : Result<void>(malformed("ledger: a stop's ground is no act")));
  }
  add_event(id, {index, time, agreement::Stopped{static_cast<agreement::StopBy>(entry.by), static_cast<agreement::StopCause>(entry.cause)}});
  cut_open_requests(id, index, time, Reason::kAgrSuspended);
  return {};
}

Result<void> State::fold_resume(EntryIndex index, Instant time, const ledger::ResumeEntry& entry) {
  CS_TRY(id, agreement_of(entry.agreement));
  add_event(id, {index, time, agreement::Resumed{entry.ends}});
  const Timeline& line = timelines_.find(id)->second;
  for (const EntryIndex request : entry.requests) {
    HeldRequest* held = request_at(request);
    if (held == nullptr || !may_go_on(*held, time)) continue;
    held->stage = RequestStage::kAdmitted;
    held->cut_at.reset();
    held->cut_by.reset();
    if (const auto now_in_force = line.terms(time); now_in_force && held->release_at <= time)
      held->release_at = agreement::next_tick(now_in_force->release, time);
  }
  return note_act(entry.acts.front());
}

Result<void> State::fold_restraint(EntryIndex index, Instant time, const ledger::RestraintEntry& entry) {
  CS_TRY(id, agreement_or_all(entry.agreement));
  restraints_[index.value] = entry;
  const bool destroyed = destroyed_by(OpeningKind::kRestraint, index, time).has_value();
  if (entry.what == ledger::RestraintAct::kLifted) {
    if (!entry.lifted) return untrusted("ledger: a lifted restraint that names none");
    if (destroyed) {
      add_event(id, {index, time, agreement::Lifted{*entry.lifted}});
      return {};
    }
    CS_TRY(lift, act_of_opening(OpeningKind::kRestraint, index, entry.document));
    add_event(id, {index, time, agreement::Lifted{lift.as<agreement::LiftDetails>().restraint}});
    return {};
  }
  if (destroyed && id) restraints_forgotten_.emplace(*id, *destroyed_by(OpeningKind::kRestraint, index, time));
  if (destroyed) {  // of a court or the holder, of which class: not known any more
    const auto scope = static_cast<agreement::RestraintScope>(entry.scope);
    add_event(id, {index, time, agreement::Restrained{scope, false, entry.from, entry.until, {}, {}}});
    if (scope != agreement::RestraintScope::kClass && entry.from <= time) cut_open_requests(id, index, time, Reason::kRstHolder);
    return {};
  }
  CS_TRY(act, act_of_opening(OpeningKind::kRestraint, index, entry.document));
  const auto& details = act.as<agreement::RestrainDetails>();
  add_event(id, {index, time, agreement::Restrained{details.scope, !details.court.empty(), entry.from, entry.until, details.field, details.values}});
  if (details.scope != agreement::RestraintScope::kClass && entry.from <= time)
    cut_open_requests(id, index, time, details.court.empty() ? Reason::kRstHolder : Reason::kRstCourt);
  return {};
}

Result<void> State::fold_officer(EntryIndex index, Instant time, const ledger::OfficerEntry& entry) {
  CS_TRY(id, agreement_of(entry.agreement));
  if (destroyed_by(OpeningKind::kOfficer, index, time)) return {};
  CS_TRY(act, act_of_opening(OpeningKind::kOfficer, index, entry.officer));
  add_event(id, {index, time, agreement::OfficersChanged{entry.what == ledger::OfficerAct::kEnrolled, act.as<agreement::OfficersDetails>().officers}});
  return {};
}

Result<void> State::fold_countersign(EntryIndex index, Instant time, const ledger::CountersignEntry& entry) {
  CS_TRY(id, agreement_of(entry.agreement));
  if (destroyed_by(OpeningKind::kCountersign, index, time)) return {};
  CS_TRY(act, act_of_opening(OpeningKind::kCountersign, index, entry.countersign));
  add_event(id, {index, time, agreement::Countersigned{act.as<agreement::CountersignDetails>().manifest}});
  return {};
}

}  // namespace cs::gate
