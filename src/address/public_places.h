// Addresses that are nobody's home, and buildings with many homes: small public tables, never made from a register.
//   Threads  immutable after the first call.
//   Source   data/address/institutions.csv, data/address/multi_unit.csv; a holder's site supplies its own (data/SOURCES.md).
#pragma once

#include "address/address.h"

namespace cs::address {

bool is_public_institution(const Reading& reading);
bool is_multi_unit(const Reading& reading);

}  // namespace cs::address
