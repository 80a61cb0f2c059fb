// The classes of lines, and the story behind each.
//   Shape    the prefix of a class says what `evaluate` should answer: v_ verified, n_ not_verified, g_ review, x_ insufficient, u_
//            not_verified but undecidable. Names that linkage/traps uses mean the same here.
//   Source   docs/formats/population.md, section "Classes"; shares of the mixes: data/population/mix.csv.
#pragma once

#include <cstdint>
#include <string_view>

#include "population/choice.h"
#include "population/line_fields.h"
#include "population/population.h"

namespace cs::population {

// Why the line was written. The order is that of mix.csv.
enum class Story : std::uint8_t {
  kTrue, kMoved, kMovedInZip, kRelative, kSuccessor, kFormerOccupant, kUnknown, kNextDoor, kJunior, kOtherMiddle, kPlaceholder,
  kIncomplete, kRange, kThird, kOtherHouse, kNeighborHouse, kOtherUnit, kOtherStreet, kOtherBox, kNamesakeElsewhere, kNamesakeInZip,
  kOtherCity, kSimilarSibling, kSameInitialSibling, kOtherSurname, kCloseSurname, kCloseArabic, kSecondSurname, kHeir, kTwin, kStale,
  kAlias, kFormerName, kNameChanged, kSameNameRelative, kSuccessorNamesake, kOtherUrbanization, kShelterStranger,
  kFirstSurname, kParticleLetters, kGeneration, kTwoPeople, kCloseNative, kAnnounced, kBoxUnit, kDied,
};
inline constexpr std::size_t kStories = 46;

enum class LineClass : std::uint8_t {
  kExact, kStreetAbbreviated, kZipPlus4, kInitialMiddle, kNoMiddle, kSuffixForm, kTwoSurnamesHyphen, kNickname, kTwoSurnamesSwapped,
  kTwoSurnamesFirstOnly, kCityMissing, kZipError, kTypoStreet, kTypoFirst, kTypoLast, kHyphenatedHouse, kGridAddress, kHalfHouse,
  kHighwayForms, kOrdinalForms, kSaintForms, kTrailingUnit, kAllInStreetLine, kUnitInStreetLine, kPoBoxForm, kRuralRouteForm, kParticle,
  kSpellingVariant, kArabic, kChinese, kVietnamese, kKorean, kRussian, kRomanized, kNameJoined, kFirstLastSwapped, kOcrName, kTypoMiddle,
  kTypoCity, kTypeMissing, kDirectionMissing, kZipMissing, kCut, kStaleRegister, kAliasRow, kFormerNameRow,
  kPuertoRico, kUrbanizationMissing, kMilitary, kPrivateMailbox, kCityAlias, kUnitMissing,
  kSuffixAbsentOne, kSuffixAbsentBoth, kListedNameSlip, kTwoSameName, kFirstInitialOnly, kHouseSwappedNoSuch, kLastNameChanged,
  kSecondSurnameOnly, kMiddleNameUsed, kLetterForDigit, kStreetTypeUnknown, kUnitUnknown, kCareOf, kAmbiguousParse, kMoved, kMovedSameZip,
  kSpouseNotOnFile, kRelativeNotOnFile, kTwin, kSuccessor, kFormerOccupant, kPoBoxFormerHolder, kUnknownPerson, kNamesakeNextDoor,
  kJuniorForSenior, kThirdForJunior, kCommonNameOtherMiddle, kHouseSwappedOtherExists, kHouseOneDigit, kNextDoor, kOtherDirection,
  kOtherStreetType, kOrdinalDigit, kCountyForStateRoad, kOtherPoBox, kBoxDigit, kRouteOtherBox, kSameNameElsewhere, kNamesakeInZip,
  kSameNameOtherUnit, kUnitLetter, kSameStreetOtherCity, kSimilarSibling, kGivenBothSexes, kSameInitialSibling, kOtherLastSameInitial,
  kCloseSurname, kCloseArabic, kSecondSurnameDiffers, kSuccessorSameSurname, kUrbanizationOther,
  kShelterStranger, kMilitaryOtherBox, kCoincidence, kSameNameRelative, kSuccessorNamesake, kPlaceholder, kIncomplete, kRange,
  kSuffixInMiddle, kNativeScript, kSuffixContradicted, kSuffixUnread, kFirstSurnameDiffers, kParticleLetters, kGenerationInMiddle, kCloseNative,
  kRowBeginsLater, kBoxUnitOther, kDied, kFatherOtherMiddle, kTwoPeople,
};
inline constexpr std::size_t kLineClasses = 124;

std::string_view class_text(LineClass line_class);     // "v_exact"
std::string_view expected_text(LineClass line_class);  // "verified", "not_verified", "review", "insufficient"

// Behind the stories stand the edits: a true line to which that edit must happen.
struct Picked {
  Story story = Story::kTrue;
  EditKind forced{};  // 0: none
};
AliasTable story_table(Mix mix);
Picked picked(std::uint32_t index);  // what an index of the table means

}  // namespace cs::population
