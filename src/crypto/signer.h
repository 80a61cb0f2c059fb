// One SignerInfo of a message: its algorithm, attributes and signature, apart from who stands behind the certificate.
// For this room's .cc files only.
//   Errors   kUntrusted with the first reason found.
//   Source   RFC 5652 sections 5.3 to 5.6, 11; RFC 5035 section 3; docs/decisions/cms.md.
#pragma once

#include <optional>

#include "base/time.h"
#include "crypto/openssl.h"

namespace cs::crypto {

// P-256, P-384 or RSA of 3072 to 8192 bits; SHA-256, SHA-384 or SHA-512; PKCS #1 v1.5 with RSA.
Result<void> check_algorithm(CMS_SignerInfo* signer, X509* certificate);

// content-type (data), message-digest and signing-certificate-v2 (naming `certificate`) stand there once each.
Result<void> check_attributes(CMS_SignerInfo* signer, X509* certificate);

// The signing-time attribute: absent is nullopt; a Fault when it stands there twice or is no time.
Result<std::optional<Instant>> signing_time_of(CMS_SignerInfo* signer);

// A detached message and the bytes that it signs, digested once for all signers.
class SignedContent {
 public:
  SignedContent(CMS_ContentInfo* cms, ByteView content);
  // The signature over the attributes by the certificate's key, and the attributes' digest against the content.
  Result<void> check_signature(CMS_SignerInfo* signer, X509* certificate) const;

 private:
  BioPtr digested_;
};

}  // namespace cs::crypto
