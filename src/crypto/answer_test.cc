#include <gtest/gtest.h>

#include "crypto/der_for_test.h"
#include "crypto/held.h"
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
Bytes sealed(std::size_t size = 5000) {
  return seal_answer(document(size), gate().certificate, gate().key, recipient().certificate, kNow).value();
}
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

// The same answer with the first bytes of its tag only, and saying so: AuthEnvelopedData's content info and mac written anew.
Bytes with_tag_of(std::uint8_t bytes, ByteView answer) {
  const auto outer = DerReader(answer).next();
  DerReader info(outer->body);
  const auto type = info.next(), content = info.next();
  DerReader data(DerReader(content->body).next()->body);
  const auto version = data.next(), recipients = data.next(), sealed_content = data.next(), mac = data.next();
  DerReader parts(sealed_content->body);
  const auto content_type = parts.next(), algorithm = parts.next(), ciphertext = parts.next();
  DerReader names(algorithm->body);
  const auto cipher = names.next();
  const auto nonce = DerReader(names.next()->body).next();
  const Bytes parameters = wrapped(der::kSequence, joined({nonce->whole, Bytes{der::kInteger, 1, bytes}}));
  const Bytes named = wrapped(der::kSequence, joined({cipher->whole, parameters}));
  const Bytes again = wrapped(der::kSequence, joined({content_type->whole, named, ciphertext->whole}));
  const Bytes tag = wrapped(der::kOctetString, mac->body.first(bytes));
  const Bytes whole = wrapped(der::kSequence, joined({version->whole, recipients->whole, again, tag}));
  return wrapped(der::kSequence, joined({type->whole, wrapped(der::kContext0, whole)}));
}

TEST(answer, is_refused_with_its_tag_cut_short) {
  const Bytes answer = sealed(400);
  EXPECT_TRUE(opened(with_tag_of(16, answer)).ok());
  for (const std::uint8_t bytes : {std::uint8_t{4}, std::uint8_t{12}, std::uint8_t{15}}) {
    const Bytes cut = with_tag_of(bytes, answer);
    const unsigned char* from = cut.data();
    const CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &from, static_cast<long>(cut.size())));
    const BioPtr out(BIO_new(BIO_s_mem()));
    ASSERT_TRUE(cms && out);
    const int taken = CMS_decrypt(cms.get(), pkey_of(recipient().key), x509_of(recipient().certificate), nullptr, out.get(), CMS_BINARY);
    EXPECT_EQ(taken, 1) << "the library takes it";
    EXPECT_EQ(opened(cut).fault().kind, FaultKind::kUntrusted);
  }
}

TEST(answer, is_not_sealed_to_a_key_that_is_not_for_agreement) {
  const Person official = pki().official("A", 11), curve = pki().issue(form("Curve", CertificateUse::kKeyAgreement, 54), KeyKind::kP384);
  for (const Person& person : {official, curve})
    EXPECT_FALSE(seal_answer(document(), gate().certificate, gate().key, person.certificate, kNow).ok());
}

}  // namespace
}  // namespace cs::crypto
