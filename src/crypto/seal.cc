#include "crypto/seal.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "crypto/digest.h"
#include "crypto/openssl.h"

namespace cs::crypto {
namespace {

constexpr std::size_t kKeyBytes = 32, kNonceBytes = 12, kTagBytes = 16;
using Nonce = std::array<std::uint8_t, kNonceBytes>;

// Fetched once: a fetch takes a lock and a search by name, several times the cost of sealing a piece.
const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CS_CHECK(cipher != nullptr, "the library has AES-256-GCM");
  return cipher;
}

CipherContextPtr new_context() {
  CipherContextPtr context(EVP_CIPHER_CTX_new());
  CS_CHECK(context != nullptr, "there is memory for a cipher");
  return context;
}

int size_of(ByteView bytes) {
  CS_CHECK(bytes.size() < std::size_t{std::numeric_limits<int>::max()}, "what is sealed is shorter than 2 GiB");
  return static_cast<int>(bytes.size());
}

// Writes ciphertext and tag to `out`, which has room for both. Only the first call names the cipher: naming it again resets the context.
void encrypt(EVP_CIPHER_CTX* context, bool first, ByteView key, const Nonce& nonce, ByteView additional, ByteView plain,
             std::uint8_t* out) {
  int written = 0, last = 0;
  const EVP_CIPHER* const cipher = first ? aes_256_gcm() : nullptr;
  const bool done = EVP_EncryptInit_ex2(context, cipher, key.data(), nonce.data(), nullptr) == 1 &&
                    (additional.empty() || EVP_EncryptUpdate(context, nullptr, &written, additional.data(), size_of(additional)) == 1) &&
                    (plain.empty() || EVP_EncryptUpdate(context, out, &written, plain.data(), size_of(plain)) == 1) &&
                    EVP_EncryptFinal_ex(context, out + plain.size(), &last) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kTagBytes, out + plain.size()) == 1;
  CS_CHECK(done, "AES-256-GCM seals any bytes");
}

Result<Bytes> decrypt(ByteView key, const Nonce& nonce, ByteView additional, ByteView sealed) {
  if (sealed.size() < kTagBytes) return untrusted("sealed bytes: shorter than their tag");
  const ByteView cipher = sealed.first(sealed.size() - kTagBytes);
  Bytes tag(sealed.end() - kTagBytes, sealed.end()), plain(cipher.size());
  if (cipher.size() >= std::size_t{std::numeric_limits<int>::max()}) return limit_reached("sealed bytes: 2 GiB or longer");
  const CipherContextPtr context = new_context();
  const QuietErrors quiet;
  int written = 0, last = 0;
  const bool opened = EVP_DecryptInit_ex2(context.get(), aes_256_gcm(), key.data(), nonce.data(), nullptr) == 1 &&
                      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1 &&
                      (additional.empty() || EVP_DecryptUpdate(context.get(), nullptr, &written, additional.data(), size_of(additional)) == 1) &&
                      (plain.empty() || EVP_DecryptUpdate(context.get(), plain.data(), &written, cipher.data(), size_of(cipher)) == 1) &&
                      EVP_DecryptFinal_ex(context.get(), tag.data(), &last) == 1;
  if (opened) return plain;
  wipe(plain.data(), plain.size());
  return untrusted("sealed bytes: the tag does not hold for this key, place and content");
}

}  // namespace

Bytes seal(const SealKey& key, ByteView plain, ByteView additional, Random& random) {
  Nonce nonce;
  random.fill(nonce);
  Bytes out(kNonceBytes + plain.size() + kTagBytes);
  std::copy(nonce.begin(), nonce.end(), out.begin());
  encrypt(new_context().get(), true, key, nonce, additional, plain, out.data() + kNonceBytes);
  return out;
}

Result<Bytes> open_sealed(const SealKey& key, ByteView sealed, ByteView additional) {
  if (sealed.size() < kNonceBytes + kTagBytes) return untrusted("sealed bytes: shorter than nonce and tag");
  Nonce nonce;
  std::copy_n(sealed.begin(), kNonceBytes, nonce.begin());
  return decrypt(key, nonce, additional, sealed.subspan(kNonceBytes));
}

struct PieceSealer::Held {
  CipherContextPtr context = new_context();
  bool first = true;
};

PieceSealer::PieceSealer() : held_(std::make_unique<Held>()) {}
PieceSealer::~PieceSealer() = default;
PieceSealer::PieceSealer(PieceSealer&&) noexcept = default;
PieceSealer& PieceSealer::operator=(PieceSealer&&) noexcept = default;

void PieceSealer::seal(ByteView key32, ByteView plain, ByteView additional, Bytes& out) {
  CS_CHECK(key32.size() == kKeyBytes, "a piece's key is 32 bytes");
  const std::size_t begin = out.size();
  out.resize(begin + plain.size() + kTagBytes);
  encrypt(held_->context.get(), std::exchange(held_->first, false), key32, Nonce{}, additional, plain, out.data() + begin);
}

Result<Bytes> open_piece(ByteView key32, ByteView piece, ByteView additional) {
  if (key32.size() != kKeyBytes) return malformed("sealed piece: its key is not 32 bytes");
  return decrypt(key32, Nonce{}, additional, piece);
}

}  // namespace cs::crypto
