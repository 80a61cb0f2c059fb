#include "audit/replay.h"

#include <algorithm>

#include "audit/walker.h"

namespace cs::audit {

Result<Report> replay(const ReplayOptions& options, crypto::Random& random) {
  Report report;
  report.from = options.from;
  report.to = options.to;
  report.auditor = options.auditor;
  CS_TRY(source, open_source(options.source, report));
  Comparison comparison(report);
  CS_TRY(gate, gate::Gate::replay({.context = {options.context}, .source = std::move(source.ledger), .replayed = comparison, .random = random,
                                   .threads = options.threads}));
  comparison.listen_to(gate->ledger());
  Walker walker(source, *gate, comparison, report, options);
  CS_TRY_VOID(walker.walk());
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return a.entry.value_or(EntryIndex{}) < b.entry.value_or(EntryIndex{});
  });
  return report;
}

}  // namespace cs::audit
