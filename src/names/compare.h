// Identity: what differs between the name on a line and the name on a record, and whether it may be the same person.
//   Shape    differences() gives one code for each field (names/difference.h); a model says what a code weighs. A veto is never outweighed.
//   Units    none; integers and enums only.
//   Threads  pure.
//   Source   the project's matching design, section 6 (identity).
#pragma once

#include <cstdint>

#include "names/difference.h"
#include "names/name.h"

namespace cs::names {

enum class Effect : std::uint8_t { kFree = 0, kSoft = 1, kGray = 2, kVeto = 3 };

// From how many bearers two names of one or two letters' difference are two names and no slip; a model carries them.
struct NameLimits {
  std::uint32_t distinct_given_min = 5000;
  std::uint32_t distinct_surname_min = 2000;
};

// One code for each field. Where the names are written in different scripts both are read in Latin letters, and what would be equal is a
// romanization. The same both ways round but for kGivenAbsent and kFamilyAbsent, which either side may cause.
NameDifferences differences(const PersonName& line, const PersonName& record, const NameLimits& limits = {});

// The effect that the table of section 6 gives a code. A model says its own; this orders the readings of a name that has several.
Effect table_effect(NameCode code);

// Tokens that may stand for this one in a register (nickname, spelling and romanization sets; of another script its Latin letters first),
// itself first: how candidates are found. Never transitive.
std::vector<std::string> equivalents(std::string_view token);

// 0..1000, for `names compare`: how alike two raw names are.
// From kSameNameMin on two names are taken for one where a yes or no is wanted: one word in seven letters of it apart, or a listed kinship. It
// was fixed in the project's bench (NAMES_CUT) before the published pairs were scored.
inline constexpr int kSameNameMin = 850;
int similarity(std::string_view left, std::string_view right);

}  // namespace cs::names
