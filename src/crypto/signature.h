// Whether one signature over given bytes holds: officials' (CMS), the gate's own and every note's come here. For this room's .cc files only.
//   Shape    ECDSA as DER with P-256 or P-384; PKCS #1 v1.5 with RSA of 2048 to 8192 bits (what a rule takes of these is check_algorithm's);
//            Ed25519, with no digest.
//   Errors   false: it does not hold, is not of that shape, or the key is none of these.
//   Source   FIPS 186-4 section 6; RFC 8017 section 8.2; RFC 8032. Project Wycheproof's vectors run through it (wycheproof_test.cc).
#pragma once

#include "base/bytes.h"
#include "crypto/openssl.h"

namespace cs::crypto {

// `digest`: nullptr for Ed25519, and for nothing else.
bool signature_holds(EVP_PKEY* key, const EVP_MD* digest, ByteView message, ByteView signature);

}  // namespace cs::crypto
