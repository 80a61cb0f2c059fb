// Any bytes as a guard: what is read is written again with the same bytes in its slot.
#include <algorithm>

#include "base/check.h"
#include "store/guard.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs::store;
  const cs::ByteView bytes(data, size);
  if (const auto slot = parse_guard_slot(bytes)) CS_CHECK(std::ranges::equal(encode_guard_slot(*slot), bytes), "a slot has one spelling");
  const auto mark = parse_guard(bytes);
  if (!mark) return 0;
  CS_CHECK(mark->safe.size <= mark->next.size, "next is not before safe");
  const cs::ByteView slot = bytes.subspan(mark->counter % 2 == 0 ? 0 : kGuardSecondSlot, kGuardSlotBytes);
  CS_CHECK(std::ranges::equal(encode_guard_slot(*mark), slot), "the mark in force stands in its slot");
  return 0;
}
