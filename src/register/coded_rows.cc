#include "register/coded_rows.h"

namespace cs::registry {
namespace {

template <std::size_t Bytes>
std::uint64_t get_le(std::string_view bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes.data(), Bytes);
  return out;
}
template <std::size_t Bytes>
std::uint64_t get_be(std::string_view bytes) {
  std::uint64_t out = 0;
  std::memcpy(reinterpret_cast<char*>(&out) + 8 - Bytes, bytes.data(), Bytes);
  return __builtin_bswap64(out);
}

constexpr std::uint32_t kHasFrom = 1, kHasTo = 2;

// A day so that the bytes run as the days do.
std::uint64_t day_code(std::int32_t day) { return static_cast<std::uint32_t>(day) ^ 0x8000'0000U; }
std::int32_t day_of(std::uint64_t code) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(code) ^ 0x8000'0000U); }

}  // namespace

void put_u48(CodedOut& out, std::uint64_t value) { out.be<6>(value); }

void put_name(CodedOut& out, const CodedName& name) {
  out.le<6>(name.surname | std::uint64_t{name.given} << 24);
  out.le<2>(name.initial | static_cast<std::uint64_t>(name.suffix) << 5 | static_cast<std::uint64_t>(name.extra_count) << 9);
  for (std::size_t i = 0; i < name.extra_count; ++i) out.le<4>(name.extras[i]);
}

void put_address(CodedOut& out, const CodedAddress& address) {
  out.le<6>(address.zip | std::uint64_t{address.kind} << 17 | std::uint64_t{address.care_of} << 20 | std::uint64_t{address.place} << 24);
  out.le<6>(address.street | std::uint64_t{address.form} << 24);
  out.le<7>(address.house | std::uint64_t{address.unit} << 32);
}

void put_period(CodedOut& out, const CodedPeriod& period) {
  const bool from = period.from != INT32_MIN, to = period.to != INT32_MAX;
  out.le<1>((from ? kHasFrom : 0) | (to ? kHasTo : 0));
  if (from) out.le<4>(static_cast<std::uint32_t>(period.from));
  if (to) out.le<4>(static_cast<std::uint32_t>(period.to));
}

std::string_view CodedReader::take(std::size_t size) {
  CS_CHECK(size <= rest_.size(), "a coded row is as long as it was put");
  const std::string_view out = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return out;
}

std::uint8_t CodedReader::byte() { return static_cast<std::uint8_t>(take(1)[0]); }
std::uint64_t CodedReader::u48() { return get_be<6>(take(6)); }

CodedName CodedReader::name() {
  CodedName out;
  const std::uint64_t both = get_le<8>(take(8));
  out.surname = static_cast<std::uint32_t>(both & kIdLimit);
  out.given = static_cast<std::uint32_t>(both >> 24 & kIdLimit);
  out.initial = static_cast<std::uint8_t>(both >> 48 & 31);
  out.suffix = static_cast<std::uint8_t>(both >> 53 & 15);
  out.extra_count = static_cast<std::uint8_t>(both >> 57 & 15);
  for (std::size_t i = 0; i < out.extra_count; ++i) out.extras[i] = static_cast<std::uint32_t>(get_le<4>(take(4)));
  return out;
}

CodedAddress CodedReader::address() {
  const std::string_view bytes = take(kCodedAddressBytes);
  CodedAddress out;
  const std::uint64_t first = get_le<6>(bytes), second = get_le<6>(bytes.substr(6)), third = get_le<7>(bytes.substr(12));
  out.zip = static_cast<std::uint32_t>(first & 0x1FFFF);
  out.kind = static_cast<std::uint32_t>(first >> 17 & 7);
  out.care_of = (first >> 20 & 1) != 0;
  out.place = static_cast<std::uint32_t>(first >> 24);
  out.street = static_cast<std::uint32_t>(second & kIdLimit);
  out.form = static_cast<std::uint32_t>(second >> 24);
  out.house = static_cast<std::uint32_t>(third & UINT32_MAX);
  out.unit = static_cast<std::uint32_t>(third >> 32);
  return out;
}

CodedPeriod CodedReader::period() {
  CodedPeriod out;
  const std::uint8_t has = byte();
  if ((has & kHasFrom) != 0) out.from = static_cast<std::int32_t>(get_le<4>(take(4)));
  if ((has & kHasTo) != 0) out.to = static_cast<std::int32_t>(get_le<4>(take(4)));
  return out;
}

// The order of a generation's records. A record's last extra has bit 31, so that no list of them is the start of another.
void put_laid(CodedOut& out, const LaidRecord& record) {
  const RecordWord& word = record.word;
  out.be<8>(std::uint64_t{record.tile_key} << 32 | record.street);
  out.be<7>(std::uint64_t{record.form} << 32 | record.address.house);
  out.be<6>(std::uint64_t{record.address.unit} << 24 | record.place);
  out.be<7>(std::uint64_t{word.care_of} << 48 | std::uint64_t{word.surname} << 24 | word.given);
  out.be<2>(std::uint64_t{word.has_extras} << 9 | static_cast<std::uint64_t>(word.suffix) << 5 | word.initial);
  for (std::uint32_t i = 0; i < record.extra_count; ++i) out.be<4>(record.extras[i] | (i + 1 == record.extra_count ? 1U << 31 : 0));
  const bool period = record.from != INT32_MIN || record.to != INT32_MAX;
  out.be<1>(static_cast<std::uint64_t>(word.kind) << 2 | std::uint64_t{word.ambiguous} << 1 | std::uint64_t{period});
  if (period) out.be<8>(day_code(record.from) << 32 | day_code(record.to));
  out.be<8>(record.key);
}

LaidRecord laid_of(std::string_view bytes) {
  CodedReader in(bytes);
  LaidRecord out;
  RecordWord& word = out.word;
  const auto low = [](std::uint64_t value) { return static_cast<std::uint32_t>(value & UINT32_MAX); };
  const std::uint64_t where = get_be<8>(in.take(8)), house = get_be<7>(in.take(7)), unit = get_be<6>(in.take(6));
  const std::uint64_t who = get_be<7>(in.take(7)), rest = get_be<2>(in.take(2));
  out.tile_key = low(where >> 32), out.street = low(where);
  out.form = low(house >> 32), out.address = {low(house), low(unit >> 24)};
  out.place = low(unit & kIdLimit);
  word.care_of = who >> 48 != 0;
  word.surname = low(who >> 24 & kIdLimit), word.given = low(who & kIdLimit);
  word.has_extras = rest >> 9 != 0;
  word.suffix = static_cast<std::uint8_t>(rest >> 5 & 15), word.initial = static_cast<std::uint8_t>(rest & 31);
  for (bool last = !word.has_extras; !last;) {
    const std::uint32_t extra = low(get_be<4>(in.take(4)));
    last = extra >> 31 != 0;
    out.extras[out.extra_count++] = extra & ~(1U << 31);
  }
  const std::uint8_t kind = in.byte();
  word.kind = static_cast<NameKind>(kind >> 2);
  word.ambiguous = (kind & 2) != 0;
  if ((kind & 1) != 0) {
    const std::uint64_t days = get_be<8>(in.take(8));
    out.from = day_of(days >> 32), out.to = day_of(days & UINT32_MAX);
  }
  out.key = get_be<8>(in.take(8));
  return out;
}

}  // namespace cs::registry
