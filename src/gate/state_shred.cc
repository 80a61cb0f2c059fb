// What the ledger says is destroyed, and what the state is without it: a start folds the same as the gate that ran on.
#include <algorithm>

#include "gate/state.h"

namespace cs::gate {

using ledger::OpeningClass;
using ledger::OpeningKind;

namespace {

constexpr auto kOutcome = static_cast<std::uint8_t>(OpeningClass::kOutcome);

}  // namespace

// A shred stands behind the entries that it is about: the log knows all of its own before the first is folded.
void State::learn_shreds() const {
  const auto& shreds = ledger_.shreds();
  for (; shreds_learned_ < shreds.size(); ++shreds_learned_) {
    const ledger::Shredded& shred = shreds[shreds_learned_];
    const auto entry = ledger_.entry(shred.what.agreement);
    const auto* agreement = entry ? std::get_if<ledger::AgreementEntry>(&entry->entry) : nullptr;
    if (agreement != nullptr && shred.what.opening_class == OpeningClass::kOutcome) outcomes_destroyed_[agreement->id.text].try_emplace(shred.what.quarter, shred.entry);
  }
}

std::optional<EntryIndex> State::outcome_destroyed(std::string_view agreement, std::uint32_t quarter) const {
  learn_shreds();
  const auto quarters = outcomes_destroyed_.find(agreement);
  if (quarters == outcomes_destroyed_.end()) return std::nullopt;
  const auto found = quarters->second.find(quarter);
  return found == quarters->second.end() ? std::nullopt : std::optional(found->second);
}

std::optional<EntryIndex> State::destroyed_by(OpeningKind kind, EntryIndex entry, Instant time) const {
  if (ledger_.shreds().empty()) return std::nullopt;
  const auto row = ledger_.opening_row(entry, OpeningClass::kOutcome, static_cast<std::uint8_t>(kind), 0);
  if (!row || row->opening_class != kOutcome || row->quarter != ledger::quarter_of(time)) return std::nullopt;
  return outcome_destroyed(row->agreement, row->quarter);
}

std::optional<EntryIndex> State::destroyed_before(std::string_view agreement, Instant t) const {
  learn_shreds();
  const auto quarters = outcomes_destroyed_.find(agreement);
  if (quarters == outcomes_destroyed_.end() || quarters->second.begin()->first > ledger::quarter_of(t)) return std::nullopt;
  return quarters->second.begin()->second;
}

std::optional<Instant> State::acts_forgotten_until(std::string_view agreement) const {
  std::optional<Instant> until;
  for (const ledger::Period& period : shredded_)
    if (period.agreement == agreement && period.opening_class == OpeningClass::kOutcome) until = std::max(until.value_or(Instant{0}), ledger::quarter_begin(period.quarter + 1));
  return until;
}

std::optional<EntryIndex> State::restraint_forgotten(std::string_view agreement) const {
  const auto found = restraints_forgotten_.find(agreement);
  return found == restraints_forgotten_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<EntryIndex> State::map_destroyed_by(std::uint32_t quarter) const {
  std::vector<EntryIndex> by;
  for (const Delivered& delivered : deliveries_) {
    if (ledger::quarter_of(delivered.at) != quarter) continue;
    const HeldRequest* held = closed_by(delivered.close);
    if (held != nullptr && held->stage == RequestStage::kReleased && held->destroyed) by.push_back(*held->destroyed);
  }
  std::sort(by.begin(), by.end());
  by.erase(std::unique(by.begin(), by.end()), by.end());
  return by;
}

// A request whose manifest is destroyed with the rest: the row says of which agreement it is, and its admission says it too.
Result<bool> State::fold_destroyed_request(HeldRequest& held) const {
  if (ledger_.shreds().empty()) return false;
  const auto by = destroyed_by(OpeningKind::kRequest, held.request, held.received);
  if (!by) return false;
  CS_TRY(row, ledger_.opening_row(held.request, OpeningClass::kOutcome, static_cast<std::uint8_t>(OpeningKind::kRequest), 0));
  held.agreement = row.agreement;
  held.destroyed = by;
  return true;
}

void State::forget_outcome(HeldRequest& held, EntryIndex by) {
  held.destroyed = by;
  admitted_by_id_.erase(held.id);
  if (held.lines) admitted_lines_.erase(*held.lines);
  held.id.clear();
  held.manifest = held.cms = {};
  held.lines.reset();
  held.refusal = held.cut_reason = Reason::kNone;
  held.verified = 0;
  held.followed_up.clear();
}

Result<void> State::fold_shred(EntryIndex index, const ledger::ShredEntry& entry) {
  CS_TRY(agreement, agreement_of(entry.agreement));
  shredded_.push_back({agreement, entry.opening_class, entry.quarter});
  if (entry.opening_class == OpeningClass::kOutcome) {
    expunged_ = true;  // the seeds of maps went with it
    for (HeldRequest& held : requests_)
      if (held.agreement == agreement && ledger::quarter_of(held.received) == entry.quarter && !held.destroyed) forget_outcome(held, index);
  }
  return note_act(entry.act);
}

// Which hold it set or lifted is not known any more. None stood when they were destroyed, and each that was lifted had been set before: so the
// oldest that stands is lifted, and whether one stands is told rightly at every time.
Result<void> State::fold_destroyed_hold(EntryIndex index, Instant time, const ledger::HoldEntry& entry) {
  CS_TRY(row, ledger_.opening_row(index, OpeningClass::kOutcome, static_cast<std::uint8_t>(OpeningKind::kHold), 0));
  if (entry.what == ledger::HoldAct::kSet) {
    holds_[index.value] = {row.agreement, {}, time, std::nullopt};
    return {};
  }
  for (auto& [set, hold] : holds_)
    if (hold.agreement == row.agreement && !hold.lifted) {
      hold.lifted = time;
      return {};
    }
  return untrusted("ledger: entry " + std::to_string(index.value) + " lifts no hold");
}

}  // namespace cs::gate
