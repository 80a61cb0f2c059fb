// The rates of an accuracy report, each with its exact bounds.
//   Shape    k of n with a stable key; the same list stands in the page and in the JSON.
//   Units    bounds with 95 % confidence; in the JSON in parts per billion, limits rounded outward.
//   Threads  pure.
//   Source   the project's matching design, section 10.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/value.h"
#include "evaluation/exact_bounds.h"
#include "evaluation/report_counts.h"

namespace cs::evaluation {

struct Rate {
  std::string_view key, name, meaning;
  std::uint64_t k = 0, n = 0;
  double value() const { return n == 0 ? 0 : static_cast<double>(k) / static_cast<double>(n); }
  Interval limits() const { return interval(k, n); }
  double at_most() const { return upper_bound(k, n); }
};

Rate false_verification_rate(const ReportCounts& counts);
Rate false_non_verification_rate(const ReportCounts& counts);  // over the sufficient true lines
std::vector<Rate> rates_of(const ReportCounts& counts);

// {"k":..,"n":..,"rate_ppb":..,"low_ppb":..,"high_ppb":..,"at_most_ppb":..}; without n the rates are null.
codec::Value rate_value(std::uint64_t k, std::uint64_t n);

// The whole report as JSON: counts and rates, no file names.
codec::Value report_value(const ReportCounts& counts);

}  // namespace cs::evaluation
