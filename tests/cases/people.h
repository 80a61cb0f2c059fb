// The synthetic people of the stories: a CA of the tests, a certificate for everybody, keys made once a process.
#pragma once

#include <map>
#include <string>

#include "crypto/certificate.h"
#include "crypto/issue.h"

namespace cs::cases {

inline constexpr const char* kPolicyOid = "2.16.840.1.101.3.2.1.48.1";

struct Person {
  crypto::Certificate certificate;
  crypto::PrivateKey key;
};

class People {
 public:
  static People& all();
  // The person's n-th certificate: 0 the first, more for "a new certificate".
  const Person& signer(const std::string& name, int n = 0);
  const Person& with_short_key(const std::string& name);  // RSA-2048
  const Person& client(const std::string& name);          // TLS
  const Person& recipient();                               // key agreement
  const Person& gate();                                    // RSA-3072: signatures of one length
  const crypto::Certificate& authority() const { return authority_.certificate; }
  const crypto::Crl& crl() const { return *crl_; }

 private:
  People();
  const Person& issued(const std::string& label, const std::string& name, crypto::CertificateUse use, crypto::KeyKind kind);
  Person authority_;
  std::optional<crypto::Crl> crl_;
  std::map<std::string, Person> people_;
  std::uint64_t serial_ = 100;
};

}  // namespace cs::cases
