#include "population/draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "population/choice.h"

namespace cs::population {
namespace {

// kat_vectors of Random123 1.14: philox4x32 10.
TEST(philox, gives_the_published_vectors) {
  EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}), (PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox4x32_10({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32_10({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(draws, puts_seed_entity_stream_and_draw_where_the_design_says) {
  const Prf prf(0x299f31d0a4093822);
  const std::uint64_t entity = 0x85a308d3243f6a88;
  EXPECT_EQ(prf.block(static_cast<Stream>(0x8a2e), entity, 0x131903707344), (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
  Draws draws(prf, Stream::kHome, 7);
  for (std::uint64_t i = 0; i < 33; ++i) EXPECT_EQ(draws.next(), prf.block(Stream::kHome, 7, i / 4)[i % 4]);
}

TEST(draws, entities_of_different_coordinates_differ) {
  EXPECT_NE(entity_of(1, 0), entity_of(0, 1));
  EXPECT_NE(entity_of(0, 1, 0), entity_of(0, 0, 255));
  EXPECT_NE(entity_of(0, 0, 1), entity_of(0, 0, 0, 255));
  EXPECT_EQ(entity_of(0xFFFF, 0xFFFFFFFF, 0xFF, 0xFF), UINT64_MAX);
}

TEST(draws, below_stays_below_and_reaches_every_value_evenly) {
  const Prf prf(3);
  Draws draws(prf, Stream::kHome, 1);
  std::vector<int> seen(7);
  for (int i = 0; i < 70'000; ++i) {
    const std::uint32_t value = draws.below(7);
    ASSERT_LT(value, 7U);
    ++seen[value];
  }
  for (const int count : seen) EXPECT_NEAR(count, 10'000, 500);
  EXPECT_EQ(draws.below(1), 0U);
}

TEST(alias_table, picks_in_proportion_and_never_what_weighs_nothing) {
  const Prf prf(1);
  const AliasTable table({1, 0, 3, 6});
  std::vector<int> seen(4);
  Draws draws(prf, Stream::kHome, 0);
  for (int i = 0; i < 100'000; ++i) ++seen[table.pick(draws)];
  EXPECT_NEAR(seen[0], 10'000, 500);
  EXPECT_EQ(seen[1], 0);
  EXPECT_NEAR(seen[2], 30'000, 800);
  EXPECT_NEAR(seen[3], 60'000, 800);
}

TEST(alias_table, takes_one_weight_and_very_large_ones) {
  const Prf prf(1);
  Draws draws(prf, Stream::kHome, 0);
  EXPECT_EQ(AliasTable({5}).pick(draws), 0U);
  const AliasTable wide({UINT64_MAX / 4, UINT64_MAX / 4});
  int first = 0;
  for (int i = 0; i < 10'000; ++i) first += wide.pick(draws) == 0 ? 1 : 0;
  EXPECT_NEAR(first, 5'000, 300);
}

TEST(dense_choice, picks_as_the_alias_table_of_its_weights_does) {
  const Prf prf(1);
  const DenseChoice table({1, 0, 3, 6});
  std::vector<int> seen(4);
  Draws draws(prf, Stream::kHome, 0);
  for (int i = 0; i < 100'000; ++i) ++seen[table.pick(draws)];
  EXPECT_NEAR(seen[0], 10'000, 500);
  EXPECT_EQ(seen[1], 0);
  EXPECT_NEAR(seen[2], 30'000, 800);
  EXPECT_NEAR(seen[3], 60'000, 800);
  EXPECT_EQ(DenseChoice({5}).pick(draws), 0U);
}

TEST(dense_choice, of_many_picks_head_middle_and_tail_in_proportion) {
  const Prf prf(1);
  std::vector<std::uint64_t> weights(20'000, 1);
  weights[0] = 2'000;
  weights[4'999] = 1'000;
  const DenseChoice table(weights);
  EXPECT_EQ(table.size(), weights.size());
  std::vector<int> seen(weights.size());
  Draws draws(prf, Stream::kHome, 0);
  for (int i = 0; i < 229'980; ++i) ++seen[table.pick(draws)];  // ten for each unit of weight
  EXPECT_NEAR(seen[0], 20'000, 700);
  EXPECT_NEAR(seen[4'999], 10'000, 500);
  EXPECT_NEAR(std::accumulate(seen.begin() + 1, seen.begin() + 1'023, 0), 10'220, 500);
  EXPECT_NEAR(std::accumulate(seen.begin() + 1'023, seen.begin() + 4'999, 0), 39'760, 800);
  EXPECT_NEAR(std::accumulate(seen.begin() + 5'000, seen.end(), 0), 150'000, 1'500);
}

TEST(dense_choice, of_eight_at_once_picks_in_the_same_proportion) {
  const Prf prf(1);
  std::vector<std::uint64_t> weights(9'000, 1);
  weights[0] = weights[2'000] = weights[8'000] = 3'000;
  const DenseChoice table(weights);
  std::vector<int> seen(weights.size());
  Draws draws(prf, Stream::kHome, 0);
  std::array<std::uint32_t, 8> picked{};
  for (int i = 0; i < 10'000; ++i) {
    table.pick_all(draws, picked);
    for (const std::uint32_t index : picked) ++seen.at(index);
  }
  for (const std::size_t heavy : {0U, 2'000U, 8'000U}) EXPECT_NEAR(seen[heavy], 80'000 * 3'000 / 17'997, 600) << heavy;
  EXPECT_NEAR(std::accumulate(seen.begin() + 4'094, seen.end(), 0) - seen[8'000], 80'000 * 4'905 / 17'997, 800);
}

TEST(permutation, of_many_at_once_is_that_of_each) {
  const Prf prf(9);
  for (const std::uint64_t size : {7, 1000, 10'000}) {
    const Permutation permutation(prf, Stream::kLineOrder, 3, size);
    std::vector<std::uint64_t> places;
    for (std::uint64_t x = 0; x < std::min<std::uint64_t>(size, 37); ++x) places.push_back(x);
    permutation.at_all(places);
    for (std::uint64_t x = 0; x < places.size(); ++x) EXPECT_EQ(places[x], permutation.at(x)) << x << " of " << size;
  }
}

TEST(permutation, is_a_bijection_at_every_size) {
  const Prf prf(9);
  for (const std::uint64_t size : {1, 2, 3, 4, 5, 16, 17, 1000, 4097}) {
    const Permutation permutation(prf, Stream::kLineOrder, 0, size);
    std::vector<bool> seen(size);
    for (std::uint64_t x = 0; x < size; ++x) {
      const std::uint64_t y = permutation.at(x);
      ASSERT_LT(y, size);
      EXPECT_FALSE(seen[y]);
      seen[y] = true;
    }
  }
}

TEST(permutation, differs_by_seed_and_tag) {
  const Prf one(1), two(2);
  const Permutation a(one, Stream::kLineOrder, 0, 1000), b(two, Stream::kLineOrder, 0, 1000), c(one, Stream::kLineOrder, 1, 1000);
  int same_ab = 0, same_ac = 0;
  for (std::uint64_t x = 0; x < 1000; ++x) {
    same_ab += a.at(x) == b.at(x) ? 1 : 0;
    same_ac += a.at(x) == c.at(x) ? 1 : 0;
  }
  EXPECT_LT(same_ab, 20);
  EXPECT_LT(same_ac, 20);
}

}  // namespace
}  // namespace cs::population
