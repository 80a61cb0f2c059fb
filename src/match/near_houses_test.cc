#include "match/near_houses.h"

#include <gtest/gtest.h>

#include <string>

#include "address/edits.h"

namespace cs::match {
namespace {

bool one_edit(std::uint32_t left, std::uint32_t right) {
  return left != right && address::one_digit_edit(std::to_string(left), std::to_string(right));
}

TEST(near_houses, are_the_numbers_one_digit_edit_away) {
  std::size_t found = 0;
  for (const std::uint32_t asked : {1U, 9U, 10U, 11U, 99U, 100U, 101U, 110U, 405U, 900U, 1000U, 1002U, 1020U, 7744U, 10200U, 13107U, 99999U, 131071U, 131072U, 999999U}) {
    const NearHouses houses(asked);
    for (std::uint32_t house = 1; house < 140000; ++house) {
      ASSERT_EQ(houses.near(house), one_edit(asked, house)) << asked << " and " << house;
      found += houses.near(house) ? 1 : 0;
    }
    for (const std::uint32_t house : {1310710U, 9999990U, 2147483647U, 999990U})
      ASSERT_EQ(houses.near(house), one_edit(asked, house)) << asked << " and " << house;
  }
  EXPECT_GT(found, 600U);
}

TEST(near_houses, are_found_among_the_largest_numbers) {
  EXPECT_TRUE(NearHouses(2147483647U).near(214748364U));
  EXPECT_TRUE(NearHouses(2147483647U).near(2147483641U));
  EXPECT_FALSE(NearHouses(2147483647U).near(2147483647U));
}

}  // namespace
}  // namespace cs::match
