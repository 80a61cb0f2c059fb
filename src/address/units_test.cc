#include <gtest/gtest.h>

#include "address/compare.h"
#include "address/unit_print.h"

namespace cs::address {
namespace {

TEST(units, are_told_apart_by_their_prints_only_where_their_texts_are) {
  const char* const units[] = {"", "1", "12", "4 12", "A 12", "AB 12", "FL 6", "FL 6 12", "PMB 234", "234", "4B", "B4", "4 B", "12A3", "A312", "3A12", "4", "B", "#4", " 4", "4 ", "7 4B"};
  std::size_t told = 0, other = 0;
  for (const std::string_view line : units)
    for (const std::string_view record : units) {
      const bool is_other = unit_difference(line, record) == AddressCode::kUnitOther;
      other += is_other ? 1 : 0;
      if (!surely_other_unit(unit_print(line), unit_print(record))) continue;
      ++told;
      EXPECT_TRUE(is_other) << line << " and " << record;
    }
  EXPECT_EQ(told, other) << "these prints meet nowhere by chance";
}

TEST(units, differ_by_level_or_turn) {
  EXPECT_EQ(unit_difference("4 12", "12"), AddressCode::kUnitOneSide);
  EXPECT_EQ(unit_difference("12", "4 12"), AddressCode::kUnitOneSide);
  EXPECT_EQ(unit_difference("FL 6", "6"), AddressCode::kUnitOther);
  EXPECT_EQ(unit_difference("4B", "B4"), AddressCode::kUnitTurned);
  EXPECT_EQ(unit_difference("4B", "5B"), AddressCode::kUnitOther);
  EXPECT_EQ(unit_difference("4B", ""), AddressCode::kUnitOneSide);
}

TEST(units, that_differ_by_a_hyphen_between_numbers_alone_are_a_clerks) {
  EXPECT_EQ(unit_difference("12-4", "124"), AddressCode::kUnitTurned);
  EXPECT_EQ(unit_difference("3 4", "34"), AddressCode::kUnitOther);
  EXPECT_EQ(unit_difference("4FL 12", "4 12"), AddressCode::kUnitOther) << "floor 4 is not building 4";
  EXPECT_EQ(unit_difference("4FL 12", "12"), AddressCode::kUnitOneSide);
}

}  // namespace
}  // namespace cs::address
