// A line that has been typed, with what made it: what its truth is judged by.
#pragma once

#include <algorithm>
#include <vector>

#include "population/claims.h"
#include "population/line_fields.h"

namespace cs::population {

struct TypedLine {
  Claim claim;
  LineFields fields;
  LineFields judged;        // the fields in upper case and in their own places, as names are compared
  std::vector<Edit> edits;  // in the order of their application
  EditKind forced{};        // the edit that the line was made for; 0: none
};

inline bool edited(const std::vector<Edit>& edits, EditKind kind) {
  return std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.kind == kind; });
}

}  // namespace cs::population
