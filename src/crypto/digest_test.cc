#include "crypto/digest.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/note_key.h"
#include "crypto/random.h"

namespace cs::crypto {
namespace {

std::string hex_of(ByteView bytes) { return to_hex(bytes); }

// FIPS 180-4's own examples, as published with the standard.
TEST(digest, sha256_agrees_with_the_standard) {
  EXPECT_EQ(hex_of(sha256({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_of(sha256(as_bytes("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of(sha256(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(digest, parts_and_pieces_hash_as_the_whole_at_every_cut) {
  Bytes whole(200);
  for (std::size_t i = 0; i < whole.size(); ++i) whole[i] = static_cast<std::uint8_t>(i * 7);
  const ByteView view = whole;
  Sha256 running;
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    running.add(view.first(cut));
    Sha256 copy = running;  // a copy goes its own way
    copy.add(as_bytes("astray"));
    running.add(view.subspan(cut));
    EXPECT_EQ(running.finish(), sha256(whole));
    EXPECT_EQ(sha256_of({view.first(cut), view.subspan(cut)}), sha256(whole));
    EXPECT_NE(copy.finish(), sha256(whole));
  }
}

// RFC 4231 test cases 1, 2 and 6 (a key longer than a block).
TEST(digest, hmac_agrees_with_rfc_4231) {
  EXPECT_EQ(hex_of(HmacKey(Bytes(20, 0x0b)).of({as_bytes("Hi There")})),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  const HmacKey jefe(as_bytes("Jefe"));
  for (int again = 0; again < 2; ++again)
    EXPECT_EQ(hex_of(jefe.of({as_bytes("what do ya want "), as_bytes("for nothing?")})),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hex_of(HmacKey(Bytes(131, 0xaa)).of({as_bytes("Test Using Larger Than Block-Size Key - Hash Key First")})),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// docs/formats/commitment.md has the same example.
TEST(commit, is_the_digest_of_the_documented_bytes) {
  Digest r;
  for (std::size_t i = 0; i < r.size(); ++i) r[i] = static_cast<std::uint8_t>(i);
  Bytes spelled = to_bytes("countersign/v1/in");
  spelled.push_back(0);
  append(spelled, r);
  append(spelled, "{\"line\":1}");
  EXPECT_EQ(commit("in", r, as_bytes("{\"line\":1}")), sha256(spelled));
}

TEST(commit, differs_with_tag_salt_and_payload) {
  SeededRandom random(1);
  const Digest r = random.digest();
  const Digest first = commit("in", r, as_bytes("x"));
  EXPECT_NE(first, commit("answer", r, as_bytes("x")));
  EXPECT_NE(first, commit("in", random.digest(), as_bytes("x")));
  EXPECT_NE(first, commit("in", r, as_bytes("y")));
}

TEST(random, a_seed_gives_the_same_bytes_however_they_are_drawn_and_another_seed_others) {
  Bytes whole(100), pieces(100), other(100);
  SeededRandom(7).fill(whole);
  SeededRandom drawn(7);
  for (std::size_t at = 0, step = 1; at < pieces.size(); at += step++)
    drawn.fill(std::span(pieces).subspan(at, std::min(step, pieces.size() - at)));
  SeededRandom(8).fill(other);
  EXPECT_EQ(whole, pieces);
  EXPECT_NE(whole, other);
}

TEST(random, the_system_gives_fresh_bytes) {
  SystemRandom random;
  EXPECT_NE(random.digest(), random.digest());
}

// golang.org/x/mod/sumdb/note, note_test.go: its example keys and signature.
constexpr std::string_view kPeterSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kPeterText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
constexpr std::string_view kPeterSignature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

TEST(note_key, signs_and_verifies_as_golang_does) {
  const auto verifier = NoteVerifier::parse(kPeter);
  const auto signer = NoteSigner::parse(kPeterSecret);
  ASSERT_TRUE(verifier.ok() && signer.ok());
  EXPECT_EQ(verifier->name(), "PeterNeumann");
  EXPECT_EQ(verifier->key_id(), 0xc74f20a3u);
  EXPECT_EQ(verifier->text(), kPeter);
  EXPECT_EQ(signer->text(), kPeterSecret);
  EXPECT_EQ(signer->verifier().text(), kPeter);
  const auto line = from_base64(kPeterSignature);
  ASSERT_TRUE(line.ok());
  const ByteView signature = ByteView(*line).subspan(4);
  EXPECT_TRUE(verifier->verify(as_bytes(kPeterText), signature));
  EXPECT_EQ(hex_of(signer->sign(as_bytes(kPeterText))), hex_of(signature));
}

// RFC 8032 section 7.1, test 2.
TEST(note_key, signs_as_rfc_8032_says) {
  Digest seed;
  const auto secret = from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  std::copy(secret->begin(), secret->end(), seed.begin());
  const auto signer = NoteSigner::from_seed("rfc8032", seed);
  ASSERT_TRUE(signer.ok());
  EXPECT_EQ(hex_of(signer->verifier().public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(hex_of(signer->sign(Bytes{0x72})),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(note_key, refuses_each_changed_bit_of_message_and_signature) {
  SeededRandom random(3);
  const auto signer = NoteSigner::from_seed("a.test.invalid/log", random.digest());
  Bytes message = to_bytes("a checkpoint\n"), signature = signer->sign(message);
  ASSERT_TRUE(signer->verifier().verify(message, signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    signature[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    EXPECT_FALSE(signer->verifier().verify(message, signature));
    signature[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
  }
  message[0] ^= 1;
  EXPECT_FALSE(signer->verifier().verify(message, signature));
  EXPECT_FALSE(signer->verifier().verify(message, ByteView(signature).first(63)));
  EXPECT_FALSE(NoteVerifier().verify(message, signature));
}

TEST(note_key, refuses_keys_in_any_other_form) {
  for (const std::string_view text :
       {"", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanN+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"})
    EXPECT_FALSE(NoteVerifier::parse(text).ok()) << text;
  EXPECT_FALSE(NoteSigner::parse(kPeter).ok());
  EXPECT_FALSE(NoteSigner::from_seed("two words", Digest{}).ok());
  EXPECT_FALSE(NoteSigner::from_seed("a+b", Digest{}).ok());
}

TEST(note_key, a_cosigner_has_another_key_id_than_a_log_of_the_same_key) {
  const auto log = NoteSigner::from_seed("w.test.invalid", Digest{});
  const auto cosigner = NoteSigner::from_seed("w.test.invalid", Digest{}, NoteAlgorithm::kEd25519Cosignature);
  EXPECT_NE(log->verifier().key_id(), cosigner->verifier().key_id());
  const auto read = NoteVerifier::parse(cosigner->verifier().text());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->algorithm(), NoteAlgorithm::kEd25519Cosignature);
}

}  // namespace
}  // namespace cs::crypto
