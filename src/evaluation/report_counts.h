// What an accuracy report counts: answers against truth, and, where the run was explained, weights.
//   Shape    answers: CSV request_id,answer. truth: CSV request_id,expected,class and, of an invented world, origin_group and edits
//            ("field:kind:draw;..."). explained: what `evaluate --explain` wrote: CSV or one JSON record a line, with request_id, weight and
//            held_by; of these files all other columns are left alone. A line without a candidate has an empty weight.
//   Units    weights in 1/256 bit.
//   Errors   kMalformed: a column missing, an unreadable row, an id that a file lacks or has twice, a word that is no answer, a class, group
//            or kind that is no plain word (it would stand in the report): file and line are named, never a value. kNotFound, kIo.
//   Threads  a free function.
//   Holds    counts and class names alone leave the files: no id, name or address is in what is returned.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"

namespace cs::evaluation {

enum class Answer : std::uint8_t { kVerified, kReview, kNotVerified, kInsufficient };
inline constexpr std::size_t kAnswerCount = 4;
std::string_view answer_text(Answer answer);

// What the truth says of a line. Undecidable: its class begins with u_; its line and record are those of a true line, so no answer is right
// for both, and it is counted apart.
enum class Expected : std::uint8_t { kTrue, kFalse, kReview, kInsufficient, kUndecidable };
inline constexpr std::size_t kExpectedCount = 5;
std::string_view expected_text(Expected expected);

struct AnswerCounts {
  std::array<std::uint64_t, kAnswerCount> of{};
  void add(Answer answer) { ++of[static_cast<std::size_t>(answer)]; }
  std::uint64_t count(Answer answer) const { return of[static_cast<std::size_t>(answer)]; }
  std::uint64_t lines() const;
  std::uint64_t sufficient() const { return lines() - count(Answer::kInsufficient); }
};

using ClassCounts = std::map<std::string, AnswerCounts>;

struct GroupCounts {
  AnswerCounts true_lines, false_lines;
};

// Candidates by weight: lines whose best candidate's weight is in one bin of kWeightBin.
inline constexpr std::int32_t kWeightBin = 256;
struct WeightBin {
  std::uint64_t true_lines = 0, false_lines = 0;
};

struct ReportCounts {
  std::array<AnswerCounts, kExpectedCount> by_expected{};
  std::array<ClassCounts, kExpectedCount> by_class{};    // a class may hold lines of several truths: it stands with each
  std::map<std::string, AnswerCounts> by_error;        // true lines; "field:kind", and "none"; a line with two kinds stands in both
  std::map<std::uint64_t, AnswerCounts> by_error_count;  // true lines
  std::map<std::string, GroupCounts> by_group;
  bool has_errors = false, has_groups = false, has_weights = false, has_held_by = false;
  std::map<std::int32_t, WeightBin> by_weight;         // number of the bin: floor(weight / kWeightBin)
  WeightBin without_weight;                            // answered lines without a candidate
  std::map<std::string, WeightBin> held_by;            // what kept lines from being verified
  std::map<std::string, WeightBin> by_difference;      // "effect code": true lines that were not verified, and false lines

  const AnswerCounts& all(Expected expected) const { return by_expected[static_cast<std::size_t>(expected)]; }
  const ClassCounts& classes(Expected expected) const { return by_class[static_cast<std::size_t>(expected)]; }
  std::size_t class_count() const;                     // different names
  // The one definition of what must not be verified: false lines, a clerk's, and those that say too little. Undecidable ones stand beside.
  AnswerCounts must_not_be_verified() const;
  std::uint64_t false_verifications() const { return must_not_be_verified().count(Answer::kVerified); }
  std::uint64_t lines() const;
};

Result<ReportCounts> count_answers(const Path& answers, const Path& truth, const std::optional<Path>& explained);

}  // namespace cs::evaluation
