// Certificates, certificate revocation lists and private keys, as far as the gate needs them.
//   Shape    a Certificate is one DER certificate, at most kCertificateBytesMax; a Crl at most kCrlBytesMax. PEM files may hold several.
//            identity() = SHA-256(DER issuer name || DER serial INTEGER): a certificate is pinned whole by identity and spki.
//            The DER is strict (crypto/der.h); times are whole seconds in Z; a serial number has at most 20 bytes; a Crl has a nextUpdate.
//   Errors   kMalformed, kLimit. A parsed certificate is well formed, no more: whether it is to be believed is verify_cms's to say.
//   Threads  immutable after parse; share freely.
//   Source   RFC 5280.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

namespace cs::crypto {

class Certificate {
 public:
  static Result<Certificate> parse_der(ByteView der);
  static Result<std::vector<Certificate>> parse_pem(std::string_view pem);  // one or more, nothing else in the file
  const Bytes& der() const;
  std::string pem() const;
  Digest fingerprint() const;   // SHA-256 of the DER
  Digest identity() const;      // issuer and serial
  Digest spki() const;          // SHA-256 of the SubjectPublicKeyInfo
  std::string subject() const;  // RFC 2253 text, for people
  std::string serial_hex() const;
  Instant not_before() const;
  Instant not_after() const;

  struct Held;
  const Held& held() const { return *held_; }  // for the room itself

 private:
  explicit Certificate(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;
};

class Crl {
 public:
  static Result<Crl> parse_der(ByteView der);
  static Result<std::vector<Crl>> parse_pem(std::string_view pem);
  const Bytes& der() const;
  Instant this_update() const;
  Instant next_update() const;

  struct Held;
  const Held& held() const { return *held_; }

 private:
  explicit Crl(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;
};

// A private key read from PEM (PKCS #8, unencrypted or with a passphrase given by the caller): P-256, P-384, RSA of 2048 to 8192 bits or
// Ed25519.
class PrivateKey {
 public:
  static Result<PrivateKey> parse_pem(std::string_view pem, std::string_view passphrase = {});
  std::string pem() const;  // secret
  struct Held;
  const Held& held() const { return *held_; }  // for the room itself

 private:
  friend class KeyMaker;
  explicit PrivateKey(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;
};

}  // namespace cs::crypto
