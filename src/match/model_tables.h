// The public tables of this build, by digest: a model holds for the tables that it was made with.
//   Threads  constant.
//   Source   SHA-256 of a room's compiled-in tables in the order of their names, each with a zero behind it and filled up to 16 bytes.
#pragma once

#include <string>

#include "base/bytes.h"

namespace cs::match {

const Digest& names_tables_digest();
const Digest& address_tables_digest();
std::string unicode_of_build();

}  // namespace cs::match
