#include "evaluation/report_curves.h"

namespace cs::evaluation {
namespace {

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

constexpr double kBinBits = kWeightBin / 256.0;

}  // namespace

std::vector<CalibrationBin> calibration(const ReportCounts& counts) {
  std::vector<CalibrationBin> out;
  if (counts.by_weight.empty()) return out;
  const std::int64_t first = counts.by_weight.begin()->first, last = counts.by_weight.rbegin()->first;
  std::int64_t joined = 1;
  while (floor_div(last, joined) - floor_div(first, joined) + 1 > static_cast<std::int64_t>(kCalibrationBinsMax)) joined *= 2;
  for (const auto& [bin, held] : counts.by_weight) {
    const double from = static_cast<double>(floor_div(bin, joined) * joined) * kBinBits;
    if (out.empty() || out.back().from != from) out.push_back({from, from + static_cast<double>(joined) * kBinBits, {}});
    out.back().held.true_lines += held.true_lines;
    out.back().held.false_lines += held.false_lines;
  }
  return out;
}

std::vector<ThresholdStep> thresholds(const ReportCounts& counts) {
  std::vector<ThresholdStep> out;
  ThresholdStep sum;
  for (auto bin = counts.by_weight.rbegin(); bin != counts.by_weight.rend(); ++bin) {
    sum.threshold = bin->first * kBinBits;
    sum.true_taken += bin->second.true_lines;
    sum.false_taken += bin->second.false_lines;
    out.push_back(sum);
  }
  return out;
}

}  // namespace cs::evaluation
