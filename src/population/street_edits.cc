#include "population/edits.h"

#include <algorithm>
#include <array>

#include "population/typing.h"

namespace cs::population {
namespace {

bool is_type(const Tables& tables, std::string_view word) {
  return std::any_of(tables.street_types.begin(), tables.street_types.end(),
                     [&](const StreetType& type) { return type.short_form == word || type.long_form == word; });
}

bool street_typo(const Tables& tables, std::uint32_t draw, std::string& street) {
  const Run word = longest_word(street, 4);
  if (std::string_view(street).substr(word.from, word.size) == "CALLE") return false;
  if (word.size == 0 || is_type(tables, std::string_view(street).substr(word.from, word.size))) return false;
  if (word.from > 0 && street[word.from - 1] >= '0' && street[word.from - 1] <= '9') return false;
  return slip(tables, draw, street, word.from, word.size);
}

// The last type word of the line, so that PARK PLACE DR becomes PARK PLACE DRIVE.
bool long_type(const Tables& tables, std::string& street) {
  for (std::size_t end = street.size(); end > 0;) {
    const std::size_t space = street.rfind(' ', end - 1);
    const std::size_t from = space == std::string::npos ? 0 : space + 1;
    if (from == 0) return false;  // the first word is a name or a direction
    const std::string_view word = std::string_view(street).substr(from, end - from);
    for (const StreetType& type : tables.street_types) {
      if (type.short_form != word || type.short_form == type.long_form) continue;
      street.replace(from, end - from, type.long_form);
      return true;
    }
    end = space;
  }
  return false;
}

constexpr std::array<std::string_view, 20> kOrdinals = {
    "FIRST",    "SECOND",  "THIRD",      "FOURTH",     "FIFTH",     "SIXTH",     "SEVENTH",     "EIGHTH",     "NINTH",      "TENTH",
    "ELEVENTH", "TWELFTH", "THIRTEENTH", "FOURTEENTH", "FIFTEENTH", "SIXTEENTH", "SEVENTEENTH", "EIGHTEENTH", "NINETEENTH", "TWENTIETH"};

struct Word {
  std::size_t from = 0, size = 0;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    if (end > from) out.push_back({from, end - from});
    from = end + 1;
  }
  return out;
}

// 5TH to FIFTH.
bool ordinal_form(std::string& street) {
  for (const Word& word : words_of(street)) {
    const std::string_view text = std::string_view(street).substr(word.from, word.size);
    std::size_t number = 0, digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') number = number * 10 + static_cast<std::size_t>(text[digits++] - '0');
    if (digits == 0 || digits + 2 != text.size() || number == 0 || number > kOrdinals.size()) continue;
    street.replace(word.from, word.size, kOrdinals[number - 1]);
    return true;
  }
  return false;
}

bool saint_form(std::string& street) {
  const std::size_t at = street.find("SAINT ");
  if (at == std::string::npos || (at > 0 && street[at - 1] != ' ')) return false;
  street.replace(at, 5, "ST");
  return true;
}

// Of the same class only: a county road never becomes a state's.
bool highway_form(std::uint32_t draw, std::string& street) {
  static constexpr std::array<std::array<std::string_view, 3>, 3> kForms = {{{"STATE HIGHWAY ", "STATE ROUTE ", "SR "},
                                                                           {"COUNTY ROAD ", "COUNTY RD ", "CR "},
                                                                           {"US HIGHWAY ", "US ", "US HWY "}}};
  static constexpr std::array<std::string_view, 3> kShort = {"STATE HWY ", "COUNTY RD ", "US HWY "};
  for (std::size_t i = 0; i < kShort.size(); ++i) {
    if (street.rfind(kShort[i], 0) != 0) continue;
    const std::string_view form = kForms[i][draw % 3];
    if (form == kShort[i]) return false;
    street.replace(0, kShort[i].size(), form);
    return true;
  }
  return false;
}

bool is_direction(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kAll = {"N", "S", "E", "W", "NE", "NW", "SE", "SW"};
  return std::find(kAll.begin(), kAll.end(), word) != kAll.end();
}

bool erase_word(std::string& street, const Word& word) {
  const bool last = word.from + word.size == street.size();
  street.erase(last ? word.from - 1 : word.from, word.size + 1);
  return true;
}

// The type, which is the last word or stands before a direction; a name of one word stays.
bool type_dropped(const Tables& tables, std::string& street) {
  const std::vector<Word> words = words_of(street);
  for (std::size_t i = words.size(); i-- > 1;) {
    const std::string_view text = std::string_view(street).substr(words[i].from, words[i].size);
    if (is_type(tables, text)) return (i > 1 || !is_direction(std::string_view(street).substr(0, words[0].size))) && erase_word(street, words[i]);
    if (!is_direction(text)) return false;
  }
  return false;
}

bool direction_dropped(const Tables& tables, std::string& street) {
  const std::vector<Word> words = words_of(street);
  if (words.size() < 3) return false;
  const bool typed = is_type(tables, std::string_view(street).substr(words.back().from, words.back().size)) ||
                     is_type(tables, std::string_view(street).substr(words[words.size() - 2].from, words[words.size() - 2].size));
  if (!typed) return false;  // E 1700 S
  for (const Word& word : {words.front(), words.back()})
    if (is_direction(std::string_view(street).substr(word.from, word.size))) return erase_word(street, word);
  return false;
}

}  // namespace

bool apply_to_street(const Tables& tables, Edit edit, LineFields& f) {
  if (f.house.empty()) return false;
  using enum EditKind;
  switch (edit.kind) {
    case kStreetTypo: return street_typo(tables, edit.draw, f.street);
    case kLongType: return long_type(tables, f.street);
    case kOrdinalForm: return ordinal_form(f.street);
    case kSaintForm: return saint_form(f.street);
    case kHighwayForm: return highway_form(edit.draw, f.street);
    case kTypeDropped: return type_dropped(tables, f.street);
    case kDirectionDropped: return direction_dropped(tables, f.street);
    case kNickname: case kMiddleDropped: case kMiddleInitial: case kSurnamesHyphen: case kSecondSurnameDropped: case kSurnamesExchanged:
    case kSuffixForm: case kSuffixDropped: case kFirstTypo: case kLastTypo: case kDesignator: case kUnitDropped: case kZipDigit:
    case kZipPlus4: case kCityDropped: case kPlaceholder: case kIncomplete: case kTitleCase: case kSpelling: case kFirstRomanized:
    case kLastRomanized: case kFirstJoined: case kParticle: case kNamesExchanged: case kMiddleTypo: case kHouseTypo: case kUnitTypo:
    case kCityTypo: case kUnitInStreet: case kUnitTrailing: case kOneLine: case kBoxForm: case kRouteForm: case kFirstPhonetic:
    case kLastPhonetic: case kFirstOcrDigit: case kLastOcrDigit: case kFirstInitial: case kMiddleUsed: case kFirstSurnameDropped:
    case kZipDropped: case kCut: case kHouseLetter: case kCareOf: case kRange:
    case kUrbanizationFirst: case kUrbanizationDropped: case kMilitaryForm: case kCityAlias:
    case kSuffixInMiddle: case kSuffixContradicted: case kSuffixUnread: case kTwoPeople: case kNative: case kRouteHouse: return false;  // of another part
  }
  return false;
}

}  // namespace cs::population
