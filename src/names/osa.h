// The edits between two short words of A to Z, all columns of the table at once in one machine word.
//   Shape    an OsaPattern is made of one word and asked about many.
//   Units    edits: insert, drop, replace, exchange two neighbors (optimal string alignment), exact.
//   Threads  immutable.
//   Source   Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances".
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/check.h"

namespace cs::names {

class OsaPattern {
 public:
  static constexpr std::size_t kLettersMax = 64;

  OsaPattern() = default;
  explicit OsaPattern(std::string_view word) : letters_(static_cast<int>(word.size())) {
    CS_DCHECK(word.size() <= kLettersMax, "a letter is a bit");
    for (std::size_t at = 0; at < word.size(); ++at) rows_[row_of(word[at])] |= std::uint64_t{1} << at;
  }

  // `word` of A to Z only, as the pattern.
  int edits(std::string_view word) const {
    if (letters_ == 0) return static_cast<int>(word.size());
    std::uint64_t up = UINT64_MAX, down = 0, diagonal = 0, before = 0;  // a column's differences: VP, VN, D0 of the paper, and PM of the letter before
    int out = letters_;
    for (const char letter : word) {
      const std::uint64_t same = rows_[row_of(letter)];
      const std::uint64_t exchanged = ((~diagonal & same) << 1) & before;
      diagonal = (((same & up) + up) ^ up) | same | down | exchanged;
      const std::uint64_t more = down | ~(diagonal | up), less = diagonal & up;
      out += static_cast<int>(more >> (letters_ - 1) & 1) - static_cast<int>(less >> (letters_ - 1) & 1);
      up = less << 1 | ~(diagonal | (more << 1 | 1));
      down = (more << 1 | 1) & diagonal;
      before = same;
    }
    return out;
  }

 private:
  static std::size_t row_of(char letter) { return static_cast<unsigned char>(letter) & 31U; }
  std::array<std::uint64_t, 32> rows_{};
  int letters_ = 0;
};

}  // namespace cs::names
