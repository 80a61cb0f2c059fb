// match: what the register knows arrives here as outcomes, numbers and enums.
#include "gate/gate.h"
#include "gate/stage_clock.h"
#include "gate/held.h"

namespace cs::gate {

Result<Matched> match_lines(Gate& gate, Admitted admitted) {
  const StageClock clock("match");
  auto held = std::make_shared<Matched::Held>();
  held->admitted = admitted.held_;
  const Admitted::Held& request = admitted.held();
  if (request.refusal != Reason::kNone) return Matched(std::move(held));  // R1: a refused request never reaches the register
  CS_CHECK(request.admission.has_value(), "B1 the budget is spent before a line is matched");
  CS_TRY(matcher, gate.matcher_of(request.generation));
  CS_TRY(protected_keys, gate.protected_keys());
  held->protected_keys = std::move(protected_keys);
  gate.report_progress("match", 0, request.queries.size());
  held->outcomes = matcher->match(request.queries, gate.subject_keys(), held->protected_keys, gate.threads());
  CS_CHECK(held->outcomes.size() == request.queries.size(), "every admitted line has exactly one outcome");
  gate.report_progress("match", request.queries.size(), request.queries.size());
  return Matched(std::move(held));
}

}  // namespace cs::gate
