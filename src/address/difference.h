// What may differ between two addresses, one code for each field: the words that a matching model gives weights and effects to.
//   Shape    a code belongs to one field (field_of). Numbers are in models, ledgers and `--explain` files and never change meaning.
//            Some codes need the register's neighborhood to be told apart (`one street it can be`): compare() of two readings gives the
//            one marked [first], and match, which sees the neighborhood, puts the other in its place.
//   Threads  constants.
//   Source   the project's matching design, section 6 (address).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cs::address {

enum class AddressField : std::uint8_t { kHouse = 0, kStreet = 1, kKind = 2, kUnit = 3, kLocality = 4, kUrbanization = 5 };
inline constexpr std::size_t kAddressFieldCount = 6;

enum class AddressCode : std::uint8_t {
  // house number, or the number of a box
  kHouseEqual = 101,
  kHouseHyphen = 102,          // 112-10 and 11210
  kHouseHyphenBoth = 103,      // the same, but the street has both numbers (neighborhood)
  kHouseLetterForDigit = 104,  // 1Z4 for 124
  kHouseAbsent = 105,          // the record has none
  kHouseDigitUnknown = 106,    // one digit edit, and the line's number is not on that street (neighborhood)
  kHouseDigitKnown = 107,      // one digit edit [first]: both numbers exist, or may
  kHouseOther = 108,
  // street name
  kStreetEqual = 120,          // also two spellings of one street (FIFTH, 5TH, SAINT PAUL, ST PAUL)
  kStreetSlip = 121,           // one edit, no digit touched, the line's street is not in its ZIP, one street within one edit (neighborhood)
  kStreetSlipKnown = 122,      // one edit, but the line's street exists there [first]
  kStreetSlipSeveral = 123,    // one edit, the line's street does not exist, several streets are as near (neighborhood)
  kStreetDigit = 124,          // another ordinal, highway number or highway class
  kStreetDamaged = 125,        // two or three edits, or one text is the other less one word; the line's street is not in its ZIP (neighborhood)
  kStreetDamagedKnown = 126,   // the same, and the line's street exists there [first]
  kStreetAbsent = 127,         // the record has none; house and ZIP equal
  kStreetOther = 128,
  // type and directions of the street: the worse of both
  kKindEqual = 140,
  kKindAbsentOneStreet = 141,  // absent on a side, one street it can be (neighborhood)
  kKindAbsentSeveral = 142,    // absent on a side [first]
  kKindOtherUnknown = 143,     // another type or direction, or one that moved; the line's street is not in its ZIP (neighborhood)
  kKindOther = 144,            // the same, and it is [first]
  // unit
  kUnitEqual = 150,            // also absent on both; designator, zeros and punctuation do not count
  kUnitOneSide = 151,
  kUnitTurned = 152,           // 4B and B4
  kUnitOther = 153,
  // ZIP, city and state
  kLocalityEqual = 160,
  kLocalityCityAbsent = 161,   // ZIP equal, city or state absent or a known other name of the place
  kLocalityCityOther = 162,    // ZIP equal, city another, or state other
  kLocalityCityListed = 169,   // ZIP equal, and a side's city is another that the gazetteer lists in its state: place and ZIP contradict
  kLocalityZipOneEdit = 163,   // ZIP one edit off, city and state equal, house and street in one ZIP of that city (neighborhood)
  kLocalityZipOther = 164,     // ZIP other or absent, city and state equal, house and street in one ZIP of that city (neighborhood)
  kLocalityZipSeveral = 165,   // ZIP other or absent, city and state equal [first]; house and street in several ZIPs of it, or a ZIP that is
                               // more than one edit off is listed for another city of that state, as 10304 is in NEW YORK NY 10304
  kLocalityZipEditNoCity = 166,  // ZIP one edit off and the city absent
  kLocalityOther = 167,        // ZIP and city other
  kLocalityCitySlip = 170,     // ZIP and state equal, city one or two edits off, and no other place of that name is listed
  kLocalityUnknown = 168,      // neither a ZIP nor a city on both sides
  // urbanization (Puerto Rico)
  kUrbanizationEqual = 180,
  kUrbanizationAbsentOne = 181,      // absent on a side, one it can be (neighborhood)
  kUrbanizationAbsentSeveral = 182,  // absent on a side [first]
  kUrbanizationOther = 183,
  // the kind of address itself; given as the street's code
  kFormOther = 190,            // a box against a street
};

// The word for a model file; empty for a number that is no code.
std::string_view code_text(AddressCode code);
AddressField field_of(AddressCode code);

struct AddressDifferences {
  std::array<AddressCode, kAddressFieldCount> of{AddressCode::kHouseOther, AddressCode::kStreetOther,    AddressCode::kKindEqual,
                                                 AddressCode::kUnitEqual,  AddressCode::kLocalityUnknown, AddressCode::kUrbanizationEqual};
  AddressCode house() const { return of[0]; }
  AddressCode street() const { return of[1]; }
  AddressCode kind() const { return of[2]; }
  AddressCode unit() const { return of[3]; }
  AddressCode locality() const { return of[4]; }
  AddressCode urbanization() const { return of[5]; }
  bool operator==(const AddressDifferences&) const = default;
};

}  // namespace cs::address
