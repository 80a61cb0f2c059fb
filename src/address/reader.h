// What a line says, before anybody judges it: the one analysis that parse() and the sufficiency tests share.
//   Threads  a value.
#pragma once

#include <string>
#include <vector>

#include "address/address.h"
#include "address/line.h"
#include "address/place.h"

namespace cs::address {

struct Clauses;
struct StreetLine;

struct Analysis {
  explicit Analysis(const AddressFields& fields);  // the fields outlive the analysis
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

 private:
  AddressFields cut_;              // what `written` refers to where line 1 held everything

 public:
  const AddressFields& written;    // as given, or as cut out of line 1 where line 1 held the whole address
  Line line;                       // house, line 1, line 2, PO box
  std::string city, state;
  Zip zip;
  std::vector<Reading> readings;   // best first; none where the words have no place
  bool many = false;               // names more than one place
  bool general_delivery = false;
  bool institution = false;        // names an institution beside the address

 private:
  void read_place();
  void drop_repeated_place();
  void read_delivery();
  void add_streets(const StreetLine& street);
  void add_route(const Clauses& clauses, const StreetLine& street);
  void add_box(const Clauses& clauses);
  void finish(const Clauses& clauses, bool set_aside);
  Reading base(Form form) const;
};

}  // namespace cs::address
