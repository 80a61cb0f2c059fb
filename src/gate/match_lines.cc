// match: what the register knows arrives here as outcomes, numbers and enums.
#include <algorithm>
#include <iterator>

#include "gate/gate.h"
#include "gate/stage_clock.h"
#include "gate/held.h"
#include "gate/weaken.h"

namespace cs::gate {

namespace {

constexpr std::size_t kLinesAtOnce = std::size_t{1} << 16;  // a stop is seen within a second or so of work

void match_some(Gate& gate, const match::Matcher& matcher, std::size_t from, std::size_t until, Matched::Held& held) {
  std::vector<match::Query>& queries = held.admitted->queries;
  const auto first = queries.begin() + static_cast<std::ptrdiff_t>(from);
  const auto last = queries.begin() + static_cast<std::ptrdiff_t>(until);
  std::vector<match::Query> some(std::make_move_iterator(first), std::make_move_iterator(last));
  match::Counters counters;
  std::vector<match::Outcome> outcomes = matcher.match(some, gate.subject_keys(), held.protected_keys, gate.threads(), &counters);
  gate.count(counters);
  CS_CHECK(outcomes.size() == some.size(), "every admitted line has exactly one outcome");
  std::move(outcomes.begin(), outcomes.end(), std::back_inserter(held.outcomes));
  std::move(some.begin(), some.end(), first);  // the second check may ask again
}

// A stop or restraint that was entered while lines are decided: no further line is.
Result<void> still_open(Gate& gate, const Admitted::Held& request) {
  const HeldRequest* held = gate.state().request_at(request.request);
  CS_CHECK(held != nullptr, "an admitted request is in the ledger");
  if (held->stage != RequestStage::kCut || weakened("stop_counts_until_release")) return {};
  return conflict("request " + request.id + ": cut, " + std::string(reason_code(held->cut_reason)) + "; it goes on when a resume names it");
}

}  // namespace

Result<Matched> match_lines(Gate& gate, Admitted admitted) {
  const StageClock clock("match");
  auto held = std::make_shared<Matched::Held>();
  held->admitted = admitted.held_;
  const Admitted::Held& request = admitted.held();
  if (request.refusal != Reason::kNone) return Matched(std::move(held));  // R1: a refused request never reaches the register
  CS_CHECK(request.admission.has_value(), "B1 the budget is spent before a line is matched");
  if (gate.state().is_shown(request.client)) return conflict("request " + request.id + ": was shown after a recovery, and is not answered");
  CS_TRY(matcher, gate.matcher_of(request.generation, request.terms->matching.model));
  CS_TRY(protected_keys, gate.protected_keys());
  held->protected_keys = std::move(protected_keys);
  const auto total = request.queries.size();
  held->outcomes.reserve(total);
  gate.report_progress("match", 0, total);
  for (std::size_t from = 0; from < total; from += kLinesAtOnce) {
    const std::size_t until = std::min(from + kLinesAtOnce, total);
    match_some(gate, *matcher, from, until, *held);
    gate.report_progress("match", until, total);
    CS_TRY_VOID(still_open(gate, request));
  }
  return Matched(std::move(held));
}

}  // namespace cs::gate
