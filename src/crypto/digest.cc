#include "crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <bit>
#include <cstring>
#include <new>

#include "crypto/digest_pairs.h"

// SHA256_Init and its companions are deprecated in OpenSSL 3.0 in favor of EVP. An EVP digest costs a context, a fetch and a provider call:
// three times the digest itself for the 100-300 bytes of a ledger leaf, and the ledger hashes several of them a line. The low-level
// functions are the same code of the same library. The warning is silenced in this one file.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace cs::crypto {
namespace {

static_assert(std::endian::native == std::endian::little, "a digest's big-endian words are turned round");

using State = std::array<std::uint64_t, 16>;
static_assert(sizeof(SHA256_CTX) <= sizeof(State), "the header's opaque storage holds the library's context");
static_assert(alignof(SHA256_CTX) <= alignof(State), "the header's opaque storage is aligned for the library's context");
static_assert(std::is_trivially_copyable_v<SHA256_CTX>, "a state is copied byte for byte");

constexpr std::size_t kBlockBytes = SHA256_CBLOCK;

void start(State& state) { SHA256_Init(new (state.data()) SHA256_CTX); }
SHA256_CTX* context_of(State& state) { return std::launder(reinterpret_cast<SHA256_CTX*>(state.data())); }

Digest finish_copy(SHA256_CTX* context) {
  Digest out;
  SHA256_Final(out.data(), context);
  return out;
}

void load(SHA256_CTX& context, const State& state) { std::memcpy(&context, state.data(), sizeof context); }

}  // namespace

Digest sha256(ByteView bytes) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  return finish_copy(&context);
}

Digest sha256_of(std::initializer_list<ByteView> parts) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
  return finish_copy(&context);
}

// The two blocks are padded here and the state is taken as it stands: the library's last step costs a tenth of such a digest.
Digest sha256_pair(std::uint8_t prefix, const Digest& left, const Digest& right) {
  constexpr std::size_t kBytes = 1 + 2 * sizeof(Digest);
  std::uint8_t blocks[2 * kBlockBytes] = {prefix};
  std::memcpy(blocks + 1, left.data(), sizeof left);
  std::memcpy(blocks + 1 + sizeof left, right.data(), sizeof right);
  blocks[kBytes] = 0x80;
  blocks[sizeof blocks - 2] = kBytes * 8 >> 8;
  blocks[sizeof blocks - 1] = kBytes * 8 & 0xff;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, blocks, sizeof blocks);
  Digest out;
  for (std::size_t i = 0; i < out.size() / 4; ++i) {
    const std::uint32_t word = __builtin_bswap32(context.h[i]);
    std::memcpy(out.data() + 4 * i, &word, sizeof word);
  }
  return out;
}

Sha256::Sha256() { start(state_); }

void Sha256::add(ByteView bytes) { SHA256_Update(context_of(state_), bytes.data(), bytes.size()); }

Digest Sha256::finish() {
  const Digest out = finish_copy(context_of(state_));
  start(state_);
  return out;
}

HmacKey::HmacKey(ByteView key) {
  std::array<std::uint8_t, kBlockBytes> block{};
  if (key.size() > kBlockBytes) {
    const Digest shorter = sha256(key);
    std::copy(shorter.begin(), shorter.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (auto& byte : block) byte ^= 0x36;
  start(inner_);
  SHA256_Update(context_of(inner_), block.data(), block.size());
  for (auto& byte : block) byte ^= 0x36 ^ 0x5c;
  start(outer_);
  SHA256_Update(context_of(outer_), block.data(), block.size());
  wipe(block.data(), block.size());
}

Digest HmacKey::of(std::initializer_list<ByteView> parts) const {
  SHA256_CTX context;
  load(context, inner_);
  for (const ByteView part : parts) SHA256_Update(&context, part.data(), part.size());
  const Digest inside = finish_copy(&context);
  load(context, outer_);
  SHA256_Update(&context, inside.data(), inside.size());
  return finish_copy(&context);
}

Digest commit(std::string_view tag, const Digest& r, ByteView payload) {
  static constexpr std::array<std::uint8_t, 1> kEnd{0};
  return sha256_of({as_bytes("countersign/v1/"), as_bytes(tag), kEnd, r, payload});
}

void wipe(void* bytes, std::size_t size) { OPENSSL_cleanse(bytes, size); }

}  // namespace cs::crypto
