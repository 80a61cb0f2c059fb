#include "tests/power/found.h"

#include <algorithm>

#include "gate/held.h"
#include "ledger/verify.h"

namespace cs::power {
namespace {

std::uint64_t size_told(const std::vector<Told>& told) { return told.empty() ? 0 : told.back().size; }

std::string held(gate::Gate& gate, const std::vector<Told>& told) {
  if (gate.ledger().size() < size_told(told)) return "has " + std::to_string(gate.ledger().size()) + " entries of " + std::to_string(size_told(told)) + " that it had told";
  for (const Told& one : told)
    if (const auto contradicted = gate.ledger().contradicted_by(one.checkpoint)) return *contradicted;
  if (told.empty()) return {};
  for (const auto& [agreement, timeline] : gate.state().timelines())
    if (const auto key = gate.budget_key(agreement); !key) return "the budget cannot be counted: " + key.fault().text;
  return {};
}

gate::Package package_of(const cases::Played& played) {
  return {played.manifest, played.cms, played.client, [&played]() -> Result<std::string> { return played.lines; }};
}

// The request once more, and one that asks for more than the budget has left.
std::string goes_on(gate::Gate& gate, ManualClock& clock, const PlayedOnce& story, const std::vector<Told>& told) {
  const auto wait = [&clock](Instant release) { return clock.set(std::max(release, clock.now())), true; };
  const auto answer = gate::walk(gate, package_of(story.answered), wait, [](EntryIndex) -> Result<void> { return {}; });
  if (!answer) return "the request is not answered: " + answer.fault().text;
  if (size_told(told) >= story.closed_at && answer->sealed() != story.answered.sealed) return "the request is answered by other bytes";
  auto parsed = gate::parse(gate, package_of(story.further));
  if (!parsed) return parsed.fault().text;
  const auto admitted = gate::admit(gate, std::move(*parsed));
  if (!admitted) return admitted.fault().text;
  const auto& lines = admitted->held().admissions;
  if (lines.size() != 1) return "the next request is refused whole: " + std::string(reason_code(admitted->refusal()));
  return lines[0].reason == Reason::kBudOracle ? "" : "a spent budget is there again: " + std::string(reason_code(lines[0].reason));
}

std::string verified(const Path& home, const std::vector<Told>& told) {
  const gate::HomePaths paths{home};
  const auto keys = gate::read_log_keys(paths);
  if (!keys) return keys.fault().text;
  ledger::PeriodKeys periods(paths.period_keys());
  ledger::VerifyOptions options{.old_checkpoints = {}, .openings = &periods};
  for (const Told& one : told) options.old_checkpoints.push_back(one.checkpoint);
  const auto report = ledger::verify_ledger(paths.ledger(), *keys, options);
  if (!report) return report.fault().text;
  return report->fault ? "ledger verify: " + report->fault->text : "";
}

}  // namespace

std::string wrong_in(const Path& home, const PlayedOnce& story, const std::vector<Told>& told) {
  crypto::SeededRandom random(1);
  ManualClock clock(*cases::read_time("2026-10-02 12:02"));
  {
    auto gate = gate::Gate::open({.paths = {home}, .clock = clock, .random = random, .test_clock = *cases::read_time("2026-01-01"), .version = "stories"});
    if (!gate) return told.empty() ? "" : "does not start: " + gate.fault().text;
    if (auto wrong = held(**gate, told); !wrong.empty()) return wrong;
    if (story.closed_at != 0)
      if (auto wrong = goes_on(**gate, clock, story, told); !wrong.empty()) return wrong;
  }
  return verified(home, told);
}

}  // namespace cs::power
