// Rows and records of one build as byte strings of this build's numbers, to be sorted, spilled and read back.
//   Shape    a CodedName and a CodedAddress hold numbers of texts plus one (0 absent); CodedPerson is all of a record but its key. Equal
//            values have equal bytes. A LaidRecord's bytes sort as records lie in a generation.
//   Units    numbers of texts have 24 bits.
//   Threads  pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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

void put_name(std::string& out, const CodedName& name);
void put_address(std::string& out, const CodedAddress& address);
void put_period(std::string& out, const CodedPeriod& period);
void put_u24(std::string& out, std::uint32_t value);
void put_u48(std::string& out, std::uint64_t value);  // big-endian

// Takes what was put, from the front; the bytes are our own, so a wrong length is a broken invariant.
class CodedReader {
 public:
  explicit CodedReader(std::string_view bytes) : rest_(bytes) {}
  CodedName name();
  CodedAddress address();
  CodedPeriod period();
  std::uint8_t byte();
  std::uint32_t u24();
  std::uint64_t u48();
  std::string_view take(std::size_t size);
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

void put_laid(std::string& out, const LaidRecord& record);
LaidRecord laid_of(std::string_view bytes);

}  // namespace cs::registry
