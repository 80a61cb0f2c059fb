// Lines of an accuracy run, read from a request's lines.ndjson: what a request costs can be measured on its own file.
//   Shape    docs/formats/request.md; the lines in any order. A line's id is its number; its order, officers and the rest are passed over.
//   Errors   kMalformed: an unreadable line, naming its place in the file and the field. kNotFound, kIo.
//   Threads  one reader, one thread.
#pragma once

#include "evaluation/line_reader.h"
#include "request/lf_lines.h"
#include "request/lines.h"

namespace cs::evaluation {

class RequestLines {
 public:
  static bool is_for(const Path& path);  // *.ndjson
  static Result<RequestLines> open(const Path& path);
  Result<bool> next(Line& line);         // false at the end
  std::uint64_t bytes_read() const { return lines_.bytes_read(); }
  std::uint64_t bytes_total() const { return bytes_total_; }

 private:
  RequestLines(const Path& path, std::uint64_t bytes_total);
  request::LfLines lines_;
  request::LineReader reader_;
  std::uint64_t bytes_total_;
  std::uint64_t at_ = 0;                 // lines read
};

}  // namespace cs::evaluation
