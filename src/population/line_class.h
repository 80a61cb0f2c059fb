// The classes of lines, and the story behind each.
//   Shape    the prefix of a class says what `evaluate` should answer: v_ verified, n_ not_verified, g_ review, x_ insufficient, u_
//            not_verified but undecidable. Names that linkage/traps uses mean the same here.
//   Source   docs/formats/population.md, section "Classes"; shares of the mixes: data/population/mix.csv.
#pragma once

#include <cstdint>
#include <string_view>

#include "population/choice.h"
#include "population/population.h"

namespace cs::population {

// Why the line was written. The numbers never change meaning; the order is that of mix.csv.
enum class Story : std::uint8_t {
  kTrue, kMoved, kMovedInZip, kRelative, kSuccessor, kFormerOccupant, kUnknown, kNextDoor, kJunior, kOtherMiddle, kPlaceholder, kIncomplete,
};
inline constexpr std::size_t kStories = 12;

enum class LineClass : std::uint8_t {
  kExact, kStreetAbbreviated, kZipPlus4, kInitialMiddle, kNoMiddle, kSuffixForm, kTwoSurnamesHyphen, kNickname, kTwoSurnamesSwapped,
  kTwoSurnamesFirstOnly, kCityMissing, kZipError, kTypoStreet, kTypoFirst, kTypoLast,
  kUnitMissing, kSuffixAbsentOne, kSuffixAbsentBoth, kListedNameSlip, kTwoSameName,
  kMoved, kMovedSameZip, kSpouseNotOnFile, kRelativeNotOnFile, kSuccessor, kFormerOccupant, kUnknownPerson, kNamesakeNextDoor,
  kJuniorForSenior, kCommonNameOtherMiddle,
  kCoincidence, kPlaceholder, kIncomplete,
};
inline constexpr std::size_t kLineClasses = 33;

std::string_view class_text(LineClass line_class);     // "v_exact"
std::string_view expected_text(LineClass line_class);  // "verified", "not_verified", "review", "insufficient"

AliasTable story_table(Mix mix);

}  // namespace cs::population
