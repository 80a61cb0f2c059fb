// A CSV file: every good row has the header's fields, in their limits, and what one form takes the other takes alike.
#include <vector>

#include "base/check.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "codec/text.h"

namespace {

using Rows = std::vector<std::pair<cs::codec::CsvProblem, std::vector<std::string>>>;

// The rows, and one more without fields where the reading ended in a fault.
Rows rows_of(std::string_view text, cs::codec::CsvForm form) {
  using namespace cs;
  Rows rows;
  auto reader = codec::CsvReader::over(text, form);
  if (!reader) return rows;
  codec::CsvRow row;
  std::uint64_t line = 1;
  while (true) {
    const auto more = reader->next(row);
    if (!more || !*more) return rows;
    CS_CHECK(row.line > line, "rows start on lines that ascend");
    line = row.line;
    const bool good = row.problem == codec::CsvProblem::kNone;
    CS_CHECK(good ? row.fields.size() == reader->header().size() : row.fields.empty(),
             "a good row has the header's fields, a bad one none");
    rows.emplace_back(row.problem, std::vector<std::string>(row.fields.begin(), row.fields.end()));
    for (const std::string& field : rows.back().second) {
      CS_CHECK(field.size() <= limits::kCsvFieldBytesMax, "a field keeps to its limit");
      CS_CHECK(codec::is_utf8(field) && field.find('\0') == std::string::npos, "a field is text");
    }
  }
}

// The same rows, taken as they stand wherever they can be.
Rows rows_in_pieces(std::string_view text, std::size_t rows_max) {
  using namespace cs;
  Rows rows;
  auto reader = codec::CsvReader::over(text);
  if (!reader) return rows;
  codec::CsvRow row;
  std::string bytes;
  std::vector<std::uint32_t> ends;
  while (true) {
    bytes.clear();
    ends.clear();
    const codec::CsvPlain plain = reader->next_plain(rows_max, bytes, ends);
    CS_CHECK(plain.rows <= rows_max && ends.size() == plain.rows * reader->header().size(), "no more rows than were asked for, and whole ones");
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); begin = ends[i++] + std::size_t{1}) {
      if (i % reader->header().size() == 0) rows.emplace_back(codec::CsvProblem::kNone, std::vector<std::string>());
      rows.back().second.push_back(bytes.substr(begin, ends[i] - begin));
    }
    if (plain.rows != 0) continue;
    const auto more = reader->next(row);
    if (!more || !*more) return rows;
    rows.emplace_back(row.problem, std::vector<std::string>(row.fields.begin(), row.fields.end()));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = cs::as_text({data, size});
  const Rows any = rows_of(text, cs::codec::CsvForm::kAny);
  const Rows one = rows_of(text, cs::codec::CsvForm::kOne);
  for (const std::size_t rows_max : {std::size_t{1}, std::size_t{3}, std::size_t{4096}})
    CS_CHECK(rows_in_pieces(text, rows_max) == any, "rows that are taken as they stand are those that are read one by one");
  for (std::size_t i = 0; i < one.size(); ++i) {
    if (one[i].first == cs::codec::CsvProblem::kNone) CS_CHECK(one[i] == any[i], "the stricter form reads nothing else");
  }
  for (const auto& [problem, fields] : any) {
    if (problem != cs::codec::CsvProblem::kNone || fields.empty()) continue;
    std::string table = "a\n" + cs::codec::csv_field(fields[0]) + "\n";
    const Rows back = rows_of(table, cs::codec::CsvForm::kOne);
    CS_CHECK(back.size() == 1 && back[0].second.size() == 1 && back[0].second[0] == fields[0], "a field that is written is read again");
  }
  return 0;
}
