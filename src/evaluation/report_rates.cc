#include "evaluation/report_rates.h"

#include <cmath>

#include "codec/json.h"

namespace cs::evaluation {
namespace {

using codec::Value;

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }

constexpr double kBillion = 1e9;
Value down(double rate) { return Value(static_cast<std::int64_t>(std::floor(rate * kBillion))); }
Value up(double rate) { return Value(static_cast<std::int64_t>(std::ceil(rate * kBillion))); }

Value answers_value(const AnswerCounts& answers) {
  codec::Record out{{"lines", number(answers.lines())}};
  for (std::size_t i = 0; i < kAnswerCount; ++i) out.emplace_back(answer_text(static_cast<Answer>(i)), number(answers.of[i]));
  out.emplace_back("verified_rate", rate_value(answers.count(Answer::kVerified), answers.lines()));
  return Value(std::move(out));
}

Value weights_value(const ReportCounts& counts) {
  codec::List bins;
  for (const auto& [bin, held] : counts.by_weight)
    bins.push_back(codec::record_of({{"weight_from", Value(std::int64_t{bin} * kWeightBin)}, {"weight_below", Value((std::int64_t{bin} + 1) * kWeightBin)},
                                     {"true_lines", number(held.true_lines)}, {"false_lines", number(held.false_lines)},
                                     {"true_share", rate_value(held.true_lines, held.true_lines + held.false_lines)}}));
  return Value(std::move(bins));
}

Value held_by_value(const ReportCounts& counts) {
  codec::Record out;
  for (const auto& [reason, held] : counts.held_by)
    out.emplace_back(reason, codec::record_of({{"true_lines", number(held.true_lines)}, {"false_lines", number(held.false_lines)}}));
  return Value(std::move(out));
}

template <typename Map, typename Of>
Value map_value(const Map& map, const Of& of) {
  codec::Record out;
  for (const auto& [name, held] : map) out.emplace_back(name, of(held));
  return Value(std::move(out));
}

// A class whose lines have several truths stands once for each, its name with the truth behind it.
Value classes_value(const ReportCounts& counts) {
  std::map<std::string, std::pair<Expected, const AnswerCounts*>> named;
  for (std::size_t i = 0; i < kExpectedCount; ++i) {
    const auto expected = static_cast<Expected>(i);
    for (const auto& [name, answers] : counts.classes(expected)) {
      const bool first = named.emplace(name, std::pair(expected, &answers)).second;
      if (!first) named.emplace(name + ":" + std::string(expected_text(expected)), std::pair(expected, &answers));
    }
  }
  codec::Record out;
  for (const auto& [name, held] : named) {
    Value value = answers_value(*held.second);
    codec::Record record = *value.record();
    record.insert(record.begin(), {"expected", Value(std::string(expected_text(held.first)))});
    out.emplace_back(name, Value(std::move(record)));
  }
  return Value(std::move(out));
}

}  // namespace

Rate false_verification_rate(const ReportCounts& counts) {
  const AnswerCounts others = counts.must_not_be_verified();
  return {"false_verification_rate", "false verifications", "lines that must not be verified, and were", others.count(Answer::kVerified), others.lines()};
}

Rate false_non_verification_rate(const ReportCounts& counts) {
  const AnswerCounts& trues = counts.all(Expected::kTrue);
  return {"false_non_verification_rate", "missed, of the sufficient true lines", "true lines with a sufficient name and address that were not verified; review is no success",
          trues.sufficient() - trues.count(Answer::kVerified), trues.sufficient()};
}

std::vector<Rate> rates_of(const ReportCounts& counts) {
  const AnswerCounts &trues = counts.all(Expected::kTrue), &grays = counts.all(Expected::kReview), &short_ = counts.all(Expected::kInsufficient),
                     &twins = counts.all(Expected::kUndecidable);
  std::uint64_t review = 0;
  for (const AnswerCounts& answers : counts.by_expected) review += answers.count(Answer::kReview);
  return {
      false_verification_rate(counts),
      false_non_verification_rate(counts),
      {"false_non_verification_rate_all", "missed, of all true lines", "true lines that were not verified, whatever was wrong with them", trues.lines() - trues.count(Answer::kVerified), trues.lines()},
      {"verified_or_review_rate_true", "verified or in review, of the sufficient true lines", "true lines that a clerk may still verify count too", trues.count(Answer::kVerified) + trues.count(Answer::kReview), trues.sufficient()},
      {"review_rate_true", "in review, of all true lines", "true lines that wait for a clerk", trues.count(Answer::kReview), trues.lines()},
      {"insufficient_rate_true", "insufficient, of all true lines", "true lines whose own name or address would be refused at admission", trues.count(Answer::kInsufficient), trues.lines()},
      {"review_rate", "in review, of all lines", "the clerks' work", review, counts.lines()},
      {"gray_verified_rate", "verified, of the lines that belong to a clerk", "gray lines verified without one", grays.count(Answer::kVerified), grays.lines()},
      {"insufficient_verified_rate", "verified, of the lines that say too little", "lines that admission should have refused", short_.count(Answer::kVerified), short_.lines()},
      {"undecidable_verified_rate", "verified, of the undecidable lines", "false lines whose words are those of a true line: no answer is right for both, so they are in no other rate", twins.count(Answer::kVerified), twins.lines()},
  };
}

codec::Value rate_value(std::uint64_t k, std::uint64_t n) {
  codec::Record out{{"k", number(k)}, {"n", number(n)}};
  if (n == 0) {
    for (const char* key : {"rate_ppb", "low_ppb", "high_ppb", "at_most_ppb"}) out.emplace_back(key, Value());
    return Value(std::move(out));
  }
  const Interval limits = interval(k, n);
  out.emplace_back("rate_ppb", Value(static_cast<std::int64_t>(std::llround(kBillion * static_cast<double>(k) / static_cast<double>(n)))));
  out.emplace_back("low_ppb", down(limits.low));
  out.emplace_back("high_ppb", up(limits.high));
  out.emplace_back("at_most_ppb", up(upper_bound(k, n)));
  return Value(std::move(out));
}

codec::Value report_value(const ReportCounts& counts) {
  codec::Record rates;
  for (const Rate& rate : rates_of(counts)) rates.emplace_back(rate.key, rate_value(rate.k, rate.n));
  codec::Record out{{"lines", number(counts.lines())}, {"confidence_percent", Value(std::int64_t{95})}, {"rates", Value(std::move(rates))}};
  out.emplace_back("classes", classes_value(counts));
  if (counts.has_errors) out.emplace_back("error_kinds_of_true_lines", map_value(counts.by_error, answers_value));
  if (counts.has_groups)
    out.emplace_back("name_origin_groups", map_value(counts.by_group, [](const GroupCounts& held) {
      return codec::record_of({{"true_lines", answers_value(held.true_lines)}, {"false_lines", answers_value(held.false_lines)}});
    }));
  if (counts.has_weights) out.emplace_back("weight_bins", weights_value(counts));
  if (!counts.by_difference.empty())
    out.emplace_back("differences", map_value(counts.by_difference, [](const WeightBin& held) {
      return codec::record_of({{"true_lines_not_verified", number(held.true_lines)}, {"false_lines", number(held.false_lines)}});
    }));
  if (counts.has_held_by) out.emplace_back("held_by", held_by_value(counts));
  return Value(std::move(out));
}

}  // namespace cs::evaluation
