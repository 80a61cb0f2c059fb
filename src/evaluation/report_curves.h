// What weights say, as curves: made of the counts by weight.
//   Units    weights in bits.
//   Threads  pure.
//   Source   the project's matching design, section 8 (calibration: true share by weight, with Clopper and Pearson's limits).
#pragma once

#include <vector>

#include "evaluation/report_counts.h"

namespace cs::evaluation {

inline constexpr std::size_t kCalibrationBinsMax = 32;

struct CalibrationBin {
  double from = 0, below = 0;
  WeightBin held;
};
// Neighboring bins joined until at most kCalibrationBinsMax are left between the lowest and the highest; empty ones left out.
std::vector<CalibrationBin> calibration(const ReportCounts& counts);

// What a cut by weight alone would take: lines with at least this weight. From the highest threshold down.
struct ThresholdStep {
  double threshold = 0;
  std::uint64_t true_taken = 0, false_taken = 0;
};
std::vector<ThresholdStep> thresholds(const ReportCounts& counts);

}  // namespace cs::evaluation
