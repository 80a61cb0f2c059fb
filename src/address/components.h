// The parts of an address as somebody wrote them, beside the standard forms: what `address parse` prints and other parsers are compared by.
//   Shape    words in upper case, as the line has them ("U S HWY 80" where the standard is "US HIGHWAY 80"); empty: the line has none.
//            The parts are those of the best reading.
//   Threads  pure.
#pragma once

#include "address/address.h"

namespace cs::address {

struct Components {
  std::string house_number, predirection, street_name, suffix, postdirection;
  std::string unit_type, unit_id;   // "APT" and "4"; a unit that is its own name (REAR) has a type only
  std::string building;             // "BLDG 4", where another unit stands beside it
  std::string po_box, rural_route, box;  // "12"; "RR 4" and "12"; a military unit is a route too
  std::string city, state, zip5, zip4, urbanization;
  std::string standard;             // the standard forms of all readings, " | " between them
  Status status = Status::kInsufficient;
  Reason reason = Reason::kNone;
};

Components components(const AddressFields& fields);

}  // namespace cs::address
