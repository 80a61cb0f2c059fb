#include "evaluation/report_tables.h"

#include <charconv>
#include <fstream>

#include "codec/csv.h"
#include "codec/json.h"

namespace cs::evaluation {
namespace {

constexpr std::size_t kExplainedLineBytesMax = 64 * 1024;  // four names' differences in words: far more than one line has

Fault row_fault(const Path& path, std::uint64_t line, std::string_view why) {
  return malformed(path.filename().string() + ", line " + std::to_string(line) + ": " + std::string(why));
}

bool read_weight(std::string_view text, std::optional<std::int32_t>& weight) {
  weight.reset();
  if (text.empty()) return true;
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  weight = number;
  return true;
}

std::string text_of(const codec::Value& record, std::string_view key) {
  const codec::Value* found = record.find(key);
  return found != nullptr && found->text() != nullptr ? *found->text() : std::string();
}

void read_differences(const codec::Value& record, ExplainedRow& row) {
  row.differences.clear();
  const codec::Value* found = record.find("differences");
  if (found == nullptr || found->list() == nullptr) return;
  for (const codec::Value& each : *found->list()) {
    const std::string effect = text_of(each, "effect"), code = text_of(each, "code");
    if (!code.empty() && effect != "free") row.differences.push_back(effect + " " + code);
  }
}

// One record of the JSON form; why it is none, or "".
std::string_view read_record(const codec::Value& record, ExplainedRow& row) {
  const codec::Value* id = record.find("request_id");
  const codec::Value* weight = record.find("weight");
  if (id == nullptr || id->text() == nullptr) return "request_id: missing";
  row.request_id = *id->text();
  row.weight.reset();
  if (weight != nullptr && !weight->is_null()) {
    if (weight->number() == nullptr || *weight->number() < INT32_MIN || *weight->number() > INT32_MAX) return "weight: not a whole number of 32 bits";
    row.weight = static_cast<std::int32_t>(*weight->number());
  }
  row.held_by = text_of(record, "held_by");
  read_differences(record, row);
  return "";
}

Result<void> read_json_rows(const Path& path, std::ifstream& in, const std::function<std::string_view(const ExplainedRow&)>& use) {
  codec::JsonReader reader;
  ExplainedRow row;
  std::string text;
  for (std::uint64_t line = 1; std::getline(in, text); ++line) {
    auto record = reader.read(text, kExplainedLineBytesMax);
    if (!record) return at(path.filename().string() + ", line " + std::to_string(line), record.fault());
    std::string_view why = read_record(*record, row);
    if (why.empty()) why = use(row);
    if (!why.empty()) return row_fault(path, line, why);
  }
  if (in.bad()) return io_fault(path.filename().string() + ": cannot be read");
  return {};
}

}  // namespace

Result<void> read_table(const Path& path, std::initializer_list<std::string_view> needed, std::initializer_list<std::string_view> others,
                        const std::function<std::string_view(const TableRow&)>& use) {
  CS_TRY(reader, codec::CsvReader::open(path));
  std::vector<std::optional<std::size_t>> places;
  for (const std::string_view column : needed) {
    places.push_back(reader.column(column));
    if (!places.back()) return malformed(path.filename().string() + ": the column " + std::string(column) + " is missing");
  }
  for (const std::string_view column : others) places.push_back(reader.column(column));
  codec::CsvRow row;
  TableRow fields(places.size());
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) return {};
    if (row.problem != codec::CsvProblem::kNone) return row_fault(path, row.line, codec::csv_problem_text(row.problem));
    for (std::size_t i = 0; i < places.size(); ++i) fields[i] = places[i] ? row.fields[*places[i]] : std::string_view();
    const std::string_view why = use(fields);
    if (!why.empty()) return row_fault(path, row.line, why);
  }
}

Result<std::vector<bool>> has_columns(const Path& path, std::initializer_list<std::string_view> columns) {
  CS_TRY(reader, codec::CsvReader::open(path));
  std::vector<bool> out;
  for (const std::string_view column : columns) out.push_back(reader.column(column).has_value());
  return out;
}

Result<void> read_explained_table(const Path& path, const std::function<std::string_view(const ExplainedRow&)>& use) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return not_found(path.filename().string() + ": cannot be opened");
  if (in.peek() == '{') return read_json_rows(path, in, use);
  in.close();
  ExplainedRow row;
  return read_table(path, {"request_id", "weight"}, {"held_by"}, [&](const TableRow& fields) -> std::string_view {
    if (!read_weight(fields[1], row.weight)) return "weight: not a whole number of 32 bits";
    row.request_id = fields[0];
    row.held_by = fields[2];
    return use(row);
  });
}

}  // namespace cs::evaluation
