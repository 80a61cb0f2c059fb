// From the numbers of one build to ids that any build of the same rows gives, and a settled record as it is laid out.
//   Shape    a text's id is its rank by (records that carry it descending, bytes ascending), from 1; texts of no record get none.
//   Errors   kLimit: a dictionary of too many texts.
//   Threads  a Ranking is immutable.
//   Source   the project's register design, section 3.4.
//   Holds    G1 nothing here depends on the order of the rows.
#pragma once

#include <vector>

#include "register/dictionary_columns.h"
#include "register/settling.h"

namespace cs::registry {

struct Ranking {
  std::array<LargeVector<std::uint32_t>, kDictionaryCount> id_of;  // by number plus one; 0 where no record carries the text
  std::array<DictionaryColumns, kDictionaryCount> dictionaries;

  const DictionaryColumns& dictionary(Dictionary which) const { return dictionaries[static_cast<std::size_t>(which)]; }
  std::uint32_t id(Dictionary which, std::uint32_t number_plus_one) const {
    return id_of[static_cast<std::size_t>(which)][number_plus_one];
  }
  // Asks for the memory that laid() will look at.
  void prefetch(const SettledRecord& record) const {
    const auto& names = id_of[static_cast<std::size_t>(Dictionary::kName)];
    __builtin_prefetch(&names[record.name.surname]);
    __builtin_prefetch(&names[record.name.given]);
    for (std::size_t i = 0; i < record.name.extra_count; ++i) __builtin_prefetch(&names[record.name.extras[i] & kIdLimit]);
  }
  LaidRecord laid(const SettledRecord& record, std::uint64_t key) const;
};

Result<Ranking> rank_texts(const Tokens& tokens, const Tally& tally);

}  // namespace cs::registry
