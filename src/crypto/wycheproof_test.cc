// Project Wycheproof's vectors (tests/data/SOURCES.md): valid and invalid are ours too; what is only acceptable is refused.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "crypto/digest.h"
#include "crypto/note_key.h"
#include "crypto/openssl.h"

namespace cs::crypto {
namespace {

struct Vector {
  Bytes key, message, value;
  bool valid = false;
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> out(1);
  for (const char c : text)
    if (c == at) out.emplace_back();
    else out.back() += c;
  return out;
}

class wycheproof : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    place_ = Path(testing::TempDir()) / ("countersign-wycheproof-" + std::to_string(::getpid()));
    std::filesystem::create_directories(place_);
    const std::string archive = std::string(CS_SOURCE_DIR) + "/tests/data/crypto/wycheproof.tar.gz";
    ASSERT_EQ(std::system(("tar -xzf " + archive + " -C " + place_.string()).c_str()), 0);
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(place_); }

  static std::vector<Vector> vectors(const std::string& name) {
    std::vector<Vector> out;
    for (const std::string& line : split(read_file(place_ / "wycheproof" / (name + ".tsv"), std::size_t{1} << 20).value(), '\n')) {
      const auto fields = split(line, '\t');
      if (fields.size() != 4 || fields[0] == "key") continue;
      out.push_back({from_hex(fields[0]).value(), from_hex(fields[1]).value(), from_hex(fields[2]).value(), fields[3] == "valid"});
    }
    return out;
  }

  static inline Path place_;
};

bool verifies(const Vector& vector, const EVP_MD* digest) {
  const unsigned char* at = vector.key.data();
  const PkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(vector.key.size())));
  const MdContextPtr context(EVP_MD_CTX_new());
  return key && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), vector.value.data(), vector.value.size(), vector.message.data(), vector.message.size()) == 1;
}

TEST_F(wycheproof, hmac_sha256) {
  const auto all = vectors("hmac_sha256");
  EXPECT_EQ(all.size(), 174u);
  for (const Vector& vector : all) {
    const Digest tag = HmacKey(vector.key).of({vector.message});
    EXPECT_EQ(equal_constant_time(ByteView(tag).first(vector.value.size()), vector.value), vector.valid);
  }
}

TEST_F(wycheproof, ed25519_by_a_note_verifier) {
  const auto all = vectors("ed25519");
  EXPECT_EQ(all.size(), 151u);
  for (const Vector& vector : all) {
    Bytes typed{1}, named = to_bytes("wycheproof\n");
    append(typed, vector.key);
    append(named, typed);
    const auto verifier = NoteVerifier::parse("wycheproof+" + to_hex(ByteView(sha256(named)).first(4)) + "+" + to_base64(typed));
    ASSERT_TRUE(verifier.ok());
    EXPECT_EQ(verifier->verify(vector.message, vector.value), vector.valid) << to_hex(vector.value);
  }
}

TEST_F(wycheproof, ecdsa_and_rsa_by_the_library) {
  for (const auto& [name, digest] : {std::pair{"ecdsa_secp256r1_sha256", EVP_sha256()}, {"ecdsa_secp384r1_sha384", EVP_sha384()},
                                     {"rsa_signature_2048_sha256", EVP_sha256()}, {"rsa_signature_3072_sha256", EVP_sha256()}}) {
    const auto all = vectors(name);
    EXPECT_GT(all.size(), 250u);
    for (const Vector& vector : all) EXPECT_EQ(verifies(vector, digest), vector.valid) << name << " " << to_hex(vector.value);
  }
}

}  // namespace
}  // namespace cs::crypto
