// The auditor: gets an export, openings and context, and recomputes everything elsewhere.
#include "audit/give.h"
#include "audit/replay.h"
#include "ledger/export.h"
#include "tests/cases/world.h"

namespace cs::cases {

Result<Path> World::give_to_auditor() {
  const Path given = directory_ / ("given-" + std::to_string(++given_));
  CS_TRY_VOID(make_directories(given));
  CS_TRY_VOID(ledger::export_log(gate_->ledger(), given / "log"));
  CS_TRY_VOID(gate_->ledger().write_openings(given / "openings.db"));
  CS_TRY_VOID(audit::write_context(*gate_, given / "context"));
  return given;
}

Result<audit::Report> World::replay(const Path& given, int threads) {
  audit::ReplayOptions options{.source = {given / "log", given / "openings.db", {}}, .context = given / "context", .from = {}, .to = {}, .sample = {}, .threads = threads};
  crypto::SeededRandom unused(7);
  return audit::replay(options, unused);
}

// Everything is equal, and nothing is missing; what only the gate saw is excused.
Result<void> World::audit_agrees() {
  CS_TRY(given, give_to_auditor());
  const auto report = replay(given, 1);
  if (!report) return wrong("audit: " + report.fault().text);
  for (const audit::Finding& finding : report->findings)
    return wrong("audit: " + std::string(audit::what_text(finding.what)) + " entry " + (finding.entry ? std::to_string(finding.entry->value) : "-") +
                 (finding.line ? " line " + std::to_string(*finding.line) : "") + " " + finding.of + " recorded " + finding.recorded + " recomputed " + finding.recomputed +
                 ": " + finding.text);
  for (const audit::RequestAccount& account : report->requests)
    if (account.differs || account.missing > 0 || account.differing > 0) return wrong("audit: request " + account.id + " differs");
  std::error_code ignored;
  std::filesystem::remove_all(given, ignored);
  return {};
}

}  // namespace cs::cases
