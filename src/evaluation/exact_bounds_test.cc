// Published values, and sums of the binomial in 60 digits (Python's decimal), of which 15 stand here.
#include "evaluation/exact_bounds.h"

#include <gtest/gtest.h>

#include <cmath>

namespace cs::evaluation {
namespace {

TEST(exact_bounds, none_of_three_million_bounds_the_rate_at_one_in_a_million) {
  EXPECT_NEAR(upper_bound(0, 3'000'000), 0.9985769e-6, 1e-13);
  EXPECT_LT(upper_bound(0, 3'000'000), 1.0e-6);
  EXPECT_GT(upper_bound(0, 2'990'000), 1.0e-6);
}

TEST(exact_bounds, none_of_139_bounds_the_rate_at_two_percent_and_a_bit) {
  EXPECT_NEAR(upper_bound(0, 139), 0.021321445229927, 1e-14);
  EXPECT_NEAR(upper_bound(0, 958), 0.003122, 5e-7);
}

TEST(exact_bounds, has_the_published_limits_of_four_of_twenty_and_five_of_ten) {
  const Interval four = interval(4, 20);
  EXPECT_NEAR(four.low, 0.057333997050033, 1e-12);
  EXPECT_NEAR(four.high, 0.436614002996668, 1e-12);
  const Interval five = interval(5, 10);
  EXPECT_NEAR(five.low, 0.187086028447399, 1e-12);
  EXPECT_NEAR(five.high, 0.812913971552601, 1e-12);
}

TEST(exact_bounds, agrees_with_sums_of_the_binomial) {
  struct Row { std::uint64_t k, n; double one, low, high; };
  for (const Row& row : {Row{1, 139, 0.033672335930658, 0.000182125916545, 0.039430768873722}, Row{4, 20, 0.401028117331975, 0.057333997050033, 0.436614002996668},
                         Row{15, 2642, 0.008728889485491, 0.003181041057958, 0.009346937869521}, Row{7, 1000, 0.013107715416593, 0.002818858759621, 0.014369194978919},
                         Row{3, 100, 0.075710793749830, 0.006229971538306, 0.085176052974280}}) {
    EXPECT_NEAR(upper_bound(row.k, row.n), row.one, 1e-11) << row.k;
    EXPECT_NEAR(interval(row.k, row.n).low, row.low, 1e-11) << row.k;
    EXPECT_NEAR(interval(row.k, row.n).high, row.high, 1e-11) << row.k;
  }
}

TEST(exact_bounds, all_of_them_mirrors_none_of_them) {
  for (const std::uint64_t n : {1ULL, 10ULL, 139ULL, 100'000ULL}) {
    EXPECT_NEAR(lower_bound(n, n), 1 - upper_bound(0, n), 1e-12);
    EXPECT_EQ(upper_bound(n, n), 1);
    EXPECT_EQ(lower_bound(0, n), 0);
    EXPECT_NEAR(interval(1, n + 1).low, 1 - interval(n, n + 1).high, 1e-12);
  }
}

TEST(exact_bounds, no_trials_say_nothing) {
  EXPECT_EQ(upper_bound(0, 0), 1);
  EXPECT_EQ(lower_bound(0, 0), 0);
  EXPECT_EQ(interval(0, 0).high, 1);
}

TEST(exact_bounds, at_the_limit_the_tail_is_what_was_left_over) {
  for (const auto& [k, n] : {std::pair{3ULL, 1'000'000ULL}, {500'000ULL, 1'000'000ULL}, {999'999ULL, 1'000'000ULL}, {2ULL, 50'000'000ULL}}) {
    const double x = upper_bound(k, n), y = lower_bound(k, n);
    EXPECT_NEAR(incomplete_beta(static_cast<double>(k + 1), static_cast<double>(n - k), x), 0.95, 1e-6) << k;
    EXPECT_NEAR(incomplete_beta(static_cast<double>(k), static_cast<double>(n - k + 1), y), 0.05, 1e-6) << k;
    EXPECT_LT(y, static_cast<double>(k) / static_cast<double>(n));
    EXPECT_GT(x, static_cast<double>(k) / static_cast<double>(n));
  }
}

TEST(exact_bounds, the_beta_function_is_symmetric_and_has_its_closed_forms) {
  for (const double x : {0.001, 0.2, 0.5, 0.77, 0.999}) {
    EXPECT_NEAR(incomplete_beta(1, 1, x), x, 1e-15);
    EXPECT_NEAR(incomplete_beta(2, 3, x), x * x * (6 - 8 * x + 3 * x * x), 1e-14);
    EXPECT_NEAR(incomplete_beta(0.5, 0.5, x), 2 / M_PI * std::asin(std::sqrt(x)), 1e-13);
    EXPECT_NEAR(incomplete_beta(7.5, 31, x), 1 - incomplete_beta(31, 7.5, 1 - x), 1e-13);
  }
}

}  // namespace
}  // namespace cs::evaluation
