// The words that a standard street type and a direction stand for.
//   Threads  immutable after the first call.
//   Source   Publication 28 Appendix C1, section 233; data/address/street_types.csv, directions.csv.
#pragma once

#include <string_view>

namespace cs::address {

// "AVE" -> "AVENUE", "ST" -> "STREET"; empty where it is no standard type.
std::string_view type_word(std::string_view standard);
// "N" -> "NORTH", "SW" -> "SOUTHWEST"; empty where it is no direction.
std::string_view direction_word(std::string_view standard);

}  // namespace cs::address
