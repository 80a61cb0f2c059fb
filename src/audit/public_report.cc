#include "audit/public_audit.h"
#include "codec/json.h"

namespace cs::audit {
namespace {

using codec::Value;

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }
Value indexes(const std::vector<EntryIndex>& all) {
  codec::List list;
  for (const EntryIndex index : all) list.push_back(number(index.value));
  return Value(std::move(list));
}

// An entry that others name, as `ledger show` has it; null where it is none of these kinds.
Value named(const PublicReport& report, const std::optional<EntryIndex>& index) {
  if (!index) return Value();
  const auto found = report.context.find(index->value);
  return found == report.context.end() ? Value() : ledger::entry_view(*index, found->second);
}
Value all_named(const PublicReport& report, const std::vector<EntryIndex>& all) {
  codec::List list;
  for (const EntryIndex index : all) list.push_back(named(report, index));
  return Value(std::move(list));
}

Value admission_value(const PublicReport& report, const PublicAdmission& admission) {
  const ledger::AdmissionEntry& what = admission.what;
  return codec::record_of({{"entry", number(admission.entry.value)}, {"time", Value(admission.time.text())}, {"lines", number(what.lines)},
                           {"release_at", Value(what.release_at.text())}, {"stops", indexes(admission.stops)}, {"agreement", named(report, what.agreement)},
                           {"software", named(report, what.software)}, {"register", named(report, what.generation)}, {"orders", all_named(report, what.orders)},
                           {"trust", named(report, what.trust)}, {"officials", all_named(report, what.designations)}});
}

Value close_value(const PublicReport& report, const PublicClose& close) {
  return codec::record_of({{"entry", number(close.entry.value)}, {"time", Value(close.time.text())}, {"outcome", Value(std::string(ledger::word(close.what.outcome)))},
                           {"lines", number(close.what.lines)}, {"stops", indexes(close.stops)}, {"agreement", named(report, close.what.agreement)},
                           {"orders", all_named(report, close.what.orders)}, {"trust", named(report, close.what.trust)}});
}

Value request_value(const PublicReport& report, const PublicRequest& request) {
  return codec::record_of({{"entry", number(request.entry.value)}, {"time", Value(request.time.text())},
                           {"admission", request.admission ? admission_value(report, *request.admission) : Value()},
                           {"close", request.close ? close_value(report, *request.close) : Value()}, {"deliveries", indexes(request.deliveries)},
                           {"recalls", indexes(request.recalls)}});
}

Value finding_value(const Finding& finding) {
  return codec::record_of({{"what", Value(std::string(what_text(finding.what)))}, {"entry", finding.entry ? number(finding.entry->value) : Value()},
                           {"of", finding.of.empty() ? Value() : Value(finding.of)}, {"text", Value(finding.text)}});
}

}  // namespace

Value public_report_value(const PublicReport& report) {
  codec::List requests, days, findings;
  for (const PublicRequest& request : report.requests) requests.push_back(request_value(report, request));
  for (const auto& [of, day] : report.days)
    days.push_back(codec::record_of({{"agreement", Value(of.first)}, {"day", Value(of.second)}, {"requests", number(day.requests)}, {"lines", number(day.lines)}, {"answered", number(day.answered)}}));
  for (const Finding& finding : report.findings) findings.push_back(finding_value(finding));
  return codec::record_of({{"format", Value(std::string("countersign-public-audit/1"))}, {"origin", Value(report.origin)}, {"entries", number(report.log.entries)},
                           {"root", Value(to_hex(report.log.root))}, {"last_time", Value(report.log.last_time.text())},
                           {"cosigned", report.log.cosigned ? number(*report.log.cosigned) : Value()}, {"agrees", Value(report.agrees())},
                           {"requests", Value(std::move(requests))}, {"days", Value(std::move(days))}, {"findings", Value(std::move(findings))}});
}

}  // namespace cs::audit
