// CSV as RFC 4180 has it, read strictly, row by row, from a stream of any size.
//   Shape    UTF-8, comma, LF or CRLF, quotes doubled inside quotes, line breaks inside quotes; one header row, its names different; every
//            row has as many fields as the header. No NUL. A quote stands only where quotes enclose the whole field.
//   Units    line numbers are physical lines from 1, where the row starts; sizes are bytes.
//   Errors   a bad row is a CsvProblem of that row (the reader goes on after it, in bounded memory); kMalformed: a quote open at the end,
//            an unreadable header; kLimit: more than kCsvColumnsMax columns; kNotFound, kIo. Each ends the reading.
//   Threads  one reader, one thread.
//   Source   RFC 4180.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace cs::codec {

// How one-handed a file must be. kAny: a byte order mark may stand at the start, rows may end in LF or CRLF, and the last row need not end.
// kOne, for files whose every row counts: no mark, every row ends as the header does, the last one too (a file cut in its last row has not
// been read whole); a row that does not is a kShape problem.
enum class CsvForm { kAny, kOne };

enum class CsvProblem { kNone, kShape, kEncoding, kFieldTooLong, kRowTooLong };
std::string_view csv_problem_text(CsvProblem problem);

struct CsvRow {
  std::uint64_t line = 0;
  CsvProblem problem = CsvProblem::kNone;
  std::vector<std::string_view> fields;  // valid until the next call; empty when there is a problem
};

// Rows that were taken as they stand, and the line where the first one starts; the others follow it line by line.
struct CsvPlain {
  std::size_t rows = 0;
  std::uint64_t line = 0;
};

class CsvReader {
 public:
  // Opens the file and reads the header.
  static Result<CsvReader> open(const Path& path, CsvForm form = CsvForm::kAny);
  // Reads from memory that outlives the reader.
  static Result<CsvReader> over(std::string_view text, CsvForm form = CsvForm::kAny);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;

  const std::vector<std::string>& header() const;
  std::optional<std::size_t> column(std::string_view name) const;
  // The next row into `row`; false at the end.
  Result<bool> next(CsvRow& row);
  // The next rows at once, as many as have been read from the file and are plain, up to `rows_max`: without a quote, carriage return, NUL or
  // byte above 7F, and without a problem. Their bytes follow what is in `bytes`, their LFs too, and for each field `ends` gets the place in
  // `bytes` of the comma or LF behind it. None: next() says what the next row is.
  CsvPlain next_plain(std::size_t rows_max, std::string& bytes, std::vector<std::uint32_t>& ends);
  std::uint64_t bytes_read() const;   // for progress bars
  std::uint64_t bytes_total() const;  // 0 where unknown

 private:
  struct Held;
  explicit CsvReader(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

// One field as it must stand in a file that people open in a spreadsheet: quoted where needed; a field that starts with = + - @ tab or CR
// gets an apostrophe in front and quotes (no live formula leaves this house).
std::string csv_field_for_people(std::string_view text);
// One field quoted only where RFC 4180 needs it.
std::string csv_field(std::string_view text);

}  // namespace cs::codec
