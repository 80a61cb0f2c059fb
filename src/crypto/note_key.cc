#include "crypto/note_key.h"

#include <algorithm>

#include "crypto/digest.h"
#include "crypto/openssl.h"
#include "crypto/signature.h"

namespace cs::crypto {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::string_view kSecretPrefix = "PRIVATE+KEY+";

// A name stands in the signature lines of a note, between an em dash and a space: no white space, no plus (C2SP signed-note).
bool is_name(std::string_view name) {
  const auto allowed = [](char c) { return c > ' ' && c < 0x7f && c != '+'; };
  return !name.empty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), allowed);
}

Result<NoteAlgorithm> algorithm_of(std::uint8_t byte) {
  if (byte == 1) return NoteAlgorithm::kEd25519;
  if (byte == 4) return NoteAlgorithm::kEd25519Cosignature;
  return malformed("note key: its algorithm is neither 01 (Ed25519) nor 04 (Ed25519 cosignature)");
}

std::uint32_t key_id_of(std::string_view name, ByteView typed_key) {
  return read_u32_be(sha256_of({as_bytes(name), as_bytes("\n"), typed_key}));
}

Bytes typed(NoteAlgorithm algorithm, ByteView key) {
  Bytes out;
  out.reserve(1 + key.size());
  out.push_back(static_cast<std::uint8_t>(algorithm));
  append(out, key);
  return out;
}

std::string id_text(std::uint32_t id) {
  Bytes bytes;
  append_u32_be(bytes, id);
  return to_hex(bytes);
}

struct KeyText {
  std::string name;
  std::string id;
  NoteAlgorithm algorithm;
  Bytes key;
};

// <name> "+" <hex8> "+" base64(algorithm byte || 32 bytes)
Result<KeyText> read_key_text(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || second - first != 9) return malformed("note key: expected name+8 hex digits+base64");
  KeyText out{std::string(text.substr(0, first)), std::string(text.substr(first + 1, 8)), NoteAlgorithm::kEd25519, {}};
  if (!is_name(out.name)) return malformed("note key: its name is empty or holds a character that a name may not");
  CS_TRY(bytes, from_base64(text.substr(second + 1)));
  if (bytes.size() != 1 + kKeyBytes) return malformed("note key: expected an algorithm byte and 32 bytes");
  CS_TRY(algorithm, algorithm_of(bytes[0]));
  out.algorithm = algorithm;
  out.key.assign(bytes.begin() + 1, bytes.end());
  wipe(bytes.data(), bytes.size());
  return out;
}

PkeyPtr private_key(const Digest& seed) {
  PkeyPtr key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  CS_CHECK(key != nullptr, "any 32 bytes are an Ed25519 private key");
  return key;
}

Bytes public_of(const Digest& seed) {
  Bytes out(kKeyBytes);
  std::size_t size = out.size();
  const bool read = EVP_PKEY_get_raw_public_key(private_key(seed).get(), out.data(), &size) == 1;
  CS_CHECK(read && size == kKeyBytes, "an Ed25519 private key has a public key of 32 bytes");
  return out;
}

}  // namespace

Result<NoteVerifier> NoteVerifier::parse(std::string_view vkey) {
  CS_TRY(parts, read_key_text(vkey));
  NoteVerifier out;
  out.name_ = parts.name;
  out.algorithm_ = parts.algorithm;
  out.public_key_ = parts.key;
  out.key_id_ = key_id_of(out.name_, typed(out.algorithm_, out.public_key_));
  if (id_text(out.key_id_) != parts.id) return malformed("note key: its key id is not the one of its name and key");
  return out;
}

std::string NoteVerifier::text() const { return name_ + "+" + id_text(key_id_) + "+" + to_base64(typed(algorithm_, public_key_)); }

bool NoteVerifier::verify(ByteView message, ByteView signature64) const {
  if (signature64.size() != kSignatureBytes || public_key_.size() != kKeyBytes) return false;
  const QuietErrors quiet;
  const PkeyPtr key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key_.data(), public_key_.size()));
  return key && signature_holds(key.get(), nullptr, message, signature64);
}

Result<NoteSigner> NoteSigner::from_seed(std::string_view name, const Digest& seed, NoteAlgorithm algorithm) {
  if (!is_name(name)) return malformed("note key: its name is empty or holds a character that a name may not");
  NoteSigner out;
  out.seed_ = seed;
  out.verifier_.name_ = std::string(name);
  out.verifier_.algorithm_ = algorithm;
  out.verifier_.public_key_ = public_of(seed);
  out.verifier_.key_id_ = key_id_of(name, typed(algorithm, out.verifier_.public_key_));
  return out;
}

Result<NoteSigner> NoteSigner::parse(std::string_view skey) {
  if (!skey.starts_with(kSecretPrefix)) return malformed("note signer key: expected PRIVATE+KEY+");
  CS_TRY(parts, read_key_text(skey.substr(kSecretPrefix.size())));
  Digest seed;
  std::copy(parts.key.begin(), parts.key.end(), seed.begin());
  wipe(parts.key.data(), parts.key.size());
  CS_TRY(signer, from_seed(parts.name, seed, parts.algorithm));
  if (id_text(signer.verifier_.key_id_) != parts.id) return malformed("note signer key: its key id is not the one of its name and key");
  return signer;
}

Bytes NoteSigner::sign(ByteView message) const {
  const PkeyPtr key = private_key(seed_);
  const MdContextPtr context(EVP_MD_CTX_new());
  Bytes out(kSignatureBytes);
  std::size_t size = out.size();
  const bool signed_it = context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                         EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) == 1;
  CS_CHECK(signed_it && size == kSignatureBytes, "an Ed25519 key signs any message with 64 bytes");
  return out;
}

std::string NoteSigner::text() const {
  const std::string secret = to_base64(typed(verifier_.algorithm_, seed_));
  return std::string(kSecretPrefix) + verifier_.name_ + "+" + id_text(verifier_.key_id_) + "+" + secret;
}

}  // namespace cs::crypto
