// The gate and its witnesses: they are asked before anything is entered, before anything is admitted or released, and before an answer leaves.
#include <algorithm>

#include "gate/gate.h"
#include "gate/making.h"
#include "gate/weaken.h"
#include "ledger/receipt.h"

namespace cs::gate {
namespace {

// Two sources of time: our clock, and the cosignatures that were made just now. Beyond the first they are not believed (SVC-CLOCK, an entry like
// any refusal); beyond the second nothing is entered at all, because an entry dated far ahead would keep the right time out of the log.
constexpr Span kClocksApart = Span::seconds(5);
constexpr Span kClocksFarApart = Span::seconds(60);

std::string why_not_started(const ledger::PushReport& report) {
  std::string text = "SVC-WITNESS: ";
  text += report.quorum ? "a witness claims to have seen more, or something else" : "no quorum of the ledger's witnesses has answered";
  for (const ledger::WitnessResult& one : report.witnesses)
    if (one.outcome != ledger::WitnessOutcome::kCosigned) text += "; " + one.name + " " + std::string(witness_outcome_word(one.outcome)) + (one.why.empty() ? "" : ": " + one.why);
  return text + ". The gate has not started: it proves what is there, and enters only a stop, a restraint, an official's end, other witnesses, or certificates and lists";
}

std::string why_clocks(Span apart) {
  return "SVC-CLOCK: our clock and those of the witnesses are " + std::to_string(apart.ms / 1000) + " s apart. The gate has not started: set the clock right";
}

}  // namespace

// What only ever shuts and is a person's own act: the ledger must hold it when the witnesses come back. Other witnesses are named by a signed
// act, else those that are gone for good would shut a home for ever; and without fresh lists no signature under any of these would hold.
bool only_shuts(const ledger::Entry& entry) {
  if (const auto* stop = std::get_if<ledger::StopEntry>(&entry)) return stop->cause == ledger::StopCause::kPerson;
  if (const auto* restraint = std::get_if<ledger::RestraintEntry>(&entry)) return restraint->what == ledger::RestraintAct::kEntered;
  if (const auto* designation = std::get_if<ledger::DesignationEntry>(&entry)) return designation->what == ledger::DesignationAct::kEnded;
  return std::holds_alternative<ledger::KeyEntry>(entry) || std::holds_alternative<ledger::TrustEntry>(entry);
}

bool Gate::waits_for_no_witness(const ledger::Append& append) { return std::ranges::all_of(append.entries, only_shuts); }

Result<const ledger::WitnessSettings*> Gate::watch_settings() {
  const WatchHead& head = state_->watch();
  if (!watch_settings_ || watch_settings_->first != head.policy || watch_settings_->second.mode != head.mode) {
    ledger::WitnessSettings settings{head.mode, std::nullopt};
    if (head.mode != ledger::WitnessMode::kNone) {
      CS_TRY(text, ledger_.document(head.policy));
      auto policy = tlog::Policy::parse(as_text(text));
      if (!policy) return at("the ledger's witness policy", policy.fault());
      settings.policy = std::move(*policy);
    }
    watch_settings_ = {head.policy, std::move(settings)};
  }
  return static_cast<const ledger::WitnessSettings*>(&watch_settings_->second);
}

// Every witness once, with the head that is there. Who was told a head that this ledger does not hold says so here: kUntrusted.
Result<ledger::PushReport> Gate::ask_witnesses() {
  CS_TRY(settings, watch_settings());
  if (!witnesses_) return ledger::PushReport{ledger_.size(), {}, false, {}, false};
  auto report = ledger::push_to_witnesses(ledger_, paths_.ledger(), *settings->policy, witnesses_, clock_);
  if (!report) return shut_by(report.fault());
  CS_TRY_VOID(show_those_before());
  if (report->quorum) {
    quorum_at_ = now();
    clocks_apart_ = witnesses_tell_time_ && report->apart && *report->apart > kClocksApart;
    if (clocks_apart_ && *report->apart > kClocksFarApart) {
      started_ = false;
      not_started_ = why_clocks(*report->apart);
    }
  }
  return report;
}

// A witness proves that this is not the newest ledger: nothing is signed any more.
Fault Gate::shut_by(const Fault& fault) {
  if (fault.kind != FaultKind::kUntrusted) return fault;
  contradicted_ = true;
  started_ = false;
  not_started_ = fault.text;
  return fault;
}

// An older copy of the whole home has its older guard, too: only somebody else can tell, and is asked before anything is signed.
Result<void> Gate::finish_start() {
  const auto outcome = start_if_they_say_so();
  if (outcome || outcome.fault().kind != FaultKind::kUntrusted || !contradicted_) return outcome;
  return untrusted(outcome.fault().text + "; the gate does not start. `countersign ledger recover` says what both parties would have to sign");
}

Result<void> Gate::start_if_they_say_so() {
  if (weakened("start_asks_witnesses")) return start();
  CS_TRY(handed_over, hand_over());
  if (!handed_over) return {};
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) {
    CS_TRY_VOID(show_those_before());
    return start();
  }
  CS_TRY(report, ask_witnesses());
  const bool far_apart = clocks_apart_ && report.apart && *report.apart > kClocksFarApart;
  if (report.quorum && !report.doubted && !far_apart) return start();
  if (!far_apart) not_started_ = why_not_started(report);
  return {};
}

Result<void> Gate::start() {
  started_ = true;
  CS_TRY_VOID(finish_deletions(*this));
  return enter_software();
}

Result<bool> Gate::watched(Watched what, EntryIndex close) {
  if (replaying_) return replaying_->with.told() != Reason::kSvcWitness;
  if (!started_) return false;
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) return true;
  const auto seen = [&]() -> Result<bool> {
    CS_TRY(standing, ledger::witness_standing(ledger_, paths_.ledger(), *settings, now()));
    if (what == Watched::kEntry) return close.value < standing.cosigned_size;
    return !standing.blocks(now()) && quorum_at_ && now() - *quorum_at_ <= ledger::kWitnessPatience;
  };
  CS_TRY(enough, seen());
  if (enough) return true;
  CS_TRY(report, ask_witnesses());
  if (what == Watched::kEntry && settings->mode == ledger::WitnessMode::kLagging) return true;  // nobody contradicted it
  return report.quorum ? seen() : Result<bool>(false);
}

Result<void> Gate::show_witnesses() {
  if (replaying_ || looks_only_) return {};
  if (!started_) return finish_start();
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) return show_those_before();
  CS_TRY(report, ask_witnesses());
  (void)report;
  return {};
}

Result<ledger::PushReport> Gate::push() {
  CS_TRY(handed_over, hand_over());
  if (!handed_over) return conflict(not_started_);
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) return ledger::PushReport{ledger_.size(), {}, true, {}, false};  // those before have seen that
  return ask_witnesses();
}

Result<void> Gate::show_what_is_unseen() {
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) return shown_before_ < ledger_.size() ? show_those_before() : Result<void>();
  CS_TRY(standing, ledger::witness_standing(ledger_, paths_.ledger(), *settings, now()));
  return standing.missing_since ? show_witnesses() : Result<void>();
}

Result<std::string> Gate::receipt(EntryIndex entry, const ledger::ReceiptExtra& extra) {
  CS_TRY(settings, watch_settings());
  if (settings->mode == ledger::WitnessMode::kNone) return ledger::make_receipt(ledger_, entry, extra);
  CS_TRY(cosigned, ledger::read_cosigned(ledger_, paths_.ledger(), *settings->policy, now()));
  return ledger::make_receipt(ledger_, entry, extra, cosigned ? cosigned->note : std::string());
}

}  // namespace cs::gate
