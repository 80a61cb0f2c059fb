#include "codec/csv.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/limits.h"
#include "codec/json.h"
#include "codec/unpacked_for_test.h"

namespace cs::codec {
namespace {

// A row's number, then its fields between bars or its problem; or the fault that ends the list. False at the end.
bool add_row(CsvReader& reader, CsvRow& row, std::vector<std::string>& out) {
  const auto more = reader.next(row);
  if (!more) return out.push_back("fault: " + more.fault().text), false;
  if (!*more) return false;
  std::string text = std::to_string(row.line) + ":";
  if (row.problem != CsvProblem::kNone) text += " " + std::string(csv_problem_text(row.problem));
  for (const std::string_view field : row.fields) text += "|" + std::string(field);
  out.push_back(text);
  return true;
}

// One line a row.
std::vector<std::string> rows_of(Result<CsvReader> reader) {
  if (!reader) return {"fault: " + reader.fault().text};
  std::vector<std::string> out;
  CsvRow row;
  while (true) {
    if (!add_row(*reader, row, out)) return out;
  }
}
// The same list, read with next_plain() wherever that gives rows.
std::vector<std::string> rows_in_pieces(Result<CsvReader> reader, std::size_t rows_max, std::size_t* plain_rows = nullptr) {
  if (!reader) return {"fault: " + reader.fault().text};
  std::vector<std::string> out;
  CsvRow row;
  while (true) {
    std::string bytes = "before";
    std::vector<std::uint32_t> ends = {7};
    const CsvPlain plain = reader->next_plain(rows_max, bytes, ends);
    EXPECT_EQ(ends.size(), 1 + plain.rows * reader->header().size());
    if (plain_rows != nullptr) *plain_rows += plain.rows;
    std::size_t begin = 6, at = 1;
    for (std::size_t i = 0; i < plain.rows; ++i) {
      std::string text = std::to_string(plain.line + i) + ":";
      for (std::size_t field = 0; field < reader->header().size(); begin = ends[at++] + std::size_t{1}, ++field) {
        text += "|" + bytes.substr(begin, ends[at] - begin);
        EXPECT_EQ(bytes[ends[at]], field + 1 < reader->header().size() ? ',' : '\n');
      }
      out.push_back(text);
    }
    if (plain.rows != 0) continue;
    if (!add_row(*reader, row, out)) return out;
  }
}
using Rows = std::vector<std::string>;
const std::string kShape(csv_problem_text(CsvProblem::kShape));
const std::string kEncoding(csv_problem_text(CsvProblem::kEncoding));

TEST(csv, fields_are_those_of_rfc_4180) {
  EXPECT_EQ(rows_of(CsvReader::over("a,b\r\n1,2\r\n\"x,\"\"y\"\"\",\"\r\n\"\r\n,\n")), (Rows{"2:|1|2", "3:|x,\"y\"|\r\n", "5:||"}));
  EXPECT_EQ(rows_of(CsvReader::over("a\n\n\"\"\nb")), (Rows{"2:|", "3:|", "4:|b"})) << "one column: an empty line is an empty field";
  EXPECT_TRUE(rows_of(CsvReader::over("a,b")).empty());
  EXPECT_TRUE(rows_of(CsvReader::over("\xEF\xBB\xBF" "a,b\n")).empty());
  EXPECT_EQ(*CsvReader::over("\xEF\xBB\xBF" "a,b\n")->column("a"), 0u);
  EXPECT_EQ(*CsvReader::over("a,b\n")->column("b"), 1u);
  EXPECT_FALSE(CsvReader::over("a,b\n")->column("c").has_value());
}

TEST(csv, a_bad_row_is_named_and_the_reader_goes_on) {
  const std::string text = "a,b\n1\n1,2,3\n1,x\"y\n\"1\"x,2\n1,2\r3\n1,\xFF\n4,5\n";
  EXPECT_EQ(rows_of(CsvReader::over(text)),
            (Rows{"2: " + kShape, "3: " + kShape, "4: " + kShape, "5: " + kShape, "6: " + kShape, "7: " + kEncoding, "8:|4|5"}));
  EXPECT_EQ(rows_of(CsvReader::over(std::string_view("a,b\n1,\0\n3,4\n", 12))), (Rows{"2: " + kEncoding, "3:|3|4"}));
  EXPECT_EQ(rows_of(CsvReader::over("a,b\n1,2\r")), Rows{"2: " + kShape});
}

TEST(csv, a_quote_open_at_the_end_ends_the_reading) {
  EXPECT_EQ(rows_of(CsvReader::over("a,b\n1,2\n\"x,3\n4,5\n")), (Rows{"2:|1|2", "fault: line 3: a quote is open at the end of the file"}));
}

TEST(csv, a_header_must_be_sound) {
  for (std::string_view bad : {"", "\xEF\xBB\xBF", "a,a\n", "a,\"b\n", "a,b\"c\n", "a\xFF\n", "\xEF\xBB\xBF\xEF\xBB\xBF" "a\n", "a\rb\n"})
    EXPECT_FALSE(CsvReader::over(bad)) << bad;
  std::string wide = "c0";
  for (std::size_t i = 1; i < limits::kCsvColumnsMax; ++i) wide += ",c" + std::to_string(i);
  EXPECT_TRUE(CsvReader::over(wide));
  EXPECT_EQ(CsvReader::over(wide + ",more").fault().kind, FaultKind::kLimit);
}

TEST(csv, fields_and_rows_end_at_their_limits) {
  const auto field = [](std::size_t size) { return std::string(size, 'x'); };
  const std::string too_long(csv_problem_text(CsvProblem::kRowTooLong));
  const std::string field_too_long(csv_problem_text(CsvProblem::kFieldTooLong));
  EXPECT_EQ(rows_of(CsvReader::over("a\n" + field(limits::kCsvFieldBytesMax) + "\n")).at(0).size(), 3 + limits::kCsvFieldBytesMax);
  EXPECT_EQ(rows_of(CsvReader::over("a\n" + field(limits::kCsvFieldBytesMax + 1) + "\n2\n")), (Rows{"2: " + field_too_long, "3:|2"}));
  EXPECT_EQ(rows_of(CsvReader::over("a\n" + field(limits::kCsvRowBytesMax - 1) + "\n2\n")), (Rows{"2: " + field_too_long, "3:|2"}));
  EXPECT_EQ(rows_of(CsvReader::over("a\n" + field(limits::kCsvRowBytesMax) + "\n2\n")), (Rows{"2: " + too_long, "3:|2"}));
  EXPECT_EQ(rows_of(CsvReader::over("a\n\"" + field(1000000) + "\n\n\"\n2\n")), (Rows{"2: " + too_long, "5:|2"}));
}

TEST(csv, one_form_refuses_what_any_form_lets_pass) {
  EXPECT_EQ(rows_of(CsvReader::over("a,b\r\n1,2\n3,4\r\n5,6", CsvForm::kOne)), (Rows{"2: " + kShape, "3:|3|4", "4: " + kShape}));
  EXPECT_EQ(rows_of(CsvReader::over("a,b\n1,2\n", CsvForm::kOne)), Rows{"2:|1|2"});
  EXPECT_FALSE(CsvReader::over("\xEF\xBB\xBF" "a,b\n1,2\n", CsvForm::kOne));
}

// A file is read in pieces; whatever the piece ends in, the rows are those of the same bytes in memory.
TEST(csv, a_file_gives_the_rows_that_memory_gives) {
  std::string text = "id,a,b\r\n";
  for (int i = 0; i < 30000; ++i) {
    text += std::to_string(i) + ",\"x\"\"" + std::string(static_cast<std::size_t>(i % 37), 'y') + "\n\",plain " + std::to_string(i * 7);
    text += i % 3 == 0 ? "\r\n" : "\n";
    if (i % 1000 == 0) text += "bad\"row," + std::string(20000, 'z') + "\n";
  }
  ASSERT_GT(text.size(), 4u * 256 * 1024);
  const Path path = std::filesystem::temp_directory_path() / ("countersign-codec-" + std::to_string(::getpid()) + ".csv");
  ASSERT_TRUE(write_file(path, as_bytes(text)));
  const Rows from_memory = rows_of(CsvReader::over(text));
  EXPECT_EQ(rows_of(CsvReader::open(path)), from_memory);
  EXPECT_EQ(from_memory.size(), 30030u);
  auto reader = CsvReader::open(path);
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(reader->bytes_total(), text.size());
  CsvRow row;
  while (*reader->next(row)) {}
  EXPECT_EQ(reader->bytes_read(), text.size());
  std::filesystem::remove(path);
}

TEST(csv, a_file_that_cannot_be_read_is_a_fault_with_its_name) {
  EXPECT_EQ(CsvReader::open("no-such-file.csv").fault().kind, FaultKind::kNotFound);
  EXPECT_NE(CsvReader::open("no-such-file.csv").fault().text.find("no-such-file.csv"), std::string::npos);
  EXPECT_FALSE(CsvReader::open(std::filesystem::temp_directory_path()));
}

TEST(csv, a_field_is_quoted_where_it_must_be) {
  EXPECT_EQ(csv_field("plain x"), "plain x");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("a\nb"), "\"a\nb\"");
  EXPECT_EQ(csv_field("=1"), "=1");
  EXPECT_EQ(csv_field_for_people("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
  for (std::string_view live : {"=1", "+1", "-1", "@A", "\tx", "\rx"}) EXPECT_TRUE(csv_field_for_people(live).starts_with("\"'")) << live;
  EXPECT_EQ(csv_field_for_people("O'Neill"), "O'Neill");
}

// A field of any text comes back as it went in, and never as a formula.
void expect_back(const std::string& text) {
  if (text.size() > limits::kCsvFieldBytesMax || text.find('\0') != std::string::npos) return;
  const std::string table = "a,b\n" + csv_field(text) + ",x\n";
  auto reader = CsvReader::over(table);
  CsvRow row;
  ASSERT_TRUE(*reader->next(row)) << text;
  ASSERT_EQ(row.problem, CsvProblem::kNone) << text;
  EXPECT_EQ(row.fields[0], text);
  const std::string shown = csv_field_for_people(text);
  const char first = shown.starts_with('"') ? shown[1] : shown.empty() ? 'x' : shown[0];
  EXPECT_EQ(std::string_view("=+-@\t\r").find(first), std::string_view::npos) << shown;
}

TEST(csv_hostile, naughty_and_hostile_texts_come_back_unaltered) {
  const Unpacked naughty("blns");
  const Value list = *read_json(naughty.read("blns.json"), 1 << 20);
  for (const Value& text : *list.list()) expect_back(*text.text());
  const Unpacked hostile("hostile-text");
  const std::string lines = hostile.read("hostile-text.jsonl");
  for (std::size_t begin = 0; begin < lines.size(); begin = lines.find('\n', begin) + 1)
    expect_back(*read_json(std::string_view(lines).substr(begin, lines.find('\n', begin) - begin), 1 << 20)->find("value")->text());
}

std::string as_json(Result<CsvReader> reader) {
  List rows;
  CsvRow row;
  while (*reader->next(row)) {
    EXPECT_EQ(row.problem, CsvProblem::kNone) << row.line;
    Record record;
    for (std::size_t i = 0; i < row.fields.size(); ++i) record.emplace_back(reader->header()[i], Value(std::string(row.fields[i])));
    rows.push_back(Value(std::move(record)));
  }
  return write_json(Value(std::move(rows)));
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

TEST(csv_hostile, spectrum_is_equal) {
  const Unpacked spectrum("csv-spectrum");
  const auto names = spectrum.files("csvs", ".csv");
  EXPECT_EQ(names.size(), 12u);
  for (const std::string& name : names) {
    const std::string text = spectrum.read("csvs/" + name);
    const std::string expected = write_json(*read_json(spectrum.read("json/" + name.substr(0, name.size() - 4) + ".json"), 1 << 20));
    if (name == "location_coordinates.csv") {
      // Not RFC 4180 (section 2, rule 5): quotes in a field without quotes. Its own JSON has another telephone number than its CSV, too.
      EXPECT_EQ(rows_of(CsvReader::over(text)), Rows{"2: " + kShape});
    } else if (name.ends_with("_crlf.csv")) {
      EXPECT_EQ(as_json(CsvReader::over(with_crlf(text))), expected)
          << name << ": the copy has lost its carriage returns, the JSON has not";
    } else {
      EXPECT_EQ(as_json(CsvReader::over(text)), expected) << name;
    }
  }
}

TEST(csv, rows_taken_as_they_stand_are_those_that_are_read_one_by_one) {
  const std::string longest(limits::kCsvFieldBytesMax, 'x');
  std::string wide = "a,b\n";
  for (int i = 0; i < 20; ++i) wide += longest + "," + longest + "\n1,2\n";
  const std::vector<std::string> texts = {
      "a,b\n1,2\n3,4\n5,6\n\"7\",8\n9,10\n11,12", "a,b\r\n1,2\r\n3,4\r\n", "a\n\n\nb\n\n", "a,b\n1\n1,2,3\n1,2\n,\n,,\n,,,,,,,,,,,,,,,,,,\n1,2\n",
      "a,b\n1,\xC3\x89\n3,4\n1,\xC3\n3,4\n" + std::string("\0,1\n1,2\n3\t,4 4\n", 17), "a,b\n1,2\n" + longest + "x,1\n1,2\n" + longest + ",1\n1,2\n", wide,
      "a,b\n" + std::string(limits::kCsvRowBytesMax, ',') + "\n1,2\n3,4\n5,6\n7,8\n", "a,b\n1,\"2\n3\"\n4,5\n6,7\n8,9\n", "a,b\n1,2\n3,\"4\n", "a,b\n"};
  for (const std::string& text : texts)
    for (const CsvForm form : {CsvForm::kAny, CsvForm::kOne})
      for (const std::size_t rows_max : {1, 2, 3, 1000})
        EXPECT_EQ(rows_in_pieces(CsvReader::over(text, form), rows_max), rows_of(CsvReader::over(text, form))) << text.substr(0, 80) << " " << rows_max;
  std::size_t plain = 0;
  rows_in_pieces(CsvReader::over(texts[0]), 1000, &plain);
  EXPECT_EQ(plain, 4U) << "all but the row with a quote, and the last, which does not end";
}

TEST(csv_hostile, rows_taken_as_they_stand_are_those_that_are_read_one_by_one) {
  const Unpacked hostile("csv-hostile");
  for (const std::string& name : hostile.files("csv", ".csv"))
    EXPECT_EQ(rows_in_pieces(CsvReader::open(hostile.path() / "csv" / name), 7), rows_of(CsvReader::open(hostile.path() / "csv" / name))) << name;
}

// What a reader of requests sees of each file in its strictest form. Of the files that pass here, all but ok.csv have a header or a content
// that their own reader must refuse; no other reaches it.
TEST(csv_hostile, only_ok_and_files_with_wrong_content_are_read_whole) {
  const Unpacked hostile("csv-hostile");
  const std::vector<std::string> columns = CsvReader::open(hostile.path() / "csv/ok.csv")->header();
  const std::set<std::string> wrong_content = {"date-future.csv", "date-impossible.csv", "duplicate-line-number.csv", "guess-list.csv",
                                               "guess-name-variants.csv", "header-only.csv", "header-order.csv", "line-number-overflow.csv",
                                               "negative-line.csv", "order-case.csv"};
  for (const std::string& name : hostile.files("csv", ".csv")) {
    auto reader = CsvReader::open(hostile.path() / "csv" / name, CsvForm::kOne);
    const bool same_columns =
        reader.ok() && std::is_permutation(columns.begin(), columns.end(), reader->header().begin(), reader->header().end());
    bool whole = same_columns;
    CsvRow row;
    while (whole) {
      const auto more = reader->next(row);
      whole = more.ok() && row.problem == CsvProblem::kNone;
      if (!more.ok() || !*more) break;
    }
    EXPECT_EQ(whole, name == "ok.csv" || wrong_content.contains(name)) << name;
  }
}

}  // namespace
}  // namespace cs::codec
