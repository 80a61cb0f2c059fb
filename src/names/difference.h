// What may differ between two names, one code for each field: the words that a matching model gives weights and effects to.
//   Shape    a code belongs to one field (field_of). Numbers are in models, ledgers and `--explain` files and never change meaning; a new
//            difference takes a new number. code_text gives the name used in model files ("given_nickname").
//   Threads  constants.
//   Source   the project's matching design, section 6 (identity).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cs::names {

enum class NameField : std::uint8_t { kGiven = 0, kFamily = 1, kMiddle = 2, kSuffix = 3 };
inline constexpr std::size_t kNameFieldCount = 4;

enum class NameCode : std::uint8_t {
  // given
  kGivenEqual = 1,          // the same words however spaced, marked or cased; given and middle regrouped
  kGivenNickname = 2,       // one is a short form of the other
  kGivenSpelling = 3,       // two listed spellings of one name
  kGivenRomanization = 4,   // two published romanizations of one name
  kGivenSlip = 5,           // one slip, and not two listed names
  kGivenCut = 6,            // cut off at a field's width, six letters or more left
  kGivenReordered = 7,      // the given names in another order
  kGivenSharedFormal = 8,   // two short forms of one formal name
  kGivenInitial = 9,        // an initial on a side
  kGivenIsMiddle = 10,      // one side's given name is the other side's middle name
  kGivenAbsent = 11,        // a side has none, or a word for a person that is a name as well (SON, LADY)
  kGivenDamaged = 12,       // two or three edits to a word that no list knows
  kGivenOther = 13,
  kGivenListedKin = 14,     // one list has them as one name, another as two; or near in letters, and of the two sexes, or otherwise spaced
  // family
  kFamilyEqual = 20,
  kFamilySlip = 21,
  kFamilySpelling = 22,
  kFamilyRomanization = 23,
  kFamilyParticle = 24,     // a particle is absent on a side
  kFamilyFirstOfTwo = 25,   // the first of two surnames stands alone on a side
  kFamilySwapped = 26,      // two surnames in the other order
  kFamilyCut = 27,
  kFamilySecondOfTwo = 28,  // the second of two surnames alone: often the mother's
  kFamilyAbsent = 29,       // a side has none, or one that stands for any (DOE)
  kFamilyDamaged = 30,
  kFamilyOtherRestEqual = 31,  // another surname under equal given and middle names: a change of name, or a stranger
  kFamilySecondOther = 32,  // the first surname equal, the second another: a half-sibling
  kFamilyOther = 33,
  kFamilyListedKin = 35,    // spellings or romanizations of one name, each a surname that many bear; or near in letters, and perhaps another name
  kExchanged = 34,          // given and family names exchanged whole; counts as the family's code, the given's is then kGivenEqual
  // middle
  kMiddleEqual = 40,
  kMiddleAbsent = 41,       // on a side, or on both
  kMiddleInitial = 42,      // an initial of the other side's name
  kMiddleSlip = 43,
  kMiddleOther = 44,
  kMiddleHalf = 45,         // one syllable of a Chinese or Korean given name of two is said, the other is not; ABDUL alone; spellings that parents choose
  // suffix
  kSuffixEqual = 50,        // also absent on both
  kSuffixOneSide = 51,
  kSuffixNear = 52,         // JR and II, SR and I; a suffix that cannot be read, on a side or on both
  kSuffixOther = 53,
};

// The word for a model file; empty for a number that is no code.
std::string_view code_text(NameCode code);
NameField field_of(NameCode code);

struct NameDifferences {
  std::array<NameCode, kNameFieldCount> of{NameCode::kGivenOther, NameCode::kFamilyOther, NameCode::kMiddleAbsent, NameCode::kSuffixEqual};
  NameCode given() const { return of[0]; }
  NameCode family() const { return of[1]; }
  NameCode middle() const { return of[2]; }
  NameCode suffix() const { return of[3]; }
  bool operator==(const NameDifferences&) const = default;
};

}  // namespace cs::names
