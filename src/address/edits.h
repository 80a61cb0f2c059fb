// How near two texts of an address are.
//   Units    edits: one character put in, left out or replaced, or two neighbors exchanged (optimal string alignment).
//   Threads  pure; integers only.
#pragma once

#include <cstdint>
#include <string_view>

namespace cs::address {

inline constexpr int kStreetEditsMax = 3;

// 0 .. 3; 4 stands for more than three.
int street_edits(std::string_view left, std::string_view right);

// ELM, PINE, VINE: of the commonest street names of the country (data/address/street_names.csv). In standard form, without a type.
bool is_name_of_many_streets(std::string_view name);

// HIGHWAY 9, COUNTY ROAD 12A: what follows its number (SPUR, BYPASS, E) names a branch of it.
bool is_numbered_road(std::string_view name);

enum class StreetNearness : std::uint8_t {
  kEqual,
  kSlip,     // one edit, no digit and no letter that names a street is touched, and not two names of many streets
  kDigit,    // another number or letter: 100TH and 10TH, E and F, A and AA, II and III, 12A and 12B, COUNTY ROAD 9 and STATE ROUTE 9
  kDamaged,  // two or three edits in a text three times as long or longer, or one text is the other less one word
  kOther,
};
StreetNearness street_nearness(std::string_view left, std::string_view right);

// One digit replaced, put in or left out, or two neighboring digits exchanged.
bool one_digit_edit(std::string_view left, std::string_view right);

// The same length, and every place that differs is a digit against a letter that is taken for it: O I L Z S B G for 0 1 1 2 5 8 6.
bool letters_for_digits(std::string_view left, std::string_view right);

// Equal but for one character that does not count, wherever it stands: LA PLACE and LAPLACE without spaces.
bool equal_without(std::string_view left, std::string_view right, char dropped);

// One digit of a ZIP replaced, or two neighbors exchanged.
bool zip_one_edit(std::string_view left, std::string_view right);

}  // namespace cs::address
