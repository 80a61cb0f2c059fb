// From the numbers of one build to ids that any build of the same rows gives.
//   Shape    a text's id is its rank by (records that carry it descending, bytes ascending), from 1; texts of no record get none.
//   Threads  one thread.
//   Source   the project's register design, section 3.4.
//   Holds    G1 nothing here depends on the order of the rows.
#pragma once

#include <vector>

#include "register/columns.h"
#include "register/gathering.h"

namespace cs::registry {

struct Ranking {
  std::array<std::vector<std::uint32_t>, kDictionaryCount> id_of;  // by number plus one; 0 where no record carries the text
  std::uint32_t id(Dictionary which, std::uint32_t number_plus_one) const {
    return id_of[static_cast<std::size_t>(which)][number_plus_one];
  }
};

// Counts the texts of the records, ranks them and fills the dictionaries of `columns` with texts and counts.
Result<Ranking> rank_texts(const Gathering& rows, const std::vector<GatheredRecord>& records, Columns& columns);

}  // namespace cs::registry
