// Follow-ups: a file that is read has ascending lines of a request, and each of them its notice or its delay.
#include "agreement/follow_up.h"
#include "base/check.h"
#include "gate/payloads.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  const auto read = agreement::read_follow_ups(gate::split_records({reinterpret_cast<const char*>(data), size}));
  if (!read) return 0;
  std::uint32_t before = 0;
  for (const agreement::FollowUp& one : *read) {
    CS_CHECK(one.line > before, "lines ascend");
    CS_CHECK(one.served_on.has_value() != !one.delay_ground.empty(), "a notice or a delay");
    CS_CHECK(one.served_on.has_value() == one.contest_until.has_value(), "who is told has time to contest");
    before = one.line;
  }
  (void)agreement::check_follow_ups(*read, {}, Date::civil(2026, 9, 1)).ok();
  return 0;
}
