// Lines of an accuracy run, read from CSV.
//   Errors   kUsage: an unknown column. kMalformed: a header without id, a column twice, an unreadable row (naming its line).
//   Threads  one reader, one thread.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "address/address.h"
#include "codec/csv.h"
#include "names/name.h"

namespace cs::evaluation {

struct Line {
  std::string id;
  names::NameFields name;
  address::AddressFields address;
};

class LineReader {
 public:
  static Result<LineReader> open(const Path& path);
  Result<bool> next(Line& line);  // false at the end
  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t bytes_total() const { return reader_.bytes_total(); }

 private:
  static constexpr std::size_t kColumns = 14;
  explicit LineReader(codec::CsvReader reader) : reader_(std::move(reader)) { at_.fill(-1); }
  Result<void> read_header();
  std::string field(std::size_t column) const;

  codec::CsvReader reader_;
  std::array<int, kColumns> at_{};
  codec::CsvRow row_;
};

}  // namespace cs::evaluation
