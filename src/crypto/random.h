// Random bytes, as a parameter: the system's for real homes, a seeded stream for simulations, stories and the synthetic population.
#pragma once

#include "base/bytes.h"

namespace cs::crypto {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  Digest digest() { Digest out; fill(out); return out; }
};

class SystemRandom final : public Random {  // OpenSSL's DRBG; any thread
 public:
  void fill(std::span<std::uint8_t> out) override;
};

class SeededRandom final : public Random {  // SHA-256 in counter mode over a seed; one thread; never for a real home
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> out) override;

 private:
  Digest key_;
  std::uint64_t counter_ = 0;
  Digest block_{};
  std::size_t used_ = 32;
};

}  // namespace cs::crypto
