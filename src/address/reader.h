// What a line says, before anybody judges it: the one analysis that parse() and the sufficiency tests share.
//   Threads  a value.
#pragma once

#include <string>
#include <vector>

#include "address/address.h"
#include "address/line.h"
#include "address/place.h"
#include "address/street.h"

namespace cs::address {

struct Clauses;

// The fields as somebody wrote them, or as cut out of line 1 where line 1 holds the whole address.
struct Written {
  std::string_view house, line1, line2, po_box, city, state, zip, urbanization, country;
};
Written written_in(const AddressFields& fields);

struct Analysis {
  explicit Analysis(const AddressFields& fields);  // the fields outlive the analysis
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  const Written written;
  Line line;                       // house, line 1, line 2, PO box
  std::string city;                // standard
  std::string state;               // two letters where it is known
  bool state_known = false;
  Zip zip;
  std::vector<Reading> readings;   // best first; none where the words have no place
  std::array<Sources, 2> sources;  // of the first readings, where they are streets
  bool many = false;               // names more than one place
  bool general_delivery = false;
  bool institution = false;        // names an institution beside the address

 private:
  void read_place();
  void drop_repeated_place();
  void read_delivery();
  void add_streets(StreetLine& street);
  void add_route(const Clauses& clauses, const StreetLine& street);
  bool add_box(const Clauses& clauses);
  void finish(const Clauses& clauses, bool set_aside);
  Reading& add(Form form);
};

}  // namespace cs::address
