// The street line: what clauses left of a line, read as house, street and unit.
//   Shape    up to two readings; none where the words cannot be placed. A reading may lack house or street (a register's row may).
//   Errors   `many` where the line names more than one place, `unplaced` where words or numbers have no place.
//   Threads  pure.
//   Source   Publication 28 sections 23 (street), 213 (secondary units), 225, 234, 245, Appendix D and I.
#pragma once

#include <string>
#include <vector>

#include "address/line.h"

namespace cs::address {

struct StreetReading {
  std::string house, predirection, street, type, postdirection, unit;
};

struct StreetLine {
  std::vector<StreetReading> readings;  // best first
  bool many = false;
  bool unplaced = false;
  bool set_aside = false;      // a recipient, building name or other words that are no part of the address
  bool institution = false;    // what was set aside names an institution
};

using Span = std::vector<const Token*>;

// `house_field`: the line's own column, already in standard form; empty where the line holds the house.
StreetLine read_street_line(const Line& line, const std::string& house_field);

// 00012 -> 12, 12-A -> 12A, 112-10 stays. Empty where the word is no house number.
std::string house_number(const Token& token);

// street_name.cc: the words between house and unit. Empty street where they are none; false where they cannot be one street.
bool read_street_name(const Span& words, bool house_known, StreetReading& out);
// How many leading words are a highway ("STATE ROUTE 9", "OLD HIGHWAY 100"), 0 if none; its standard text in `name`.
std::size_t read_highway(const Span& words, std::string& name);

// unit.cc: takes the unit clauses from the end of `words`. False where a unit is a list ("APT 1-40").
bool take_units(Span& words, std::string& unit);
// A segment of unit clauses and nothing else ("APT 4", "BLDG 4 APT 12"); false where it is anything else. `many`: it is a list.
bool read_unit_segment(const Span& words, std::string& unit, bool& many);

}  // namespace cs::address
