// City, state, ZIP and country: standard forms, and what public tables say of them.
//   Threads  immutable after the first call.
//   Source   data/address/zips.csv (data/SOURCES.md); Publication 28 Appendix B for states.
#pragma once

#include <string>
#include <string_view>

namespace cs::address {

// "St. Louis" -> "SAINT LOUIS", "N HOLLYWOOD" -> "NORTH HOLLYWOOD".
std::string standard_city(std::string_view text);
// Two letters where it is known, else the folded text without spaces.
std::string standard_state(std::string_view text);
bool is_state(std::string_view code);
// "oh" and "OH" as the code in the tables; empty where the two letters are no state's.
std::string_view standard_code(std::string_view two_letters);

struct Zip {
  bool absent = false;     // nothing was written
  bool malformed = false;  // neither 5 nor 9 digits, or a prefix that no place has
  std::string five;        // empty when absent or not 5 or 9 digits; one or two letters are read as the digits that they look like
};
Zip read_zip(std::string_view text);

// What the tables know of a ZIP: its city, "" where it is not listed.
std::string_view city_of_zip(std::string_view five);
// The state is one in which the ZIP may lie: by five digits where it is listed, else by its first three.
bool zip_may_lie_in(std::string_view five, std::string_view state);
// The ZIP is listed, in that state, under another city than this one: the city may be what people call the whole place, and the ZIP right.
bool is_zip_of_another_city(std::string_view five, std::string_view city, std::string_view state);
// The tables list a place of that name in the state; the name in standard form.
bool is_listed_city(std::string_view city, std::string_view state);
// The one ZIP of a city, empty where it has several or is not listed.
std::string_view only_zip_of(std::string_view city, std::string_view state);

bool is_united_states(std::string_view country);
// The name or code of another country or of one of its provinces, as folded words.
bool is_foreign_place(std::string_view words);
bool is_foreign_province_code(std::string_view words);
// A city outside the United States that has no namesake there.
bool is_foreign_city(std::string_view words);
// M5V 2T6, as one word or two.
bool is_foreign_postal_code(std::string_view words);

}  // namespace cs::address
