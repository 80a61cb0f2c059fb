#include "evaluation/request_lines.h"

#include "base/limits.h"

namespace cs::evaluation {

RequestLines::RequestLines(const Path& path, std::uint64_t bytes_total)
    : lines_(path, limits::kLineBytesMax), reader_(limits::kOfficersPerLineMax), bytes_total_(bytes_total) {}

bool RequestLines::is_for(const Path& path) { return path.extension() == ".ndjson"; }

Result<RequestLines> RequestLines::open(const Path& path) {
  std::error_code error;
  const std::uint64_t bytes = std::filesystem::file_size(path, error);
  RequestLines out(path, error ? 0 : bytes);
  if (!out.lines_.is_open()) return not_found("lines: " + path.filename().string() + " cannot be opened");
  return out;
}

Result<bool> RequestLines::next(Line& line) {
  std::string_view text;
  if (!lines_.next(text)) return lines_.failed() ? Result<bool>(io_fault("lines: cannot be read to their end")) : Result<bool>(false);
  ++at_;
  const request::LineParse& parse = reader_.read_question(text);
  if (parse.reason != Reason::kNone)
    return malformed("lines, line " + std::to_string(at_) + ": " + std::string(reason_code(parse.reason)) + ", " + parse.problem);
  line.id = std::to_string(parse.particulars.line);
  line.names.resize(parse.particulars.names.size());
  for (std::size_t i = 0; i < line.names.size(); ++i) line.names[i] = parse.particulars.names[i].fields();
  line.address = parse.particulars.address;
  return true;
}

}  // namespace cs::evaluation
