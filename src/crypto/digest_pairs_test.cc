#include "crypto/digest_pairs.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <random>
#include <set>
#include <vector>

#include "crypto/digest.h"

namespace cs::crypto {
namespace {

std::vector<Digest> drawn(std::mt19937_64& dice, std::size_t count) {
  std::vector<Digest> out(count);
  for (Digest& digest : out)
    for (std::uint8_t& byte : digest) byte = static_cast<std::uint8_t>(dice());
  return out;
}

std::vector<Digest> by_the_library(std::uint8_t prefix, const std::vector<Digest>& pairs) {
  std::vector<Digest> out;
  const std::array<std::uint8_t, 1> first{prefix};
  for (std::size_t i = 0; i < pairs.size(); i += 2) out.push_back(sha256_of({first, pairs[i], pairs[i + 1]}));
  return out;
}

// One set of instructions after the other, then all of them again.
template <typename Use>
void with_each_set(const Use& use) {
  for (std::int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    use();
  }
  hwy::SetSupportedTargetsForTest(0);
}

TEST(digest_pairs, are_the_librarys_for_every_set_of_instructions_and_any_number_of_pairs) {
  std::set<std::size_t> lanes;
  with_each_set([&] {
    lanes.insert(sha256_lanes());
    std::mt19937_64 dice(5);
    for (std::size_t count = 0; count < 70; ++count) {
      const std::vector<Digest> pairs = drawn(dice, 2 * count);
      const auto prefix = static_cast<std::uint8_t>(count == 0 ? 0 : dice());
      const std::vector<Digest> expected = by_the_library(prefix, pairs);
      std::vector<Digest> some(count), chosen(count);
      sha256_pairs_in_lanes(prefix, pairs, some);
      sha256_pairs(prefix, pairs, chosen);
      ASSERT_EQ(some, expected) << count << " in " << sha256_lanes() << " lanes";
      ASSERT_EQ(chosen, expected) << count << " in " << sha256_lanes() << " lanes";
    }
  });
#if defined(__x86_64__)
  EXPECT_EQ(lanes.contains(16), __builtin_cpu_supports("avx512bw") != 0) << "the wide ones were tried, where there are any";
  EXPECT_EQ(lanes.contains(8), __builtin_cpu_supports("avx2") != 0);
#endif
}

TEST(digest_pairs, take_every_bit_of_both_digests_and_of_the_prefix) {
  std::mt19937_64 dice(6);
  const std::vector<Digest> pairs = drawn(dice, 32);
  std::vector<Digest> before(16), after(16);
  sha256_pairs_in_lanes(1, pairs, before);
  std::vector<Digest> changed = pairs;
  for (std::size_t bit = 0; bit < 512; ++bit) {
    changed[10 + bit / 256][bit % 256 / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    sha256_pairs_in_lanes(1, changed, after);
    for (std::size_t i = 0; i < after.size(); ++i) ASSERT_EQ(after[i] == before[i], i != 5) << bit;
    changed = pairs;
  }
  sha256_pairs_in_lanes(0, pairs, after);
  for (std::size_t i = 0; i < after.size(); ++i) EXPECT_NE(after[i], before[i]);
}

TEST(digest_pairs, one_alone_is_the_librarys) {
  std::mt19937_64 dice(7);
  for (int prefix = 0; prefix < 256; ++prefix) {
    const std::vector<Digest> pair = drawn(dice, 2);
    EXPECT_EQ(sha256_pair(static_cast<std::uint8_t>(prefix), pair[0], pair[1]), by_the_library(static_cast<std::uint8_t>(prefix), pair)[0]);
  }
}

}  // namespace
}  // namespace cs::crypto
