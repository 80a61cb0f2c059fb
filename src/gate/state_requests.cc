// What the ledger says of requests, from their arrival to their close.
#include "gate/desk.h"
#include "gate/payloads.h"
#include "gate/state.h"
#include "request/manifest.h"

namespace cs::gate {

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

Result<void> State::fold_request(EntryIndex index, Instant time, const ledger::RequestEntry& entry) {
  HeldRequest held;
  held.request = index;
  held.received = time;
  held.client = entry.client;
  CS_TRY(destroyed, fold_destroyed_request(held));
  if (destroyed) {
    request_at_[index.value] = requests_.size();
    requests_.push_back(std::move(held));
    return {};
  }
  CS_TRY(payload, opened(OpeningKind::kRequest, index, entry.request));
  CS_TRY(manifest_opening, openings_.document(OpeningKind::kManifest, index));
  CS_TRY(digests, ledger::read_request_digests(payload));
  held.manifest = digests.manifest;
  held.cms = digests.cms;
  held.lines = digests.lines;
  if (crypto::sha256(manifest_opening.payload) != held.manifest) return untrusted("ledger: a manifest kept is not the one committed to");
  CS_TRY(parsed, request::read_manifest(as_text(manifest_opening.payload)));
  held.id = parsed.request.text();
  held.agreement = parsed.agreement.text();
  request_at_[index.value] = requests_.size();
  requests_.push_back(std::move(held));
  return {};
}

Result<void> State::fold_admission(EntryIndex index, Instant time, const ledger::AdmissionEntry& entry) {
  HeldRequest* held = request_at(entry.request);
  if (held == nullptr || held->stage != RequestStage::kReceived || (!held->lines && !held->destroyed))
    return untrusted("ledger: entry " + std::to_string(index.value) + " admits no request that is open");
  CS_TRY(agreement, agreement_of(entry.agreement));
  if (agreement != held->agreement) return untrusted("ledger: entry " + std::to_string(index.value) + " admits a request of another agreement");
  held->stage = RequestStage::kAdmitted;
  held->admission = index;
  held->admitted = time;
  held->designations = entry.designations;
  held->release_at = entry.release_at;
  held->line_count = entry.lines;
  if (held->destroyed) return {};
  admitted_lines_[*held->lines] = request_at_.find(entry.request.value)->second;
  admitted_by_id_.emplace(held->id, request_at_.find(entry.request.value)->second);
  return {};
}

Result<void> State::fold_close(const ledger::CloseEntry& entry, EntryIndex index, Instant time) {
  HeldRequest* held = request_at(entry.request);
  if (held == nullptr || held->close) return untrusted("ledger: entry " + std::to_string(index.value) + " closes no request that is open");
  Reason refusal = Reason::kNone;
  if (!held->destroyed && !destroyed_by(OpeningKind::kTally, index, time)) {
    CS_TRY(payload, opened(OpeningKind::kTally, index, entry.tally));
    CS_TRY(tally, read_tally(payload));
    refusal = tally.refusal;
    if (entry.outcome == CloseOutcome::kAnswered)
      for (const TallyRow& row : tally.rows) held->verified += row.verdict.verdict == Verdict::kVerified ? row.count : 0;
  }
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

}  // namespace cs::gate
