// The clauses of a line that are no street: care-of, PO box, rural and highway contract route, military, general delivery, urbanization.
//   Shape    take_clauses marks their tokens as used and says what it found; what is left is the street line.
//   Threads  pure.
//   Source   Publication 28 sections 24 (rural), 25 (highway contract), 26 (general delivery), 28 (PO box), 29 (Puerto Rico), military 239.
#pragma once

#include <string>

#include "address/line.h"

namespace cs::address {

struct Clauses {
  bool care_of = false;
  bool institution = false;      // the recipient is an institution
  bool box = false;
  bool route = false;            // rural or highway contract
  bool military = false;
  bool general_delivery = false;
  std::string box_number;        // without leading zeros; empty where the box has none
  std::string route_name;        // "RR 2", "HC 68"; "RR" where the number is missing
  std::string route_box;
  std::string unit_name;         // "PSC 802"
  std::string military_box;
  std::string urbanization;
};

Clauses take_clauses(Line& line, bool military_place);

// "0012" is 12 and "A012" stays; a part of `number`.
std::string_view without_leading_zeros(std::string_view number);

}  // namespace cs::address
