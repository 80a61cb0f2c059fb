// Project Wycheproof's ECDH vectors as sealed answers: each public key as the sender's of an envelope that is sound in all else, its key
// wrapped under the secret that the vector says the two keys share.
#include "crypto/der_for_test.h"
#include "crypto/digest.h"
#include "crypto/held.h"
#include "crypto/pem.h"
#include "crypto/seal.h"
#include "crypto/synthetic_pki_test.h"
#include "crypto/weaken.h"
#include "crypto/wycheproof_for_test.h"

namespace cs::crypto {
namespace {

using namespace synthetic;

const Bytes kVersion0{der::kInteger, 1, 0}, kVersion1{der::kInteger, 1, 1}, kVersion3{der::kInteger, 1, 3}, kTag16{der::kInteger, 1, 16};
Bytes aes_wrap() { return wrapped(der::kSequence, oid("2.16.840.1.101.3.4.1.45")); }

PrivateKey key_of_scalar(const Bytes& scalar) {
  Bytes wide(32, 0);
  const std::size_t kept = std::min<std::size_t>(32, scalar.size());  // some stand there with a zero in front
  std::copy(scalar.end() - static_cast<std::ptrdiff_t>(kept), scalar.end(), wide.end() - static_cast<std::ptrdiff_t>(kept));
  const Bytes inner = wrapped(der::kSequence, {kVersion1, wrapped(der::kOctetString, wide)});
  const Bytes algorithm = wrapped(der::kSequence, {oid("1.2.840.10045.2.1"), oid("1.2.840.10045.3.1.7")});
  return PrivateKey::parse_pem(write_pem("PRIVATE KEY", wrapped(der::kSequence, {kVersion0, algorithm, wrapped(der::kOctetString, inner)}))).value();
}

// ANSI X9.63 with SHA-256, one block; what the agreement is for: a key of 256 bits for the AES key wrap (RFC 5753 section 7.2).
Digest wrapping_key(ByteView shared) {
  const Bytes bits = wrapped(0xa2, wrapped(der::kOctetString, Bytes{0, 0, 1, 0}));
  return sha256_of({shared, Bytes{0, 0, 0, 1}, wrapped(der::kSequence, {aes_wrap(), bits})});
}

Bytes wrapped_key(const Digest& wrapping, const SealKey& key) {
  const CipherContextPtr context(EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  Bytes out(key.size() + 8);
  int size = 0;
  EXPECT_EQ(EVP_EncryptInit_ex(context.get(), EVP_aes_256_wrap(), nullptr, wrapping.data(), nullptr), 1);
  EXPECT_EQ(EVP_EncryptUpdate(context.get(), out.data(), &size, key.data(), static_cast<int>(key.size())), 1);
  EXPECT_EQ(static_cast<std::size_t>(size), out.size());
  return out;
}

const Person& gate() {
  static const Person made = pki().official("Gate", 50);
  return made;
}
const Bytes kDocument = to_bytes("an answer");

// The gate's signed document.
const Bytes& signed_document() {
  static const Bytes made = [] {
    const BioPtr content = reader_of(kDocument);
    const CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_BINARY | CMS_PARTIAL));
    CMS_add1_signer(cms.get(), x509_of(gate().certificate), pkey_of(gate().key), EVP_sha256(), CMS_BINARY | CMS_CADES | CMS_PARTIAL);
    CMS_final(cms.get(), content.get(), nullptr, CMS_BINARY);
    return der_of<CMS_ContentInfo>(cms.get(), i2d_CMS_ContentInfo);
  }();
  return made;
}

// `public_key`: a SubjectPublicKeyInfo; the sender's key has the same members under another tag.
Bytes envelope(ByteView public_key, ByteView shared, const Certificate& recipient) {
  SeededRandom random(7);
  const SealKey key = random.digest();
  const Bytes sealed = seal(key, signed_document(), {}, random);  // nonce || ciphertext || tag
  const ByteView nonce = ByteView(sealed).first(12), tag = ByteView(sealed).last(16);
  const ByteView cipher = ByteView(sealed).subspan(12, sealed.size() - 28);
  Bytes sender(public_key.begin(), public_key.end());
  if (sender[0] == der::kSequence) sender[0] = der::kContext1;
  const Bytes name = der_of(X509_get_issuer_name(x509_of(recipient)), i2d_X509_NAME);
  const Bytes serial = der_of(X509_get0_serialNumber(x509_of(recipient)), i2d_ASN1_INTEGER);
  const Bytes to = wrapped(der::kSequence, {wrapped(der::kSequence, {name, serial}), wrapped(der::kOctetString, wrapped_key(wrapping_key(shared), key))});
  const Bytes agreed = wrapped(der::kContext1, {kVersion3, wrapped(der::kContext0, sender), wrapped(der::kSequence, {oid("1.3.132.1.11.1"), aes_wrap()}),
                                                wrapped(der::kSequence, to)});
  const Bytes gcm = wrapped(der::kSequence, {oid("2.16.840.1.101.3.4.1.46"), wrapped(der::kSequence, {wrapped(der::kOctetString, nonce), kTag16})});
  const Bytes content = wrapped(der::kSequence, {oid("1.2.840.113549.1.7.1"), gcm, wrapped(0x80, cipher)});
  const Bytes data = wrapped(der::kSequence, {kVersion0, wrapped(der::kSet, agreed), content, wrapped(der::kOctetString, tag)});
  return wrapped(der::kSequence, {oid("1.2.840.113549.1.9.16.1.23"), wrapped(der::kContext0, data)});
}

bool opens(const WycheproofVector& vector) {
  static std::uint64_t serial = 1000;
  const Bytes &public_key = vector.fields.at(0), &shared = vector.fields.at(2);
  if (public_key.empty()) return false;  // no message can carry it
  const PrivateKey key = key_of_scalar(vector.fields.at(1));
  const Person& authority = pki().authority();
  const Certificate recipient = *issue_certificate(form("Requester", CertificateUse::kKeyAgreement, ++serial), key, authority.certificate, authority.key);
  const auto opened = open_answer(envelope(public_key, shared, recipient), recipient, key, gate().certificate);
  return opened.ok() && *opened == kDocument;
}

TEST_F(wycheproof, ecdh_p256_as_the_sender_of_an_answer) { compare("ecdh_secp256r1", 612, opens); }

#ifdef COUNTERSIGN_WEAKEN
// The library alone takes half a point (2), curves written out with a cofactor of 0, 2, n or none (359 to 362) and NULL for a curve (533).
TEST_F(wycheproof, what_is_only_refused_because_we_look_at_the_senders_key) {
  ASSERT_TRUE(weaken("sender_key_form"));
  std::string only_by_us;
  for (const WycheproofVector& vector : vectors("ecdh_secp256r1"))
    if (vector.result != "valid" && opens(vector)) only_by_us += vector.test + " ";
  ASSERT_TRUE(weaken(""));
  EXPECT_EQ(only_by_us, "2 359 360 361 362 484 533 ");
}
#endif

}  // namespace
}  // namespace cs::crypto
