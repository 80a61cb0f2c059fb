// `request check`: the offline tests in their order, whole request first.
#include "request/check.h"

namespace cs::request {
namespace {

Reason check_manifest(const Manifest& manifest, const LinesFile& file, const Rules& rules, Instant now) {
  for (const Reason reason : {check_expiry(manifest, rules, now), check_purpose(manifest, rules), check_attestations(manifest, rules),
                              check_reason_length(manifest), check_size(manifest, rules)})
    if (reason != Reason::kNone) return reason;
  return check_lines_file(manifest, file);
}

void check_lines(const LinesFile& file, const Rules& rules, Instant now, CheckReport& report) {
  LineReader reader(rules.officers_per_line_max);
  BoilerplateCount boilerplate;
  for (std::uint32_t number = 1; number <= file.lines.size(); ++number) {
    const LineParse parse = reader.read(file.lines[number - 1], number);
    if (parse.reason == Reason::kNone) boilerplate.add(parse.particulars.reason);
    const Reason reason = parse.reason != Reason::kNone ? parse.reason : check_line(parse.particulars, rules, now);
    if (reason != Reason::kNone) report.findings.push_back({number, reason, parse.problem});
  }
  report.whole = boilerplate.result(rules, report.line_count);
  if (report.whole != Reason::kNone) report.findings.clear();
}

}  // namespace

Result<CheckReport> check_request(std::string_view manifest_bytes, std::string_view lines_bytes, const Rules& rules, Instant now) {
  CS_TRY(parse, read_manifest(manifest_bytes));
  CheckReport report;
  report.whole = parse.reason;
  report.problem = parse.problem;
  if (!parse.manifest) return report;
  const LinesFile file = split_lines(lines_bytes);
  report.line_count = parse.manifest->lines.count;
  report.whole = check_manifest(*parse.manifest, file, rules, now);
  if (report.whole == Reason::kReqCount) report.problem = file.problem;
  if (report.whole == Reason::kNone) check_lines(file, rules, now, report);
  return report;
}

}  // namespace cs::request
