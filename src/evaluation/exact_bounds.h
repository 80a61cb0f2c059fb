// Exact bounds of a rate from k events in n trials.
//   Shape    Clopper and Pearson's limits: the upper limit is the rate at which k events or fewer have the probability that is left over,
//            the lower one that at which k or more have it. No trials: 0 and 1.
//   Units    rates and confidences between 0 and 1; a limit is right to 1e-7 of itself up to 10^8 trials.
//   Errors   broken invariant: k > n.
//   Threads  pure.
//   Source   Clopper and Pearson, Biometrika 26 (1934) 404-413; the incomplete beta function by its continued fraction, DLMF 8.17.22.
#pragma once

#include <cstdint>

namespace cs::evaluation {

inline constexpr double kConfidence = 0.95;

// I_x(a, b), regularized; a, b > 0 and 0 <= x <= 1.
double incomplete_beta(double a, double b, double x);

// One-sided: the rate is at most (at least) this, with that confidence.
double upper_bound(std::uint64_t k, std::uint64_t n, double confidence = kConfidence);
double lower_bound(std::uint64_t k, std::uint64_t n, double confidence = kConfidence);

struct Interval {
  double low = 0, high = 1;
};
// Two-sided: half of what is left over on each side.
Interval interval(std::uint64_t k, std::uint64_t n, double confidence = kConfidence);

}  // namespace cs::evaluation
