// An outside witness: the `openssl` command takes what we sign and seal, and we take what it signs.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "crypto/forged_cms_test.h"
#include "crypto/seal.h"

namespace cs::crypto {
namespace {

using namespace synthetic;

class witness : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(place_);
    std::filesystem::create_directories(place_);
    ASSERT_EQ(std::system("openssl version > /dev/null"), 0) << "the package openssl is needed for the outside witness";
    put("root.pem", as_bytes(pki().root().certificate.pem()));
    const std::string authorities = pki().root().certificate.pem() + pki().authority().certificate.pem();
    put("trust.pem", as_bytes(authorities + crl_pem(pki().root_crl()) + crl_pem(pki().crl(9, day(2, 25), day(3, 10)))));
    put("manifest", as_bytes(kManifest));
  }
  void TearDown() override { std::filesystem::remove_all(place_); }
  void put(const std::string& name, ByteView bytes) { ASSERT_TRUE(write_file(place_ / name, bytes).ok()); }
  Bytes get(const std::string& name) { return to_bytes(read_file(place_ / name, std::size_t{1} << 20).value()); }
  bool openssl(const std::string& arguments) {
    return std::system(("cd " + place_.string() + " && openssl " + arguments + " 2> said").c_str()) == 0;
  }
  std::string said() { return read_file(place_ / "said", std::size_t{1} << 20).value(); }

  const Path place_ = Path(testing::TempDir()) / ("countersign-witness-" + std::to_string(::getpid()));
  const std::string trust_ = " -CAfile trust.pem -no-CApath -no-CAstore -crl_check_all -x509_strict -policy_check -explicit_policy" +
                             std::string(" -policy ") + kPolicy + " -attime " + std::to_string(kNow.ms / 1000);
};

TEST_F(witness, verifies_our_signature_of_each_kind) {
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kP384, KeyKind::kRsa3072}) {
    const Person person = pki().official("Kind " + std::to_string(static_cast<int>(kind)), 10, kind);
    put("signature.der", sign_cms(as_bytes(kManifest), person.certificate, person.key, kNow).value());
    EXPECT_TRUE(openssl("cms -verify -cades -binary -inform DER -in signature.der -content manifest -out out" + trust_)) << said();
    put("manifest.other", as_bytes("{}"));
    EXPECT_FALSE(openssl("cms -verify -cades -binary -inform DER -in signature.der -content manifest.other -out out" + trust_));
  }
}

TEST_F(witness, verifies_our_two_signatures) {
  const Person a = pki().official("A", 11), b = pki().official("Kind 3", 10, KeyKind::kRsa3072);
  const Bytes one = sign_cms(as_bytes(kManifest), a.certificate, a.key, kNow).value();
  put("signature.der", add_signature(one, as_bytes(kManifest), b.certificate, b.key, kNow).value());
  const std::string verify = "cms -verify -cades -binary -inform DER -in signature.der -content manifest -out out -signer signers.pem";
  EXPECT_TRUE(openssl(verify + trust_)) << said();
  EXPECT_EQ(Certificate::parse_pem(read_file(place_ / "signers.pem", 65536).value())->size(), 2u);
}

TEST_F(witness, is_verified_by_us_when_it_signs) {
  const Person a = pki().official("A", 11);
  put("a.pem", as_bytes(a.certificate.pem()));
  put("a.key", as_bytes(a.key.pem()));
  ASSERT_TRUE(openssl("cms -sign -cades -binary -outform DER -in manifest -signer a.pem -inkey a.key -out signature.der")) << said();
  const auto outcome = verify_cms(get("signature.der"), as_bytes(kManifest), pki().trust(), {a.certificate}, kNow);
  ASSERT_TRUE(outcome.ok()) << outcome.fault().text;
  EXPECT_EQ(outcome->problem, SignatureProblem::kNone) << outcome->cause;
  ASSERT_TRUE(openssl("cms -sign -binary -outform DER -in manifest -signer a.pem -inkey a.key -out plain.der")) << said();
  EXPECT_EQ(verify_cms(get("plain.der"), as_bytes(kManifest), pki().trust(), {a.certificate}, kNow)->problem, SignatureProblem::kInvalid);
}

TEST_F(witness, opens_and_verifies_our_sealed_answer) {
  const Person gate = pki().official("Gate", 50), requester = pki().issue(form("Requester", CertificateUse::kKeyAgreement, 51));
  const Bytes document = to_bytes(std::string(4095, ' ') + "\n" + std::string(640, 'x'));
  put("sealed.der", seal_answer(document, gate.certificate, gate.key, requester.certificate, kNow).value());
  put("requester.pem", as_bytes(requester.certificate.pem()));
  put("requester.key", as_bytes(requester.key.pem()));
  const std::string decrypt = "cms -decrypt -binary -inform DER -in sealed.der -recip requester.pem -inkey requester.key -out answer.der";
  ASSERT_TRUE(openssl(decrypt)) << said();
  ASSERT_TRUE(openssl("cms -verify -cades -binary -inform DER -in answer.der -out document" + trust_)) << said();
  EXPECT_EQ(get("document"), document);
}

// The verdict depends on nothing of the machine: a configuration that breaks the library for every other program changes nothing here.
TEST(isolation, verifies_the_same_under_a_hostile_configuration) {
  const Path place = Path(testing::TempDir()) / ("countersign-isolation-" + std::to_string(::getpid()));
  std::filesystem::create_directories(place);
  const std::string configuration =
      "openssl_conf = all\n[all]\nalg_section = algorithms\nproviders = providers\n[algorithms]\ndefault_properties = fips=yes\n"
      "[providers]\nnothing = nothing\n[nothing]\nactivate = 1\n";
  ASSERT_TRUE(write_file(place / "hostile.cnf", as_bytes(configuration)).ok());
  const std::string configured = "OPENSSL_CONF=" + (place / "hostile.cnf").string();
  const std::string environment = configured + " SSL_CERT_DIR=/nonexistent SSL_CERT_FILE=/nonexistent ";
  const std::string other_program = environment + "openssl dgst -sha256 /dev/null > /dev/null 2>&1";
  EXPECT_NE(std::system(other_program.c_str()), 0) << "the configuration breaks nothing";
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  EXPECT_EQ(std::system((environment + self + " --gtest_filter='cms.takes_two*:answer.opens*' > /dev/null 2>&1").c_str()), 0);
  std::filesystem::remove_all(place);
}

}  // namespace
}  // namespace cs::crypto
