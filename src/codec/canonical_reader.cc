#include <algorithm>

#include "codec/canonical.h"
#include "codec/cbor_head.h"
#include "codec/text.h"

namespace cs::codec {

using namespace cbor;

Result<std::uint64_t> CborReader::head(std::uint8_t major) {
  if (rest_.empty()) return malformed("CBOR ends where an item must stand");
  if (rest_[0] >> 5 != major) return malformed("CBOR has an item of another type than the one that must stand here");
  const std::uint8_t low = rest_[0] & 0x1F;
  if (low < 24) {
    rest_ = rest_.subspan(1);
    return std::uint64_t{low};
  }
  if (low > 27) return malformed("CBOR has an indefinite length or a reserved head");
  const std::size_t extra = std::size_t{1} << (low - 24);
  if (rest_.size() - 1 < extra) return malformed("CBOR ends inside an item's head");
  std::uint64_t value = 0;
  for (std::size_t i = 1; i <= extra; ++i) value = value << 8 | rest_[i];
  if (extra_bytes(value) != extra) return malformed("CBOR has a number that is not written in the fewest bytes");
  rest_ = rest_.subspan(1 + extra);
  return value;
}

CborKind CborReader::next() const {
  if (rest_.empty()) return CborKind::kEnd;
  switch (rest_[0] >> 5) {
    case kUnsigned: return CborKind::kUnsigned;
    case kNegative: return CborKind::kNegative;
    case kByteString: return CborKind::kBytes;
    case kTextString: return CborKind::kText;
    case kArray: return CborKind::kList;
    case kMap: return CborKind::kMap;
  }
  if (rest_[0] == kNull) return CborKind::kNull;
  return rest_[0] == kTrue || rest_[0] == kFalse ? CborKind::kBoolean : CborKind::kOther;
}

Result<std::uint64_t> CborReader::unsigned_number(std::uint64_t max) {
  CS_TRY(value, head(kUnsigned));
  if (value > max) return malformed("CBOR has a number above " + std::to_string(max));
  return value;
}

Result<std::int64_t> CborReader::number() {
  const bool negative = next() == CborKind::kNegative;
  CS_TRY(value, head(negative ? kNegative : kUnsigned));
  if (value > static_cast<std::uint64_t>(INT64_MAX)) return malformed("CBOR has a number outside 64 bits");
  return negative ? -1 - static_cast<std::int64_t>(value) : static_cast<std::int64_t>(value);
}

Result<ByteView> CborReader::bytes(std::size_t size_max) {
  CS_TRY(size, head(kByteString));
  if (size > size_max) return malformed("CBOR has more than " + std::to_string(size_max) + " bytes in a byte string");
  if (size > rest_.size()) return malformed("CBOR ends inside a byte string");
  const ByteView value = rest_.first(size);
  rest_ = rest_.subspan(size);
  return value;
}

Result<ByteView> CborReader::bytes_exact(std::size_t size) {
  CS_TRY(value, bytes(size));
  if (value.size() != size) return malformed("CBOR has a byte string of another size than " + std::to_string(size));
  return value;
}

Result<Digest> CborReader::digest() {
  CS_TRY(value, bytes_exact(std::tuple_size_v<Digest>));
  Digest digest;
  std::copy(value.begin(), value.end(), digest.begin());
  return digest;
}

Result<std::string_view> CborReader::text(std::size_t size_max) {
  CS_TRY(size, head(kTextString));
  if (size > size_max) return malformed("CBOR has more than " + std::to_string(size_max) + " bytes in a text");
  if (size > rest_.size()) return malformed("CBOR ends inside a text");
  const std::string_view value = as_text(rest_.first(size));
  if (!is_utf8(value)) return malformed("CBOR has a text that is not UTF-8");
  rest_ = rest_.subspan(size);
  return value;
}

Result<std::size_t> CborReader::list(std::size_t count_max) {
  CS_TRY(count, head(kArray));
  if (count > count_max) return malformed("CBOR has more than " + std::to_string(count_max) + " items in a list");
  return std::size_t{count};
}

Result<std::size_t> CborReader::map(std::size_t count_max) {
  CS_TRY(count, head(kMap));
  if (count > count_max) return malformed("CBOR has more than " + std::to_string(count_max) + " pairs in a map");
  return std::size_t{count};
}

Result<void> CborReader::key(std::uint64_t expected) {
  CS_TRY(value, head(kUnsigned));
  if (value != expected)
    return malformed("CBOR has key " + std::to_string(value) + " where key " + std::to_string(expected) + " must stand");
  return {};
}

Result<void> CborReader::null() {
  if (!at_null()) return malformed("CBOR has another item where null must stand");
  rest_ = rest_.subspan(1);
  return {};
}

Result<bool> CborReader::boolean() {
  if (next() != CborKind::kBoolean) return malformed("CBOR has another item where true or false must stand");
  const bool value = rest_[0] == kTrue;
  rest_ = rest_.subspan(1);
  return value;
}

Result<void> CborReader::end() const {
  if (!rest_.empty()) return malformed("CBOR has " + std::to_string(rest_.size()) + " bytes after its last item");
  return {};
}

namespace {

Result<void> walk_item(CborReader& reader, int depth);

Result<void> walk_list(CborReader& reader, int depth) {
  CS_TRY(count, reader.list(reader.rest().size()));  // an item has at least one byte: a larger count cannot be true
  for (std::size_t i = 0; i < count; ++i) CS_TRY_VOID(walk_item(reader, depth));
  return {};
}

Result<void> walk_map(CborReader& reader, int depth) {
  CS_TRY(count, reader.map(reader.rest().size()));
  ByteView last;
  for (std::size_t i = 0; i < count; ++i) {
    if (reader.next() == CborKind::kList || reader.next() == CborKind::kMap) return malformed("CBOR has a list or map as a key");
    const ByteView before = reader.rest();
    CS_TRY_VOID(walk_item(reader, depth));
    const ByteView key = before.first(before.size() - reader.rest().size());
    if (i != 0 && !std::lexicographical_compare(last.begin(), last.end(), key.begin(), key.end()))
      return malformed("CBOR has a map whose keys do not ascend");
    last = key;
    CS_TRY_VOID(walk_item(reader, depth));
  }
  return {};
}

template <typename T>
Result<void> without_value(const Result<T>& result) {
  if (!result) return result.fault();
  return {};
}

Result<void> walk_item(CborReader& reader, int depth) {
  switch (reader.next()) {
    case CborKind::kUnsigned: return without_value(reader.unsigned_number());
    case CborKind::kNegative: return without_value(reader.number());
    case CborKind::kBytes: return without_value(reader.bytes());
    case CborKind::kText: return without_value(reader.text());
    case CborKind::kNull: return reader.null();
    case CborKind::kBoolean: return without_value(reader.boolean());
    case CborKind::kList:
    case CborKind::kMap:
      if (depth == kCborDepthMax) return malformed("CBOR nests deeper than " + std::to_string(kCborDepthMax));
      return reader.next() == CborKind::kList ? walk_list(reader, depth + 1) : walk_map(reader, depth + 1);
    case CborKind::kEnd: return malformed("CBOR ends where an item must stand");
    case CborKind::kOther: break;
  }
  return malformed("CBOR has a float, a tag or a simple value, which no format of ours has");
}

}  // namespace

Result<void> require_canonical(ByteView bytes) {
  CborReader reader(bytes);
  CS_TRY_VOID(walk_item(reader, 0));
  return reader.end();
}

}  // namespace cs::codec
