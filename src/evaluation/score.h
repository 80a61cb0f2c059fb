// Answers against known truth, class by class, in words.
//   Shape    what is counted is evaluation/report_counts.h: a class may hold lines of several truths, and each line counts by its own.
//   Source   the project's matching design, section 10.
#pragma once

#include <string>

#include "evaluation/report_counts.h"

namespace cs::evaluation {

// One line a class and truth: "class expected lines verified not_verified review insufficient".
std::string score_table(const ReportCounts& counts);
// "false verifications 0; verified 2 of 3 true lines; of 4 undecidable lines 1": the last part where there are such lines.
std::string score_line(const ReportCounts& counts);

}  // namespace cs::evaluation
