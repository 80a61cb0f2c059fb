#include "evaluation/truth.h"

#include "codec/csv.h"

namespace cs::evaluation {

Result<std::map<std::string, TrueLine>> read_truth(const Path& path) {
  CS_TRY(reader, codec::CsvReader::open(path));
  const std::string name = path.filename().string();
  std::array<std::size_t, 3> at{};
  constexpr std::array<std::string_view, 3> kColumns = {"request_id", "expected", "register_id"};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto column = reader.column(kColumns[i]);
    if (!column) return malformed(name + ": the column " + std::string(kColumns[i]) + " is missing");
    at[i] = *column;
  }
  std::map<std::string, TrueLine> out;
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) return out;
    if (row.problem != codec::CsvProblem::kNone)
      return malformed(name + ", line " + std::to_string(row.line) + ": " + std::string(codec::csv_problem_text(row.problem)));
    const bool verified = row.fields[at[1]] == "verified";
    out[std::string(row.fields[at[0]])] = {verified, verified || row.fields[at[1]] == "review", std::string(row.fields[at[2]])};
  }
}

}  // namespace cs::evaluation
