// Project Wycheproof's vectors through the functions that our program checks signatures, tags and seals with: valid and invalid are ours
// too, and what is only acceptable is refused.
#include "crypto/wycheproof_for_test.h"

#include "crypto/digest.h"
#include "crypto/key_form.h"
#include "crypto/note_key.h"
#include "crypto/seal.h"
#include "crypto/signature.h"

namespace cs::crypto {
namespace {

bool signature_taken(const WycheproofVector& vector, const EVP_MD* digest) {
  const Bytes& key_der = vector.fields.at(0);
  const unsigned char* at = key_der.data();
  const PkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(key_der.size())));
  return key && signature_holds(key.get(), digest, vector.fields.at(1), vector.fields.at(2));
}

TEST_F(wycheproof, hmac_sha256) {
  compare("hmac_sha256", 174, [](const WycheproofVector& vector) {
    const Digest tag = HmacKey(vector.fields.at(0)).of({vector.fields.at(1)});
    return equal_constant_time(ByteView(tag).first(vector.fields.at(2).size()), vector.fields.at(2));
  });
}

TEST_F(wycheproof, ed25519_by_a_note_verifier) {
  compare("ed25519", 151, [](const WycheproofVector& vector) {
    Bytes typed{1}, named = to_bytes("wycheproof\n");
    append(typed, vector.fields.at(0));
    append(named, typed);
    const auto verifier = NoteVerifier::parse("wycheproof+" + to_hex(ByteView(sha256(named)).first(4)) + "+" + to_base64(typed));
    EXPECT_TRUE(verifier.ok());
    return verifier.ok() && verifier->verify(vector.fields.at(1), vector.fields.at(2));
  });
}

TEST_F(wycheproof, ecdsa_by_what_every_message_is_checked_with) {
  compare("ecdsa_secp256r1_sha256", 484, [](const WycheproofVector& vector) { return signature_taken(vector, EVP_sha256()); });
  compare("ecdsa_secp384r1_sha384", 504, [](const WycheproofVector& vector) { return signature_taken(vector, EVP_sha384()); });
}

TEST_F(wycheproof, rsa_by_what_every_message_is_checked_with) {
  for (const std::string name : {"rsa_signature_2048_sha256", "rsa_signature_3072_sha256"})
    compare(name, 259, [](const WycheproofVector& vector) { return signature_taken(vector, EVP_sha256()); });
}

TEST_F(wycheproof, rsa_of_another_padding_is_never_taken) {
  compare("rsa_pss_3072_sha256_mgf1_32", 108, [](const WycheproofVector& vector) { return signature_taken(vector, EVP_sha256()); });
}

// Gives out the bytes that a vector wants as its nonce.
class GivenRandom : public Random {
 public:
  explicit GivenRandom(ByteView given) : given_(given) {}
  void fill(std::span<std::uint8_t> out) override {
    EXPECT_EQ(out.size(), given_.size());
    std::copy_n(given_.begin(), out.size(), out.begin());
  }

 private:
  ByteView given_;
};

// The vectors of the one form that we have: a key of 32 bytes, a nonce of 12, a tag of 16.
TEST_F(wycheproof, aes_256_gcm_seals_and_opens) {
  compare("aes_256_gcm", 66, [](const WycheproofVector& vector) {
    SealKey key;
    std::copy_n(vector.fields.at(0).begin(), key.size(), key.begin());
    const Bytes &nonce = vector.fields.at(1), &additional = vector.fields.at(2), &plain = vector.fields.at(3);
    Bytes whole = nonce;
    append(whole, vector.fields.at(4));
    GivenRandom random(nonce);
    EXPECT_EQ(seal(key, plain, additional, random) == whole, vector.result == "valid") << vector.test;
    const auto opened = open_sealed(key, whole, additional);
    return opened.ok() && *opened == plain;
  });
}

}  // namespace
}  // namespace cs::crypto
