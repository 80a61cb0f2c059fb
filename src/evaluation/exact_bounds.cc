#include "evaluation/exact_bounds.h"


#include <cmath>
#include <limits>

#include "base/check.h"

namespace cs::evaluation {
namespace {

// std::lgamma writes a global; this one does not.
double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

constexpr double kTiny = 1e-300;
double away_from_zero(double x) { return std::fabs(x) < kTiny ? kTiny : x; }

// The continued fraction of I_x(a, b), by Lentz's method; converges fast where x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr int kStepsMax = 20'000;  // about sqrt(max(a, b)) are needed: enough for 10^8 trials
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int m = 1; m <= kStepsMax; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= c * d;
    if (std::fabs(c * d - 1) < 1e-15) break;
  }
  return value;
}

// The x at which I_x(a, b) = p. The function rises with x, so halving cannot miss; it ends when two neighbors among doubles are left.
double beta_quantile(double a, double b, double p) {
  double low = 0, high = 1;
  while (true) {
    // Near zero the halves are of the exponent: rates of one in a billion are as exact as those of one in two.
    const double middle = low > 0 && high / low > 4 ? std::sqrt(low * high) : low == 0 && high > 1e-12 ? high / 16 : (low + high) / 2;
    if (middle <= low || middle >= high || high - low < 1e-14 * high) return high;
    (incomplete_beta(a, b, middle) < p ? low : high) = middle;
  }
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double upper_bound(std::uint64_t k, std::uint64_t n, double confidence) {
  CS_CHECK(k <= n, "no more events than trials");
  if (k == n) return 1;
  if (k == 0) return -std::expm1(std::log1p(-confidence) / static_cast<double>(n));  // (1 - x)^n = what is left over
  return beta_quantile(static_cast<double>(k + 1), static_cast<double>(n - k), confidence);
}

double lower_bound(std::uint64_t k, std::uint64_t n, double confidence) {
  CS_CHECK(k <= n, "no more events than trials");
  if (k == 0) return 0;
  if (k == n) return std::exp(std::log1p(-confidence) / static_cast<double>(n));
  return beta_quantile(static_cast<double>(k), static_cast<double>(n - k + 1), 1 - confidence);
}

Interval interval(std::uint64_t k, std::uint64_t n, double confidence) {
  const double side = 1 - (1 - confidence) / 2;
  return {lower_bound(k, n, side), upper_bound(k, n, side)};
}

}  // namespace cs::evaluation
