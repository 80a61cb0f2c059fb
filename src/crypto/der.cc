#include "crypto/der.h"

#include <algorithm>

#include "base/limits.h"

namespace cs::crypto {
namespace {

constexpr std::uint8_t kBoolean = 0x01, kNull = 0x05, kUtf8String = 0x0c, kBmpString = 0x1e;
constexpr std::uint8_t kConstructed = 0x20, kClassBits = 0xc0, kNumberBits = 0x1f;

struct Header {
  std::uint8_t tag = 0;
  std::size_t header_bytes = 0;
  std::size_t body_bytes = 0;
};

// nullptr and the header, or why there is none.
const char* read_header(ByteView bytes, Header& out) {
  if (bytes.size() < 2) return "ends inside a tag or length";
  out.tag = bytes[0];
  if ((out.tag & kNumberBits) == kNumberBits) return "has a tag of several bytes";
  if (bytes[1] < 0x80) {
    out.header_bytes = 2;
    out.body_bytes = bytes[1];
  } else {
    const std::size_t count = bytes[1] & 0x7f;
    if (count == 0) return "has an indefinite length";
    if (count > 4) return "has a length of more than four bytes";
    if (bytes.size() < 2 + count) return "ends inside a length";
    std::size_t length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length << 8 | bytes[2 + i];
    if (bytes[2] == 0 || length < 0x80) return "has a length that is not the shortest";
    out.header_bytes = 2 + count;
    out.body_bytes = length;
  }
  return out.body_bytes > bytes.size() - out.header_bytes ? "has a length beyond its end" : nullptr;
}

const char* check_bit_string(ByteView body) {
  if (body.empty() || body[0] > 7 || (body.size() == 1 && body[0] != 0)) return "has a BIT STRING with a wrong count of unused bits";
  const auto unused = static_cast<std::uint8_t>((1u << body[0]) - 1);
  return (body.size() > 1 && (body.back() & unused) != 0) ? "has a BIT STRING with unused bits that are set" : nullptr;
}

const char* check_integer(ByteView body) {
  if (body.empty()) return "has an empty INTEGER";
  const bool padded = body.size() > 1 && ((body[0] == 0x00 && body[1] < 0x80) || (body[0] == 0xff && body[1] >= 0x80));
  return padded ? "has an INTEGER that is not the shortest" : nullptr;
}

const char* check_oid(ByteView body) {
  if (body.empty() || body.size() > 64 || (body.back() & 0x80) != 0) return "has an OBJECT IDENTIFIER that does not end, or is over 64 bytes";
  bool first_of_arc = true;
  for (const std::uint8_t byte : body) {
    if (first_of_arc && byte == 0x80) return "has an OBJECT IDENTIFIER with a padded number";
    first_of_arc = (byte & 0x80) == 0;
  }
  return nullptr;
}

// One well-formed code point at the start (Unicode 15, table 3-7); 0 when there is none.
std::size_t utf8_bytes(ByteView text) {
  const std::uint8_t lead = text[0];
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((text[i] & 0xc0) != 0x80) return 0;
  const bool out_of_range = (lead == 0xe0 && text[1] < 0xa0) || (lead == 0xed && text[1] >= 0xa0) ||
                            (lead == 0xf0 && text[1] < 0x90) || (lead == 0xf4 && text[1] >= 0x90);
  return out_of_range ? 0 : size;
}

const char* check_utf8(ByteView body) {
  while (!body.empty()) {
    const std::size_t size = utf8_bytes(body);
    if (size == 0) return "has a UTF8String that is not UTF-8";
    body = body.subspan(size);
  }
  return nullptr;
}

const char* check_primitive(std::uint8_t tag, ByteView body) {
  switch (tag) {
    case 0x00: return "has an end-of-contents";
    case kBoolean: return body.size() == 1 && (body[0] == 0x00 || body[0] == 0xff) ? nullptr : "has a BOOLEAN that is neither 00 nor FF";
    case der::kInteger: return check_integer(body);
    case der::kBitString: return check_bit_string(body);
    case kNull: return body.empty() ? nullptr : "has a NULL with content";
    case der::kOid: return check_oid(body);
    case kUtf8String: return check_utf8(body);
    case kBmpString: return body.size() % 2 == 0 ? nullptr : "has a BMPString of odd length";
    case der::kUtcTime:
    case der::kGeneralizedTime: return read_der_time(tag, body) ? nullptr : "has a time in another form";
    default: return nullptr;  // octets and other strings: any bytes
  }
}

struct Walk {
  const std::uint8_t* start;

  Fault fault(ByteView where, const char* why) const {
    return malformed("DER " + std::string(why) + ", at byte " + std::to_string(where.data() - start));
  }

  Result<void> element(ByteView whole, std::uint8_t tag, ByteView body, std::size_t depth) const {
    if ((tag & kConstructed) == 0) {
      const char* why = (tag == 0x10 || tag == 0x11) ? "has a SEQUENCE or SET that is not constructed" : check_primitive(tag, body);
      return why == nullptr ? Result<void>() : fault(whole, why);
    }
    const bool universal = (tag & kClassBits) == 0;
    if (universal && tag != der::kSequence && tag != der::kSet) return fault(whole, "has a string in pieces");
    if (depth > limits::kDerDepthMax) return limit_reached("DER nests deeper than " + std::to_string(limits::kDerDepthMax));
    return members(body, depth + 1, tag == der::kSet);
  }

  Result<void> members(ByteView body, std::size_t depth, bool ascending) const {
    ByteView before;
    while (!body.empty()) {
      Header header;
      if (const char* why = read_header(body, header)) return fault(body, why);
      const ByteView whole = body.first(header.header_bytes + header.body_bytes);
      if (ascending && std::lexicographical_compare(whole.begin(), whole.end(), before.begin(), before.end()))
        return fault(body, "has a SET out of order");
      CS_TRY_VOID(element(whole, header.tag, whole.subspan(header.header_bytes), depth));
      before = whole;
      body = body.subspan(whole.size());
    }
    return {};
  }
};

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) value = value * 10 + (text[i] - '0');
  return value;
}

std::optional<std::uint64_t> arc_of(std::string_view text) {
  if (text.empty() || text.size() > 9 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

void append_arc(Bytes& out, std::uint64_t value) {
  Bytes reversed{static_cast<std::uint8_t>(value & 0x7f)};
  while ((value >>= 7) != 0) reversed.push_back(static_cast<std::uint8_t>(0x80 | (value & 0x7f)));
  out.insert(out.end(), reversed.rbegin(), reversed.rend());
}

}  // namespace

Result<void> check_der(ByteView bytes, std::size_t bytes_max) {
  if (bytes.size() > bytes_max) return limit_reached("DER is longer than " + std::to_string(bytes_max) + " bytes");
  const Walk walk{bytes.data()};
  Header header;
  if (const char* why = read_header(bytes, header)) return walk.fault(bytes, why);
  if (header.header_bytes + header.body_bytes != bytes.size()) return malformed("DER has bytes after its end");
  return walk.element(bytes, header.tag, bytes.subspan(header.header_bytes), 0);
}

std::optional<DerElement> DerReader::next() {
  Header header;
  if (rest_.empty() || read_header(rest_, header) != nullptr) return std::nullopt;
  const ByteView whole = rest_.first(header.header_bytes + header.body_bytes);
  rest_ = rest_.subspan(whole.size());
  return DerElement{header.tag, whole.subspan(header.header_bytes), whole};
}

std::optional<DerElement> DerReader::next(std::uint8_t tag) {
  if (rest_.empty() || rest_[0] != tag) return std::nullopt;
  return next();
}

Result<Instant> read_der_time(std::uint8_t tag, ByteView body) {
  std::string text(as_text(body));
  if (tag == der::kUtcTime && text.size() == 13) text.insert(0, text[0] >= '5' ? "19" : "20");
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool shaped = text.size() == 15 && text.back() == 'Z' && std::all_of(text.begin(), text.end() - 1, is_digit);
  if (!shaped || (tag == der::kUtcTime) != (body.size() == 13)) return malformed("time: expected YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ");
  const int hour = digits(text, 8, 2), minute = digits(text, 10, 2), second = digits(text, 12, 2);
  CS_TRY(date, Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2)));
  if (hour > 23 || minute > 59 || second > 59) return malformed("time: no such time of day");
  return date.midnight() + Span::seconds((hour * 60 + minute) * 60 + second);
}

Result<Bytes> oid_body(std::string_view dotted) {
  std::vector<std::uint64_t> arcs;
  for (std::size_t at = 0; at <= dotted.size();) {
    const std::size_t dot = std::min(dotted.find('.', at), dotted.size());
    const auto arc = arc_of(dotted.substr(at, dot - at));
    if (!arc || arcs.size() == 32) return malformed("OID: expected numbers joined by dots");
    arcs.push_back(*arc);
    at = dot + 1;
  }
  if (arcs.size() < 2 || arcs[0] > 2 || (arcs[0] < 2 && arcs[1] > 39)) return malformed("OID: its first two numbers cannot be");
  Bytes out;
  append_arc(out, arcs[0] * 40 + arcs[1]);
  for (std::size_t i = 2; i < arcs.size(); ++i) append_arc(out, arcs[i]);
  return out;
}

}  // namespace cs::crypto
