#include "evaluation/score.h"

namespace cs::evaluation {
namespace {

std::string row(const std::string& name, Expected expected, const AnswerCounts& answers) {
  std::string out = name + " " + std::string(expected_text(expected)) + " " + std::to_string(answers.lines());
  for (const Answer answer : {Answer::kVerified, Answer::kNotVerified, Answer::kReview, Answer::kInsufficient})
    out += " " + std::to_string(answers.count(answer));
  return out + "\n";
}

}  // namespace

std::string score_table(const ReportCounts& counts) {
  std::string out = "class expected lines verified not_verified review insufficient\n";
  for (std::size_t i = 0; i < kExpectedCount; ++i) {
    const auto expected = static_cast<Expected>(i);
    for (const auto& [name, answers] : counts.classes(expected)) out += row(name, expected, answers);
  }
  return out;
}

std::string score_line(const ReportCounts& counts) {
  const AnswerCounts &trues = counts.all(Expected::kTrue), &twins = counts.all(Expected::kUndecidable);
  std::string out = "false verifications " + std::to_string(counts.false_verifications()) + "; verified " +
                    std::to_string(trues.count(Answer::kVerified)) + " of " + std::to_string(trues.lines()) + " true lines";
  if (twins.lines() == 0) return out;
  return out + "; of " + std::to_string(twins.lines()) + " undecidable lines " + std::to_string(twins.count(Answer::kVerified));
}

}  // namespace cs::evaluation
