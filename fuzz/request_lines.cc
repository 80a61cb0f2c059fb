// Lines: any bytes as a lines file; each line is read, refused with a code of its own, or judged by every test that needs no holder.
#include "base/check.h"
#include "base/limits.h"
#include "request/check.h"
#include "request/line_text.h"

namespace {

using namespace cs::request;

bool is_line_code(cs::Reason reason) {
  return reason == cs::Reason::kNone || (reason >= cs::Reason::kOrdMissing && reason <= cs::Reason::kOffMissing);
}

void read_one(LineReader& reader, std::string_view line, std::uint32_t number) {
  const LineParse parse = reader.read(line, number);
  if (parse.reason != cs::Reason::kNone) {
    CS_CHECK(parse.reason >= cs::Reason::kLinFormat && parse.reason <= cs::Reason::kLinForbidden, "a bad line has one of three codes");
    return;
  }
  CS_CHECK(!holds_identity_number(parse.particulars.reason), "no identity number is let through in a reason");
  CS_CHECK(is_line_code(check_line(parse.particulars, Rules{}, cs::Instant{1'790'000'000'000})),
           "a line is refused with a code of the line's");
  const std::string written = write_line(parse.particulars);
  if (written.size() > cs::limits::kLineBytesMax) return;
  const LineParse again = reader.read(written, number);
  CS_CHECK(again.reason == cs::Reason::kNone, "a line that was read is written so that it can be read");
  CS_CHECK(write_line(again.particulars) == written, "a line has one written form");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const LinesFile file = split_lines(bytes);
  CS_CHECK(file.framed == file.problem.empty(), "a file is framed or says where it is not");
  CS_CHECK(file.framed || file.lines.empty(), "a file that is not framed has no lines");
  LineReader reader(5);
  for (std::size_t i = 0; i < file.lines.size(); ++i) read_one(reader, file.lines[i], static_cast<std::uint32_t>(i + 1));
  if (!file.framed) read_one(reader, bytes, 1);
  return 0;
}
