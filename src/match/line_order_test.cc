#include "match/line_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace cs::match {
namespace {

TEST(line_order, is_by_tile_street_house_and_line_whether_few_or_many) {
  std::mt19937 dice(5);
  for (const std::uint32_t tiles : {0U, 1U, 40U, 5000U}) {
    std::vector<Place> places;
    for (std::uint32_t line = 0; line < 1000; ++line)
      places.push_back({dice() % 9 == 0 || tiles == 0 ? UINT32_MAX : static_cast<std::uint32_t>(dice() % tiles), static_cast<std::uint32_t>(dice() % 3),
                        static_cast<std::uint32_t>(dice() % 4), line});
    const std::vector<std::uint32_t> order = in_order(places, tiles);
    std::sort(places.begin(), places.end());
    ASSERT_EQ(order.size(), places.size());
    for (std::size_t at = 0; at < order.size(); ++at) ASSERT_EQ(order[at], places[at].line) << tiles << " tiles, at " << at;
  }
}

TEST(line_order, of_no_lines_is_none) { EXPECT_TRUE(in_order({}, 0).empty() && in_order({}, 7).empty()); }

}  // namespace
}  // namespace cs::match
