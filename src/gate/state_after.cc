// What the ledger says of answers after they left: recalled, disposed of, corrected; and holds and incidents.
#include <algorithm>

#include "agreement/follow_up.h"
#include "base/limits.h"
#include "codec/json.h"
#include "gate/payloads.h"
#include "gate/state.h"

namespace cs::gate {

using ledger::OpeningKind;

// A notice that the gate signed: its act, where it names one, counts as entered.
Result<codec::Value> State::read_notice(OpeningKind kind, EntryIndex entry, const Digest& commitment) {
  CS_TRY(payload, opened(kind, entry, commitment));
  CS_TRY(package, read_signed_package(payload));
  CS_TRY(notice, codec::read_json(as_text(package.document), limits::kAgreementBytesMax));
  CS_TRY(act, codec::need(notice, "act", "notice"));
  if (act->is_null()) return notice;
  CS_TRY(text, codec::need_text(notice, "act", "notice"));
  CS_TRY(digest, parse_digest(text));
  CS_TRY_VOID(note_act(digest));
  return notice;
}

Result<HeldRequest*> State::closed_at(EntryIndex close) {
  const auto found = closed_at_.find(close.value);
  if (found == closed_at_.end()) return untrusted("ledger: entry " + std::to_string(close.value) + " closes no request");
  return &requests_[found->second];
}

const HeldRequest* State::closed_by(EntryIndex close) const {
  const auto found = closed_at_.find(close.value);
  return found == closed_at_.end() ? nullptr : &requests_[found->second];
}

// One a quarter, from that of the founding on: a map that is left out, or a second one, is no map.
Result<void> State::fold_map(EntryIndex index, const ledger::MapEntry& entry) {
  const std::uint32_t next = maps_.empty() ? ledger::quarter_of(founded_) : maps_.back().map.quarter + 1;
  if (entry.quarter != next) return untrusted("ledger: entry " + std::to_string(index.value) + " is the map of another quarter than the next");
  maps_.push_back({index, entry});
  return {};
}

Result<void> State::fold_recall(EntryIndex index, Instant time, const ledger::RecallEntry& entry) {
  CS_TRY(held, closed_at(entry.close));
  if (destroyed_by(OpeningKind::kRecall, index, time)) {  // which lines it named is not known any more: all
    held->recalled = held->recalled_whole = true;
    recalls_[index.value] = {held->agreement, time, entry.due, false};
    return {};
  }
  CS_TRY(notice, read_notice(OpeningKind::kRecall, index, entry.recall));
  const codec::Value* lines = notice.find("lines");
  const codec::List* spans = lines != nullptr ? lines->list() : nullptr;
  if (spans == nullptr || spans->empty()) return untrusted("ledger: entry " + std::to_string(index.value) + ": its notice names no lines");
  const codec::List* only = spans->front().list();
  const bool whole = spans->size() == 1 && only != nullptr && only->size() == 2 && (*only)[0].number() != nullptr && *(*only)[0].number() == 1 &&
                     (*only)[1].number() != nullptr && *(*only)[1].number() == std::int64_t{held->line_count};
  held->recalled = true;
  held->recalled_whole = held->recalled_whole || whole;
  recalls_[index.value] = {held->agreement, time, entry.due, false};
  return {};
}

Result<void> State::fold_disposal(const ledger::DisposalEntry& entry) {
  const auto recall = recalls_.find(entry.recall.value);
  if (recall == recalls_.end()) return untrusted("ledger: entry " + std::to_string(entry.recall.value) + " is no recall");
  recall->second.disposed = true;
  return note_act(entry.receipt);
}

Result<void> State::fold_correction(EntryIndex index, Instant time, const ledger::CorrectionEntry& entry) {
  if (destroyed_by(OpeningKind::kCorrection, index, time)) return {};
  CS_TRY(notice, read_notice(OpeningKind::kCorrection, index, entry.correction));
  (void)notice;
  return {};
}

Result<void> State::fold_hold(EntryIndex index, Instant time, const ledger::HoldEntry& entry) {
  if (destroyed_by(OpeningKind::kHold, index, time)) return fold_destroyed_hold(index, time, entry);
  CS_TRY(act, act_of_opening(OpeningKind::kHold, index, entry.hold));
  const auto& details = act.as<agreement::HoldDetails>();
  if (!details.hold) {
    holds_[index.value] = {act.agreement ? act.agreement->text() : std::string(), details.scope, time, std::nullopt};
    return {};
  }
  const auto hold = holds_.find(details.hold->value);
  if (hold == holds_.end()) return untrusted("ledger: entry " + std::to_string(index.value) + " lifts no hold");
  hold->second.lifted = time;
  return {};
}

Result<void> State::fold_follow_up(EntryIndex index, Instant time, const ledger::FollowUpEntry& entry) {
  CS_TRY(held, closed_at(entry.close));
  if (destroyed_by(OpeningKind::kFollowUp, index, time)) return note_act(entry.cms);
  CS_TRY(payload, opened(OpeningKind::kFollowUp, index, entry.follow_up));
  CS_TRY(follow_ups, agreement::read_follow_ups(split_records(as_text(payload))));
  for (const agreement::FollowUp& one : follow_ups) held->followed_up.insert(one.line);
  return note_act(entry.cms);
}

FollowUpsOwed State::follow_ups_owed(std::string_view agreement, std::int64_t verify_days, Instant since, Instant t) const {
  constexpr Span kWindow = Span::days(365);  // the rules of the gate, section 10
  FollowUpsOwed out;
  for (const HeldRequest& held : requests_) {
    if (held.agreement != agreement || held.stage != RequestStage::kReleased || held.recalled_whole || held.closed > t || t - held.closed >= kWindow) continue;
    out.verified += held.verified;
    const Instant due = held.closed + Span::days(verify_days);
    const std::uint64_t missing = held.verified - held.followed_up.size();
    if (t <= due || missing == 0) continue;
    out.overdue += missing;
    out.newly = out.newly || due >= since;
  }
  return out;
}

// A later list of the same agreement takes the place of the one before.
Result<void> State::fold_canary(EntryIndex index, Instant time, const ledger::CanaryEntry& entry) {
  if (destroyed_by(OpeningKind::kCanary, index, time)) return note_act(entry.act);
  CS_TRY(payload, opened(OpeningKind::kCanary, index, entry.canary));
  CS_TRY(act, act_of_document(entry.act));
  if (!act.agreement || act.verb != agreement::Verb::kCanary) return untrusted("ledger: entry " + std::to_string(index.value) + ": its act is none of canaries");
  canaries_.insert_or_assign(act.agreement->text(), Canaries::of(split_records(as_text(payload))));
  return {};
}

const Canaries* State::canaries(std::string_view agreement) const {
  const auto found = canaries_.find(agreement);
  return found == canaries_.end() ? nullptr : &found->second;
}

Result<void> State::fold_incident(EntryIndex index, Instant time, const ledger::IncidentEntry& entry) {
  if (destroyed_by(OpeningKind::kIncident, index, time)) return {};
  CS_TRY(act, act_of_opening(OpeningKind::kIncident, index, entry.incident));
  (void)act;
  return {};
}

const HeldRecall* State::recall_at(EntryIndex entry) const {
  const auto found = recalls_.find(entry.value);
  return found == recalls_.end() ? nullptr : &found->second;
}

const HeldHold* State::standing_hold(std::string_view agreement) const {
  for (const auto& [entry, hold] : holds_)
    if (hold.agreement == agreement && !hold.lifted) return &hold;
  return nullptr;
}

std::vector<EntryIndex> State::disposals_overdue(std::string_view agreement, std::int64_t dispose_days, Instant t) const {
  std::vector<EntryIndex> overdue;
  if (standing_hold(agreement) != nullptr) return overdue;
  for (const auto& [entry, recall] : recalls_) {
    if (recall.agreement != agreement || recall.disposed) continue;
    Instant due = recall.due;
    for (const auto& [set, hold] : holds_)
      if (hold.agreement == agreement && hold.lifted && *hold.lifted > recall.at && hold.set < due) due = std::max(due, *hold.lifted + Span::days(dispose_days));
    if (t > due) overdue.push_back({entry});
  }
  return overdue;
}

const HeldHold* State::hold_at(EntryIndex entry) const {
  const auto found = holds_.find(entry.value);
  return found == holds_.end() ? nullptr : &found->second;
}

}  // namespace cs::gate
