// Parts of an address that read alike whatever plain parts stand beside them, so that each need be read once and not once a row.
//   Shape    where house, street, unit and place are plain and stand_apart(), parse() of the fields together has one reading: form kStreet,
//            the house as written, the street's name, type and directions, the unit, city and state of the place, the ZIP, nothing else;
//            and care_of is that of the street. A part that is not plain says nothing: parse() then.
//   Threads  pure functions.
//   Source   what reader.cc asks of the fields beside each other; plain_test.cc compares with parse().
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cs::address {

struct PlainStreet {
  std::string predirection, street, type, postdirection;
  bool care_of = false;
  std::string state_at_end;  // the state that the last word is the code of, where it would be taken for the state once more; or empty
  std::string city_at_end;   // the last word as one of a city's name
};

struct PlainPlace {
  std::string city, state;   // in standard form; not empty
  std::string city_end;      // the city's last word
};

// 1 to 999,999,999 in digits, without zeros in front. As a PO box, where house, street and unit are empty and the place is plain: one reading,
// of form kPoBox with this number.
bool is_plain_house(std::string_view house);
std::optional<PlainStreet> plain_street(std::string_view line1);
std::optional<std::string> plain_unit(std::string_view line2);  // "" for a blank one
std::optional<PlainPlace> plain_place(std::string_view city, std::string_view state);

// The street does not end in the name of the place once more.
inline bool stand_apart(const PlainStreet& street, const PlainPlace& place) {
  return street.state_at_end != place.state && street.city_at_end != place.city_end;
}

}  // namespace cs::address
