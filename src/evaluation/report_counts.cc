#include "evaluation/report_counts.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>

#include "evaluation/report_tables.h"

namespace cs::evaluation {
namespace {

struct Line {
  Answer answer = Answer::kNotVerified;
  bool asked_for = false;                // the truth knows it
  std::optional<std::int32_t> weight;
  bool explained = false;
  std::string held_by;
  std::vector<std::string> differences;
};
constexpr std::string_view kNobody = "no-candidate";  // its weight is no candidate's
using Lines = std::unordered_map<std::string, Line>;  // looked up, never walked in its own order

std::optional<Answer> read_answer(std::string_view text) {
  for (std::size_t i = 0; i < kAnswerCount; ++i)
    if (answer_text(static_cast<Answer>(i)) == text) return static_cast<Answer>(i);
  return std::nullopt;
}

std::optional<Expected> read_expected(std::string_view text, std::string_view line_class) {
  if (line_class.starts_with("u_")) return Expected::kUndecidable;
  if (text == "verified") return Expected::kTrue;
  if (text == "not_verified") return Expected::kFalse;
  if (text == "review") return Expected::kReview;
  if (text == "insufficient") return Expected::kInsufficient;
  return std::nullopt;
}

// Words that may stand in a report. Anything else could be somebody's name.
bool is_plain_word(std::string_view text) {
  constexpr std::size_t kWordBytesMax = 48;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+'; };
  return !text.empty() && text.size() <= kWordBytesMax && std::all_of(text.begin(), text.end(), plain);
}

// The kinds of "first:keyboard:123;all:upper_case:9", each once; false when it is not of that form.
bool read_kinds(std::string_view edits, std::vector<std::string>& kinds, std::uint64_t& count) {
  kinds.clear();
  count = 0;
  while (!edits.empty()) {
    const std::string_view edit = edits.substr(0, edits.find(';'));
    edits.remove_prefix(std::min(edits.size(), edit.size() + 1));
    const std::size_t field_end = edit.find(':');
    if (field_end == std::string_view::npos) return false;
    const std::string_view kind = edit.substr(field_end + 1, edit.find(':', field_end + 1) - field_end - 1);
    if (!is_plain_word(edit.substr(0, field_end)) || !is_plain_word(kind)) return false;
    const std::string name = std::string(edit.substr(0, field_end)) + ":" + std::string(kind);
    if (std::find(kinds.begin(), kinds.end(), name) == kinds.end()) kinds.push_back(name);
    ++count;
  }
  return true;
}

Result<void> read_answers(const Path& path, Lines& lines) {
  return read_table(path, {"request_id", "answer"}, {}, [&](const TableRow& row) -> std::string_view {
    const auto answer = read_answer(row[1]);
    if (!answer) return "answer: not an answer";
    return lines.emplace(row[0], Line{.answer = *answer, .asked_for = false, .weight = {}, .explained = false, .held_by = {}, .differences = {}}).second ? "" : "request_id: twice";
  });
}

Result<void> read_explained(const Path& path, Lines& lines, ReportCounts& out) {
  return read_explained_table(path, [&](const ExplainedRow& row) -> std::string_view {
    const auto found = lines.find(row.request_id);
    if (found == lines.end()) return "request_id: the answers lack it";
    if (found->second.explained) return "request_id: twice";
    if (!row.held_by.empty() && !is_plain_word(row.held_by)) return "held_by: not a plain word";
    for (const std::string& difference : row.differences)
      if (!is_plain_word(difference.substr(0, difference.find(' '))) || !is_plain_word(difference.substr(difference.find(' ') + 1))) return "differences: not plain words";
    found->second.explained = true;
    if (row.held_by != kNobody) found->second.weight = row.weight;
    found->second.held_by = row.held_by;
    found->second.differences = row.differences;
    out.has_held_by |= !row.held_by.empty();
    return "";
  });
}

void count_weight(const Line& line, Expected expected, ReportCounts& out) {
  if (!line.explained || (expected != Expected::kTrue && expected != Expected::kFalse)) return;
  const auto add = [expected](WeightBin& bin) { ++(expected == Expected::kTrue ? bin.true_lines : bin.false_lines); };
  if (!line.held_by.empty() && line.answer != Answer::kInsufficient) add(out.held_by[line.held_by]);
  if (expected == Expected::kFalse || line.answer != Answer::kVerified)
    for (const std::string& difference : line.differences) add(out.by_difference[difference]);
  if (!line.weight) return line.answer == Answer::kInsufficient ? void() : add(out.without_weight);
  const std::int32_t weight = *line.weight;
  add(out.by_weight[weight >= 0 ? weight / kWeightBin : -((-(weight + 1)) / kWeightBin) - 1]);
}

std::string_view count_line(const TableRow& row, Lines& lines, ReportCounts& out) {
  const auto found = lines.find(std::string(row[0]));
  if (found == lines.end()) return "request_id: the answers lack it";
  Line& line = found->second;
  if (line.asked_for) return "request_id: twice";
  line.asked_for = true;
  const auto expected = read_expected(row[1], row[2]);
  if (!expected) return "expected: not an answer";
  if (!is_plain_word(row[2])) return "class: not a plain word";
  out.by_class[static_cast<std::size_t>(*expected)][std::string(row[2])].add(line.answer);
  out.by_expected[static_cast<std::size_t>(*expected)].add(line.answer);
  count_weight(line, *expected, out);
  const bool is_true = *expected == Expected::kTrue, is_false = *expected == Expected::kFalse;
  if (!row[3].empty() && (is_true || is_false)) {
    if (!is_plain_word(row[3])) return "origin_group: not a plain word";
    GroupCounts& group = out.by_group[std::string(row[3])];
    (is_true ? group.true_lines : group.false_lines).add(line.answer);
  }
  if (!is_true || !out.has_errors) return "";
  std::vector<std::string> kinds;
  std::uint64_t count = 0;
  if (!read_kinds(row[4], kinds, count)) return "edits: not field:kind:draw";
  if (kinds.empty()) kinds.emplace_back("none");
  for (const std::string& kind : kinds) out.by_error[kind].add(line.answer);
  out.by_error_count[count].add(line.answer);
  return "";
}

}  // namespace

std::string_view answer_text(Answer answer) {
  switch (answer) {
    case Answer::kVerified: return "verified";
    case Answer::kReview: return "review";
    case Answer::kNotVerified: return "not_verified";
    case Answer::kInsufficient: return "insufficient";
  }
  return "";
}

std::string_view expected_text(Expected expected) {
  switch (expected) {
    case Expected::kTrue: return "verified";
    case Expected::kFalse: return "not_verified";
    case Expected::kReview: return "review";
    case Expected::kInsufficient: return "insufficient";
    case Expected::kUndecidable: return "undecidable";
  }
  return "";
}

std::uint64_t AnswerCounts::lines() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : of) sum += count;
  return sum;
}

std::size_t ReportCounts::class_count() const {
  std::set<std::string_view> names;
  for (const ClassCounts& classes : by_class)
    for (const auto& [name, answers] : classes) names.insert(name);
  return names.size();
}

AnswerCounts ReportCounts::must_not_be_verified() const {
  AnswerCounts out;
  for (const Expected each : {Expected::kFalse, Expected::kReview, Expected::kInsufficient})
    for (std::size_t i = 0; i < kAnswerCount; ++i) out.of[i] += all(each).of[i];
  return out;
}

std::uint64_t ReportCounts::lines() const {
  std::uint64_t sum = 0;
  for (const AnswerCounts& counts : by_expected) sum += counts.lines();
  return sum;
}

Result<ReportCounts> count_answers(const Path& answers, const Path& truth, const std::optional<Path>& explained) {
  ReportCounts out;
  Lines lines;
  CS_TRY_VOID(read_answers(answers, lines));
  if (explained) CS_TRY_VOID(read_explained(*explained, lines, out));
  out.has_weights = explained.has_value();
  CS_TRY(columns, has_columns(truth, {"origin_group", "edits"}));
  out.has_errors = columns[1];
  std::uint64_t known = 0;
  CS_TRY_VOID(read_table(truth, {"request_id", "expected", "class"}, {"origin_group", "edits"}, [&](const TableRow& row) {
    ++known;
    return count_line(row, lines, out);
  }));
  if (known != lines.size()) return malformed(answers.filename().string() + ": has lines that the truth does not know");
  out.has_groups = columns[0] && !out.by_group.empty();
  return out;
}

}  // namespace cs::evaluation
