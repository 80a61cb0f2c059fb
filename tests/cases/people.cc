#include "tests/cases/people.h"

#include "base/file.h"
#include "base/limits.h"

namespace cs::cases {
namespace {

const Instant kFrom = Date::civil(2025, 1, 1).midnight();
const Instant kTo = Date::civil(2030, 1, 1).midnight();

// RSA keys take long to make, so all RSA people of the tests have one published key a size.
crypto::PrivateKey make_key(crypto::KeyKind kind) {
  if (kind != crypto::KeyKind::kRsa2048 && kind != crypto::KeyKind::kRsa3072) return *crypto::KeyMaker::make(kind);
  const Path file = Path(CS_SOURCE_DIR) / "tests/data/crypto" / (kind == crypto::KeyKind::kRsa2048 ? "rsa2048.key.pem" : "rsa3072.key.pem");
  return *crypto::PrivateKey::parse_pem(*read_file(file, limits::kPemBytesMax));
}

crypto::CertificateRequest form(const std::string& name, crypto::CertificateUse use, std::uint64_t serial) {
  return {name, "SYNTHETIC", use, serial, kFrom, kTo, {kPolicyOid}};
}

Person make_authority() {
  const crypto::PrivateKey key = make_key(crypto::KeyKind::kP256);
  return {*crypto::issue_certificate(form("Authority of the stories", crypto::CertificateUse::kAuthority, 1), key, std::nullopt, key), key};
}

}  // namespace

People::People() : authority_(make_authority()) {
  crl_ = *crypto::issue_crl(authority_.certificate, authority_.key, 1, kFrom, kTo, {});
}

People& People::all() {
  static People people;
  return people;
}

const Person& People::issued(const std::string& label, const std::string& name, crypto::CertificateUse use, crypto::KeyKind kind) {
  if (const auto found = people_.find(label); found != people_.end()) return found->second;
  const crypto::PrivateKey key = make_key(kind);
  const auto certificate = crypto::issue_certificate(form(name, use, ++serial_), key, authority_.certificate, authority_.key);
  return people_.emplace(label, Person{*certificate, key}).first->second;
}

const Person& People::signer(const std::string& name, int n) {
  return issued("signer " + name + " " + std::to_string(n), name, crypto::CertificateUse::kSign, crypto::KeyKind::kP256);
}
const Person& People::with_short_key(const std::string& name) {
  return issued("short " + name, name, crypto::CertificateUse::kSign, crypto::KeyKind::kRsa2048);
}
const Person& People::client(const std::string& name) {
  return issued("client " + name, name + " client", crypto::CertificateUse::kTlsClient, crypto::KeyKind::kP256);
}
const Person& People::recipient() { return issued("recipient", "recipient", crypto::CertificateUse::kKeyAgreement, crypto::KeyKind::kP256); }
const Person& People::gate() { return issued("gate", "gate", crypto::CertificateUse::kSign, crypto::KeyKind::kRsa3072); }

}  // namespace cs::cases
