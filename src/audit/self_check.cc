#include "audit/self_check.h"

#include <algorithm>
#include <set>

#include "audit/replay.h"
#include "gate/accounting.h"
#include "gate/corridor.h"

namespace cs::audit {
namespace {

// Of whom a finding speaks: the agreement of its request. One of no request is about what all of them rest on (the log, an act, a map of everybody), and
// this very program made it: every agreement of the home.
std::set<std::string> agreements_that_differ(gate::Gate& gate, const Report& report) {
  std::set<std::string> differ, all;
  for (const auto& [id, timeline] : gate.state().timelines()) all.insert(id);
  for (const Finding& finding : report.findings) {
    const gate::HeldRequest* held = finding.request.empty() ? nullptr : gate.state().admitted_request(finding.request);
    if (held == nullptr) return all;
    differ.insert(held->agreement);
  }
  return differ;
}

std::string ground_of(const Report& report) {
  const Finding& first = report.findings.front();
  return "the gate's own replay differs: " + std::to_string(report.findings.size()) + " findings, the first" +
         (first.entry ? " at entry " + std::to_string(first.entry->value) : std::string()) + ": " + std::string(what_text(first.what)) + " " + first.of;
}

}  // namespace

std::uint64_t SelfChecked::requests_looked_at() const {
  return static_cast<std::uint64_t>(std::count_if(report.requests.begin(), report.requests.end(), [](const RequestAccount& account) {
    return (account.looked_at && account.excuse.empty()) || account.equal + account.differing + account.missing > 0;
  }));
}

bool SelfChecked::looked() const { return report.recomputed > 0 && (report.requests.empty() || requests_looked_at() > 0); }

Result<SelfChecked> self_check(gate::Gate& gate, const SelfCheckOptions& options) {
  SelfChecked out;
  CS_TRY_VOID(gate::tend_maps(gate));
  CS_TRY(ledger, ledger::Ledger::open_to_read(gate.paths().ledger(), gate.ledger().log_keys()));
  ReplayOptions replayed{.source = {}, .context = gate.paths().root, .from = {}, .to = {}, .sample = options.sample, .seed = options.seed, .threads = options.threads,
                         .auditor = options.program};
  if (gate.state().software()) replayed.made_by = gate.state().software()->what.executable;
  CS_TRY(report, replay_ledger(std::move(ledger), replayed, gate.random()));
  out.report = std::move(report);
  if (out.report.agrees()) return out;
  for (const std::string& agreement : agreements_that_differ(gate, out.report)) {
    CS_TRY(stop, gate::stop_for_self_check(gate, agreement, ground_of(out.report)));
    if (stop) out.stops.push_back(*stop);
  }
  return out;
}

}  // namespace cs::audit
