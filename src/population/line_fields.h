// A line as somebody typed it, field by field, and what may have happened to it.
//   Shape    an edit is a pure function of the fields and 32 drawn bits: applying a line's edits in order to its clean fields gives the line
//            (truth.csv logs them as field:kind:draw).
//   Errors   apply returns false, and changes nothing, where the edit does not fit the fields.
//   Source   docs/formats/population.md, section "Edits"; rates and slips: data/population.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "population/row_text.h"
#include "population/tables.h"

namespace cs::population {

struct LineFields {
  std::string first, middle, last, suffix, house, street, unit, po_box, city, state, zip;
  bool operator==(const LineFields&) const = default;
};

// The numbers never change meaning; the order in which kinds are tried is kEditOrder.
enum class EditKind : std::uint8_t {
  kNickname = 1,
  kMiddleDropped = 2,
  kMiddleInitial = 3,
  kSurnamesHyphen = 4,
  kSecondSurnameDropped = 5,
  kSurnamesExchanged = 6,
  kSuffixForm = 7,
  kSuffixDropped = 8,
  kFirstTypo = 9,
  kLastTypo = 10,
  kDesignator = 11,
  kUnitDropped = 12,
  kStreetTypo = 13,
  kLongType = 14,
  kZipDigit = 15,
  kZipPlus4 = 16,
  kCityDropped = 17,
  kPlaceholder = 18,
  kIncomplete = 19,
  kTitleCase = 20,
  kSpelling = 21,
  kFirstRomanized = 22,
  kLastRomanized = 23,
  kFirstJoined = 24,
  kParticle = 25,
  kNamesExchanged = 26,
  kMiddleTypo = 27,
  kHouseTypo = 28,
  kUnitTypo = 29,
  kCityTypo = 30,
  kTypeDropped = 31,
  kDirectionDropped = 32,
  kUnitInStreet = 33,
  kUnitTrailing = 34,
  kOneLine = 35,
  kBoxForm = 36,
  kRouteForm = 37,
  kOrdinalForm = 38,
  kSaintForm = 39,
  kHighwayForm = 40,
  kFirstPhonetic = 41,
  kLastPhonetic = 42,
  kFirstOcrDigit = 43,
  kLastOcrDigit = 44,
  kFirstInitial = 45,
  kMiddleUsed = 46,
  kFirstSurnameDropped = 47,
  kZipDropped = 48,
  kCut = 49,
  kHouseLetter = 50,
  kCareOf = 51,
  kRange = 52,
  kUrbanizationFirst = 53,
  kUrbanizationDropped = 54,
  kMilitaryForm = 55,
  kCityAlias = 56,
  kRouteHouse = 57,
  kSuffixInMiddle = 58,
  kSuffixContradicted = 59,
  kSuffixUnread = 60,
  kTwoPeople = 61,
  kNative = 62,
};
inline constexpr std::uint8_t kEditKindMax = 62;

// The order in which edits are tried and applied: names, then the address from its parts to the whole, then the case of it all.
inline constexpr std::array<EditKind, kEditKindMax> kEditOrder = {
    EditKind::kNickname,        EditKind::kSpelling,        EditKind::kFirstRomanized,    EditKind::kLastRomanized,
    EditKind::kMiddleUsed,      EditKind::kFirstJoined,     EditKind::kFirstInitial,      EditKind::kMiddleDropped,
    EditKind::kMiddleInitial,   EditKind::kMiddleTypo,      EditKind::kSurnamesHyphen,    EditKind::kSecondSurnameDropped,
    EditKind::kFirstSurnameDropped, EditKind::kSurnamesExchanged, EditKind::kParticle,    EditKind::kSuffixForm,
    EditKind::kSuffixDropped,   EditKind::kFirstTypo,       EditKind::kFirstPhonetic,     EditKind::kFirstOcrDigit,
    EditKind::kLastTypo,        EditKind::kLastPhonetic,    EditKind::kLastOcrDigit,      EditKind::kDesignator,
    EditKind::kUnitTypo,        EditKind::kUnitDropped,     EditKind::kUrbanizationDropped, EditKind::kStreetTypo,     EditKind::kOrdinalForm,
    EditKind::kSaintForm,       EditKind::kHighwayForm,     EditKind::kLongType,          EditKind::kTypeDropped,
    EditKind::kDirectionDropped, EditKind::kHouseTypo,      EditKind::kHouseLetter,       EditKind::kRange,
    EditKind::kZipDigit,        EditKind::kZipPlus4,        EditKind::kZipDropped,        EditKind::kCityAlias,
    EditKind::kCityTypo,
    EditKind::kCityDropped,     EditKind::kCut,             EditKind::kBoxForm,           EditKind::kRouteForm,
    EditKind::kMilitaryForm,    EditKind::kUrbanizationFirst, EditKind::kRouteHouse,
    EditKind::kUnitInStreet,    EditKind::kUnitTrailing,    EditKind::kOneLine,           EditKind::kCareOf,
    EditKind::kSuffixInMiddle,  EditKind::kSuffixContradicted, EditKind::kSuffixUnread,   EditKind::kTwoPeople,         EditKind::kNative,
    EditKind::kNamesExchanged,  EditKind::kPlaceholder,     EditKind::kIncomplete,        EditKind::kTitleCase,
};

struct Edit {
  EditKind kind = EditKind::kNickname;
  std::uint32_t draw = 0;
  bool operator==(const Edit&) const = default;
};

std::string_view edit_text(EditKind kind);  // "first:nickname"
bool apply(const Tables& tables, Edit edit, LineFields& fields);

// "field:kind:draw" joined by ";"; `out` has room.
inline constexpr std::size_t kEditTextMax = 40;
void put_edits(RowText& out, const Edit* edits, std::size_t count);
Result<std::vector<Edit>> parse_edits(std::string_view text);

}  // namespace cs::population
