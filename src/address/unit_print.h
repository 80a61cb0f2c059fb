// What a unit's text tells of another without either being read again: most doors of a house are told apart by it.
//   Shape    a print of each text; surely_other_unit() asks two. `true` is certain; false says nothing.
//   Threads  pure.
//   Holds    surely_other_unit() of two prints only where unit_difference() of their texts is kUnitOther.
#pragma once

#include <cstdint>
#include <string_view>

namespace cs::address {

struct UnitPrint {
  std::uint32_t whole = 0;          // a number of the text: equal texts have equal numbers
  std::uint32_t below_level = 0;    // of the text behind the building or floor that it begins with; 0: with none
  std::uint32_t turned = 0;         // of 4B for B4; 0: cannot be turned
};

UnitPrint unit_print(std::string_view unit);

inline bool surely_other_unit(const UnitPrint& line, const UnitPrint& record) {
  return line.whole != 0 && record.whole != 0 && line.whole != record.whole && line.below_level != record.whole && record.below_level != line.whole &&
         line.turned != record.whole;
}

}  // namespace cs::address
