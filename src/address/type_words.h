// The word that a standard street type stands for.
//   Threads  immutable after the first call.
//   Source   Publication 28 Appendix C1; data/address/street_types.csv.
#pragma once

#include <string_view>

namespace cs::address {

// "AVE" -> "AVENUE", "ST" -> "STREET"; empty where it is no standard type.
std::string_view type_word(std::string_view standard);

}  // namespace cs::address
