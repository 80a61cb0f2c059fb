// audit --public: what the log alone shows, to somebody who has no openings and no keys.
//   Shape    every entry of an export in order: for each request what it was admitted under, which stops stood then, how and when it was closed and
//            delivered; lines by agreement and day; and what cannot be right whatever the commitments stand for. Plain values, in ledger order.
//   Errors   a Fault where the export cannot be read; a log that does not hold is a finding (What::kLog), and nothing else is then said.
//   Threads  one.
//   Source   docs/formats/audit.md. Terms are documents, and not in an export: their caps, ages and waits are for `audit --replay`.
#pragma once

#include "audit/finding.h"
#include "codec/value.h"
#include "ledger/verify_export.h"

namespace cs::audit {

struct PublicAdmission {
  EntryIndex entry;
  Instant time;
  ledger::AdmissionEntry what;
  std::string agreement;             // its id
  std::vector<EntryIndex> stops;     // that stood
};
struct PublicClose {
  EntryIndex entry;
  Instant time;
  ledger::CloseEntry what;
  std::vector<EntryIndex> stops;
};
struct PublicRequest {
  EntryIndex entry;
  Instant time;
  std::optional<PublicAdmission> admission;
  std::optional<PublicClose> close;
  std::vector<EntryIndex> deliveries, recalls;
};
struct PublicDay {
  std::uint64_t requests = 0, lines = 0, answered = 0;  // admitted that day; lines of them; lines answered that day
};
struct PublicReport {
  ledger::ExportReport log;
  std::string origin;
  std::map<std::uint64_t, ledger::TimedEntry> context;               // what requests were admitted under, by index
  std::vector<PublicRequest> requests;
  std::map<std::pair<std::string, std::string>, PublicDay> days;     // by agreement and UTC day
  std::vector<Finding> findings;
  bool agrees() const { return findings.empty(); }
};

Result<PublicReport> audit_public(const Path& directory, const tlog::LogKeys& log_keys, ledger::ExportOptions options);
codec::Value public_report_value(const PublicReport& report);

}  // namespace cs::audit
