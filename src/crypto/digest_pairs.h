// Digests of pairs of digests, many at once: what the tiles of a Merkle tree cost.
//   Shape    out[i] = SHA-256(prefix || pairs[2i] || pairs[2i + 1]), 65 bytes each.
//   Threads  free functions. Which instructions are used is the machine's matter; the digests are the same.
//   Source   FIPS 180-4; docs/decisions/digests-side-by-side.md says why the library's own function is not enough here.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace cs::crypto {

Digest sha256_pair(std::uint8_t prefix, const Digest& left, const Digest& right);

// `out` has half as many places as `pairs` has digests, none of them among those.
void sha256_pairs(std::uint8_t prefix, std::span<const Digest> pairs, std::span<Digest> out);

// The same, by all the lanes that the machine has, also where the library is as fast: sha256_pairs() uses it only where it pays.
void sha256_pairs_in_lanes(std::uint8_t prefix, std::span<const Digest> pairs, std::span<Digest> out);
std::size_t sha256_lanes();  // digests that it makes side by side: 16, 8, 4, or 1 where there are no vectors

}  // namespace cs::crypto
