// Each default of the library that let a false signature or a weak seal pass, closed: docs/decisions/cms.md names these tests. In a build
// with COUNTERSIGN_WEAKEN the same attack is made with its one defense off, and must then succeed, or the test would show nothing.
#include <gtest/gtest.h>

#include "crypto/forged_cms_test.h"
#include "crypto/seal.h"
#include "crypto/weaken.h"

namespace cs::crypto {
namespace {

using namespace synthetic;
using Attack = std::function<bool()>;  // true: it got through

bool accepted(ByteView cms, const Trust& trust, const std::vector<Certificate>& pinned = {}) {
  const auto outcome = verify_cms(cms, as_bytes(kManifest), trust, pinned, kNow);
  return outcome.ok() && outcome->problem == SignatureProblem::kNone && distinct_signers(*outcome) == 1;
}

void expect_closed(std::string_view defense, const Attack& attack) {
  EXPECT_FALSE(attack()) << defense;
#ifdef COUNTERSIGN_WEAKEN
  for (const std::string_view name : {"crl_inside_message", "same_signer_twice", "no_crl_configured", "purpose_any",
                                      "signing_time_as_verification_time", "missing_attributes", "policy_oid", "kdf_sha1",
                                      "sender_key_form"}) {
    ASSERT_TRUE(weaken(name));
    EXPECT_EQ(attack(), name == defense) << "attack on " << defense << " with " << name << " off";
  }
  ASSERT_TRUE(weaken(""));
#endif
}

TEST(traps, this_build_says_whether_it_is_weakened) {
#ifdef COUNTERSIGN_WEAKEN
  EXPECT_TRUE(kWeakenedBuild);
  EXPECT_FALSE(weaken("no such defense"));
#else
  static_assert(!kWeakenedBuild && !weakened("policy_oid"));
#endif
}

TEST(traps, refuses_a_revoked_signer_whose_message_carries_an_older_crl) {
  const Person a = pki().official("A", 11);
  const Trust trust = pki().trust({{a.certificate.serial_hex(), day(2, 22)}});
  const Bytes cms = carrying(a, pki().crl(8, day(2, 20), day(3, 5)));  // not past its nextUpdate, from before the revocation
  expect_closed("crl_inside_message", [&] { return accepted(cms, trust, {a.certificate}); });
}

TEST(traps, counts_one_official_who_signs_twice_once) {
  const Person a = pki().official("A", 11);
  const Bytes once = sign_cms(as_bytes(kManifest), a.certificate, a.key, kNow).value();
  const Bytes twice = add_signature(once, as_bytes(kManifest), a.certificate, a.key, kNow + Span::seconds(1)).value();
  const auto outcome = verify_cms(twice, as_bytes(kManifest), pki().trust(), {a.certificate}, kNow);
  ASSERT_EQ(outcome->problem, SignatureProblem::kNone) << outcome->cause;
  ASSERT_EQ(outcome->signers.size(), 2u);
  EXPECT_EQ(outcome->signers[0].identity, outcome->signers[1].identity);
  EXPECT_EQ(outcome->signers[0].spki, outcome->signers[1].spki);
  expect_closed("same_signer_twice", [&] { return distinct_signers(*outcome) >= 2; });
}

TEST(traps, refuses_every_signer_when_no_crl_is_configured) {
  const Person a = pki().official("A", 11);
  Trust trust = pki().trust();
  trust.crls.clear();
  const Bytes cms = sign_cms(as_bytes(kManifest), a.certificate, a.key, kNow).value();
  expect_closed("no_crl_configured", [&] { return accepted(cms, trust); });
}

TEST(traps, refuses_a_certificate_for_key_agreement_or_tls) {
  for (const CertificateUse use : {CertificateUse::kKeyAgreement, CertificateUse::kTlsClient}) {
    const Person other = pki().issue(form("Other use", use, 60));
    const Bytes cms = sign_cms(as_bytes(kManifest), other.certificate, other.key, kNow).value();
    expect_closed("purpose_any", [&] { return accepted(cms, pki().trust(), {other.certificate}); });
  }
}

TEST(traps, refuses_an_expired_certificate_that_claims_to_have_signed_before) {
  CertificateRequest request = form("Expired", CertificateUse::kSign, 61);
  request.not_after = day(2, 1);
  const Person expired = pki().issue(request);
  Trust trust = pki().trust();
  trust.crls = {*issue_crl(pki().root().certificate, pki().root().key, 1, day(1, 2), day(6, 1), {}), pki().crl(9, day(1, 2), day(6, 1))};
  const Bytes cms = sign_cms(as_bytes(kManifest), expired.certificate, expired.key, day(1, 15)).value();
  expect_closed("signing_time_as_verification_time", [&] { return accepted(cms, trust, {expired.certificate}); });
}

TEST(traps, refuses_a_message_without_each_of_the_signed_attributes) {
  const Person a = pki().official("A", 11), b = pki().official("B", 13);
  for (const Bytes& cms : {library_signed(a, CMS_DETACHED | CMS_NOATTR),                       // none at all: the content itself is signed
                           library_signed(a, CMS_DETACHED),                                    // no signing-certificate-v2
                           without_attribute(a, NID_id_smime_aa_signingCertificateV2), naming(a, b.certificate),
                           without_attribute(a, NID_pkcs9_signingTime)})
    expect_closed("missing_attributes", [&] { return accepted(cms, pki().trust(), {a.certificate}); });
}

TEST(traps, refuses_a_certificate_under_another_policy_or_any_or_none) {
  using Oids = std::vector<std::string>;
  for (const Oids& policies : {Oids{kOtherPolicy}, Oids{}, Oids{kAnyPolicy}}) {
    CertificateRequest request = form("Other policy", CertificateUse::kSign, 62);
    request.policies = policies;
    const Person other = pki().issue(request);
    const Bytes cms = sign_cms(as_bytes(kManifest), other.certificate, other.key, kNow).value();
    expect_closed("policy_oid", [&] { return accepted(cms, pki().trust(), {other.certificate}); });
  }
}

// What the library writes when nobody names the digest of the key derivation.
Bytes sealed_as_the_library_does(ByteView plain, const Certificate& recipient) {
  const BioPtr source = reader_of(plain);
  const CmsPtr cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), CMS_BINARY | CMS_PARTIAL));
  CMS_add1_recipient_cert(cms.get(), x509_of(recipient), 0);
  CMS_final(cms.get(), source.get(), nullptr, CMS_BINARY);
  return written(cms.get());
}

TEST(traps, refuses_an_answer_whose_key_was_derived_with_sha1) {
  const Person gate = pki().official("Gate", 50), requester = pki().issue(form("Requester", CertificateUse::kKeyAgreement, 51));
  const BioPtr content = reader_of(as_bytes(kManifest));
  const CmsPtr signed_data(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL));
  CMS_add1_signer(signed_data.get(), x509_of(gate.certificate), pkey_of(gate.key), EVP_sha256(), CMS_BINARY | CMS_CADES | CMS_PARTIAL);
  CMS_final(signed_data.get(), content.get(), nullptr, CMS_BINARY);
  const Bytes sealed = sealed_as_the_library_does(written(signed_data.get()), requester.certificate);
  expect_closed("kdf_sha1", [&] { return open_answer(sealed, requester.certificate, requester.key, gate.certificate).ok(); });
}

}  // namespace
}  // namespace cs::crypto
