#include "crypto/seal.h"

#include <gtest/gtest.h>

#include "crypto/digest.h"

namespace cs::crypto {
namespace {

TEST(seal, opens_with_its_key_and_place_only) {
  SeededRandom random(5);
  const SealKey key = random.digest();
  const Bytes plain = to_bytes("an opening"), place = to_bytes("row 1");
  const Bytes sealed = seal(key, plain, place, random);
  EXPECT_EQ(sealed.size(), 12 + plain.size() + 16);
  EXPECT_EQ(*open_sealed(key, sealed, place), plain);
  EXPECT_EQ(open_sealed(key, sealed, as_bytes("row 2")).fault().kind, FaultKind::kUntrusted);
  EXPECT_FALSE(open_sealed(random.digest(), sealed, place).ok());
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open_sealed(key, changed, place).ok());
    EXPECT_FALSE(open_sealed(key, ByteView(sealed).first(i), place).ok());
  }
}

TEST(seal, takes_empty_plaintext_and_additional_data) {
  SeededRandom random(6);
  const SealKey key = random.digest();
  EXPECT_TRUE(open_sealed(key, seal(key, {}, {}, random), {})->empty());
  EXPECT_FALSE(open_sealed(key, seal(key, {}, {}, random), as_bytes("x")).ok());
}

TEST(seal, the_same_plaintext_is_never_sealed_twice_alike) {
  SystemRandom random;
  const SealKey key = random.digest();
  EXPECT_NE(seal(key, as_bytes("x"), {}, random), seal(key, as_bytes("x"), {}, random));
}

// Source: NIST SP 800-38D's test vectors (gcmEncryptExtIV256, the first with AAD): key, IV, PT, AAD, CT, tag.
TEST(seal, opens_a_published_vector) {
  SealKey key;
  const Bytes read = *from_hex("92e11dcdaa866f5ce790fd24501f92509aacf4cb8b1339d50c9c1240935dd08b");
  std::copy(read.begin(), read.end(), key.begin());
  const Bytes whole = *from_hex("ac93a1a6145299bde902f21a" "8995ae2e6df3dbf96fac7b7137bae67f" "eca5aa77d51d4a0a14d9c51e1da474ab");
  const Bytes plain = *from_hex("2d71bcfa914e4ac045b2aa60955fad24"), additional = *from_hex("1e0889016f67601c8ebea4943bc23ad6");
  EXPECT_EQ(to_hex(*open_sealed(key, whole, additional)), to_hex(plain));
}

TEST(piece_sealer, each_piece_opens_alone_with_its_own_key_and_not_in_another_place) {
  SeededRandom random(9);
  PieceSealer sealer;
  std::vector<Digest> keys;
  std::vector<Bytes> texts, places, pieces;
  for (std::size_t i = 0; i < 300; ++i) {
    keys.push_back(random.digest());
    texts.push_back(Bytes(i, static_cast<std::uint8_t>(i)));
    places.push_back(to_bytes("line " + std::to_string(i)));
    sealer.seal(keys[i], texts[i], places[i], pieces.emplace_back());
  }
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(*open_piece(keys[i], pieces[i], places[i]), texts[i]);
    EXPECT_FALSE(open_piece(keys[i], pieces[i], places[(i + 1) % 300]).ok());
    EXPECT_FALSE(open_piece(keys[i], pieces[(i + 1) % 300], places[i]).ok());
  }
  EXPECT_FALSE(open_piece(ByteView(keys[0]).first(31), pieces[0], places[0]).ok());
}

TEST(piece_sealer, a_piece_is_appended_and_what_stood_before_it_stays) {
  SeededRandom random(10);
  const Digest key = random.digest();
  Bytes out = to_bytes("before");
  PieceSealer().seal(key, as_bytes("plain"), as_bytes("line 1"), out);
  ASSERT_EQ(out.size(), 6u + 5 + 16);
  EXPECT_EQ(as_text(ByteView(out).first(6)), "before");
  EXPECT_EQ(as_text(*open_piece(key, ByteView(out).subspan(6), as_bytes("line 1"))), "plain");
}

}  // namespace
}  // namespace cs::crypto
