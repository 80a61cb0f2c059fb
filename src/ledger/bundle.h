// Entries in a row of bytes, each with a 2-byte length, as in the C2SP entry bundles. Inside this room only.
#pragma once

#include "base/bytes.h"

namespace cs::ledger {

// The first entry of `rest`, which then begins behind it. kUntrusted where it is cut off.
inline Result<ByteView> take_entry(ByteView& rest) {
  if (rest.size() < 2) return untrusted("entry bytes end inside a length");
  const std::size_t size = read_u16_be(rest);
  if (rest.size() - 2 < size) return untrusted("entry bytes end inside an entry");
  const ByteView entry = rest.subspan(2, size);
  rest = rest.subspan(2 + size);
  return entry;
}

}  // namespace cs::ledger
