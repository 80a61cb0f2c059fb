// Officials' signatures: detached CMS SignedData over bytes as received.
//   Shape    DER SignedData without content, at most kCmsBytesMax, kCmsSignersMax signers; each signer has content-type, message-digest,
//            signing-time and signing-certificate-v2. P-256, P-384, RSA >= 3072; SHA-256, SHA-384, SHA-512.
//   Errors   verify_cms: a Fault only for what is no CMS at all (too long, not DER: HTTP 400/413 there). Everything else is a CmsOutcome:
//            the first problem found over all signers, in the order of SignatureProblem.
//   Threads  no shared state.
//   Source   RFC 5652, RFC 5035, RFC 5280; docs/decisions/cms.md lists the OpenSSL defaults that this closes, each with its test:
//            an old CRL inside the message, one official signing twice, no CRL configured, purpose any, forged signing time, missing signed
//            attributes, policy OID.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"
#include "crypto/certificate.h"

namespace cs::crypto {

// In the order in which it is reported. The numbers never change meaning.
enum class SignatureProblem : std::uint8_t {
  kNone = 0,
  kNoSigner = 1,    // -> SIG-MISSING
  kAlgorithm = 2,   // -> SIG-ALG: algorithm, curve, key size or number of signers
  kInvalid = 3,     // -> SIG-INVALID: signature, attributes, path, policy or revocation
  kNoTime = 4,      // -> SIG-TIME: signing-time absent
};

// What the verifier trusts: the agreement's own anchors, certificates of CAs, fresh CRLs, and nothing of the system's.
struct Trust {
  std::vector<Certificate> anchors;
  std::vector<Certificate> intermediates;
  std::vector<Crl> crls;
  std::vector<std::string> policies;  // OIDs in dotted form; the path must be valid under one of them. Empty: no policy asked for
  bool policy_mapping = false;
};

struct Signer {
  Digest identity;                    // Certificate::identity of the signer's certificate
  Digest spki;
  std::string subject;                // for people
  std::optional<Instant> signing_time;  // a claim, never used as the time of verification
  SignatureProblem problem = SignatureProblem::kNone;
  std::string cause;                  // for the operator's log and `request check`; holds no personal data but the certificate's subject
};

struct CmsOutcome {
  SignatureProblem problem = SignatureProblem::kNone;
  std::vector<Signer> signers;        // in the order of the message; one certificate may stand twice, the caller counts distinct people
  std::string cause;                  // of `problem`: the signer's own, or what is wrong with the message as a whole (then no signers)
};

// How many different keys signed: never more than people did. Whose they are, and which offices they hold, is the caller's to say.
std::size_t distinct_signers(const CmsOutcome& outcome);

// `pinned`: the certificates that may sign, whole; a signer whose certificate is not among them is looked for in the message itself, so
// that the caller can say "never designated" rather than "invalid". Paths are judged at `at`, in whole seconds; the last second of a
// certificate or list counts as after it.
Result<CmsOutcome> verify_cms(ByteView cms, ByteView content, const Trust& trust, const std::vector<Certificate>& pinned, Instant at);

// Signs `content` as the verifier above wants it (CAdES-BES attributes). Deterministic with an RSA key.
Result<Bytes> sign_cms(ByteView content, const Certificate& certificate, const PrivateKey& key, Instant signing_time);
// Adds a second official's SignerInfo to a detached CMS.
Result<Bytes> add_signature(ByteView cms, ByteView content, const Certificate& certificate, const PrivateKey& key, Instant signing_time);

}  // namespace cs::crypto
