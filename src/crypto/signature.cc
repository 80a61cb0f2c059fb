#include "crypto/signature.h"

#include <openssl/rsa.h>

#include "crypto/key_form.h"

namespace cs::crypto {

bool signature_holds(EVP_PKEY* key, const EVP_MD* digest, ByteView message, ByteView signature) {
  const KeyForm form = key_form(key);
  if (form == KeyForm::kOther || (form == KeyForm::kEd25519) != (digest == nullptr)) return false;
  const QuietErrors quiet;
  const MdContextPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;  // the context's own
  if (!context || EVP_DigestVerifyInit(context.get(), &parameters, digest, nullptr, key) != 1) return false;
  const bool is_rsa = form == KeyForm::kRsa || form == KeyForm::kRsaSmall;
  if (is_rsa && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PADDING) != 1) return false;
  // Anything but 1 is no: the library answers 0 for a signature that does not hold, and less for one that it cannot read.
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
}

}  // namespace cs::crypto
