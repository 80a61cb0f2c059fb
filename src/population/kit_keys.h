// The kit's keys: fixed, published, the same for every seed. For tests alone; a holder can bar them (kit/README lists the digests).
//   Shape    RSA-3072 and P-256 as PKCS #8, Ed25519 as 32-byte seeds (data/population/kit_keys.csv).
//   Errors   kMalformed for a key that the library does not take; broken invariant for a name that is not there.
#pragma once

#include <string>
#include <string_view>

#include "crypto/certificate.h"
#include "crypto/note_key.h"

namespace cs::population {

class KitKeys {
 public:
  std::string pem(std::string_view name) const;
  Result<crypto::PrivateKey> key(std::string_view name) const;
  Result<crypto::NoteSigner> log_signer() const;
  Result<crypto::NoteSigner> witness_signer() const;  // cosigns (0x04)

 private:
  Result<crypto::NoteSigner> signer(std::string_view name, const std::string& key_name, crypto::NoteAlgorithm algorithm) const;
};

}  // namespace cs::population
