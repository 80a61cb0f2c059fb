// This file is compiled once for every set of instructions; what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is there for each.
#include "crypto/digest_pairs.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/check.h"

#ifndef CS_DIGEST_PAIRS_PLAIN
#define CS_DIGEST_PAIRS_PLAIN
namespace cs::crypto {
namespace {

constexpr std::size_t kLanesMax = 16;
constexpr std::size_t kLanesThatPay = 16;  // 8 take as long as the library's SHA-256, one after the other
constexpr std::size_t kWords = 8;          // of a digest, and of SHA-256's state
constexpr std::size_t kBlockWords = 16;
constexpr std::uint32_t kPairBits = 8 * (1 + 2 * sizeof(Digest));

// FIPS 180-4, section 5.3.3 and 4.2.2.
constexpr std::uint32_t kStart[kWords] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
constexpr std::uint32_t kRounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

}  // namespace
}  // namespace cs::crypto
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "crypto/digest_pairs.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace cs::crypto::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_HAVE_SCALABLE  // vectors whose size only the machine knows cannot stand in arrays

std::size_t lanes() { return 1; }
void digest_lanes(std::uint8_t, const std::uint32_t*, std::uint32_t*) {}

#else

using Lanes = hn::CappedTag<std::uint32_t, kLanesMax>;
using Vector = hn::Vec<Lanes>;
using Index = hn::RebindToSigned<Lanes>;
constexpr Lanes kTag;

std::size_t lanes() { return hn::Lanes(kTag); }

// Of four bytes in a word the other way round: the message is big-endian.
HWY_INLINE Vector swapped(Vector word) {
  const auto even = hn::Set(kTag, 0x00ff00ffU);
  return hn::Or(hn::And(hn::RotateRight<24>(word), even), hn::AndNot(even, hn::RotateRight<8>(word)));
}

// FIPS 180-4, section 6.2.2, step 1: word number kAt + 16, in the place of word kAt, which is no longer needed.
template <std::size_t kAt>
HWY_INLINE void renew_word(Vector* words) {
  const auto early = words[(kAt + 1) % kBlockWords], late = words[(kAt + 14) % kBlockWords];
  const auto sigma0 = hn::Xor3(hn::RotateRight<7>(early), hn::RotateRight<18>(early), hn::ShiftRight<3>(early));
  const auto sigma1 = hn::Xor3(hn::RotateRight<17>(late), hn::RotateRight<19>(late), hn::ShiftRight<10>(late));
  words[kAt] = hn::Add(hn::Add(words[kAt], sigma0), hn::Add(words[(kAt + 9) % kBlockWords], sigma1));
}

// Step 3. The standard moves each of a..h on by one place; here the places stay, and a round later each name is one place further down.
template <std::size_t kAt>
HWY_INLINE void round(Vector* s, Vector word, std::uint32_t constant) {
  const auto place = [](std::size_t letter) { return (letter + kWords - kAt % kWords) % kWords; };
  const Vector a = s[place(0)], b = s[place(1)], c = s[place(2)], e = s[place(4)], f = s[place(5)], g = s[place(6)];
  const auto sum1 = hn::Xor3(hn::RotateRight<6>(e), hn::RotateRight<11>(e), hn::RotateRight<25>(e));
  const auto sum0 = hn::Xor3(hn::RotateRight<2>(a), hn::RotateRight<13>(a), hn::RotateRight<22>(a));
  const auto choice = hn::OrAnd(hn::AndNot(e, g), e, f);
  const auto majority = hn::OrAnd(hn::And(a, b), c, hn::Xor(a, b));
  const auto first = hn::Add(hn::Add(hn::Add(s[place(7)], hn::Set(kTag, constant)), hn::Add(word, choice)), sum1);
  s[place(3)] = hn::Add(s[place(3)], first);
  s[place(7)] = hn::Add(first, hn::Add(sum0, majority));
}

// All at once, so that words and places stay in registers.
template <bool kRenewed, std::size_t... kAt>
HWY_INLINE void sixteen_rounds(std::index_sequence<kAt...>, Vector* s, Vector* words, const std::uint32_t* constants) {
  ((kRenewed ? renew_word<kAt>(words) : void(), round<kAt>(s, words[kAt], constants[kAt])), ...);
}

HWY_INLINE void compress(Vector* state, Vector* words) {
  constexpr std::make_index_sequence<kBlockWords> kAll;
  Vector s[kWords];
  for (std::size_t i = 0; i < kWords; ++i) s[i] = state[i];
  sixteen_rounds<false>(kAll, s, words, kRounds);
  for (std::size_t from = kBlockWords; from < std::size(kRounds); from += kBlockWords) sixteen_rounds<true>(kAll, s, words, kRounds + from);
  for (std::size_t i = 0; i < kWords; ++i) state[i] = hn::Add(state[i], s[i]);
}

// `pairs`: 16 words a lane, as they lie in memory; `out`: 8 words a lane. The prefix pushes all by one byte, the last of them into a second
// block with the end mark and the length.
void digest_lanes(std::uint8_t prefix, const std::uint32_t* pairs, std::uint32_t* out) {
  const auto lane = hn::Iota(Index(), 0);
  const auto pair_of = hn::ShiftLeft<4>(lane), digest_of = hn::ShiftLeft<3>(lane);
  Vector words[kBlockWords], state[kWords];
  Vector before = hn::Set(kTag, prefix);
  for (std::size_t i = 0; i < kBlockWords; ++i) {
    const auto word = swapped(hn::GatherIndex(kTag, pairs + i, pair_of));
    words[i] = hn::Or(hn::ShiftLeft<24>(before), hn::ShiftRight<8>(word));
    before = word;
  }
  for (std::size_t i = 0; i < kWords; ++i) state[i] = hn::Set(kTag, kStart[i]);
  compress(state, words);
  words[0] = hn::Or(hn::ShiftLeft<24>(before), hn::Set(kTag, 0x00800000U));
  for (std::size_t i = 1; i + 1 < kBlockWords; ++i) words[i] = hn::Zero(kTag);
  words[kBlockWords - 1] = hn::Set(kTag, kPairBits);
  compress(state, words);
  for (std::size_t i = 0; i < kWords; ++i) hn::ScatterIndex(swapped(state[i]), kTag, out + i, digest_of);
}

#endif

}  // namespace cs::crypto::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cs::crypto {
namespace {

HWY_EXPORT(lanes);
HWY_EXPORT(digest_lanes);

void one_by_one(std::uint8_t prefix, std::span<const Digest> pairs, std::span<Digest> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = sha256_pair(prefix, pairs[2 * i], pairs[2 * i + 1]);
}

}  // namespace

std::size_t sha256_lanes() { return HWY_DYNAMIC_DISPATCH(lanes)(); }

void sha256_pairs_in_lanes(std::uint8_t prefix, std::span<const Digest> pairs, std::span<Digest> out) {
  CS_CHECK(pairs.size() == 2 * out.size(), "each digest is made of a pair");
  const std::size_t lanes = sha256_lanes();
  alignas(64) std::uint32_t in[kLanesMax * kBlockWords], made[kLanesMax * kWords];
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t many = std::min(lanes, out.size() - at);
    if (2 * many < lanes || lanes == 1) return one_by_one(prefix, pairs.subspan(2 * at), out.subspan(at));  // most lanes would be idle
    std::memcpy(in, &pairs[2 * at], 2 * many * sizeof(Digest));
    std::memset(in + many * kBlockWords, 0, (lanes - many) * kBlockWords * sizeof *in);
    HWY_DYNAMIC_DISPATCH(digest_lanes)(prefix, in, made);
    std::memcpy(&out[at], made, many * sizeof(Digest));
    at += many;
  }
}

void sha256_pairs(std::uint8_t prefix, std::span<const Digest> pairs, std::span<Digest> out) {
  CS_CHECK(pairs.size() == 2 * out.size(), "each digest is made of a pair");
  if (sha256_lanes() >= kLanesThatPay) return sha256_pairs_in_lanes(prefix, pairs, out);
  one_by_one(prefix, pairs, out);
}

}  // namespace cs::crypto
#endif
