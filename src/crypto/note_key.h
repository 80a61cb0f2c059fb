// Keys that sign notes: Ed25519, as transparency logs use them.
//   Shape    verifier key text: <name> "+" <hex8 key id> "+" base64(0x01 || 32-byte key); key id = first 4 bytes of
//            SHA-256(name || "\n" || 0x01 || key). A cosigner's type byte is 0x04. Signer key text: "PRIVATE+KEY+" name "+" hex8 "+" base64(0x01 || seed 32).
//   Errors   kMalformed; verify is plain false.
//   Source   C2SP signed-note; golang.org/x/mod/sumdb/note (its vectors are tests); RFC 8032 section 7.1.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace cs::crypto {

enum class NoteAlgorithm : std::uint8_t { kEd25519 = 1, kEd25519Cosignature = 4 };

class NoteVerifier {
 public:
  static Result<NoteVerifier> parse(std::string_view vkey);
  const std::string& name() const { return name_; }
  std::uint32_t key_id() const { return key_id_; }
  NoteAlgorithm algorithm() const { return algorithm_; }
  const Bytes& public_key() const { return public_key_; }
  std::string text() const;
  bool verify(ByteView message, ByteView signature64) const;

 private:
  friend class NoteSigner;
  std::string name_;
  std::uint32_t key_id_ = 0;
  NoteAlgorithm algorithm_ = NoteAlgorithm::kEd25519;
  Bytes public_key_;
};

class NoteSigner {
 public:
  // From 32 secret bytes; from the text form.
  static Result<NoteSigner> from_seed(std::string_view name, const Digest& seed, NoteAlgorithm algorithm = NoteAlgorithm::kEd25519);
  static Result<NoteSigner> parse(std::string_view skey);
  const NoteVerifier& verifier() const { return verifier_; }
  Bytes sign(ByteView message) const;  // 64 bytes, the same each time
  std::string text() const;            // secret

 private:
  NoteVerifier verifier_;
  Digest seed_{};
};

}  // namespace cs::crypto
