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

std::string_view keys_from_text(KeysFrom from) {
  switch (from) {
    case KeysFrom::kGiven: return "given";
    case KeysFrom::kExport: return "export";
    case KeysFrom::kHome: return "home";
  }
  return "home";
}

void add_finding(Report& report, Finding finding) {
  if (report.findings.size() < kFindingsMax) report.findings.push_back(std::move(finding));
  else ++report.findings_left_out;
}

void add_log_finding(Report& report, std::optional<EntryIndex> entry, std::string text) {
  Finding finding;
  finding.what = What::kLog;
  finding.entry = entry;
  finding.text = std::move(text);
  add_finding(report, std::move(finding));
}

}  // namespace cs::audit
