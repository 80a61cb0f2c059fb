// Rows of the holder's file with their bytes, until they are coded: a reader's own views last one row only.
//   Shape    fields lie one after the other with one byte between, so that where each ends says where all begin.
//   Units    at most `rows` rows of limits::kCsvRowBytesMax.
//   Threads  one thread.
#pragma once

#include "register/holder_columns.h"

namespace cs::registry {

// One row of a batch.
class RowText {
 public:
  RowText(const char* bytes, std::span<const std::uint32_t> ends, std::uint32_t begin) : bytes_(bytes), ends_(ends), begin_(begin) {}
  // `column` below zero, or one that the row does not have: empty.
  std::string_view field(int column) const {
    const auto at = static_cast<std::size_t>(column);
    if (column < 0 || at >= ends_.size()) return {};
    const std::uint32_t begin = at == 0 ? begin_ : ends_[at - 1] + 1;
    return {bytes_ + begin, ends_[at] - begin};
  }
  std::size_t size() const { return ends_.size(); }

 private:
  const char* bytes_;
  std::span<const std::uint32_t> ends_;
  std::uint32_t begin_;
};

class RowBatch {
 public:
  void clear();
  std::size_t size() const { return rows_.size(); }
  void add(const codec::CsvRow& row);
  // As many rows as there are, up to `rows` in all; how many they were is 0 where the next row is none that is taken as it stands.
  std::size_t add_plain(HolderRows& reader, std::size_t rows);

  std::uint64_t line(std::size_t i) const { return rows_[i].line; }
  codec::CsvProblem problem(std::size_t i) const { return rows_[i].problem; }
  RowText text(std::size_t i) const { return {bytes_.data(), std::span(ends_).subspan(rows_[i].first, rows_[i].count), rows_[i].begin}; }
  void get(std::size_t i, codec::CsvRow& row) const;

 private:
  struct Row {
    std::uint64_t line;
    std::uint32_t begin, first, count;  // of its bytes, of its ends; fields
    codec::CsvProblem problem;
  };
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
  std::vector<Row> rows_;
};

}  // namespace cs::registry
