// One text of a line: whether its characters may stand there.
//   Shape    blank (empty, or spaces alone) passes: what is absent has a refusal code of its own.
//   Errors   kLinFormat: too long, or a space at either end. kLinText: a character that no text may hold, not in normal form, or a letter
//            outside the Latin script where only Latin may stand. kLinForbidden: a number of the form NNN-NN-NNNN, whatever dashes it is
//            written with.
//   Threads  pure.
//   Source   the project's rules of the gate, sections 1 and 6 (codes 50-52).
#pragma once

#include <cstddef>
#include <string_view>

#include "base/verdict.h"

namespace cs::request {

inline constexpr unsigned kFree = 1;   // free text: no number of the form NNN-NN-NNNN
inline constexpr unsigned kLatin = 2;  // letters of the Latin script only

Reason judge_text(std::string_view text, std::size_t code_points_max, unsigned kind);
bool holds_identity_number(std::string_view text);

}  // namespace cs::request
