#include "audit/replay.h"

#include <algorithm>

#include "audit/context.h"
#include "audit/walker.h"

namespace cs::audit {

namespace {

enum class Context { kGiven, kOwn };  // the home's own was held when its gate was opened

Result<Report> walked(Source source, Report report, const ReplayOptions& options, crypto::Random& random, Context context) {
  Comparison comparison(report);
  CS_TRY(gate, gate::Gate::replay({.context = {options.context}, .source = std::move(source.ledger), .replayed = comparison, .random = random,
                                   .threads = options.threads}));
  comparison.listen_to(gate->ledger());
  Walker walker(source, *gate, comparison, report, options);
  CS_TRY_VOID(walker.walk());
  if (context == Context::kGiven && gate->next() == gate->ledger().next()) CS_TRY_VOID(hold_context(*gate, report));
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return a.entry.value_or(EntryIndex{}) < b.entry.value_or(EntryIndex{});
  });
  return report;
}

Report begun(const ReplayOptions& options) {
  Report report;
  report.from = options.from;
  report.to = options.to;
  report.sample = options.sample;
  report.seed = options.seed;
  report.auditor = options.auditor;
  return report;
}

}  // namespace

Result<Report> replay(const ReplayOptions& options, crypto::Random& random) {
  Report report = begun(options);
  CS_TRY(source, open_source(options.source, report));
  return walked(std::move(source), std::move(report), options, random, Context::kGiven);
}

Result<Report> replay_ledger(ledger::Ledger ledger, const ReplayOptions& options, crypto::Random& random) {
  Report report = begun(options);
  CS_TRY(source, source_of(std::move(ledger), report));
  return walked(std::move(source), std::move(report), options, random, Context::kOwn);
}

}  // namespace cs::audit
