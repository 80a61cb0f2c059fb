// Lines of an accuracy run, read from CSV.
//   Errors   kUsage: an unknown column. kMalformed: a header without id, a column twice, an unreadable row (naming its line), an unreadable map.
//   Threads  one reader, one thread.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "address/address.h"
#include "names/name.h"
#include "register/holder_columns.h"

namespace cs::evaluation {

struct Line {
  std::string id;
  std::vector<names::NameFields> names;  // of a CSV one
  address::AddressFields address;
};

class LineReader {
 public:
  // `columns`: the holder's own names for them (register/holder_columns.h).
  static Result<LineReader> open(const Path& path, const std::optional<Path>& columns = {});
  Result<bool> next(Line& line);  // false at the end
  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t bytes_total() const { return reader_.bytes_total(); }

 private:
  static constexpr std::size_t kColumns = 14;
  explicit LineReader(registry::HolderRows reader) : reader_(std::move(reader)) { at_.fill(-1); }
  Result<void> read_header();
  void read(std::size_t column, std::string& out) const;

  registry::HolderRows reader_;
  std::array<int, kColumns> at_{};
  codec::CsvRow row_;
};

}  // namespace cs::evaluation
