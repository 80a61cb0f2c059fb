// Witnesses that others replace: those who follow count once a quorum of those before has seen the `key` entry that names them. Else an older copy of
// the home would find nobody who knows more: those whom it names never heard that the newest has moved on, and those whom it might name know nothing.
#include <algorithm>

#include "gate/gate.h"
#include "gate/making.h"
#include "gate/weaken.h"

namespace cs::gate {
namespace {

// For so long of the ledger's time they are shown every head, as long as the log's key before signs: an older copy of since then contradicts them, too.
constexpr Span kBeforeAreShown = ledger::kKeysOverlap;

std::string named_at(EntryIndex key) {
  return "SVC-WITNESS: the witnesses that entry " + std::to_string(key.value) + " names count once a quorum of those before has cosigned a head that holds it";
}

std::string why_not_seen(EntryIndex key, const ledger::PushReport& report) {
  std::string text = named_at(key);
  for (const ledger::WitnessResult& one : report.witnesses)
    if (one.outcome != ledger::WitnessOutcome::kCosigned) text += "; " + one.name + " " + std::string(witness_outcome_word(one.outcome)) + (one.why.empty() ? "" : ": " + one.why);
  return text + ". The gate has not started. Where they are gone for good, both parties say so: rotate-key with previous gone";
}

}  // namespace

Result<void> is_head_meant(Making& m, const agreement::HeadMeant& head) {
  ledger::Ledger& log = m.gate.ledger();
  const std::uint64_t next = m.gate.next().value;
  if (head.size > next || log.root_at(head.size) != head.root)
    return conflict("rotate-key: both parties mean a head of " + std::to_string(head.size) + " entries that this home does not have; `countersign ledger verify` says which it has");
  for (std::uint64_t index = head.size; index < next; ++index) {
    CS_TRY(entry, log.entry({index}));
    if (!only_shuts(entry.entry) || std::holds_alternative<ledger::KeyEntry>(entry.entry))
      return conflict("rotate-key: both parties mean the head of " + std::to_string(head.size) + " entries, and entry " + std::to_string(index) + " was made since; sign the newest head");
  }
  return {};
}

Result<const tlog::Policy*> Gate::policy_of(const Digest& digest) {
  if (const auto found = policies_.find(digest); found != policies_.end()) return static_cast<const tlog::Policy*>(&found->second);
  CS_TRY(text, ledger_.document(digest));
  auto policy = tlog::Policy::parse(as_text(text));
  if (!policy) return at("the ledger's witness policy", policy.fault());
  return static_cast<const tlog::Policy*>(&policies_.emplace(digest, std::move(*policy)).first->second);
}

// What proves it is kept, and judged at every start like any cosigned head; where it is not there or does not hold they are asked again.
Result<bool> Gate::change_was_seen(const WatchBefore& before) {
  if (weakened("witnesses_before_see_the_change") || handed_over_.contains(before.until.value)) return true;
  CS_TRY(policy, policy_of(before.was.policy));
  const auto kept = ledger::read_cosigned(ledger_, paths_.ledger(), *policy, now(), ledger::handover_file(before.until));
  if (!kept && kept.fault().kind == FaultKind::kIo) return kept.fault();
  if (!kept || !*kept || (*kept)->opened.checkpoint.size <= before.until.value) return false;
  handed_over_.insert(before.until.value);
  return true;
}

Result<std::optional<EntryIndex>> Gate::unseen_change() {
  for (const WatchBefore& before : state_->watches_before()) {
    CS_TRY(seen, change_was_seen(before));
    if (!seen) return std::optional(before.until);
  }
  return std::optional<EntryIndex>();
}

// Each change in its turn: who was named by one that nobody has seen cannot vouch for the next. A quorum is enough: one that claims more and
// shows nothing signed may be why they were replaced.
Result<bool> Gate::hand_over() {
  for (const WatchBefore& before : state_->watches_before()) {
    CS_TRY(seen, change_was_seen(before));
    if (seen) continue;
    not_started_ = named_at(before.until);
    if (!witnesses_) return false;
    CS_TRY(policy, policy_of(before.was.policy));
    const auto report = ledger::push_to_witnesses(ledger_, paths_.ledger(), *policy, witnesses_, clock_, ledger::handover_file(before.until));
    if (!report) return shut_by(report.fault());
    not_started_ = why_not_seen(before.until, *report);
    if (!report->quorum) return false;
    handed_over_.insert(before.until.value);
  }
  return true;
}

// Silence is borne: they were replaced for a reason. So are claims; a head that our key has signed and that is not here is not.
Result<void> Gate::show_those_before() {
  if (!witnesses_ || weakened("witnesses_before_see_the_change")) return {};
  CS_TRY(settings, watch_settings());
  std::vector<tlog::PolicyWitness> shown = settings->policy ? settings->policy->witnesses() : std::vector<tlog::PolicyWitness>();
  const std::size_t of_today = shown.size();
  for (const WatchBefore& before : state_->watches_before()) {
    if (now() - before.replaced >= kBeforeAreShown) continue;
    CS_TRY(policy, policy_of(before.was.policy));
    for (const tlog::PolicyWitness& witness : policy->witnesses())
      if (std::ranges::none_of(shown, [&](const tlog::PolicyWitness& one) { return one.key.text() == witness.key.text() && one.url == witness.url; })) shown.push_back(witness);
  }
  shown.erase(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(of_today));
  const auto told = ledger::show_to(ledger_, paths_.ledger(), shown, witnesses_, clock_);
  if (!told) return shut_by(told.fault());
  shown_before_ = ledger_.size();
  return {};
}

// Other witnesses were named just now: the gate has not started with them.
void Gate::wait_for_those_before(const ledger::Durable& entered) {
  const std::vector<WatchBefore>& before = state_->watches_before();
  if (before.empty() || !entered.holds(before.back().until) || weakened("witnesses_before_see_the_change")) return;
  started_ = false;
  not_started_ = named_at(before.back().until);
}

}  // namespace cs::gate
