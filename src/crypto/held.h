// What the public handles hold; for this room's .cc files only.
//   Threads  the library's objects are read-only after parse, their caches filled there: sharing them is safe.
#pragma once

#include "crypto/certificate.h"
#include "crypto/openssl.h"

namespace cs::crypto {

struct Certificate::Held {
  X509Ptr x509;
  Bytes der;
  Digest identity{};
  Digest spki{};
  Instant not_before;
  Instant not_after;
};

struct Crl::Held {
  CrlPtr crl;
  Bytes der;
  Instant this_update;
  Instant next_update;
};

struct PrivateKey::Held {
  PkeyPtr key;
};

// The library counts its own references, and its functions want objects that are not const.
inline X509* x509_of(const Certificate& certificate) { return certificate.held().x509.get(); }
inline X509_CRL* crl_of(const Crl& crl) { return crl.held().crl.get(); }
inline EVP_PKEY* pkey_of(const PrivateKey& key) { return key.held().key.get(); }

Digest identity_of(const X509_NAME* issuer, const ASN1_INTEGER* serial);
Result<Instant> instant_of(const ASN1_TIME* time);
TimePtr time_of(Instant instant);  // nullptr outside 1950 to 9999

// The DER of anything that has an i2d function.
template <typename T>
Bytes der_of(const T* value, int (*write)(const T*, unsigned char**)) {
  const int size = write(value, nullptr);
  if (size <= 0) return {};
  Bytes out(static_cast<std::size_t>(size));
  unsigned char* at = out.data();
  write(value, &at);
  return out;
}

}  // namespace cs::crypto
