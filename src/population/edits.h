// The edits by part of the line; line_fields.h tells what an edit is.
#pragma once

#include "population/line_fields.h"

namespace cs::population {

bool apply_to_name(const Tables& tables, Edit edit, LineFields& fields);     // given, middle, surnames, suffix
bool apply_to_address(const Tables& tables, Edit edit, LineFields& fields);  // house, street, unit, box, city, ZIP
bool apply_to_street(const Tables& tables, Edit edit, LineFields& fields);   // forms of a street's name

}  // namespace cs::population
