#include <gtest/gtest.h>

#include "crypto/seal.h"
#include "crypto/synthetic_pki_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;

const Person& gate() {
  static const Person made = pki().official("Gate", 50);
  return made;
}
const Person& recipient() {
  static const Person made = pki().issue(form("Requester", CertificateUse::kKeyAgreement, 51));
  return made;
}
Bytes document(std::size_t size = 5000) { return Bytes(size, 'a'); }
Bytes sealed(std::size_t size = 5000) { return seal_answer(document(size), gate().certificate, gate().key, recipient().certificate, kNow).value(); }
Result<Bytes> opened(ByteView answer) { return open_answer(answer, recipient().certificate, recipient().key, gate().certificate); }

TEST(answer, opens_for_its_recipient_as_it_was_signed) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{4096}, std::size_t{4096 + 64}, std::size_t{1} << 20}) {
    const auto plain = opened(sealed(size));
    ASSERT_TRUE(plain.ok()) << plain.fault().text;
    EXPECT_EQ(*plain, document(size));
  }
}

TEST(answer, does_not_open_for_another_key) {
  const Person other = pki().issue(form("Other", CertificateUse::kKeyAgreement, 52));
  EXPECT_EQ(open_answer(sealed(), other.certificate, other.key, gate().certificate).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(open_answer(sealed(), recipient().certificate, other.key, gate().certificate).fault().kind, FaultKind::kUntrusted);
}

TEST(answer, is_refused_from_another_gate) {
  const Person other = pki().official("Other gate", 53);
  const Bytes answer = seal_answer(document(), other.certificate, other.key, recipient().certificate, kNow).value();
  EXPECT_EQ(opened(answer).fault().kind, FaultKind::kUntrusted);
}

TEST(answer, is_sealed_with_a_fresh_key_each_time) { EXPECT_NE(sealed(), sealed()); }

TEST(answer, is_refused_with_any_byte_changed_or_missing) {
  const Bytes answer = sealed(300);
  for (std::size_t i = 0; i < answer.size(); ++i) {
    Bytes changed = answer;
    changed[i] ^= 0x01;
    EXPECT_FALSE(opened(changed).ok()) << "byte " << i;
    EXPECT_FALSE(opened(ByteView(answer).first(i)).ok());
  }
}

TEST(answer, is_not_sealed_to_a_key_that_is_not_for_agreement) {
  const Person official = pki().official("A", 11), curve = pki().issue(form("Curve", CertificateUse::kKeyAgreement, 54), KeyKind::kP384);
  for (const Person& person : {official, curve})
    EXPECT_FALSE(seal_answer(document(), gate().certificate, gate().key, person.certificate, kNow).ok());
}

}  // namespace
}  // namespace cs::crypto
