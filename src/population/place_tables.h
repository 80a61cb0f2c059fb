// The tables of places: ZIPs, streets, and what Puerto Rico calls its own.
#pragma once

#include "population/tables.h"

namespace cs::population {

void load_places(Tables& tables);  // needs nothing of the other tables

}  // namespace cs::population
