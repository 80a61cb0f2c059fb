// DER put together by hand, for messages that no code of ours writes.
#pragma once

#include <initializer_list>

#include "crypto/der.h"

namespace cs::crypto {

inline Bytes joined(std::initializer_list<ByteView> all) {
  Bytes out;
  for (const ByteView part : all) append(out, part);
  return out;
}

inline Bytes wrapped(std::uint8_t tag, ByteView body) {
  Bytes out{tag};
  if (body.size() < 0x80) append(out, Bytes{static_cast<std::uint8_t>(body.size())});
  else if (body.size() < 0x100) append(out, Bytes{0x81, static_cast<std::uint8_t>(body.size())});
  else append(out, Bytes{0x82, static_cast<std::uint8_t>(body.size() >> 8), static_cast<std::uint8_t>(body.size())});
  append(out, body);
  return out;
}
inline Bytes wrapped(std::uint8_t tag, std::initializer_list<ByteView> parts) { return wrapped(tag, joined(parts)); }

inline Bytes oid(std::string_view dotted) { return wrapped(der::kOid, oid_body(dotted).value()); }

}  // namespace cs::crypto
