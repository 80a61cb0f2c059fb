#include "audit/finding.h"

namespace cs::audit {

std::string_view what_text(What what) {
  switch (what) {
    case What::kAltered: return "altered";
    case What::kReordered: return "reordered";
    case What::kMissing: return "missing";
    case What::kBackDated: return "back-dated";
    case What::kUnexpected: return "unexpected";
    case What::kLog: return "log";
  }
  return "altered";
}

void add_finding(Report& report, Finding finding) {
  if (report.findings.size() < kFindingsMax) report.findings.push_back(std::move(finding));
  else ++report.findings_left_out;
}

}  // namespace cs::audit
