// The bytes of a guard.
#include <algorithm>

#include "base/crc32c.h"
#include "store/guard.h"

namespace cs::store {
namespace {

constexpr std::string_view kMagic = "CSGUARD1";
constexpr std::size_t kUsedBytes = 104;
constexpr std::size_t kCrcAt = kGuardSlotBytes - 4;

void append_head(Bytes& out, const GuardHead& head) {
  append_u64_be(out, head.size);
  append(out, head.root);
}

GuardHead read_head(ByteView at) {
  GuardHead head{read_u64_be(at), {}};
  std::copy_n(at.begin() + 8, head.root.size(), head.root.begin());
  return head;
}

bool all_zero(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

Bytes encode_guard_slot(const GuardMark& mark) {
  Bytes out = to_bytes(kMagic);
  append_u64_be(out, mark.epoch);
  append_u64_be(out, mark.counter);
  append_head(out, mark.safe);
  append_head(out, mark.next);
  out.resize(kCrcAt);
  append_u32_be(out, crc32c(out));
  return out;
}

Result<GuardMark> parse_guard_slot(ByteView slot) {
  if (slot.size() != kGuardSlotBytes) return malformed("a guard's slot has 512 bytes");
  if (as_text(slot.first(kMagic.size())) != kMagic) return malformed("a guard's slot does not begin with CSGUARD1");
  if (read_u32_be(slot.subspan(kCrcAt)) != crc32c(slot.first(kCrcAt))) return malformed("a guard's slot has another CRC");
  if (!all_zero(slot.subspan(kUsedBytes, kCrcAt - kUsedBytes))) return malformed("a guard's slot has bytes behind its heads");
  GuardMark mark{read_u64_be(slot.subspan(8)), read_u64_be(slot.subspan(16)), read_head(slot.subspan(24)), read_head(slot.subspan(64))};
  if (mark.next.size < mark.safe.size) return malformed("a guard's next head is before its safe one");
  if (mark.next.size == mark.safe.size && mark.next.root != mark.safe.root) return malformed("a guard has two heads of one size");
  return mark;
}

Result<GuardMark> parse_guard(ByteView file) {
  if (file.size() != kGuardFileBytes) return untrusted("a guard has 4,608 bytes, this one " + std::to_string(file.size()));
  if (!all_zero(file.subspan(kGuardSlotBytes, kGuardSecondSlot - kGuardSlotBytes))) return untrusted("a guard has bytes between its slots");
  auto even = parse_guard_slot(file.first(kGuardSlotBytes));
  auto odd = parse_guard_slot(file.subspan(kGuardSecondSlot));
  const bool even_sound = even && even->counter % 2 == 0;
  const bool odd_sound = odd && odd->counter % 2 == 1;
  if (even_sound && (!odd_sound || even->counter > odd->counter)) return *even;
  if (odd_sound) return *odd;
  return untrusted("neither slot of the guard is sound");
}

}  // namespace cs::store
