#include "crypto/random.h"

#include <openssl/rand.h>

#include <algorithm>

#include "crypto/digest.h"

namespace cs::crypto {

void SystemRandom::fill(std::span<std::uint8_t> out) {
  // RAND_bytes counts in int; a batch of a large request is longer than that only by mistake, but costs nothing to cut.
  constexpr std::size_t kPartBytes = std::size_t{1} << 24;
  while (!out.empty()) {
    const std::size_t part = std::min(out.size(), kPartBytes);
    CS_CHECK(RAND_bytes(out.data(), static_cast<int>(part)) == 1, "the system has random bytes; without them nothing may be committed");
    out = out.subspan(part);
  }
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  Bytes text = to_bytes("countersign/seeded-random/1");
  append_u64_be(text, seed);
  key_ = sha256(text);
}

void SeededRandom::fill(std::span<std::uint8_t> out) {
  for (auto& byte : out) {
    if (used_ == block_.size()) {
      std::array<std::uint8_t, 8> count;
      for (std::size_t i = 0; i < count.size(); ++i) count[i] = static_cast<std::uint8_t>(counter_ >> (56 - 8 * i));
      ++counter_;
      block_ = sha256_of({key_, count});
      used_ = 0;
    }
    byte = block_[used_++];
  }
}

}  // namespace cs::crypto
