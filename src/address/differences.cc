// One code for each field of two readings. What only the neighborhood tells is left to match.
#include <algorithm>

#include "address/compare.h"
#include "address/edits.h"
#include "address/place.h"
#include "address/text.h"

namespace cs::address {
namespace {

constexpr int kCitySlipEditsMax = 2;
constexpr std::size_t kCitySlipLettersMin = 5;

// 11210 and 112-10; two hyphens in other places are two doors, and so are A1-7 and A17.
bool is_hyphen_left_out(std::string_view one, std::string_view other) {
  const bool both = one.find('-') != std::string_view::npos && other.find('-') != std::string_view::npos;
  return !both && std::none_of(one.begin(), one.end(), is_letter) && equal_without(one, other, '-');
}

AddressCode house_code(const ReadingParts& line, const ReadingParts& record) {
  if (line.form != record.form) return AddressCode::kHouseOther;
  if (line.form == Form::kGeneralDelivery) return AddressCode::kHouseEqual;
  if (line.house.empty() || record.house.empty()) return AddressCode::kHouseAbsent;
  if (line.house == record.house) return AddressCode::kHouseEqual;
  if (letters_for_digits(line.house, record.house)) return AddressCode::kHouseLetterForDigit;
  if (line.form != Form::kStreet) return AddressCode::kHouseOther;  // another box is another door, however near its number
  if (is_hyphen_left_out(line.house, record.house)) return AddressCode::kHouseHyphen;
  return one_digit_edit(line.house, record.house) ? AddressCode::kHouseDigitKnown : AddressCode::kHouseOther;
}

AddressCode street_code(const ReadingParts& line, const ReadingParts& record) {
  if (line.form != record.form) return AddressCode::kFormOther;
  if (line.form == Form::kPoBox || line.form == Form::kGeneralDelivery) return AddressCode::kStreetEqual;
  if (line.street.empty() || record.street.empty()) {
    const bool door = !line.house.empty() && line.house == record.house && !line.zip.empty() && line.zip == record.zip;
    return door ? AddressCode::kStreetAbsent : AddressCode::kStreetOther;
  }
  switch (street_nearness(line.street, record.street)) {
    case StreetNearness::kEqual: return AddressCode::kStreetEqual;
    case StreetNearness::kSlip: return AddressCode::kStreetSlipKnown;
    case StreetNearness::kDigit: return AddressCode::kStreetDigit;
    case StreetNearness::kDamaged: return AddressCode::kStreetDamagedKnown;
    case StreetNearness::kOther: return AddressCode::kStreetOther;
  }
  return AddressCode::kStreetOther;
}

bool contradict(std::string_view left, std::string_view right) { return !left.empty() && !right.empty() && left != right; }

// N OAK ST and OAK ST N: each side has a direction where the other has none.
bool crossed(const ReadingParts& left, const ReadingParts& right) {
  return !left.predirection.empty() && right.predirection.empty() && left.postdirection.empty() && !right.postdirection.empty();
}

AddressCode kind_code(const ReadingParts& line, const ReadingParts& record) {
  if (line.form != Form::kStreet || record.form != Form::kStreet || line.street.empty() || record.street.empty()) return AddressCode::kKindEqual;
  if (contradict(line.type, record.type) || contradict(line.predirection, record.predirection) ||
      contradict(line.postdirection, record.postdirection) || crossed(line, record) || crossed(record, line)) {
    return AddressCode::kKindOther;
  }
  const bool equal = line.type == record.type && line.predirection == record.predirection && line.postdirection == record.postdirection;
  return equal ? AddressCode::kKindEqual : AddressCode::kKindAbsentSeveral;
}

// A place of its own, and not the one that the ZIP is listed under: no misspelling.
bool is_another_listed_city(const ReadingParts& line) { return is_listed_city(line.city, line.state) && city_of_zip(line.zip) != line.city; }

// ANITOWN for ANYTOWN: where the ZIP is equal, a misspelt city says nothing else.
bool is_city_slip(std::string_view one, std::string_view other) {
  const std::size_t longer = std::max(one.size(), other.size());
  return street_edits(one, other) <= kCitySlipEditsMax && longer >= kCitySlipLettersMin;
}

AddressCode locality_code(const ReadingParts& line, const ReadingParts& record) {
  const bool same_city = equal_without(line.city, record.city, ' ');  // LA PLACE and LAPLACE
  const bool city_other = contradict(line.city, record.city) && !same_city;
  const bool other = city_other || contradict(line.state, record.state);
  const bool equal = !line.city.empty() && same_city && !line.state.empty() && line.state == record.state;
  const bool both_zips = !line.zip.empty() && !record.zip.empty();
  if (both_zips && line.zip == record.zip) {
    if (city_other && (is_another_listed_city(line) || is_another_listed_city(record))) return AddressCode::kLocalityCityListed;
    if (city_other && !contradict(line.state, record.state) && is_city_slip(line.city, record.city)) return AddressCode::kLocalityCitySlip;
    if (other) return AddressCode::kLocalityCityOther;
    return line.city == record.city && line.state == record.state ? AddressCode::kLocalityEqual : AddressCode::kLocalityCityAbsent;
  }
  if (other) return AddressCode::kLocalityOther;
  if (equal) return AddressCode::kLocalityZipSeveral;
  if (!both_zips) return AddressCode::kLocalityUnknown;
  return zip_one_edit(line.zip, record.zip) ? AddressCode::kLocalityZipEditNoCity : AddressCode::kLocalityOther;
}

AddressCode urbanization_code(const ReadingParts& line, const ReadingParts& record) {
  if (line.urbanization == record.urbanization) return AddressCode::kUrbanizationEqual;
  return contradict(line.urbanization, record.urbanization) ? AddressCode::kUrbanizationOther : AddressCode::kUrbanizationAbsentSeveral;
}

}  // namespace

AddressDifferences differences(const ReadingParts& line, const ReadingParts& record) {
  return {{house_code(line, record), street_code(line, record), kind_code(line, record), unit_difference(line.unit, record.unit), locality_code(line, record),
           urbanization_code(line, record)}};
}

}  // namespace cs::address
