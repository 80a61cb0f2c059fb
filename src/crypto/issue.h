// Issuing keys, certificates and lists: for `init`, the synthetic population's kit, and tests. Subjects of tests are marked SYNTHETIC.
//   Errors   kMalformed for a form that cannot be issued.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crypto/certificate.h"
#include "crypto/random.h"

namespace cs::crypto {

enum class KeyKind { kP256, kP384, kRsa2048, kRsa3072, kEd25519 };

class KeyMaker {
 public:
  static Result<PrivateKey> make(KeyKind kind);
};

enum class CertificateUse { kAuthority, kSign, kKeyAgreement, kTlsClient };

struct CertificateRequest {
  std::string common_name;
  std::string organization;
  CertificateUse use = CertificateUse::kSign;
  std::uint64_t serial = 1;
  Instant not_before;
  Instant not_after;
  std::vector<std::string> policies;  // OIDs
};

// Signed by issuer_key; self-signed where `issuer` is empty (then issuer_key is the subject's own). Deterministic with RSA issuer keys.
Result<Certificate> issue_certificate(const CertificateRequest& request, const PrivateKey& subject_key,
                                      const std::optional<Certificate>& issuer, const PrivateKey& issuer_key);

struct Revocation {
  std::string serial_hex;
  Instant at;
};
Result<Crl> issue_crl(const Certificate& issuer, const PrivateKey& issuer_key, std::uint64_t number, Instant this_update,
                      Instant next_update, const std::vector<Revocation>& revoked);

std::string crl_pem(const Crl& crl);

}  // namespace cs::crypto
