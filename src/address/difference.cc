#include "address/difference.h"

namespace cs::address {
namespace {

struct Row {
  AddressCode code;
  AddressField field;
  std::string_view text;
};

using C = AddressCode;
using F = AddressField;

constexpr Row kRows[] = {
    {C::kHouseEqual, F::kHouse, "house-equal"},
    {C::kHouseHyphen, F::kHouse, "house-hyphen"},
    {C::kHouseHyphenBoth, F::kHouse, "house-hyphen-both"},
    {C::kHouseLetterForDigit, F::kHouse, "house-letter-for-digit"},
    {C::kHouseAbsent, F::kHouse, "house-absent"},
    {C::kHouseDigitUnknown, F::kHouse, "house-digit-unknown"},
    {C::kHouseDigitKnown, F::kHouse, "house-digit-known"},
    {C::kHouseOther, F::kHouse, "house-other"},
    {C::kStreetEqual, F::kStreet, "street-equal"},
    {C::kStreetSlip, F::kStreet, "street-slip"},
    {C::kStreetSlipKnown, F::kStreet, "street-slip-known"},
    {C::kStreetSlipSeveral, F::kStreet, "street-slip-several"},
    {C::kStreetDigit, F::kStreet, "street-digit"},
    {C::kStreetDamaged, F::kStreet, "street-damaged"},
    {C::kStreetDamagedKnown, F::kStreet, "street-damaged-known"},
    {C::kStreetAbsent, F::kStreet, "street-absent"},
    {C::kStreetOther, F::kStreet, "street-other"},
    {C::kKindEqual, F::kKind, "kind-equal"},
    {C::kKindAbsentOneStreet, F::kKind, "kind-absent-one-street"},
    {C::kKindAbsentSeveral, F::kKind, "kind-absent-several"},
    {C::kKindOtherUnknown, F::kKind, "kind-other-unknown"},
    {C::kKindOther, F::kKind, "kind-other"},
    {C::kUnitEqual, F::kUnit, "unit-equal"},
    {C::kUnitOneSide, F::kUnit, "unit-one-side"},
    {C::kUnitTurned, F::kUnit, "unit-turned"},
    {C::kUnitOther, F::kUnit, "unit-other"},
    {C::kLocalityEqual, F::kLocality, "locality-equal"},
    {C::kLocalityCityAbsent, F::kLocality, "locality-city-absent"},
    {C::kLocalityCityOther, F::kLocality, "locality-city-other"},
    {C::kLocalityCityListed, F::kLocality, "locality-city-listed"},
    {C::kLocalityCitySlip, F::kLocality, "locality-city-slip"},
    {C::kLocalityZipOneEdit, F::kLocality, "locality-zip-one-edit"},
    {C::kLocalityZipOther, F::kLocality, "locality-zip-other"},
    {C::kLocalityZipSeveral, F::kLocality, "locality-zip-several"},
    {C::kLocalityZipEditNoCity, F::kLocality, "locality-zip-edit-no-city"},
    {C::kLocalityOther, F::kLocality, "locality-other"},
    {C::kLocalityUnknown, F::kLocality, "locality-unknown"},
    {C::kUrbanizationEqual, F::kUrbanization, "urbanization-equal"},
    {C::kUrbanizationAbsentOne, F::kUrbanization, "urbanization-absent-one"},
    {C::kUrbanizationAbsentSeveral, F::kUrbanization, "urbanization-absent-several"},
    {C::kUrbanizationOther, F::kUrbanization, "urbanization-other"},
    {C::kFormOther, F::kStreet, "form-other"},
};

const Row* row_of(AddressCode code) {
  for (const Row& row : kRows) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

}  // namespace

std::string_view code_text(AddressCode code) {
  const Row* row = row_of(code);
  return row == nullptr ? std::string_view() : row->text;
}

AddressField field_of(AddressCode code) {
  const Row* row = row_of(code);
  return row == nullptr ? AddressField::kHouse : row->field;
}

}  // namespace cs::address
