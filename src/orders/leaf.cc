#include "orders/leaf.h"

#include <algorithm>

#include "base/limits.h"
#include "codec/canonical.h"
#include "crypto/digest.h"

namespace cs::orders {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr auto kTimeMax = static_cast<std::uint64_t>(kInstantMax.ms);

// Which keys a kind has after 0-2, as bits 1 << key.
constexpr unsigned kOrder = 1u << 3, kSubject = 1u << 4, kEffective = 1u << 5, kCommitment = 1u << 6, kCause = 1u << 7, kBar = 1u << 8;

constexpr unsigned keys_of(Kind kind) {
  switch (kind) {
    case Kind::kEntered: return kOrder | kSubject | kEffective | kCommitment;
    case Kind::kFinal: return kOrder | kEffective;
    case Kind::kBarred: return kOrder | kEffective | kCause;
    case Kind::kLifted: return kOrder | kEffective | kCause | kBar;
    case Kind::kEnded: return kOrder | kEffective | kCause;
    case Kind::kCorrected: return kOrder | kCommitment;
  }
  return 0;
}

std::size_t count_bits(unsigned bits) {
  std::size_t count = 0;
  for (; bits != 0; bits &= bits - 1) ++count;
  return count;
}

Result<Instant> read_time(codec::CborReader& reader) {
  CS_TRY(ms, reader.unsigned_number(kTimeMax));
  return Instant{static_cast<std::int64_t>(ms)};
}

template <std::size_t kSize>
Result<void> read_number(codec::CborReader& reader, std::array<std::uint8_t, kSize>& out) {
  CS_TRY(bytes, reader.bytes_exact(kSize));
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return {};
}

Result<void> read_keys(codec::CborReader& reader, unsigned keys, Leaf& leaf) {
  for (unsigned key = 3; key <= 8; ++key) {
    if ((keys & 1u << key) == 0) continue;
    CS_TRY_VOID(reader.key(key));
    if (key == 3) CS_TRY_VOID(read_number(reader, leaf.order.bytes));
    if (key == 4) CS_TRY_VOID(read_number(reader, leaf.subject.bytes));
    if (key == 5) {
      CS_TRY(effective, read_time(reader));
      leaf.effective_at = effective;
    }
    if (key == 6) CS_TRY_VOID(read_number(reader, leaf.commitment));
    if (key == 7) CS_TRY_VOID(read_number(reader, leaf.cause));
    if (key == 8) {
      CS_TRY(bar, reader.unsigned_number(static_cast<std::uint64_t>(INT64_MAX)));
      leaf.bar = bar;
    }
  }
  return {};
}

}  // namespace

Bytes write_leaf(const Leaf& leaf) {
  const unsigned keys = keys_of(leaf.kind);
  codec::CborWriter out;
  out.map(3 + count_bits(keys));
  out.key(0).unsigned_number(1);
  out.key(1).unsigned_number(static_cast<std::uint64_t>(leaf.kind));
  out.key(2).unsigned_number(static_cast<std::uint64_t>(leaf.recorded_at.ms));
  if (keys & kOrder) out.key(3).bytes(leaf.order.bytes);
  if (keys & kSubject) out.key(4).bytes(leaf.subject.bytes);
  if (keys & kEffective) out.key(5).unsigned_number(static_cast<std::uint64_t>(leaf.effective_at.ms));
  if (keys & kCommitment) out.key(6).bytes(leaf.commitment);
  if (keys & kCause) out.key(7).bytes(leaf.cause);
  if (keys & kBar) out.key(8).unsigned_number(leaf.bar);
  return out.take();
}

Result<Leaf> read_leaf(ByteView bytes) {
  if (bytes.size() > limits::kOrderLeafBytesMax) return limit_reached("an order event is longer than 512 bytes");
  codec::CborReader reader(bytes);
  Leaf leaf;
  CS_TRY(count, reader.map(9));
  CS_TRY_VOID(reader.key(0));
  CS_TRY(version, reader.unsigned_number());
  if (version != 1) return malformed("an order event of another version");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(kind, reader.unsigned_number());
  if (kind < 1 || kind > 6) return malformed("an order event of no known kind");
  leaf.kind = static_cast<Kind>(kind);
  const unsigned keys = keys_of(leaf.kind);
  if (count != 3 + count_bits(keys)) return malformed("an order event with other keys than its kind has");
  CS_TRY_VOID(reader.key(2));
  CS_TRY(recorded, read_time(reader));
  leaf.recorded_at = recorded;
  CS_TRY_VOID(read_keys(reader, keys, leaf));
  CS_TRY_VOID(reader.end());
  if (leaf.kind == Kind::kFinal && leaf.effective_at.ms % kDayMs != 0) return malformed("a `final` is not at 00:00Z of a date");
  if (leaf.kind == Kind::kFinal && leaf.effective_at > leaf.recorded_at + Span::days(1))
    return malformed("a `final` lies more than a day ahead");
  return leaf;
}

Digest cause_commitment(const Digest& salt, std::string_view text) { return crypto::commit("cause", salt, as_bytes(text)); }

}  // namespace cs::orders
