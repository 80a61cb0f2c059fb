#include <openssl/pkcs12.h>

#include "base/limits.h"
#include "crypto/digest.h"
#include "crypto/held.h"
#include "crypto/key_form.h"
#include "crypto/pem.h"

namespace cs::crypto {
namespace {

using Pkcs8Ptr = Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using SigPtr = Owned<X509_SIG, X509_SIG_free>;

Pkcs8Ptr read_pkcs8(const PemBlock& block, std::string_view passphrase) {
  const unsigned char* at = block.body.data();
  const auto size = static_cast<long>(block.body.size());
  if (block.label == "PRIVATE KEY") return Pkcs8Ptr(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, size));
  if (block.label != "ENCRYPTED PRIVATE KEY" || passphrase.empty()) return nullptr;  // without one there is no work to be made to do
  const SigPtr sealed(d2i_X509_SIG(nullptr, &at, size));
  return Pkcs8Ptr(sealed ? PKCS8_decrypt(sealed.get(), passphrase.data(), static_cast<int>(passphrase.size())) : nullptr);
}

}  // namespace

KeyForm key_form(EVP_PKEY* key) {
  if (key == nullptr) return KeyForm::kOther;
  const int bits = EVP_PKEY_get_bits(key);
  if (EVP_PKEY_is_a(key, "ED25519") == 1) return KeyForm::kEd25519;
  if (EVP_PKEY_is_a(key, "RSA") == 1) return bits < 2048 || bits > 8192 ? KeyForm::kOther : bits < 3072 ? KeyForm::kRsaSmall : KeyForm::kRsa;
  if (EVP_PKEY_is_a(key, "EC") != 1) return KeyForm::kOther;
  char curve[32];
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, curve, sizeof curve, &size) != 1) return KeyForm::kOther;
  const std::string_view name(curve, size);
  return name == "prime256v1" ? KeyForm::kP256 : name == "secp384r1" ? KeyForm::kP384 : KeyForm::kOther;
}

Result<PrivateKey> PrivateKey::parse_pem(std::string_view pem, std::string_view passphrase) {
  CS_TRY(blocks, read_pem(pem, {}, limits::kPemBytesMax));
  if (blocks.size() != 1) return malformed("private key: more than one PEM block");
  const QuietErrors quiet;
  const Pkcs8Ptr info = read_pkcs8(blocks[0], passphrase);
  wipe(blocks[0].body.data(), blocks[0].body.size());
  if (!info) return malformed("private key: not PKCS #8 (BEGIN PRIVATE KEY), or the passphrase does not open it");
  PkeyPtr key(EVP_PKCS82PKEY(info.get()));
  if (key_form(key.get()) == KeyForm::kOther) return malformed("private key: not P-256, P-384, RSA of 2048 to 8192 bits or Ed25519");
  return PrivateKey(std::make_shared<const Held>(Held{std::move(key)}));
}

std::string PrivateKey::pem() const {
  const Pkcs8Ptr info(EVP_PKEY2PKCS8(held_->key.get()));
  CS_CHECK(info != nullptr, "a key that was read or made can be written");
  Bytes der = der_of<PKCS8_PRIV_KEY_INFO>(info.get(), i2d_PKCS8_PRIV_KEY_INFO);
  const std::string out = write_pem("PRIVATE KEY", der);
  wipe(der.data(), der.size());
  return out;
}

}  // namespace cs::crypto
