// The lines: lines.ndjson, split, digested and read one by one.
//   Shape    each line ended by LF, 1..kLineBytesMax bytes, no CR, no empty line, nothing after the last LF.
//   Units    line numbers count from 1.
//   Errors   split_lines: a framing fault or a file that is not the manifest's is no Fault but REQ-COUNT for the caller to give; see
//            LinesFile::framed. LineReader never faults: a bad line is kLinFormat, kLinText or kLinForbidden, the first that applies.
//   Threads  split_lines pure; a LineReader is for one thread, and cheap to use again.
//   Source   the project's rules of the gate, section 5; docs/formats/request.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "address/address.h"
#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "base/verdict.h"
#include "names/name.h"
#include "request/manifest.h"

namespace cs::request {

struct LinesFile {
  bool framed = false;                       // the framing rules hold; else `lines` is empty
  std::string problem;                       // where not: "line 7: empty"
  LinesDigest computed;
  std::vector<std::string_view> lines;       // without LF, into the bytes given
};
// `digest`: the file's SHA-256, where the caller has it already; else it is made here.
LinesFile split_lines(std::string_view file, const std::optional<Digest>& digest = std::nullopt);

struct SubjectName {
  std::vector<std::string> family;
  std::vector<std::string> given;
  std::string suffix;
  bool operator==(const SubjectName&) const = default;
  names::NameFields fields() const;          // family joined; given[0] the given name, the rest middle names
};

// What one line says. What is absent stays empty: each absence has a refusal code of its own (request/check.h).
struct LineParticulars {
  std::uint32_t line = 0;
  // order, and the opening of its commitment
  std::optional<OrderNumber> order;
  std::string issuer;
  std::string docket;
  std::string type;
  std::optional<Date> entered_on;
  std::optional<Date> final_on;
  std::optional<Digest> salt;
  std::vector<SubjectName> names;
  std::optional<Date> born;
  // address
  bool address_given = false;
  address::AddressFields address;
  std::string address_source;
  std::optional<Date> address_seen_on;
  // why, and who
  bool periods_given = false;
  std::vector<std::string> periods;          // as written: a malformed one is PER-RANGE
  std::string matter;
  std::string reason;
  std::vector<std::string> officers;
};

struct LineParse {
  Reason reason = Reason::kNone;  // kNone, kLinFormat, kLinText, kLinForbidden
  const char* problem = "";       // for `request check`: which field and why; never a value
  LineParticulars particulars;    // whole with kNone; otherwise as far as read (its officers and reason are not to be used)
};

class LineReader {
 public:
  explicit LineReader(std::uint32_t officers_per_line_max);
  ~LineReader();
  LineReader(LineReader&&) noexcept;
  LineReader& operator=(LineReader&&) noexcept;
  LineParse read(std::string_view line, std::uint32_t expected_number);
  // What a line that may stand anywhere asks: its number, which is what it says, from 1 on; its names and its address. The other members
  // are passed over. Good until the reader is used again.
  const LineParse& read_question(std::string_view line);

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

// One line as bytes, without LF: compact JSON, keys in the order of docs/formats/request.md.
std::string write_line(const LineParticulars& particulars);

}  // namespace cs::request
