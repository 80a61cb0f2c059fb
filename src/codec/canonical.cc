#include "codec/canonical.h"

#include <algorithm>

#include "base/check.h"
#include "codec/cbor_head.h"
#include "codec/text.h"

namespace cs::codec {
using namespace cbor;

namespace {

constexpr std::size_t kFirstBytes = 64;  // most entries and openings of a line are longer: they do not grow byte by byte

// Whether the key that ends `out` may follow the key before it. Keys of one byte, as ours are, are compared without a call.
bool ascends(const Bytes& out, std::size_t before, std::size_t before_end, std::size_t begin) {
  if (before == before_end) return true;  // there is none before
  if (before_end - before == 1 && out.size() - begin == 1) return out[before] < out[begin];
  const auto at = [&](std::size_t n) { return out.begin() + static_cast<std::ptrdiff_t>(n); };
  return std::lexicographical_compare(at(before), at(before_end), at(begin), out.end());
}

}  // namespace

void CborWriter::head(std::uint8_t major, std::uint64_t value) {
  const std::size_t extra = extra_bytes(value);
  const auto high = static_cast<std::uint8_t>(major << 5);
  if (extra == 0 && out_.capacity() != 0) return out_.push_back(static_cast<std::uint8_t>(high | value));  // nearly every key and number
  std::uint8_t bytes[9];
  switch (extra) {
    case 0: bytes[0] = static_cast<std::uint8_t>(high | value); break;
    case 1: bytes[0] = high | 24; break;
    case 2: bytes[0] = high | 25; break;
    case 4: bytes[0] = high | 26; break;
    case 8: bytes[0] = high | 27; break;
  }
  for (std::size_t i = 0; i < extra; ++i) bytes[1 + i] = static_cast<std::uint8_t>(value >> (8 * (extra - 1 - i)));
  if (out_.capacity() == 0) out_.reserve(kFirstBytes);
  out_.insert(out_.end(), bytes, bytes + 1 + extra);
}

void CborWriter::count_one() {
  if (depth_ == 0) return;
  --open_[depth_ - 1].items_left;
  // A container that has all its items is itself an item of the one around it.
  while (depth_ != 0 && open_[depth_ - 1].items_left == 0) {
    --depth_;
    if (depth_ != 0) --open_[depth_ - 1].items_left;
  }
}

void CborWriter::closed(std::size_t begin) {
  if (at_key()) {
    Open& map = open_[depth_ - 1];
    CS_CHECK(ascends(out_, map.last_key, map.last_key_end, begin), "the keys of a canonical map ascend");
    map.last_key = begin;
    map.last_key_end = out_.size();
  }
  count_one();
}

void CborWriter::opened(std::uint64_t items, bool is_map) {
  CS_CHECK(!at_key(), "a key of a canonical map holds no other items");
  if (items == 0) return count_one();
  CS_CHECK(depth_ < open_.size(), "a canonical item nests at most kCborDepthMax deep");
  open_[depth_++] = {items, 0, 0, is_map};
}

CborWriter& CborWriter::unsigned_number(std::uint64_t value) {
  const std::size_t begin = out_.size();
  head(kUnsigned, value);
  closed(begin);
  return *this;
}

CborWriter& CborWriter::number(std::int64_t value) {
  if (value >= 0) return unsigned_number(static_cast<std::uint64_t>(value));
  const std::size_t begin = out_.size();
  head(kNegative, ~static_cast<std::uint64_t>(value));  // -1 - value, without overflow at the smallest
  closed(begin);
  return *this;
}

CborWriter& CborWriter::bytes(ByteView value) {
  const std::size_t begin = out_.size();
  head(kByteString, value.size());
  append(out_, value);
  closed(begin);
  return *this;
}

CborWriter& CborWriter::text(std::string_view value) {
  CS_DCHECK(is_utf8(value), "a canonical text is UTF-8");
  const std::size_t begin = out_.size();
  head(kTextString, value.size());
  append(out_, value);
  closed(begin);
  return *this;
}

CborWriter& CborWriter::list(std::size_t count) {
  head(kArray, count);
  opened(count, false);
  return *this;
}

CborWriter& CborWriter::map(std::size_t count) {
  head(kMap, count);
  opened(std::uint64_t{count} * 2, true);
  return *this;
}

CborWriter& CborWriter::key(std::uint64_t value) {
  CS_CHECK(at_key(), "a key stands in a map, before its value");
  return unsigned_number(value);
}

CborWriter& CborWriter::null() {
  out_.push_back(kNull);
  closed(out_.size() - 1);
  return *this;
}

CborWriter& CborWriter::boolean(bool value) {
  out_.push_back(value ? kTrue : kFalse);
  closed(out_.size() - 1);
  return *this;
}

Bytes CborWriter::take() {
  CS_CHECK(depth_ == 0, "canonical bytes are taken only when every list and map is whole");
  return std::exchange(out_, {});
}

void CborWriter::clear() {
  out_.clear();
  depth_ = 0;
}

}  // namespace cs::codec
