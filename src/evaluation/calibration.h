// How often the best candidate is the right person, by weight: what sets a model's floors and decides no line.
//   Shape    64 bins of equal width over the weights met, each with its lines and how many of them had the person meant as best candidate,
//            and the exact limits of that share (Clopper and Pearson, 95 %).
//   Units    weights in 1/256 bit.
//   Threads  up to `threads`.
//   Source   the project's matching design, section 8.
#pragma once

#include <vector>

#include "evaluation/exact_bounds.h"
#include "match/matcher.h"

namespace cs::evaluation {

inline constexpr std::size_t kWeightBins = 64;

struct WeightBin {
  std::int32_t from = 0, below = 0;
  std::uint64_t lines = 0, right = 0;
  Interval limits;
};

Result<std::vector<WeightBin>> calibrate(const Path& register_directory, const Path& lines, const Path& truth, const match::Model& model,
    int threads);
std::string calibration_csv(const std::vector<WeightBin>& bins);

// The lines on which two models differ in answer or weight, in input order: NDJSON of {left, right}, each as `evaluate --explain` has it.
struct Compared {
  std::uint64_t lines = 0, other_answer = 0, other_weight = 0;
  std::string ndjson;
};
Result<Compared> compare_models(const Path& register_directory, const Path& lines, const match::Model& left, const match::Model& right,
    int threads);

}  // namespace cs::evaluation
