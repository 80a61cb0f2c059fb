// Is this certificate, at that time, one that the anchors stand behind, and may it sign documents? For this room's .cc files only.
//   Errors   kUntrusted with the first reason found.
//   Threads  no shared state: every call makes its own store of the given anchors and lists.
//   Source   RFC 5280 section 6, by the library; section 4.2.1.3, 4.2.1.4 and 4.2.1.12 checked again here (docs/decisions/cms.md).
#pragma once

#include "crypto/cms.h"
#include "crypto/openssl.h"

namespace cs::crypto {

// `inside`: the message's own revocation lists; read only where the defense against them is turned off by a test.
Result<void> check_path(X509* certificate, const Trust& trust, const CrlsPtr& inside, Instant at);

// keyUsage and extendedKeyUsage of a document signer.
Result<void> check_may_sign(X509* certificate);

}  // namespace cs::crypto
