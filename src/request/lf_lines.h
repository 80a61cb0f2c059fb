// The lines of a file of any size, one by one.
//   Shape    LF ends a line; what stands behind the last LF is a line too.
//   Units    bytes; at most `line_bytes_max` of a line are kept and one more, for the reader to refuse.
//   Errors   is_open() and failed() say so; next() is false then.
//   Threads  one file, one thread.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "base/file.h"

namespace cs::request {

class LfLines {
 public:
  LfLines(const Path& path, std::size_t line_bytes_max);
  bool is_open() const { return stream_.is_open(); }
  bool failed() const { return stream_.bad(); }
  bool next(std::string_view& line);  // false at the end; the line is good until the next call
  std::uint64_t bytes_read() const { return passed_ + at_; }

 private:
  bool fill();
  void keep(const char* begin, std::size_t bytes);
  std::ifstream stream_;
  std::size_t line_bytes_max_;
  std::string buffer_;
  std::string cut_;           // a line that one filling of the buffer does not hold
  std::size_t at_ = 0, filled_ = 0;
  std::uint64_t passed_ = 0;  // bytes of the file before the buffer's
};

}  // namespace cs::request
