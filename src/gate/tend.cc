// tend: what no one asks for and time brings about.
#include <algorithm>

#include "gate/accounting.h"
#include "gate/corridor.h"
#include "gate/gate.h"
#include "gate/weaken.h"

namespace cs::gate {
namespace {

// The last stop that the gate entered for this cause.
std::optional<Instant> stopped_for(const agreement::Timeline& timeline, agreement::StopCause cause) {
  std::optional<Instant> last;
  for (const agreement::Event& event : timeline.events())
    if (const auto* stop = std::get_if<agreement::Stopped>(&event.what); stop != nullptr && stop->cause == cause) last = event.at;
  return last;
}

Result<void> stop_by_gate(Gate& gate, const std::string& agreement, ledger::StopCause cause, const std::string& ground_text) {
  ledger::OpeningWriter writer = gate.opening_writer();
  const Instant now = gate.now();
  CS_TRY(ground, writer.document(ledger::OpeningKind::kGround, gate.next(), now, agreement, as_bytes(ground_text)));
  const ledger::StopEntry entry{gate.state().agreement_entry(agreement), ledger::StopBy::kGate, cause, ground.commitment, std::nullopt, std::nullopt};
  CS_TRY(durable, gate.enter({.time = now, .entries = {entry}, .openings = {ground.row}, .answer = std::nullopt, .documents = {}, .urgent = true}));
  (void)durable;
  return {};
}

}  // namespace

Result<std::optional<EntryIndex>> stop_for_self_check(Gate& gate, const std::string& agreement, const std::string& ground) {
  const agreement::Timeline* timeline = gate.state().timeline(agreement);
  if (timeline == nullptr || timeline->selfcheck_open(gate.now()) || weakened("self_check_stops")) return std::optional<EntryIndex>();
  const EntryIndex entry = gate.next();
  CS_TRY_VOID(stop_by_gate(gate, agreement, ledger::StopCause::kSelfcheckDiffered, ground));
  return std::optional<EntryIndex>(entry);
}

Result<void> stop_for_canary(Gate& gate, const std::string& agreement, EntryIndex request, LineNumber line) {
  return stop_by_gate(gate, agreement, ledger::StopCause::kCanaryHit,
                      "line " + std::to_string(line.value) + " of the request at entry " + std::to_string(request.value) + " names a canary");
}

namespace {

constexpr std::uint64_t kVerifiedLinesMin = 20;  // a share of fewer says nothing: the rules of the gate, section 10

struct Due {
  std::string agreement;
  ledger::StopCause cause;
  std::string ground;
};

// Late already at the last such stop: both sides know, and have resumed or will.
std::optional<Due> disposals_due(Gate& gate, const std::string& id, const agreement::Timeline& timeline, const agreement::Terms& terms, Instant now) {
  if (!terms.recall.overdue_suspends || weakened("overdue_disposals_suspend")) return std::nullopt;
  const auto last = stopped_for(timeline, agreement::StopCause::kDisposals);
  const std::int64_t days = terms.recall.dispose_days;
  const std::vector<EntryIndex> known = last ? gate.state().disposals_overdue(id, days, *last) : std::vector<EntryIndex>();
  for (const EntryIndex recall : gate.state().disposals_overdue(id, days, now))
    if (std::find(known.begin(), known.end(), recall) == known.end())
      return Due{id, ledger::StopCause::kDisposalsOverdue, "the copies that the recall at entry " + std::to_string(recall.value) + " names are not disposed of in time"};
  return std::nullopt;
}

std::optional<Due> follow_ups_due(Gate& gate, const std::string& id, const agreement::Timeline& timeline, const agreement::Terms& terms, Instant now) {
  if (weakened("overdue_follow_ups_suspend")) return std::nullopt;
  const auto last = stopped_for(timeline, agreement::StopCause::kFollowups);
  const FollowUpsOwed owed = gate.state().follow_ups_owed(id, terms.due_process.verify_days, last.value_or(Instant{0}), now);
  const auto share = static_cast<std::uint64_t>(terms.due_process.overdue_share_max_percent);
  if (!owed.newly || owed.verified < kVerifiedLinesMin || owed.overdue * 100 <= owed.verified * share) return std::nullopt;
  return Due{id, ledger::StopCause::kFollowUpsOverdue, std::to_string(owed.overdue) + " of " + std::to_string(owed.verified) + " verified lines have no follow-up in time"};
}

}  // namespace

Result<void> stop_overdue(Gate& gate) {
  const Instant now = gate.now();
  if (gate.clock_refusal() != Reason::kNone) return {};
  std::vector<Due> due;
  for (const auto& [id, timeline] : gate.state().timelines()) {
    const auto terms = timeline.terms(now);
    if (!terms || timeline.lifecycle(now) == agreement::Lifecycle::kEnded) continue;
    for (const auto& one : {disposals_due(gate, id, timeline, *terms, now), follow_ups_due(gate, id, timeline, *terms, now)})
      if (one) due.push_back(*one);
  }
  for (const Due& one : due) CS_TRY_VOID(stop_by_gate(gate, one.agreement, one.cause, one.ground));
  return {};
}

namespace {

// Each agreement that stands: a map is of all of them.
Result<void> stop_all(Gate& gate, const std::string& ground) {
  std::vector<std::string> ids;
  for (const auto& [id, timeline] : gate.state().timelines()) ids.push_back(id);
  for (const std::string& id : ids) {
    CS_TRY(stop, stop_for_self_check(gate, id, ground));
    (void)stop;
  }
  return {};
}

}  // namespace

// A map that is due is made; the one before is made again. What does not follow from the openings that are committed to shuts the gate.
Result<void> tend_maps(Gate& gate) {
  if (maps_due(gate, gate.now()).empty()) return {};
  const std::vector<MapHead>& maps = gate.state().maps();
  const auto before = maps.empty() ? Result<void>() : check_map(gate, maps.back());
  const auto made = before ? enter_maps(gate) : before;
  if (made || made.fault().kind == FaultKind::kIo) return made;
  return stop_all(gate, "a disclosure map does not follow from the gate's own records: " + made.fault().text);
}

Result<void> tend(Gate& gate) {
  if (!gate.started()) return {};  // nothing comes by itself before the witnesses had their say
  CS_TRY_VOID(tend_maps(gate));
  CS_TRY(withdrawn, withdraw_overdue(gate));
  (void)withdrawn;
  return stop_overdue(gate);
}

}  // namespace cs::gate
