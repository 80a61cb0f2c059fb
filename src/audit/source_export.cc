#include "audit/source_export.h"

#include <algorithm>

#include "ledger/verify_export.h"
#include "tlog/tiles.h"

namespace cs::audit {
namespace {

std::string head_text(std::uint64_t entries, const Digest& root) { return std::to_string(entries) + " entries and " + digest_text(root); }

// The first entry that is another one in the openings, or is not there.
Result<std::optional<EntryIndex>> first_other(const Path& directory, std::uint64_t size, const Digest& root, const ledger::Ledger& openings) {
  std::optional<EntryIndex> first;
  const auto read = tlog::read_static_log(directory, size, root, [&](std::uint64_t index, ByteView bytes) -> Result<void> {
    const auto there = openings.entry_bytes({index});
    if (!there && there.fault().kind == FaultKind::kIo) return there.fault();
    if (!first && !(there && std::equal(bytes.begin(), bytes.end(), there->begin(), there->end()))) first = EntryIndex{index};
    return {};
  });
  if (!read && read.fault().kind == FaultKind::kIo) return read.fault();
  return first;
}

// Two roots that are one are of the same entries: where they differ, each is asked for.
Result<void> compare(const Path& directory, const ledger::ExportReport& held, const ledger::Ledger& openings, Report& report) {
  if (held.entries == openings.size() && held.root == openings.root()) return {};
  add_log_finding(report, std::nullopt, "the export has " + head_text(held.entries, held.root) + ", the openings " + head_text(openings.size(), openings.root()));
  CS_TRY(other, first_other(directory, held.entries, held.root, openings));
  if (other) add_log_finding(report, other, "the export's entry is not the one of the openings");
  return {};
}

}  // namespace

Result<void> hold_export(const SourceFiles& files, const tlog::LogKeys& known, const ledger::Ledger& openings, Report& report) {
  ledger::ExportOptions options;
  options.policy = files.known.policy;
  options.now = files.known.now;
  CS_TRY(held, ledger::verify_export(files.log, known, options));
  report.judged.cosigned = held.cosigned;
  report.judged.witnesses = held.witnesses;
  if (!held.fault) return compare(files.log, held, openings, report);
  add_log_finding(report, held.fault->index, "the export does not hold: " + held.fault->text);
  return {};
}

}  // namespace cs::audit
