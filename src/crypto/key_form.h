// What kind of key it is, as far as rules depend on it; for this room's .cc files only.
#pragma once

#include "crypto/openssl.h"

namespace cs::crypto {

enum class KeyForm {
  kOther,     // nothing of ours: no rule takes it
  kP256,
  kP384,
  kRsa,       // 3072 to 8192 bits
  kRsaSmall,  // 2048 to 3071 bits: primitives and CAs of old, never an official's
  kEd25519,
};

// kOther for a null key and for a curve given by its parameters.
KeyForm key_form(EVP_PKEY* key);

// The digest that goes with a key of ours when we sign; nullptr for Ed25519, which has its own.
inline const EVP_MD* digest_for(KeyForm form) {
  return form == KeyForm::kEd25519 ? nullptr : form == KeyForm::kP384 ? EVP_sha384() : EVP_sha256();
}

}  // namespace cs::crypto
