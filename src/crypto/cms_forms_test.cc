// Messages of other forms than ours: which problem each one is.
#include <gtest/gtest.h>

#include <openssl/rsa.h>

#include "base/limits.h"
#include "crypto/forged_cms_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;
constexpr unsigned kSound = CMS_DETACHED | CMS_CADES;

CmsOutcome judged(ByteView cms, const std::vector<Certificate>& pinned = {}, const Trust& trust = pki().trust()) {
  const auto outcome = verify_cms(cms, as_bytes(kManifest), trust, pinned, kNow);
  EXPECT_TRUE(outcome.ok()) << (outcome.ok() ? "" : outcome.fault().text);
  return outcome.ok() ? *outcome : CmsOutcome{};
}

Person official() { return pki().official("A", 11); }

TEST(cms_forms, the_librarys_own_cades_signature_is_taken) {
  const CmsOutcome outcome = judged(library_signed(official(), kSound));
  EXPECT_EQ(outcome.problem, SignatureProblem::kNone) << outcome.cause;
}

TEST(cms_forms, a_signer_may_be_named_by_key_id) {
  const Person a = official();
  const CmsOutcome outcome = judged(library_signed(a, kSound | CMS_USE_KEYID));
  EXPECT_EQ(outcome.problem, SignatureProblem::kNone) << outcome.cause;
  EXPECT_EQ(outcome.signers.at(0).identity, a.certificate.identity());
}

TEST(cms_forms, a_pinned_signer_need_not_be_carried_and_another_must) {
  const Person a = official();
  const Bytes cms = library_signed(a, kSound | CMS_NOCERTS);
  EXPECT_EQ(judged(cms, {a.certificate}).problem, SignatureProblem::kNone);
  const CmsOutcome unknown = judged(cms);
  EXPECT_EQ(unknown.problem, SignatureProblem::kInvalid);
  EXPECT_EQ(unknown.signers.at(0).identity, a.certificate.identity());  // whom it claims
}

TEST(cms_forms, content_inside_is_invalid) {
  EXPECT_EQ(judged(library_signed(official(), CMS_CADES)).problem, SignatureProblem::kInvalid);
}

TEST(cms_forms, weak_digests_are_an_algorithm_problem) {
  for (const EVP_MD* digest : {EVP_sha1(), EVP_sha224()})
    EXPECT_EQ(judged(library_signed(official(), CMS_DETACHED | (digest == EVP_sha1() ? 0u : unsigned{CMS_CADES}), digest)).problem,
              SignatureProblem::kAlgorithm);
  for (const EVP_MD* digest : {EVP_sha384(), EVP_sha512()})
    EXPECT_EQ(judged(library_signed(official(), kSound, digest)).problem, SignatureProblem::kNone);
}

TEST(cms_forms, a_small_rsa_key_is_an_algorithm_problem) {
  const Person small = pki().official("Small 2", 12, KeyKind::kRsa2048);
  EXPECT_EQ(judged(library_signed(small, kSound)).problem, SignatureProblem::kAlgorithm);
}

TEST(cms_forms, rsa_pss_is_an_algorithm_problem) {
  const Person person = pki().official("Kind 3", 10, KeyKind::kRsa3072);
  const BioPtr content = reader_of(as_bytes(kManifest));
  const CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL | CMS_DETACHED));
  CMS_SignerInfo* const signer =
      CMS_add1_signer(cms.get(), x509_of(person.certificate), pkey_of(person.key), EVP_sha256(), CMS_BINARY | CMS_PARTIAL | CMS_KEY_PARAM | CMS_CADES);
  ASSERT_EQ(EVP_PKEY_CTX_set_rsa_padding(CMS_SignerInfo_get0_pkey_ctx(signer), RSA_PKCS1_PSS_PADDING), 1);
  ASSERT_EQ(CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY | CMS_DETACHED), 1);
  EXPECT_EQ(judged(written(cms.get())).problem, SignatureProblem::kAlgorithm);
}

TEST(cms_forms, no_signer_is_its_own_problem) {
  const CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL | CMS_DETACHED));
  EXPECT_EQ(judged(written(cms.get())).problem, SignatureProblem::kNoSigner);
}

TEST(cms_forms, a_ninth_signer_is_an_algorithm_problem_and_a_ninth_certificate_invalid) {
  const Person a = official();
  const BioPtr content = reader_of(as_bytes(kManifest));
  const CmsPtr nine(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL | CMS_DETACHED));
  for (std::size_t i = 0; i <= limits::kCmsSignersMax; ++i)
    CMS_add1_signer(nine.get(), x509_of(a.certificate), pkey_of(a.key), EVP_sha256(), CMS_BINARY | CMS_PARTIAL | CMS_CADES | CMS_NOCERTS);
  ASSERT_EQ(CMS_final(nine.get(), content.get(), nullptr, CMS_BINARY | CMS_DETACHED), 1);
  EXPECT_EQ(judged(written(nine.get())).problem, SignatureProblem::kAlgorithm);
  for (const std::size_t more : {std::size_t{7}, std::size_t{8}}) {
    const Bytes cms = forged(a, [&](CMS_ContentInfo* message, CMS_SignerInfo*) {
      for (std::size_t i = 0; i < more; ++i) CMS_add1_cert(message, x509_of(pki().official("Extra", 70 + i).certificate));
    });
    EXPECT_EQ(judged(cms).problem, more == 7 ? SignatureProblem::kNone : SignatureProblem::kInvalid);
  }
}

TEST(cms_forms, an_absent_signing_time_is_a_time_problem_unless_something_worse_is_wrong) {
  const Person a = official();
  const Bytes cms = without_attribute(a, NID_pkcs9_signingTime);
  EXPECT_EQ(judged(cms).problem, SignatureProblem::kNoTime);
  EXPECT_FALSE(judged(cms).signers.at(0).signing_time.has_value());
  EXPECT_EQ(judged(cms, {}, pki().trust({{a.certificate.serial_hex(), day(2, 22)}})).problem, SignatureProblem::kInvalid);
}

TEST(cms_forms, the_other_attributes_are_invalid_when_absent_or_changed) {
  const Person a = official();
  for (const int nid : {NID_pkcs9_contentType, NID_pkcs9_messageDigest, NID_id_smime_aa_signingCertificateV2})
    EXPECT_EQ(judged(without_attribute(a, nid)).problem, SignatureProblem::kInvalid) << nid;
  EXPECT_EQ(judged(naming(a, pki().official("B", 13).certificate)).problem, SignatureProblem::kInvalid);
  const Bytes twice = forged(a, [](CMS_ContentInfo*, CMS_SignerInfo* signer) {
    CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, V_ASN1_UTCTIME, time_of(day(2, 3)).get(), -1);
  });
  EXPECT_EQ(judged(twice).problem, SignatureProblem::kInvalid);
}

TEST(cms_forms, the_worst_problem_of_all_signers_is_reported) {
  const Person a = official(), small = pki().official("Small 2", 12, KeyKind::kRsa2048);
  const Bytes first = without_attribute(a, NID_pkcs9_signingTime);
  const unsigned char* from = first.data();
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(first.size())));
  CMS_add1_signer(cms.get(), x509_of(small.certificate), pkey_of(small.key), EVP_sha256(), CMS_BINARY | CMS_REUSE_DIGEST | CMS_CADES);
  const CmsOutcome outcome = judged(written(cms.get()));
  ASSERT_EQ(outcome.signers.size(), 2u);
  EXPECT_EQ(outcome.problem, SignatureProblem::kAlgorithm);
}

// A content of ours starts with "{", so that it can never be read as the signed attributes of another message.
TEST(cms_forms, attributes_passed_off_as_content_are_refused) {
  const Person a = official();
  const Bytes sound = sign_cms(as_bytes(kManifest), a.certificate, a.key, kNow).value();
  const unsigned char* from = sound.data();
  const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(sound.size())));
  CMS_SignerInfo* const signer = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
  Bytes content{0x31, 0x81, 0x00};
  std::vector<Bytes> attributes;
  while (CMS_signed_get_attr_count(signer) > 0) {
    X509_ATTRIBUTE* const attribute = CMS_signed_delete_attr(signer, 0);
    attributes.push_back(der_of<X509_ATTRIBUTE>(attribute, i2d_X509_ATTRIBUTE));
    X509_ATTRIBUTE_free(attribute);
  }
  std::sort(attributes.begin(), attributes.end());
  for (const Bytes& attribute : attributes) append(content, attribute);
  if (content.size() - 3 > 0xff) content.insert(content.begin() + 1, 0x82);
  const auto outcome = verify_cms(written(cms.get()), content, pki().trust(), {a.certificate}, kNow);
  EXPECT_TRUE(!outcome.ok() || outcome->problem == SignatureProblem::kInvalid);
}

TEST(cms_forms, indefinite_lengths_are_a_fault) {
  const Person a = official();
  const Bytes cms = sign_cms(as_bytes(kManifest), a.certificate, a.key, kNow).value();
  Bytes stretched{0x30, 0x80};
  append(stretched, ByteView(cms).subspan(4));
  append(stretched, Bytes{0, 0});
  EXPECT_EQ(verify_cms(stretched, as_bytes(kManifest), pki().trust(), {}, kNow).fault().kind, FaultKind::kMalformed);
}

}  // namespace
}  // namespace cs::crypto
