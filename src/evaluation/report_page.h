// The accuracy report as one self-contained page: no script, nothing fetched, light and dark, a table beside every chart.
//   Shape    HTML 5, UTF-8. Counts, class names and the given words only: no id, name or address.
//   Threads  pure. The same bytes for the same input.
//   Source   the project's matching design, sections 10 and 11 (what may be said).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evaluation/report_counts.h"

namespace cs::evaluation {

struct PageWords {
  std::string title = "Accuracy report";
  std::string software;                                        // "countersign 0.1.0"
  std::vector<std::pair<std::string, std::string>> inputs;     // what went in, and its digest
};

std::string report_page(const ReportCounts& counts, const PageWords& words);

}  // namespace cs::evaluation
