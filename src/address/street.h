// The street line: what clauses left of a line, read as house, street and unit.
//   Shape    up to two readings; none where the words cannot be placed. A reading may lack house or street (a register's row may).
//   Errors   `many` where the line names more than one place, `unplaced` where words or numbers have no place.
//   Threads  pure.
//   Source   Publication 28 sections 23 (street), 213 (secondary units), 225, 234, 245, Appendix D and I.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "address/line.h"
#include "base/limits.h"

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

// Words of a line in order, by pointer; never more than a line has, so they need no heap.
class Span {
 public:
  Span() = default;
  Span(const Token* const* from, const Token* const* to) {
    for (; from != to; ++from) push_back(*from);
  }
  const Token* const* begin() const { return words_.data(); }
  const Token* const* end() const { return words_.data() + size_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Token* operator[](std::size_t at) const { return words_[at]; }
  const Token* back() const { return words_[size_ - 1]; }
  void push_back(const Token* word) { words_[size_++] = word; }
  void pop_back() { --size_; }
  void shorten(std::size_t size) { size_ = size; }
  Span slice(std::size_t from, std::size_t to) const { return {begin() + from, begin() + to}; }
  void drop_front(std::size_t count) { *this = slice(count, size_); }

 private:
  std::array<const Token*, limits::kAddressTokensMax> words_;  // the first size_ are set
  std::size_t size_ = 0;
};

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
