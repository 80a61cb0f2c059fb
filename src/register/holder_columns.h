// What a holder calls the columns: a map from our names to those of his file, and his file's rows under our names.
//   Shape    TOML, at most kHolderColumnsBytesMax; docs/formats/columns.md has an example. [columns] ours = "theirs"; [constants] ours =
//            "the same in every row"; [ignore] columns = ["theirs"]; [dates] form = "MM/DD/YYYY", none = ["texts that mean no date"].
//            It says everything: each column of the file is named in [columns] or in [ignore], and each that it names is in the file.
//   Errors   the map: kMalformed, kLimit, naming file, line and key; never a value. The file's header: kUsage (a column the map does not
//            name), kMalformed (a named column is missing or stands there twice). A date not of the form becomes "?", which is no date, so
//            that the row is judged as any row with an unreadable date. Rows: as codec::CsvReader.
//   Threads  a map is immutable; one reader of rows, one thread.
//   Source   the project's command line, `--columns`.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "codec/csv.h"
#include "codec/value.h"

namespace cs::registry {

inline constexpr std::size_t kHolderColumnsBytesMax = 64 * 1024;

class HolderColumns {
 public:
  // `ours`: the columns that may be named. `file`: how faults call the map.
  static Result<HolderColumns> read(std::string_view toml, const std::string& file, std::span<const std::string_view> ours);
  static Result<HolderColumns> open(const Path& path, std::span<const std::string_view> ours);

 private:
  friend class HolderRows;
  struct Named {
    std::string ours, theirs;
    int line = 0;
  };
  Result<void> take_columns(const codec::Value& section, std::span<const std::string_view> ours);
  Result<void> take_constants(const codec::Value& section, std::span<const std::string_view> ours);
  Result<void> take_ignored(const codec::Value& section);
  Result<void> take_dates(const codec::Value& section);
  Result<void> check_theirs() const;
  Fault wrong(int line, std::string_view key, std::string_view why) const;

  std::string file_;
  std::vector<Named> columns_, constants_, ignored_;  // a constant's `theirs` is its value
  std::string date_form_;                             // empty: YYYY-MM-DD, as ours
  std::vector<std::string> no_dates_;
};

class HolderRows {
 public:
  // Without a map the rows are as they stand in the file.
  static Result<HolderRows> open(const Path& csv, const HolderColumns* map);
  static Result<HolderRows> over(std::string_view csv, const HolderColumns* map);

  const std::vector<std::string>& header() const { return header_; }  // our names
  Result<bool> next(codec::CsvRow& row);                              // its fields are valid until the next call
  // As CsvReader::next_plain; none with a map.
  codec::CsvPlain next_plain(std::size_t rows_max, std::string& bytes, std::vector<std::uint32_t>& ends) {
    return is_mapped_ ? codec::CsvPlain{} : reader_.next_plain(rows_max, bytes, ends);
  }
  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t bytes_total() const { return reader_.bytes_total(); }

 private:
  static Result<HolderRows> mapped(codec::CsvReader reader, const HolderColumns* map);
  explicit HolderRows(codec::CsvReader reader) : reader_(std::move(reader)) {}
  Result<void> apply(const HolderColumns& map);
  std::string_view dated(std::string_view text, std::size_t which);

  codec::CsvReader reader_;
  codec::CsvRow raw_;
  bool is_mapped_ = false;
  std::vector<std::string> header_;
  std::vector<std::size_t> places_;        // of the mapped columns, in the order of header_
  std::vector<bool> is_date_;
  std::vector<std::string> constants_;     // the fields behind them
  std::string date_form_;
  std::vector<std::string> no_dates_;
  std::vector<std::array<char, 10>> dates_;  // YYYY-MM-DD of this row
};

}  // namespace cs::registry
