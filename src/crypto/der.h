// A reader of DER of our own: what a message is, before the library sees it.
//   Shape    check_der: the whole of `bytes` is one element in distinguished encoding: definite minimal lengths, one-byte tags, no trailing
//            byte; a constructed element stands inside at most kDerDepthMax others (issuer names in CAdES attributes do); BOOLEAN,
//            INTEGER, BIT STRING, NULL, OBJECT IDENTIFIER, UTF8String, BMPString and times in their one form; members of a SET in order.
//            DerReader walks the members of what was checked.
//   Errors   kMalformed, saying which rule and at which byte; kLimit for size and depth.
//   Threads  free functions.
//   Source   ITU-T X.690 (2021) sections 8, 10, 11; RFC 5280 section 4.1.2.5 for times.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/time.h"

namespace cs::crypto {

namespace der {
inline constexpr std::uint8_t kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kOid = 0x06, kUtcTime = 0x17;
inline constexpr std::uint8_t kGeneralizedTime = 0x18, kSequence = 0x30, kSet = 0x31, kContext0 = 0xa0, kContext1 = 0xa1;
}  // namespace der

Result<void> check_der(ByteView bytes, std::size_t bytes_max);

struct DerElement {
  std::uint8_t tag = 0;
  ByteView body;
  ByteView whole;  // tag and length too
};

// Reads the elements of bytes that check_der has passed, one after the other. Malformed bytes end the walk, never more.
class DerReader {
 public:
  explicit DerReader(ByteView bytes) : rest_(bytes) {}
  bool done() const { return rest_.empty(); }
  std::optional<DerElement> next();                   // the next one, if there is one
  std::optional<DerElement> next(std::uint8_t tag);   // the next one, if it has this tag; otherwise nothing is read

 private:
  ByteView rest_;
};

// "YYMMDDHHMMSSZ" (UTCTime: 1950 to 2049) or "YYYYMMDDHHMMSSZ".
Result<Instant> read_der_time(std::uint8_t tag, ByteView body);

// The body of an OBJECT IDENTIFIER for a dotted text; kMalformed for anything that is none.
Result<Bytes> oid_body(std::string_view dotted);

}  // namespace cs::crypto
