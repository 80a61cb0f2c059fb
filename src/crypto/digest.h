// Digests, keyed digests and commitments.
//   Source   FIPS 180-4, RFC 2104 (Wycheproof vectors in the tests); the commitment's form is specified in docs/formats/commitment.md.
//   Threads  free functions; a Sha256 or HmacKey belongs to one thread at a time (HmacKey::of is const and may be shared).
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "base/bytes.h"

namespace cs::crypto {

Digest sha256(ByteView bytes);
Digest sha256_of(std::initializer_list<ByteView> parts);  // of the parts joined

class Sha256 {
 public:
  Sha256();
  void add(ByteView bytes);
  Digest finish();  // then it is new again

 private:
  std::array<std::uint64_t, 16> state_;  // opaque storage of the library's context
};

// HMAC-SHA-256 with the two key blocks hashed once.
class HmacKey {
 public:
  explicit HmacKey(ByteView key);
  Digest of(std::initializer_list<ByteView> parts) const;

 private:
  std::array<std::uint64_t, 16> inner_;
  std::array<std::uint64_t, 16> outer_;
};

// commit(tag, r, payload) = SHA-256("countersign/v1/" tag || 00 || r || payload), r = 32 random bytes, fresh each time.
Digest commit(std::string_view tag, const Digest& r, ByteView payload);

// Wipes memory in a way that the compiler keeps.
void wipe(void* bytes, std::size_t size);

}  // namespace cs::crypto
