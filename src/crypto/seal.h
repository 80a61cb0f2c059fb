// Sealing: openings for the store, answers for the requester.
//   Shape    seal(): 12-byte nonce || ciphertext || 16-byte tag under AES-256-GCM. seal_answer(): CMS AuthEnvelopedData (RFC 5083),
//            AES-256-GCM, ephemeral ECDH P-256 with SHA-256 KDF to the recipient's key-agreement certificate, around the gate's SignedData.
//   Errors   open*: kUntrusted when a tag or signature does not hold; nothing of the plaintext is given out before.
//   Holds    a fresh random key or nonce per call; the additional data binds a row to its place.
//   Source   NIST SP 800-38D; RFC 5083, 5084, 5753. Opens with `openssl cms -decrypt`, then `openssl cms -verify`.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "crypto/certificate.h"
#include "crypto/cms.h"
#include "crypto/random.h"

namespace cs::crypto {

using SealKey = Digest;  // AES-256

Bytes seal(const SealKey& key, ByteView plain, ByteView additional, Random& random);
Result<Bytes> open_sealed(const SealKey& key, ByteView sealed, ByteView additional);

// Many pieces, each under a key of its own that the caller draws at random and uses once: therefore the nonce is zero. Faster than seal()
// one by one: the cipher is kept from piece to piece, and nothing is allocated for one.
class PieceSealer {
 public:
  PieceSealer();
  ~PieceSealer();
  PieceSealer(PieceSealer&&) noexcept;
  PieceSealer& operator=(PieceSealer&&) noexcept;
  // Appends ciphertext || tag to `out`.
  void seal(ByteView key32, ByteView plain, ByteView additional, Bytes& out);

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};
Result<Bytes> open_piece(ByteView key32, ByteView piece, ByteView additional);

// Answer: signed by the gate (attached SignedData), then sealed to the requester.
Result<Bytes> seal_answer(ByteView document, const Certificate& gate, const PrivateKey& gate_key, const Certificate& recipient,
                          Instant signing_time);
// The document, after the tag and the gate's signature have been checked against `gate`.
Result<Bytes> open_answer(ByteView sealed, const Certificate& recipient, const PrivateKey& recipient_key, const Certificate& gate);

}  // namespace cs::crypto
