// The tests of a request that need nothing of the holder's: shared by `request check` at the requester and by admission at the gate.
//   Shape    each function makes the tests of one group of codes and returns the first failure in number order, or kNone. The gate calls
//            the groups in order and puts its own (53, 61-67, 101-112) between them.
//   Units    `now` is the ledger's time of receipt at the gate, the clock's at the requester.
//   Errors   none: a refusal is a value.
//   Threads  pure, but for BoilerplateCount, which is for one thread.
//   Source   the project's rules of the gate, section 6.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "address/address.h"
#include "base/time.h"
#include "base/verdict.h"
#include "names/name.h"
#include "request/lines.h"
#include "request/manifest.h"

namespace cs::request {

enum class Needed : std::uint8_t { kRequired, kOptional, kAbsent };

// The agreement's settings that these tests need. The caller (gate, app) fills it from the terms: this room does not see them.
struct Rules {
  std::vector<std::string> purposes;           // codes
  std::vector<std::string> attestations;
  Span not_after_max = Span::days(7);
  std::int64_t lines_per_request = 50'000;
  std::int64_t boilerplate_share_max_percent = 100;  // 100 = off
  bool boilerplate_tested = true;              // there is a ground for REQ-BOILERPLATE
  bool born_required = false;
  bool accept_po_box = true;
  bool accept_military = true;
  bool accept_puerto_rico = true;
  std::int64_t source_age_max_days = 365;
  Needed periods = Needed::kRequired;
  std::int64_t periods_max = 3;
  Needed reason = Needed::kRequired;
  bool officers_required = true;               // engagement.required, and there is a ground for OFF-MISSING
  std::uint32_t officers_per_line_max = 5;
};

// The whole request.
Reason check_expiry(const Manifest& manifest, const Rules& rules, Instant now);       // 32
Reason check_purpose(const Manifest& manifest, const Rules& rules);                   // 33
Reason check_attestations(const Manifest& manifest, const Rules& rules);              // 34
Reason check_reason_length(const Manifest& manifest);                                 // 35
Reason check_size(const Manifest& manifest, const Rules& rules);                      // 36, from the manifest alone
Reason check_lines_file(const Manifest& manifest, const LinesFile& file);             // 40
class BoilerplateCount {                                                              // 41
 public:
  void add(std::string_view line_reason);  // of every readable line; an empty one is not counted
  Reason result(const Rules& rules, std::uint64_t line_count) const;

 private:
  std::vector<std::uint64_t> reasons_;  // digests, cut: equal texts are equal
};

// One line, whose text (50-52) LineReader has judged.
Reason check_order_presence(const LineParticulars& line, const Rules& rules);         // 60

struct NameCheck {                                                                    // 70-72
  Reason reason = Reason::kNone;
  std::vector<names::SufficientName> names;  // those that are sufficient: one is enough, the best counts
};
NameCheck check_names(const LineParticulars& line);

struct AddressCheck {                                                                 // 80-93
  Reason reason = Reason::kNone;
  std::optional<address::SufficientAddress> address;  // with kNone
};
AddressCheck check_address(const LineParticulars& line, const Rules& rules, Instant now);

Reason check_periods(const LineParticulars& line, const Rules& rules, Instant now);   // 95-96
Reason check_line_reason(const LineParticulars& line, const Rules& rules);            // 97
Reason check_officer_presence(const LineParticulars& line, const Rules& rules);       // 100

// 60, 70-97 and 100 in order: what `request check` says of a readable line.
Reason check_line(const LineParticulars& line, const Rules& rules, Instant now);

// Everything that `request check` can tell: 30, 32-36, 40, 41 (then nothing of the lines), else one code a line.
struct LineFinding {
  std::uint32_t line = 0;
  Reason reason = Reason::kNone;
  std::string problem;  // for 50-52: which field
};
struct CheckReport {
  Reason whole = Reason::kNone;
  std::string problem;
  std::uint64_t line_count = 0;
  std::vector<LineFinding> findings;  // lines that the gate would refuse, in order
};
// Spends nothing and asks nobody. A Fault where the manifest is no request at all.
Result<CheckReport> check_request(std::string_view manifest_bytes, std::string_view lines_bytes, const Rules& rules, Instant now);

}  // namespace cs::request
