// An audit's report: JSON for programs, one page of HTML for people.
//   Shape    docs/formats/audit.md. The same report gives the same bytes; no time of the audit and no path of the auditor's machine is in it.
//   Threads  free functions.
#pragma once

#include "audit/finding.h"
#include "codec/value.h"

namespace cs::audit {

struct LineTotals {
  std::uint64_t lines = 0, equal = 0, differing = 0, excused = 0, missing = 0, not_looked_at = 0;
  std::uint64_t requests = 0, requests_differing = 0, requests_not_looked_at = 0;
};
LineTotals totals_of(const Report& report);

codec::Value report_value(const Report& report);
std::string report_page(const Report& report);

}  // namespace cs::audit
