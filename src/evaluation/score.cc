#include "evaluation/score.h"

#include "codec/csv.h"

namespace cs::evaluation {
namespace {

// Calls use(fields in the order of `columns`) for every row.
template <typename Use>
Result<void> read_table(const Path& path, std::initializer_list<std::string_view> columns, const Use& use) {
  CS_TRY(reader, codec::CsvReader::open(path));
  const std::string name = path.filename().string();
  std::vector<std::size_t> at;
  for (const std::string_view column : columns) {
    const auto found = reader.column(column);
    if (!found) return malformed(name + ": the column " + std::string(column) + " is missing");
    at.push_back(*found);
  }
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) return {};
    const std::string where = name + ", line " + std::to_string(row.line);
    if (row.problem != codec::CsvProblem::kNone) return malformed(where + ": " + std::string(codec::csv_problem_text(row.problem)));
    std::vector<std::string> fields;
    for (const std::size_t column : at) fields.emplace_back(row.fields[column]);
    if (!use(fields)) return malformed(where + ": an id twice, an id that the other file lacks, or a word that is no answer");
  }
}

bool count_answer(ClassScore& score, const std::string& answer) {
  ++score.lines;
  if (answer == "verified") return ++score.verified, true;
  if (answer == "not_verified") return ++score.not_verified, true;
  if (answer == "review") return ++score.review, true;
  if (answer == "insufficient") return ++score.insufficient, true;
  return false;
}

}  // namespace

Result<Score> score(const Path& answers, const Path& expected) {
  std::map<std::string, std::string> answer_of;
  CS_TRY_VOID(read_table(answers, {"request_id", "answer"},
                         [&](const std::vector<std::string>& row) { return answer_of.emplace(row[0], row[1]).second; }));
  Score out;
  CS_TRY_VOID(read_table(expected, {"request_id", "expected", "class"}, [&](const std::vector<std::string>& row) {
    const auto found = answer_of.find(row[0]);
    if (found == answer_of.end()) return false;
    ClassScore& held = out.classes[row[2]];
    held.must_verify = row[1] == "verified";
    const bool known = count_answer(held, found->second);
    answer_of.erase(found);
    return known;
  }));
  if (!answer_of.empty()) return malformed(answers.filename().string() + ": answers that nothing was expected of");
  return out;
}

std::uint64_t Score::false_verifications() const {
  std::uint64_t count = 0;
  for (const auto& [name, held] : classes) count += held.must_verify ? 0 : held.verified;
  return count;
}

std::uint64_t Score::true_lines() const {
  std::uint64_t count = 0;
  for (const auto& [name, held] : classes) count += held.must_verify ? held.lines : 0;
  return count;
}

std::uint64_t Score::true_verified() const {
  std::uint64_t count = 0;
  for (const auto& [name, held] : classes) count += held.must_verify ? held.verified : 0;
  return count;
}

std::string Score::table() const {
  std::string out = "class lines verified not_verified review insufficient\n";
  for (const auto& [name, held] : classes) {
    out += name;
    for (const std::uint64_t number : {held.lines, held.verified, held.not_verified, held.review, held.insufficient})
      out += " " + std::to_string(number);
    out += "\n";
  }
  return out;
}

}  // namespace cs::evaluation
