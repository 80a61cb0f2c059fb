// Where a CSV reader's bytes come from: a file in pieces, or memory as it is. Inside this room only.
//   Shape    row(): the bytes from the row's start up to what has been read so far.
//   Units    bytes.
//   Errors   kNotFound, kIo; the fault names the file.
//   Threads  one source, one thread.
//   Holds    a file's source keeps one piece and the row before it, whatever the size of the file.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace cs::codec {

class CsvSource {
 public:
  static Result<CsvSource> open(const Path& path);
  static CsvSource over(std::string_view text);
  CsvSource(CsvSource&& other) noexcept;
  CsvSource& operator=(CsvSource&&) = delete;
  ~CsvSource();

  void start_row() { row_ = next_; }
  std::string_view row() const { return {data_ + row_, size_ - row_}; }
  // Reads a further piece behind the row; false at the end. Moves the row, so what looked at it must look again.
  Result<bool> read_more();
  void forget_row();                             // lets go of the row's bytes so far
  std::string_view take_row(std::size_t bytes);  // the row is this long; valid until the next row is read
  Result<bool> skip(std::string_view start);     // at the very start: whether the bytes begin so; then they are passed over
  std::uint64_t bytes_read() const { return passed_ + next_; }
  std::uint64_t bytes_total() const { return total_; }

 private:
  CsvSource() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;        // bytes at data_
  std::size_t row_ = 0;         // where the row starts
  std::size_t next_ = 0;        // where the next one does
  std::uint64_t passed_ = 0;    // bytes of the file before data_
  std::uint64_t total_ = 0;
  int fd_ = -1;                 // -1 when all there is lies at data_
  Path path_;
  std::vector<char> piece_;
};

}  // namespace cs::codec
