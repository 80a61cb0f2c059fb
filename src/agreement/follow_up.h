// Follow-ups: what the requester did about lines that were verified, as its official reports them, a file at a time.
//   Shape    NDJSON, one verified line each, in the order of the line numbers: {line, verification, notice, delay, contest, adverse_use};
//            docs/formats/follow-up.md. Exactly one of notice and delay is given.
//   Units    dates are civil days.
//   Errors   read: kMalformed naming the file's line and the key, never a value; kLimit for too many lines or bytes.
//   Threads  pure functions.
//   Source   the project's rules of the gate, section 10.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/terms.h"
#include "base/time.h"

namespace cs::agreement {

struct FollowUp {
  std::uint32_t line = 0;               // of the request
  std::string method;                   // how the address was verified from another source than the answer
  Date verified_on;
  std::string source;
  std::optional<Date> served_on;        // the person's notice
  std::optional<Date> contest_until;
  std::string delay_ground;             // why none was served yet; empty where one was
  std::optional<Date> review_on;
  std::optional<Date> contest_received;
  std::optional<Date> adverse_use;      // the day of an adverse use; none: there was none
};

Result<std::vector<FollowUp>> read_follow_ups(const std::vector<std::string>& lines);
// What the agreement asks of them: the days that a person has to contest, the grounds on which a notice may wait, nothing of the future.
Result<void> check_follow_ups(const std::vector<FollowUp>& follow_ups, const DueProcess& terms, Date today);

}  // namespace cs::agreement
