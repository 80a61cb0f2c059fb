#include "crypto/certificate.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "crypto/digest.h"
#include "crypto/issue.h"
#include "crypto/synthetic_pki_test.h"

namespace cs::crypto {
namespace {

const Instant kFrom = Date::civil(2026, 1, 1).midnight();
const Instant kUntil = Date::civil(2051, 1, 1).midnight();

CertificateRequest request_for(std::string name, CertificateUse use, std::uint64_t serial = 7) {
  return {std::move(name), "SYNTHETIC", use, serial, kFrom, kUntil, {"2.16.840.1.101.3.2.1.48.1"}};
}

const PrivateKey& authority_key() {
  return synthetic::key_of("RSA authority", KeyKind::kRsa3072);
}

TEST(issue, a_certificate_reads_back_as_it_was_asked_for) {
  const auto key = KeyMaker::make(KeyKind::kP256);
  const auto root = issue_certificate(request_for("Root", CertificateUse::kAuthority, 1), authority_key(), std::nullopt, authority_key());
  ASSERT_TRUE(root.ok()) << root.fault().text;
  const auto leaf = issue_certificate(request_for("Official A", CertificateUse::kSign, 0xfedcba9876543210), *key, *root, authority_key());
  ASSERT_TRUE(leaf.ok()) << leaf.fault().text;
  EXPECT_EQ(leaf->subject(), "CN=Official A,O=SYNTHETIC");
  EXPECT_EQ(leaf->serial_hex(), "fedcba9876543210");
  EXPECT_EQ(leaf->not_before(), kFrom);
  EXPECT_EQ(leaf->not_after(), kUntil);  // after 2049: a GeneralizedTime
  EXPECT_EQ(leaf->fingerprint(), sha256(leaf->der()));
  EXPECT_NE(leaf->identity(), root->identity());
  EXPECT_NE(leaf->spki(), root->spki());
}

TEST(issue, is_the_same_to_the_byte_with_an_rsa_issuer) {
  const auto key = KeyMaker::make(KeyKind::kEd25519);
  const auto make = [&] { return issue_certificate(request_for("Root", CertificateUse::kAuthority), *key, std::nullopt, authority_key()); };
  // Self-issued by another key: only the bytes matter here.
  EXPECT_EQ(make()->der(), make()->der());
  const auto root = issue_certificate(request_for("Root", CertificateUse::kAuthority), authority_key(), std::nullopt, authority_key());
  const auto list = [&] { return issue_crl(*root, authority_key(), 3, kFrom, kFrom + Span::days(30), {{"ff", kFrom}, {"01", kFrom}}); };
  EXPECT_EQ(list()->der(), list()->der());
}

TEST(issue, refuses_what_cannot_be_a_certificate_or_a_list) {
  const auto issue = [](const CertificateRequest& request) {
    return issue_certificate(request, authority_key(), std::nullopt, authority_key());
  };
  CertificateRequest good = request_for("Root", CertificateUse::kAuthority);
  ASSERT_TRUE(issue(good).ok());
  for (auto spoil : {+[](CertificateRequest& r) { r.common_name = ""; }, +[](CertificateRequest& r) { r.common_name.assign(65, 'x'); },
                     +[](CertificateRequest& r) { r.serial = 0; },
                     +[](CertificateRequest& r) { r.not_after = r.not_before - Span::seconds(1); },
                     +[](CertificateRequest& r) { r.policies = {"not an oid"}; },
                     +[](CertificateRequest& r) { r.not_before = Date::civil(1949, 12, 31).midnight(); }}) {
    CertificateRequest bad = good;
    spoil(bad);
    EXPECT_FALSE(issue(bad).ok());
  }
  const auto root = issue(good), other_key = issue(good);
  const auto stranger = KeyMaker::make(KeyKind::kP256);
  EXPECT_FALSE(issue_certificate(good, *stranger, *root, *stranger).ok());
  EXPECT_FALSE(issue_crl(*root, *stranger, 1, kFrom, kUntil, {}).ok());
  EXPECT_FALSE(issue_crl(*root, authority_key(), 1, kUntil, kFrom, {}).ok());
  EXPECT_FALSE(issue_crl(*root, authority_key(), 1, kFrom, kUntil, {{"xyz", kFrom}}).ok());
  EXPECT_FALSE(issue_crl(*root, authority_key(), 1, kFrom, kUntil, {{"", kFrom}}).ok());
}

TEST(certificate, pem_goes_around_and_holds_nothing_else) {
  const auto root = issue_certificate(request_for("Root", CertificateUse::kAuthority), authority_key(), std::nullopt, authority_key());
  const std::string pem = root->pem();
  EXPECT_EQ(Certificate::parse_pem(pem)->at(0).der(), root->der());
  EXPECT_EQ(Certificate::parse_pem(pem + "\n" + pem)->size(), 2u);
  std::string crlf;
  for (const char c : pem) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_TRUE(Certificate::parse_pem(crlf).ok());
  for (const std::string& other : {std::string(), "text\n" + pem, pem + "text\n", pem + authority_key().pem(),
                                   pem.substr(0, pem.size() - 30), "\xef\xbb\xbf" + pem,
                                   std::string("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")})
    EXPECT_FALSE(Certificate::parse_pem(other).ok());
  EXPECT_FALSE(Crl::parse_pem(pem).ok());
  EXPECT_FALSE(PrivateKey::parse_pem(pem).ok());
}

TEST(certificate, is_refused_with_a_byte_more_or_less_and_when_too_long) {
  const auto root = issue_certificate(request_for("Root", CertificateUse::kAuthority), authority_key(), std::nullopt, authority_key());
  Bytes longer = root->der();
  longer.push_back(0);
  EXPECT_FALSE(Certificate::parse_der(longer).ok());
  EXPECT_FALSE(Certificate::parse_der(ByteView(root->der()).first(root->der().size() - 1)).ok());
  EXPECT_EQ(Certificate::parse_der(Bytes(limits::kCertificateBytesMax + 1)).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(Crl::parse_der(Bytes(limits::kCrlBytesMax + 1)).fault().kind, FaultKind::kLimit);
}

TEST(certificate, a_list_knows_its_times) {
  const auto root = issue_certificate(request_for("Root", CertificateUse::kAuthority), authority_key(), std::nullopt, authority_key());
  const auto crl = issue_crl(*root, authority_key(), 1, kFrom, kFrom + Span::days(30), {{"0a", kFrom}});
  ASSERT_TRUE(crl.ok()) << crl.fault().text;
  EXPECT_EQ(crl->this_update(), kFrom);
  EXPECT_EQ(crl->next_update(), kFrom + Span::days(30));
  EXPECT_EQ(Crl::parse_pem(crl_pem(*crl))->at(0).der(), crl->der());
}

TEST(private_key, each_kind_goes_around_in_pem) {
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa2048, KeyKind::kEd25519}) {
    const auto key = KeyMaker::make(kind);
    ASSERT_TRUE(key.ok());
    const auto again = PrivateKey::parse_pem(key->pem());
    ASSERT_TRUE(again.ok()) << again.fault().text;
    EXPECT_EQ(again->pem(), key->pem());
  }
  EXPECT_FALSE(PrivateKey::parse_pem(authority_key().pem() + authority_key().pem()).ok());
}

// openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes-256-cbc -pass pass:synthetic
constexpr std::string_view kLocked = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhuEFY/PrYpYwICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEGFXG7bRQLulNbR42tvWcf4EgZB5
yLL6hSrLkh+84cLQ3aOIrnpHoW02bqKZTbwYTTNZcvlrX7qAyTHyUWNDwLX3Cbwh
CzplF8m77RhKV+0EonaZQmRU2daO9KdLdmJASsbtKyuceB3OBuJERCpg38MevAvs
MQIxpmx+n/iKjcItt3X1E5RiZPossM4VFFcII2OU4TBvXCBhXk/QWNWjZy6UyxE=
-----END ENCRYPTED PRIVATE KEY-----
)";
// openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
constexpr std::string_view kOtherCurve = R"(-----BEGIN PRIVATE KEY-----
MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgtCXG5KC5kVcKT23ZWHc6
e2rYb3RRn3+E5rUqy+Iu/DShRANCAAT8MMnYFz41g4r/4+6kkETXXuUL99ayAg9x
usraZlKQpDUwEtTUBR9RwAxl4ExaycugJ6F50m+VYTQwlJiZ/4UN
-----END PRIVATE KEY-----
)";

TEST(private_key, opens_with_its_passphrase_only) {
  EXPECT_TRUE(PrivateKey::parse_pem(kLocked, "synthetic").ok());
  EXPECT_FALSE(PrivateKey::parse_pem(kLocked, "Synthetic").ok());
  EXPECT_FALSE(PrivateKey::parse_pem(kLocked).ok());
}

TEST(private_key, of_another_curve_is_refused) { EXPECT_FALSE(PrivateKey::parse_pem(kOtherCurve).ok()); }

}  // namespace
}  // namespace cs::crypto
