#include "gate/state.h"

#include <algorithm>

#include "codec/canonical.h"
#include "gate/desk.h"
#include "gate/payloads.h"
#include "gate/weaken.h"
#include "request/manifest.h"

namespace cs::gate {

using agreement::Event;
using agreement::Timeline;
using ledger::OpeningKind;

std::string_view stage_text(RequestStage stage) {
  switch (stage) {
    case RequestStage::kReceived: return "received";
    case RequestStage::kAdmitted: return "admitted";
    case RequestStage::kCut: return "cut";
    case RequestStage::kRefused: return "refused";
    case RequestStage::kReleased: return "released";
    case RequestStage::kWithdrawn: return "withdrawn";
  }
  return "received";
}

State::State(const ledger::Ledger& ledger, ledger::PeriodKeys& keys) : ledger_(ledger), openings_(ledger, keys) {}

Result<void> State::fold(EntryIndex index, const Entry& entry) {
  const Instant time = entry.time;
  const auto& what = entry.entry;
  if (std::holds_alternative<ledger::LineEntry>(what)) return {};  // by far the most, and their close says all that is needed
  if (const auto* e = std::get_if<ledger::AgreementEntry>(&what)) return fold_agreement(index, time, *e);
  if (const auto* e = std::get_if<ledger::DesignationEntry>(&what)) return fold_designation(index, time, *e);
  if (const auto* e = std::get_if<ledger::SignatoryEntry>(&what)) return fold_signatory(index, time, *e);
  if (const auto* e = std::get_if<ledger::StopEntry>(&what)) return fold_stop(index, time, *e);
  if (const auto* e = std::get_if<ledger::ResumeEntry>(&what)) return fold_resume(index, time, *e);
  if (const auto* e = std::get_if<ledger::RestraintEntry>(&what)) return fold_restraint(index, time, *e);
  if (const auto* e = std::get_if<ledger::OfficerEntry>(&what)) return fold_officer(index, time, *e);
  if (const auto* e = std::get_if<ledger::CountersignEntry>(&what)) return fold_countersign(index, time, *e);
  if (const auto* e = std::get_if<ledger::RequestEntry>(&what)) return fold_request(index, time, *e);
  if (const auto* e = std::get_if<ledger::AdmissionEntry>(&what)) return fold_admission(index, time, *e);
  if (const auto* e = std::get_if<ledger::CloseEntry>(&what)) return fold_close(*e, index, time);
  if (const auto* e = std::get_if<ledger::DeskEntry>(&what)) return fold_desk(index, *e, time);
  if (const auto* e = std::get_if<ledger::RecallEntry>(&what)) return fold_recall(index, time, *e);
  if (const auto* e = std::get_if<ledger::DisposalEntry>(&what)) return fold_disposal(*e);
  if (const auto* e = std::get_if<ledger::CorrectionEntry>(&what)) return fold_correction(index, *e);
  if (const auto* e = std::get_if<ledger::HoldEntry>(&what)) return fold_hold(index, time, *e);
  if (const auto* e = std::get_if<ledger::IncidentEntry>(&what)) return fold_incident(index, *e);
  if (const auto* e = std::get_if<ledger::ShredEntry>(&what)) return fold_shred(*e);
  if (const auto* e = std::get_if<ledger::ExpungeEntry>(&what)) return note_act(e->act);
  return fold_heads(index, time, what);
}

Result<void> State::fold_heads(EntryIndex index, Instant time, const ledger::Entry& what) {
  if (const auto* genesis = std::get_if<ledger::GenesisEntry>(&what)) {
    watch_ = {genesis->mode, genesis->policy};
    founded_ = time;
  }
  if (const auto* delivery = std::get_if<ledger::DeliveryEntry>(&what)) deliveries_.push_back({index, delivery->close, time});
  if (const auto* map = std::get_if<ledger::MapEntry>(&what)) return fold_map(index, *map);
  if (const auto* key = std::get_if<ledger::KeyEntry>(&what)) {
    watch_ = {key->mode, key->policy};
    return note_act(key->acts.front());
  }
  if (const auto* software = std::get_if<ledger::SoftwareEntry>(&what)) software_ = SoftwareHead{index, *software};
  if (const auto* trust = std::get_if<ledger::TrustEntry>(&what)) trust_ = TrustHead{index, trust->anchors, trust->crls, trust->next_update};
  if (const auto* generation = std::get_if<ledger::RegisterEntry>(&what)) {
    // A generation without a date holds the first instant of 1970: older than any limit.
    const auto as_of = generation->as_of.ms == 0 ? std::nullopt : std::optional<Instant>(generation->as_of);
    register_ = RegisterHead{index, generation->manifest, as_of};
    ++register_count_;
  }
  if (const auto* orders = std::get_if<ledger::OrdersEntry>(&what)) {
    const auto before = orders_.find(orders->origin);
    const bool quarantined = before != orders_.end() && before->second.quarantined;
    orders_.insert_or_assign(orders->origin, OrdersHead{index, orders->origin, orders->size, orders->root, orders->note, orders->cosigned_at, quarantined});
    orders_by_entry_[index.value] = orders->origin;
    orders_moments_[orders->origin].push_back({time, orders->cosigned_at, quarantined});
  }
  if (const auto* quarantine = std::get_if<ledger::QuarantineEntry>(&what)) {
    const auto origin = orders_by_entry_.find(quarantine->orders.value);
    if (origin == orders_by_entry_.end()) return untrusted("ledger: a quarantine names no orders entry");
    set_quarantined(origin->second, true, time);
    quarantines_[index.value] = origin->second;
  }
  if (const auto* clear = std::get_if<ledger::ClearEntry>(&what)) {
    if (const auto origin = quarantines_.find(clear->what.value); origin != quarantines_.end())
      set_quarantined(origin->second, false, time);
    add_event(std::nullopt, {index, time, agreement::Cleared{clear->what}});
    return note_act(clear->act);
  }
  return {};
}

void State::set_quarantined(const std::string& origin, bool quarantined, Instant time) {
  OrdersHead& head = orders_.find(origin)->second;
  head.quarantined = quarantined;
  orders_moments_[origin].push_back({time, head.cosigned_at, quarantined});
}

// ---- what entries point to ----------------------------------------------------------------------------------------------------------

Result<Bytes> State::opened(OpeningKind kind, EntryIndex entry, const Digest& commitment) {
  CS_TRY(opening, openings_.document(kind, entry));
  if (crypto::commit(ledger::opening_kind_word(kind), opening.r, opening.payload) != commitment)
    return untrusted("ledger: entry " + std::to_string(entry.value) + ": its opening is not what it committed to");
  return std::move(opening.payload);
}

Result<agreement::Act> State::act_of_opening(OpeningKind kind, EntryIndex entry, const Digest& commitment) {
  CS_TRY(payload, opened(kind, entry, commitment));
  return read_entered_act(payload);
}

Result<agreement::Act> State::act_of_document(const Digest& digest) {
  CS_TRY(bytes, ledger_.document(digest));
  return read_entered_act(bytes);
}

Result<agreement::Act> State::read_entered_act(ByteView package_bytes) {
  CS_TRY(package, read_signed_package(package_bytes));
  CS_TRY(act, agreement::read_act(as_text(package.document)));
  act_ids_.insert(act.id);  // an act counts once
  return act;
}

// An act whose entry says everything: it is read for its id.
Result<void> State::note_act(const Digest& package) {
  CS_TRY(act, act_of_document(package));
  (void)act;
  return {};
}

Result<std::string> State::agreement_of(EntryIndex entry) const {
  const auto found = agreement_by_entry_.find(entry.value);
  if (found == agreement_by_entry_.end()) return untrusted("ledger: entry " + std::to_string(entry.value) + " is no agreement");
  return found->second;
}

Result<std::optional<std::string>> State::agreement_or_all(const std::optional<EntryIndex>& entry) const {
  if (!entry) return std::optional<std::string>();
  CS_TRY(id, agreement_of(*entry));
  return std::optional<std::string>(id);
}

Result<std::shared_ptr<const agreement::Terms>> State::terms(const Digest& digest) {
  if (const auto found = terms_.find(digest); found != terms_.end()) return found->second;
  CS_TRY(bytes, ledger_.document(digest));
  CS_TRY(read, agreement::read_terms(as_text(bytes)));
  auto shared = std::make_shared<const agreement::Terms>(std::move(read));
  terms_[digest] = shared;
  return std::shared_ptr<const agreement::Terms>(shared);
}

void State::add_event(const std::optional<std::string>& id, const Event& event) {
  if (!id) common_events_.push_back(event);
  for (auto& [name, timeline] : timelines_)
    if (!id || name == *id) timeline.add(event);
}

// ---- agreement, officials, stops ----------------------------------------------------------------------------------------------------

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
  if (entry.cause == ledger::StopCause::kPerson) {
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
  if (entry.what == ledger::RestraintAct::kLifted) {
    if (!entry.lifted) return untrusted("ledger: a lifted restraint that names none");
    CS_TRY(lift, act_of_opening(OpeningKind::kRestraint, index, entry.document));
    add_event(id, {index, time, agreement::Lifted{lift.as<agreement::LiftDetails>().restraint}});
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
  CS_TRY(act, act_of_opening(OpeningKind::kOfficer, index, entry.officer));
  add_event(id, {index, time, agreement::OfficersChanged{entry.what == ledger::OfficerAct::kEnrolled, act.as<agreement::OfficersDetails>().officers}});
  return {};
}

Result<void> State::fold_countersign(EntryIndex index, Instant time, const ledger::CountersignEntry& entry) {
  CS_TRY(id, agreement_of(entry.agreement));
  CS_TRY(act, act_of_opening(OpeningKind::kCountersign, index, entry.countersign));
  add_event(id, {index, time, agreement::Countersigned{act.as<agreement::CountersignDetails>().manifest}});
  return {};
}

// ---- requests -----------------------------------------------------------------------------------------------------------------------

Result<void> State::fold_request(EntryIndex index, Instant time, const ledger::RequestEntry& entry) {
  CS_TRY(payload, opened(OpeningKind::kRequest, index, entry.request));
  CS_TRY(manifest_opening, openings_.document(OpeningKind::kManifest, index));
  HeldRequest held;
  held.request = index;
  held.received = time;
  held.client = entry.client;
  codec::CborReader reader(payload);
  CS_TRY(keys, reader.map(3));
  if (keys != 3) return untrusted("ledger: a request's opening has not three keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(manifest, reader.digest());
  CS_TRY_VOID(reader.key(2));
  CS_TRY(cms, reader.digest());
  CS_TRY_VOID(reader.key(3));
  if (!reader.at_null()) {
    CS_TRY(lines, reader.digest());
    held.lines = lines;
  }
  held.manifest = manifest;
  held.cms = cms;
  if (crypto::sha256(manifest_opening.payload) != manifest) return untrusted("ledger: a manifest kept is not the one committed to");
  CS_TRY(parsed, request::read_manifest(as_text(manifest_opening.payload)));
  held.id = parsed.request.text();
  held.agreement = parsed.agreement.text();
  request_at_[index.value] = requests_.size();
  requests_.push_back(std::move(held));
  return {};
}

Result<void> State::fold_admission(EntryIndex index, Instant time, const ledger::AdmissionEntry& entry) {
  HeldRequest* held = request_at(entry.request);
  if (held == nullptr || held->stage != RequestStage::kReceived || !held->lines)
    return untrusted("ledger: entry " + std::to_string(index.value) + " admits no request that is open");
  held->stage = RequestStage::kAdmitted;
  held->admission = index;
  held->admitted = time;
  held->designations = entry.designations;
  held->release_at = entry.release_at;
  held->line_count = entry.lines;
  admitted_lines_[*held->lines] = request_at_.find(entry.request.value)->second;
  admitted_by_id_.emplace(held->id, request_at_.find(entry.request.value)->second);
  return {};
}

Result<void> State::fold_close(const ledger::CloseEntry& entry, EntryIndex index, Instant time) {
  HeldRequest* held = request_at(entry.request);
  if (held == nullptr || held->close) return untrusted("ledger: entry " + std::to_string(index.value) + " closes no request that is open");
  CS_TRY(payload, opened(OpeningKind::kTally, index, entry.tally));
  CS_TRY(refusal, tally_refusal(payload));
  held->close = index;
  held->closed = time;
  closed_at_[index.value] = request_at_.at(entry.request.value);
  held->refusal = refusal;
  switch (entry.outcome) {
    case CloseOutcome::kAnswered: held->stage = RequestStage::kReleased; break;
    case CloseOutcome::kRefused: held->stage = RequestStage::kRefused; break;
    case CloseOutcome::kWithdrawn: held->stage = RequestStage::kWithdrawn; break;
    case CloseOutcome::kCut: held->stage = RequestStage::kCut; held->cut_reason = refusal; break;
  }
  return {};
}

Result<void> State::fold_desk(EntryIndex index, const ledger::DeskEntry& entry, Instant time) {
  CS_TRY(payload, opened(OpeningKind::kDesk, index, entry.desk));
  CS_TRY(events, read_desk_events(payload));
  desk_ = index;
  desk_since_ = time;
  for (const std::string& text : events) {
    CS_TRY(event, read_desk_event(text));
    act_ids_.insert(event.id);
  }
  desk_events_.insert(desk_events_.end(), events.begin(), events.end());
  return {};
}

void State::cut_open_requests(const std::optional<std::string>& id, EntryIndex by, Instant at, Reason reason) {
  for (HeldRequest& held : requests_) {
    if (held.stage != RequestStage::kAdmitted || (id && held.agreement != *id)) continue;
    held.stage = RequestStage::kCut;
    held.cut_at = at;
    held.cut_by = by;
    held.cut_reason = reason;
  }
}

bool may_go_on(const HeldRequest& held, Instant t) {
  if (held.close || !held.admission) return false;
  return held.stage == RequestStage::kCut || (held.stage == RequestStage::kAdmitted && held.release_at <= t);
}

// ---- questions ----------------------------------------------------------------------------------------------------------------------

Timeline* State::timeline(std::string_view id) {
  const auto found = timelines_.find(id);
  return found == timelines_.end() ? nullptr : &found->second;
}

std::optional<EntryIndex> State::agreement_entry(std::string_view id) const {
  const auto found = agreement_entries_.find(id);
  return found == agreement_entries_.end() ? std::nullopt : std::optional<EntryIndex>(found->second);
}

HeldRequest* State::request_at(EntryIndex request) {
  const auto found = request_at_.find(request.value);
  return found == request_at_.end() ? nullptr : &requests_[found->second];
}

const HeldRequest* State::admitted_request(std::string_view id) const {
  const auto found = admitted_by_id_.find(id);
  return found == admitted_by_id_.end() ? nullptr : &requests_[found->second];
}

bool State::admitted_before(std::string_view id, const Digest& lines) const {
  return admitted_lines_.contains(lines) || admitted_by_id_.contains(id);
}

const HeldRequest* State::same_as(const Digest& manifest, const Digest& cms, const Digest& client) const {
  const bool any_client = weakened("request_of_its_client");
  for (auto held = requests_.rbegin(); held != requests_.rend(); ++held)
    if (held->manifest == manifest && held->cms == cms && (held->client == client || any_client) && held->lines &&
        held->stage != RequestStage::kRefused)
      return &*held;
  return nullptr;
}

std::int64_t State::lines_admitted(std::string_view id, std::optional<Date> on) const {
  std::int64_t lines = 0;
  for (const HeldRequest& held : requests_)
    if (held.admission && held.agreement == id && (!on || Date::of(held.admitted) == *on)) lines += held.line_count;
  return lines;
}

const OrdersHead* State::orders_head(std::string_view origin) const {
  const auto found = orders_.find(origin);
  return found == orders_.end() ? nullptr : &found->second;
}

bool State::orders_stale(std::string_view origin, Span head_age_max, Instant t) const {
  const auto found = orders_moments_.find(origin);
  if (found == orders_moments_.end()) return true;
  const std::vector<OrdersMoment>& moments = found->second;
  const auto later = std::upper_bound(moments.begin(), moments.end(), t, [](Instant at, const OrdersMoment& moment) { return at < moment.at; });
  if (later == moments.begin()) return true;
  const OrdersMoment& known = *std::prev(later);
  return known.quarantined || (t - known.cosigned_at > head_age_max && !weakened("fresh_orders"));
}

std::optional<ledger::RestraintEntry> State::restraint(EntryIndex entry) const {
  const auto found = restraints_.find(entry.value);
  return found == restraints_.end() ? std::nullopt : std::optional<ledger::RestraintEntry>(found->second);
}

}  // namespace cs::gate
