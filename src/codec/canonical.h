// Canonical bytes: what is signed, hashed or entered comes from here and nowhere else.
//   Shape    deterministic CBOR (RFC 8949 section 4.2.1): shortest integers, definite lengths, map keys ascending by their bytes, no float,
//            no tag. CborWriter appends; CborReader accepts exactly what CborWriter can write and nothing else.
//   Errors   kMalformed: not canonical, not the type asked for, or bytes left over.
//   Threads  plain values.
//   Source   RFC 8949; its appendix A has the test vectors.
//   Holds    encode(decode(x)) == x (fuzz/cbor_entries.cc). docs/formats/canonical.md has the same example byte for byte as the tests.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace cs::codec {

inline constexpr int kCborDepthMax = 16;  // containers inside each other; the deepest item of ours (a replay's evidence) has 5

// What the next item is.
enum class CborKind { kEnd, kUnsigned, kNegative, kBytes, kText, kList, kMap, kNull, kBoolean, kOther };

// Writes one item after another. A list or map is whole only when as many items followed as its head names; CS_CHECKed by take().
class CborWriter {
 public:
  CborWriter& number(std::int64_t value);       // negative values too
  CborWriter& unsigned_number(std::uint64_t value);
  CborWriter& bytes(ByteView value);
  CborWriter& text(std::string_view value);
  CborWriter& list(std::size_t count);          // then `count` items
  CborWriter& map(std::size_t count);           // then `count` pairs; that the keys ascend is CS_CHECKed as they come
  CborWriter& key(std::uint64_t value);         // unsigned_number where only a map's key may stand
  CborWriter& null();
  CborWriter& boolean(bool value);
  const Bytes& data() const { return out_; }
  Bytes take();
  void clear();

 private:
  struct Open {                  // a list or map whose items are still coming
    std::uint64_t items_left;    // a map has two items a pair
    std::size_t last_key;        // where the key before begins in out_, and where it ends; equal before the first
    std::size_t last_key_end;
    bool is_map;
  };
  bool at_key() const { return depth_ != 0 && open_[depth_ - 1].is_map && open_[depth_ - 1].items_left % 2 == 0; }
  void head(std::uint8_t major, std::uint64_t value);
  void closed(std::size_t begin);                        // an item that holds no others was written from `begin` on
  void opened(std::uint64_t items, bool is_map);
  void count_one();
  Bytes out_;
  std::array<Open, kCborDepthMax> open_;
  std::size_t depth_ = 0;
};

class CborReader {
 public:
  explicit CborReader(ByteView bytes) : rest_(bytes) {}
  Result<std::uint64_t> unsigned_number(std::uint64_t max = UINT64_MAX);
  Result<std::int64_t> number();
  Result<ByteView> bytes(std::size_t size_max = SIZE_MAX);
  Result<ByteView> bytes_exact(std::size_t size);
  Result<Digest> digest();
  Result<std::string_view> text(std::size_t size_max = SIZE_MAX);  // valid UTF-8
  Result<std::size_t> list(std::size_t count_max);
  Result<std::size_t> map(std::size_t count_max);
  Result<void> key(std::uint64_t expected);     // the next key of a map is exactly this one
  CborKind next() const;                        // nothing is consumed; the item itself may still be malformed
  bool at_null() const { return next() == CborKind::kNull; }
  Result<void> null();
  Result<bool> boolean();
  bool at_end() const { return rest_.empty(); }
  ByteView rest() const { return rest_; }
  Result<void> end() const;                     // kMalformed when bytes are left

 private:
  Result<std::uint64_t> head(std::uint8_t major);
  ByteView rest_;
};

// Whether `bytes` are exactly one canonical item, whatever it says, with at most kCborDepthMax containers inside each other.
Result<void> require_canonical(ByteView bytes);

}  // namespace cs::codec
