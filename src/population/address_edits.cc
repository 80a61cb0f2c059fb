#include "population/edits.h"

#include <algorithm>
#include <array>
#include <utility>

#include "population/typing.h"

namespace cs::population {
namespace {

bool designator(std::uint32_t draw, std::string& unit) {
  static constexpr std::array<std::string_view, 4> kForms = {"# ", "#", "UNIT ", "APARTMENT "};
  if (unit.rfind("APT ", 0) == 0) unit = std::string(kForms[draw % 4]) + unit.substr(4);
  else if (unit.rfind("LOT ", 0) == 0 || unit.rfind("PMB ", 0) == 0) unit = std::string(kForms[draw % 2]) + unit.substr(4);
  else return false;
  return true;
}

bool zip_digit(std::uint32_t draw, std::string& zip) {
  if (zip.size() != 5) return false;
  // pseudopeople 1.3.1: the five digits go wrong at .04 .04 .20 .36 .36
  const std::uint32_t which = draw % 100;
  char& digit = zip[which < 4 ? 0 : which < 8 ? 1 : which < 28 ? 2 : which < 64 ? 3 : 4];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(draw / 100 % 9)) % 10);
  return true;
}

bool zip_plus4(std::uint32_t draw, std::string& zip) {
  if (zip.size() != 5) return false;
  const std::string four = std::to_string(1000 + draw % 9000);
  zip.append("-").append(four);
  return true;
}

// FT WORTH for FORT WORTH, MANHATTAN for NEW YORK, EDINA for MINNEAPOLIS in the ZIPs that lie there.
bool city_alias(const Tables& tables, std::uint32_t draw, LineFields& f) {
  static constexpr std::array<std::array<std::string_view, 2>, 3> kShort = {{{"SAINT ", "ST "}, {"FORT ", "FT "}, {"MOUNT ", "MT "}}};
  for (const auto& [longer, shorter] : kShort) {
    if (!f.city.starts_with(longer)) continue;
    f.city.replace(0, longer.size(), shorter);
    return true;
  }
  const auto of_city = [](const CityAlias& x, const CityAlias& y) { return std::pair(x.state, x.city) < std::pair(y.state, y.city); };
  const auto [from, to] = std::equal_range(tables.city_aliases.begin(), tables.city_aliases.end(), CityAlias{f.state, f.city, {}, {}}, of_city);
  std::vector<std::string_view> names;
  for (auto row = from; row != to; ++row)
    if (row->zips.empty() || row->zips.find(f.zip.substr(0, 5)) != std::string_view::npos) names.push_back(row->alias);
  if (names.empty()) return false;
  f.city = names[draw % names.size()];
  return true;
}

bool placeholder(const Tables& tables, std::uint32_t draw, LineFields& f) {
  const Placeholder& row = tables.placeholders[draw % tables.placeholders.size()];
  f.house = f.unit = f.po_box = "";
  if (row.has_house) f.house = std::array<std::string_view, 3>{"1", "12", "99999"}[draw / tables.placeholders.size() % 3];
  f.street = row.line1;
  if (!row.keeps_place) f.city = f.state = f.zip = "";
  return true;
}

bool incomplete(std::uint32_t draw, LineFields& f) {
  switch (draw % 5) {
    case 0:  // no number
      if (f.house.empty()) f.street = f.unit = f.po_box = "";
      f.house = "";
      break;
    case 1: f.street = f.unit = f.po_box = ""; break;  // a lone number, or nothing
    case 2: f.city = f.state = f.zip = ""; break;
    case 3:
      f.house = f.unit = f.po_box = "";
      f.street = "GENERAL DELIVERY";
      break;
    default: f.house = f.street = f.unit = f.po_box = "";
  }
  return true;
}

// One digit hit beside another, dropped, doubled, or exchanged with the next; never the only one.
bool house_typo(std::uint32_t draw, std::string& text) {
  std::string house = text;
  const std::size_t digits = static_cast<std::size_t>(std::find_if(house.begin(), house.end(), [](char c) { return c < '0' || c > '9'; }) - house.begin());
  if (digits < 2) return false;
  const std::size_t at = draw / 4 % digits;
  switch (draw % 4) {
    case 0: house[at] = static_cast<char>('0' + (house[at] - '0' + 1 + static_cast<int>(draw / 64 % 9)) % 10); break;
    case 1: house.erase(at, 1); break;
    case 2: house.insert(at, 1, house[at]); break;
    default:
      if (at + 1 == digits || house[at] == house[at + 1]) return false;
      std::swap(house[at], house[at + 1]);
  }
  if (house[0] == '0') return false;
  text = std::move(house);
  return true;
}

// "1Z4": a letter read for a digit.
bool house_letter(std::uint32_t draw, std::string& house) {
  static constexpr std::array<std::string_view, 5> kPairs = {"2Z", "5S", "8B", "0O", "1I"};
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    const std::string_view pair = kPairs[(draw + i) % kPairs.size()];
    const std::size_t at = house.find(pair[0], 1);
    if (at == std::string::npos || house.find_first_not_of("0123456789") != std::string::npos) continue;
    house[at] = pair[1];
    return true;
  }
  return false;
}

bool is_urbanization(std::string_view unit) { return unit.starts_with("URB "); }

// "120-126": of which nobody can say where.
bool range(std::string& house) {
  if (house.size() < 3 || house.find_first_not_of("0123456789") != std::string::npos) return false;
  std::string from = house, to = house;
  if (house.back() <= '3') to.back() = static_cast<char>(to.back() + 6);
  else from.back() = static_cast<char>(from.back() - 4);
  house = from + "-" + to;
  return true;
}

// The number or letter of a unit, after its designator.
bool unit_typo(std::uint32_t draw, std::string& unit) {
  const std::size_t from = unit.find_last_of(" #") + 1;
  if (unit.empty() || from >= unit.size() || is_urbanization(unit)) return false;
  const std::size_t at = from + draw / 16 % (unit.size() - from);
  char c = unit[at];
  if (c >= '0' && c <= '9') c = static_cast<char>('0' + (c - '0' + 1 + static_cast<int>(draw % 9)) % 10);
  else if (c >= 'A' && c <= 'Z') c = static_cast<char>('A' + (c - 'A' + 1 + static_cast<int>(draw % 5)) % 26);
  else return false;
  if (at == from && c == '0') return false;
  unit[at] = c;
  return true;
}

bool is_military(const LineFields& f) { return f.state == "AA" || f.state == "AE" || f.state == "AP"; }
bool is_delivery(const LineFields& f) { return !f.house.empty() && !f.street.empty(); }

bool unit_in_street(LineFields& f, bool designator) {
  if (!is_delivery(f) || f.unit.empty() || is_urbanization(f.unit) || (!designator && f.unit.starts_with("PMB "))) return false;
  const std::size_t from = designator ? 0 : f.unit.find_last_of(" #") + 1;
  f.street.append(" ").append(f.unit, from, std::string::npos);
  f.unit.clear();
  return true;
}

bool one_line(LineFields& f) {
  if (!is_delivery(f)) return false;
  f.street = f.house + " " + f.street;
  f.house.clear();
  if (is_urbanization(f.unit)) f.street = f.unit + " " + f.street;
  else if (!f.unit.empty()) f.street.append(" ").append(f.unit);
  f.unit.clear();
  return true;
}

bool box_form(std::uint32_t draw, LineFields& f) {
  static constexpr std::array<std::string_view, 4> kForms = {"P.O. BOX ", "PO BOX ", "P O BOX ", "BOX "};
  if (f.po_box.empty() || !f.street.empty()) return false;
  f.street.assign(kForms[draw % 3]).append(f.po_box);
  f.po_box.clear();
  return true;
}

bool route_form(LineFields& f) {
  if (f.street.rfind("RR ", 0) != 0 || f.unit.rfind("BOX ", 0) != 0) return false;
  f.street.replace(0, 2, "RURAL ROUTE");
  f.unit.insert(4, "#");
  return true;
}

// 123 RR 4, BOX 12: a house on a street of that name, or a box of the route with a number too many.
bool route_house(std::uint32_t draw, LineFields& f) {
  const bool route = f.street.starts_with("RR ") || f.street.starts_with("HC ") || f.street.starts_with("RURAL ROUTE ");
  if (!route || !f.house.empty() || !f.unit.starts_with("BOX ")) return false;
  f.house = std::to_string(100 + draw % 9'900);
  return true;
}

// PSC 802 BOX 74 in one field, with a comma, or BOX #74 beside it.
bool military_form(std::uint32_t draw, LineFields& f) {
  if (!is_military(f) || f.unit.rfind("BOX ", 0) != 0) return false;
  if (draw % 4 == 0) {
    f.unit.insert(4, "#");
    return true;
  }
  f.street.append(draw % 4 == 1 ? ", " : " ").append(f.unit);
  f.unit.clear();
  return true;
}

bool urbanization_first(LineFields& f) {
  if (!is_delivery(f) || !is_urbanization(f.unit)) return false;
  f.street = f.unit + " " + f.street;
  f.unit.clear();
  return true;
}

bool care_of(LineFields& f) {
  if (!is_delivery(f)) return false;
  f.street = "C/O J SMITH " + f.house + " " + f.street;
  f.house.clear();
  return true;
}

// The widths of a form that many agencies print.
bool cut(LineFields& f) {
  bool changed = false;
  const auto at = [&](std::string& text, std::size_t width) {
    if (text.size() <= width) return;
    text.resize(width);
    while (!text.empty() && (text.back() == ' ' || text.back() == '-')) text.pop_back();
    changed = true;
  };
  at(f.first, 12);
  at(f.last, 15);
  at(f.street, 30);
  return changed;
}

bool clear(std::string& text) {
  if (text.empty()) return false;
  text.clear();
  return true;
}

}  // namespace

bool apply_to_address(const Tables& tables, Edit edit, LineFields& f) {
  using enum EditKind;
  switch (edit.kind) {
    case kDesignator: return designator(edit.draw, f.unit);
    case kUnitDropped: return !f.house.empty() && !is_urbanization(f.unit) && clear(f.unit);
    case kUrbanizationDropped: return is_urbanization(f.unit) && clear(f.unit);
    case kUrbanizationFirst: return urbanization_first(f);
    case kMilitaryForm: return military_form(edit.draw, f);
    case kUnitTypo: return !f.house.empty() && unit_typo(edit.draw, f.unit);
    case kUnitInStreet: return unit_in_street(f, true);
    case kUnitTrailing: return unit_in_street(f, false);
    case kOneLine: return one_line(f);
    case kHouseTypo: return house_typo(edit.draw, f.house);
    case kHouseLetter: return house_letter(edit.draw, f.house);
    case kRange: return range(f.house);
    case kBoxForm: return box_form(edit.draw, f);
    case kRouteForm: return route_form(f);
    case kRouteHouse: return route_house(edit.draw, f);
    case kCareOf: return care_of(f);
    case kZipDigit: return zip_digit(edit.draw, f.zip);
    case kZipPlus4: return zip_plus4(edit.draw, f.zip);
    case kZipDropped: return !f.city.empty() && !is_military(f) && clear(f.zip);  // APO, AE alone is nowhere
    case kCityDropped: return !f.zip.empty() && clear(f.city);
    case kCityAlias: return city_alias(tables, edit.draw, f);
    case kCityTypo: {
      const Run word = longest_word(f.city, 4);
      return slip(tables, edit.draw, f.city, word.from, word.size);
    }
    case kCut: return cut(f);
    case kPlaceholder: return placeholder(tables, edit.draw, f);
    case kIncomplete: return incomplete(edit.draw, f);
    case kNickname: case kMiddleDropped: case kMiddleInitial: case kSurnamesHyphen: case kSecondSurnameDropped: case kSurnamesExchanged:
    case kSuffixForm: case kSuffixDropped: case kFirstTypo: case kLastTypo: case kStreetTypo: case kLongType: case kTitleCase:
    case kSpelling: case kFirstRomanized: case kLastRomanized: case kFirstJoined: case kParticle: case kNamesExchanged: case kMiddleTypo:
    case kTypeDropped: case kDirectionDropped: case kOrdinalForm: case kSaintForm: case kHighwayForm: case kFirstPhonetic:
    case kLastPhonetic: case kFirstOcrDigit: case kLastOcrDigit: case kFirstInitial: case kMiddleUsed: case kFirstSurnameDropped:
    case kSuffixInMiddle: case kSuffixContradicted: case kSuffixUnread: case kTwoPeople: case kNative:
      return false;  // of a name or a street
  }
  return false;
}

}  // namespace cs::population
