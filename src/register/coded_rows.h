// Rows and records of one build as byte strings of this build's numbers, to be sorted, spilled and read back.
//   Shape    a CodedName and a CodedAddress hold numbers of texts plus one (0 absent); CodedPerson is all of a record but its key. Equal
//            values have equal bytes. A LaidRecord's bytes sort as records lie in a generation.
//   Units    numbers of texts have 24 bits.
//   Threads  pure.
#pragma once

#include <array>
#include <cstring>
#include <string_view>

#include "base/check.h"
#include "register/laying_out.h"

namespace cs::registry {

struct CodedName {
  std::uint32_t surname = 0, given = 0;
  std::uint8_t initial = 0, suffix = 0;
  std::uint8_t extra_count = 0;
  std::array<std::uint32_t, kExtrasMax> extras{};  // text | role << 24
};

struct CodedAddress {
  std::uint32_t zip = kTileWithoutZip;  // kTileWithoutZip: none
  std::uint32_t kind = 0;
  bool care_of = false;
  std::uint32_t place = 0, street = 0, form = 0;
  std::uint32_t house = 0;              // as in AddressEntry, with a text's number plus one
  std::uint32_t unit = 0;
};
inline constexpr std::size_t kCodedAddressBytes = 19;

struct CodedPeriod {
  std::int32_t from = INT32_MIN, to = INT32_MAX;
  bool open() const { return from == INT32_MIN && to == INT32_MAX; }
};

// Room for any coded row or record; a number is written as eight bytes, of which the first stay.
class CodedOut {
 public:
  template <std::size_t Bytes>
  void le(std::uint64_t value) {
    std::memcpy(bytes_.data() + size_, &value, 8);
    size_ += Bytes;
  }
  template <std::size_t Bytes>
  void be(std::uint64_t value) { le<Bytes>(__builtin_bswap64(value) >> (64 - 8 * Bytes)); }
  void append(std::string_view text) {
    CS_CHECK(size_ + text.size() <= kCodedBytesMax, "a coded row has its limits");
    std::memcpy(bytes_.data() + size_, text.data(), text.size());
    size_ += text.size();
  }
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {bytes_.data(), size_}; }

 private:
  // Key, marks and line 43, days 9, name 40, readings 19 each; behind them the room of a number.
  static constexpr std::size_t kCodedBytesMax = 256;
  std::array<char, kCodedBytesMax + 8> bytes_;
  std::size_t size_ = 0;
};

void put_name(CodedOut& out, const CodedName& name);
void put_address(CodedOut& out, const CodedAddress& address);
void put_period(CodedOut& out, const CodedPeriod& period);
void put_u48(CodedOut& out, std::uint64_t value);  // big-endian

// Takes what was put, from the front; the bytes are our own, so a wrong length is a broken invariant.
class CodedReader {
 public:
  explicit CodedReader(std::string_view bytes) : rest_(bytes) {}
  CodedName name();
  CodedAddress address();
  CodedPeriod period();
  std::uint8_t byte();
  std::uint64_t u48();
  std::string_view take(std::size_t size);
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

void put_laid(CodedOut& out, const LaidRecord& record);
LaidRecord laid_of(std::string_view bytes);

}  // namespace cs::registry
