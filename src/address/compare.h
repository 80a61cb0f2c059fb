// What differs between the address on a line and the address on a record.
//   Shape    one code for each field; what a code may lead to, a matching model says.
//   Source   the project's matching design, section 6 (address).
//   Threads  pure.
#pragma once

#include "address/address.h"
#include "address/difference.h"
#include "address/reading_parts.h"

namespace cs::address {

// One code for each field; of the codes that only the neighborhood tells apart, the one marked [first]. What a reading has besides (a care-of,
// a second reading) is not among them. Symmetric. How near streets, numbers and ZIPs are: edits.h.
AddressDifferences differences(const ReadingParts& line, const ReadingParts& record);
// The unit's code alone: it hangs on nothing else.
AddressCode unit_difference(std::string_view line, std::string_view record);

// One text per place, with unit: "12 N OAK ST #4, 44460". Also for a register's row, whose parts may be absent.
std::string standard_form(const Reading& reading);
// The same without house and unit: "N OAK ST, 44460".
std::string street_form(const Reading& reading);

// The street's text without type and directions, under which records are filed and found.
const std::string& street_key(const Reading& reading);

}  // namespace cs::address
