// Canonical bytes: what is signed, hashed or entered comes from here and nowhere else.
//   Shape    deterministic CBOR (RFC 8949 section 4.2.1): shortest integers, definite lengths, map keys ascending by their bytes, no float,
//            no tag. CborWriter appends; CborReader accepts exactly what CborWriter can write and nothing else.
//   Errors   kMalformed: not canonical, not the type asked for, or bytes left over.
//   Threads  plain values.
//   Source   RFC 8949; its appendix A has the test vectors.
//   Holds    encode(decode(x)) == x (fuzz/cbor_entries.cc).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace cs::codec {

class CborWriter {
 public:
  CborWriter& number(std::int64_t value);       // negative values too
  CborWriter& unsigned_number(std::uint64_t value);
  CborWriter& bytes(ByteView value);
  CborWriter& text(std::string_view value);
  CborWriter& list(std::size_t count);          // then `count` items
  CborWriter& map(std::size_t count);           // then `count` pairs, keys ascending; CS_CHECKed for integer keys by key()
  CborWriter& key(std::uint64_t value) { return unsigned_number(value); }
  CborWriter& null();
  CborWriter& boolean(bool value);
  const Bytes& data() const { return out_; }
  Bytes take() { return std::move(out_); }
  void clear() { out_.clear(); }

 private:
  void head(std::uint8_t major, std::uint64_t value);
  Bytes out_;
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
  bool at_null() const;                         // the next item is null (nothing is consumed)
  Result<void> null();
  Result<bool> boolean();
  bool at_end() const { return rest_.empty(); }
  Result<void> end() const;                     // kMalformed when bytes are left

 private:
  Result<std::uint64_t> head(std::uint8_t major);
  ByteView rest_;
};

}  // namespace cs::codec
