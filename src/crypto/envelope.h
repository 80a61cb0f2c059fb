// The outer shape of a sealed answer, read by our own walk before the library sees a byte; for this room's .cc files only.
//   Errors   kLimit, kMalformed: not DER, no AuthEnvelopedData. kUntrusted: one with other algorithms than ours.
//   Source   RFC 5083 section 2.1, RFC 5084 section 3.2, RFC 5753 sections 3.1 and 7.1.
#pragma once

#include "base/bytes.h"

namespace cs::crypto {

// One recipient by key agreement, ECDH with the SHA-256 KDF and AES-256 key wrap; AES-256-GCM with a nonce of 12 and a tag of 16 bytes;
// no attributes. A shorter tag, or the SHA-1 KDF that the library takes by default, is refused.
Result<void> check_envelope(ByteView sealed, std::size_t bytes_max);

}  // namespace cs::crypto
