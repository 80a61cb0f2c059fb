// A line that has been typed, with what made it: what its truth is judged by.
#pragma once

#include <cstdint>
#include <vector>

#include "population/claims.h"
#include "population/line_fields.h"

namespace cs::population {

// A set of edit kinds.
using EditKinds = std::uint64_t;
static_assert(kEditKindMax < 64);
inline bool edited(EditKinds kinds, EditKind kind) { return (kinds >> static_cast<unsigned>(kind) & 1) != 0; }
inline void add_kind(EditKinds& kinds, EditKind kind) { kinds |= EditKinds{1} << static_cast<unsigned>(kind); }

struct TypedLine {
  Claim claim;
  LineFields fields;
  LineFields upper;         // the fields in upper case and in their own places, where an edit has changed those
  bool has_upper = false;
  std::vector<Edit> edits;  // in the order of their application
  EditKinds kinds = 0;      // theirs
  EditKind forced{};        // the edit that the line was made for; 0: none
  const LineFields& judged() const { return has_upper ? upper : fields; }  // as names are compared
};

}  // namespace cs::population
