// The street line: what clauses left of a line, read as house, street and unit.
//   Shape    up to two readings; none where the words cannot be placed. A reading may lack house or street (a register's row may).
//   Errors   `many` where the line names more than one place, `unplaced` where words or numbers have no place.
//   Threads  pure.
//   Source   Publication 28 sections 23 (street), 213 (secondary units), 225, 234, 245, Appendix D and I.
#pragma once

#include <array>
#include <string>

#include "address/line.h"
#include "base/limits.h"

namespace cs::address {

// The tokens that each part of a reading was read from: what somebody wrote.
struct Sources {
  TokenSet house = 0, predirection = 0, street = 0, type = 0, postdirection = 0, unit = 0;
};

struct StreetReading {
  std::string house, street, unit;
  std::string_view predirection, type, postdirection;  // standard, from the tables
  Sources sources;
};

struct StreetLine {
  std::array<StreetReading, 2> readings;  // best first; the first `count` are set
  std::size_t count = 0;
  bool many = false;
  bool unplaced = false;
  bool set_aside = false;      // a recipient, building name or other words that are no part of the address
  bool institution = false;    // what was set aside names an institution
};

// Words of a line in order, by pointer; a view of somebody's list.
class Span {
 public:
  Span() {}  // to be assigned
  Span(const Token* const* from, const Token* const* to) : from_(from), to_(to) {}
  const Token* const* begin() const { return from_; }
  const Token* const* end() const { return to_; }
  std::size_t size() const { return static_cast<std::size_t>(to_ - from_); }
  bool empty() const { return from_ == to_; }
  const Token* operator[](std::size_t at) const { return from_[at]; }
  const Token* back() const { return to_[-1]; }
  void pop_back() { --to_; }
  void shorten(std::size_t size) { to_ = from_ + size; }
  Span slice(std::size_t from, std::size_t to) const { return {from_ + from, from_ + to}; }
  void drop_front(std::size_t count) { from_ += count; }
  TokenSet tokens() const {
    TokenSet out = 0;
    for (const Token* word : *this) out |= TokenSet{1} << word->at;
    return out;
  }

 private:
  const Token* const* from_;
  const Token* const* to_;
};

// `house_field`: the line's own column, already in standard form; empty where the line holds the house.
void read_street_line(const Line& line, const std::string& house_field, StreetLine& out);

// 00012 -> 12, 12-A -> 12A, 112-10 stays. Empty where the word is no house number.
bool is_house_number(const Token& token);
std::string house_number(const Token& token);
void drop_hyphens(std::string& house);

// street_name.cc: the words between house and unit. Empty street where they are none; false where they cannot be one street.
bool read_street_name(const Span& words, bool house_known, StreetReading& out);

// A highway at the front of the words: "STATE ROUTE 9", "OLD HIGHWAY 100".
struct Highway {
  std::size_t words = 0;              // how many words it takes; 0: there is none
  std::size_t direction_words = 0;    // of these, a direction in front
  std::string_view predirection;
  std::string_view before, name, number;  // OLD or NEW; the standard text of its class; "9"
};
Highway read_highway(const Span& words);

// unit.cc: takes the unit clauses from the end of `words`. False where a unit is a list ("APT 1-40").
bool take_units(Span& words, std::string& unit, TokenSet& source);
// A segment of unit clauses and nothing else ("APT 4", "BLDG 4 APT 12"); false where it is anything else. `many`: it is a list.
bool read_unit_segment(const Span& words, std::string& unit, bool& many);
// What is left beside a box or route and names a part of it: PO BOX 12 # 3, RR 2 BOX 12 APT 3. Empty where nothing does; words of a recipient
// are none.
std::string unit_beside_box(const Line& line, bool& many);

}  // namespace cs::address
