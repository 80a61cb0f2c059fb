// A line as somebody typed it, field by field, and what may have happened to it.
//   Shape    an edit is a pure function of the fields and 32 drawn bits: applying a line's edits in order to its clean fields gives the line
//            (truth.csv logs them as field:kind:draw).
//   Errors   apply returns false, and changes nothing, where the edit does not fit the fields.
//   Source   docs/formats/population.md, section "Edits"; rates and slips: data/population.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "population/tables.h"

namespace cs::population {

struct LineFields {
  std::string first, middle, last, suffix, house, street, unit, po_box, city, state, zip;
  bool operator==(const LineFields&) const = default;
};

// In the order in which they are applied. The numbers never change meaning.
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
};
inline constexpr std::uint8_t kEditKindMax = 20;

struct Edit {
  EditKind kind = EditKind::kNickname;
  std::uint32_t draw = 0;
  bool operator==(const Edit&) const = default;
};

std::string_view edit_text(EditKind kind);  // "first:nickname"
bool apply(const Tables& tables, Edit edit, LineFields& fields);

// "field:kind:draw" joined by ";".
void append_edits(std::string& out, const Edit* edits, std::size_t count);
Result<std::vector<Edit>> parse_edits(std::string_view text);

}  // namespace cs::population
