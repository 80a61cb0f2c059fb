// A small synthetic public key infrastructure for this room's tests: a root, a CA, officials and the CA's lists.
#pragma once

#include <map>
#include <string>

#include "base/file.h"
#include "crypto/cms.h"
#include "crypto/issue.h"

namespace cs::crypto::synthetic {

inline const std::string kPolicy = "2.16.840.1.101.3.2.1.48.1", kOtherPolicy = "2.16.840.1.101.3.2.1.48.2", kAnyPolicy = "2.5.29.32.0";

inline Instant day(int month, int day_of_month) { return Date::civil(2026, month, day_of_month).midnight(); }
inline const Instant kNow = day(3, 1);

struct Person {
  PrivateKey key;
  Certificate certificate;
};

// RSA keys take long to make, so that all RSA people of the tests have one published key a size.
inline PrivateKey new_key(KeyKind kind) {
  if (kind != KeyKind::kRsa2048 && kind != KeyKind::kRsa3072) return KeyMaker::make(kind).value();
  const Path place = Path(CS_SOURCE_DIR) / "tests/data/crypto" / (kind == KeyKind::kRsa2048 ? "rsa2048.key.pem" : "rsa3072.key.pem");
  return PrivateKey::parse_pem(read_file(place, 65536).value()).value();
}

// Keys are made once a process: what a test varies is certificates.
inline const PrivateKey& key_of(const std::string& name, KeyKind kind = KeyKind::kP256) {
  static std::map<std::string, PrivateKey> keys;
  const auto found = keys.find(name);
  return found != keys.end() ? found->second : keys.emplace(name, new_key(kind)).first->second;
}

inline CertificateRequest form(const std::string& name, CertificateUse use, std::uint64_t serial) {
  return {name, "SYNTHETIC", use, serial, day(1, 1), day(12, 31), {kPolicy}};
}

class Pki {
 public:
  Pki()
      : root_{key_of("root"), self_signed("Root", 1)},
        authority_{key_of("authority"), *issue_certificate(form("CA", CertificateUse::kAuthority, 2), key_of("authority"),
                                                           root_.certificate, root_.key)} {}

  Person issue(const CertificateRequest& request, KeyKind kind = KeyKind::kP256) const {
    const PrivateKey& key = key_of(request.common_name, kind);
    return {key, *issue_certificate(request, key, authority_.certificate, authority_.key)};
  }
  Person official(const std::string& name, std::uint64_t serial, KeyKind kind = KeyKind::kP256) const {
    return issue(form(name, CertificateUse::kSign, serial), kind);
  }
  Crl root_crl() const { return *issue_crl(root_.certificate, root_.key, 1, day(2, 1), day(6, 1), {}); }
  Crl crl(std::uint64_t number, Instant from, Instant until, const std::vector<Revocation>& revoked = {}) const {
    return *issue_crl(authority_.certificate, authority_.key, number, from, until, revoked);
  }
  Trust trust(const std::vector<Revocation>& revoked = {}) const {
    return {{root_.certificate}, {authority_.certificate}, {root_crl(), crl(9, day(2, 25), day(3, 10), revoked)}, {kPolicy}, false};
  }
  const Person& root() const { return root_; }
  const Person& authority() const { return authority_; }

 private:
  static Certificate self_signed(const std::string& name, std::uint64_t serial) {
    const PrivateKey& key = key_of("root");
    return *issue_certificate(form(name, CertificateUse::kAuthority, serial), key, std::nullopt, key);
  }
  Person root_;
  Person authority_;
};

inline const Pki& pki() {
  static const Pki made;
  return made;
}

}  // namespace cs::crypto::synthetic
