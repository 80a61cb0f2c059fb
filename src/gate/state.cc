#include "gate/state.h"

#include "gate/payloads.h"

namespace cs::gate {

using agreement::Event;
using ledger::OpeningKind;

State::State(const ledger::Ledger& ledger, ledger::PeriodKeys& keys) : ledger_(ledger), openings_(ledger, keys) {}

Result<void> State::fold(EntryIndex index, const Entry& entry) {
  const Instant time = entry.time;
  const auto& what = entry.entry;
  log_keys_.pass(index, time);
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
  if (const auto* e = std::get_if<ledger::CorrectionEntry>(&what)) return fold_correction(index, time, *e);
  if (const auto* e = std::get_if<ledger::HoldEntry>(&what)) return fold_hold(index, time, *e);
  if (const auto* e = std::get_if<ledger::IncidentEntry>(&what)) return fold_incident(index, time, *e);
  if (const auto* e = std::get_if<ledger::FollowUpEntry>(&what)) return fold_follow_up(index, time, *e);
  if (const auto* e = std::get_if<ledger::CanaryEntry>(&what)) return fold_canary(index, time, *e);
  if (const auto* e = std::get_if<ledger::ShredEntry>(&what)) return fold_shred(index, *e);
  if (const auto* e = std::get_if<ledger::ExpungeEntry>(&what)) {
    expunged_ = true;
    return note_act(e->act);
  }
  return fold_heads(index, time, what);
}

Result<void> State::fold_heads(EntryIndex index, Instant time, const ledger::Entry& what) {
  CS_TRY_VOID(log_keys_.note(index, time, what));
  if (const auto* genesis = std::get_if<ledger::GenesisEntry>(&what)) {
    watch_ = {genesis->mode, genesis->policy};
    founded_ = time;
  }
  if (const auto* delivery = std::get_if<ledger::DeliveryEntry>(&what)) deliveries_.push_back({index, delivery->close, time});
  if (const auto* map = std::get_if<ledger::MapEntry>(&what)) return fold_map(index, *map);
  if (const auto* key = std::get_if<ledger::KeyEntry>(&what)) return fold_key(index, time, *key);
  if (const auto* recovery = std::get_if<ledger::RecoveryEntry>(&what); recovery != nullptr && recovery->act) {
    recoveries_.push_back({index, *recovery->act});
    return note_act(*recovery->act);
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

// A key of the log's alone, with the witnesses that are there, hands nothing over.
Result<void> State::fold_key(EntryIndex index, Instant time, const ledger::KeyEntry& entry) {
  CS_TRY(act, act_of_document(entry.acts.front()));
  const auto* details = std::get_if<agreement::RotateKeyDetails>(&act.details);
  if (details == nullptr) return untrusted("ledger: entry " + std::to_string(index.value) + " rests on an act that is no rotate-key");
  if (details->gone) watches_before_.clear();
  else if (watch_.mode != ledger::WitnessMode::kNone && watch_.policy != entry.policy) watches_before_.push_back({index, time, watch_});
  watch_ = {entry.mode, entry.policy};
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

}  // namespace cs::gate
