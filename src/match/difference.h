// Everything that may differ between a line and a record: the codes of `names` and `address`, and those that only the register gives.
//   Shape    a Codes holds one code for each Field; kNone (0) stands in a field that was not looked at. Each code is of one field.
//   Units    numbers are in models and `--explain` files and never change meaning. 1-99 are names::NameCode, 100-199 address::AddressCode.
//   Threads  constants.
//   Source   the project's matching design, section 6.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace cs::match {

enum Field : std::uint8_t {
  kGiven, kFamily, kMiddle, kSuffix,                                    // names
  kHouse, kStreet, kKind, kUnit, kLocality, kUrbanization,              // addresses
  kNameRow, kPeriod, kCrowd, kRecipient, kReadings,                     // the record and its surroundings
};
inline constexpr std::size_t kFieldCount = 15;
inline constexpr std::size_t kIdentityFields[] = {kGiven, kFamily, kMiddle, kSuffix, kNameRow};
inline constexpr std::size_t kAddressFields[] = {kHouse, kStreet, kKind, kUnit, kLocality, kUrbanization, kPeriod, kCrowd, kRecipient,
    kReadings};
using Codes = std::array<std::uint8_t, kFieldCount>;
std::string_view field_text(Field field);

inline constexpr std::uint8_t kNone = 0;

enum class RecordCode : std::uint8_t {
  kRowCurrent = 200,
  kRowFormer = 201,             // the record's name is a former one of the person
  kRowAlias = 202,
  kPeriodOpen = 210,
  kPeriodClosed = 211,          // the record's period has ended, or begins behind the generation's date
  kCrowdFew = 220,
  kCrowdMany = 221,             // more people than the model allows at one address, and no unit
  kRecipientNone = 230,
  kRecipientCare = 231,         // care of somebody, on a side
  kReadingsOne = 240,
  kReadingsSeveral = 241,       // the line or the row may be read in another way
  // Codes of the street's neighborhood that lie between the two that `address` has.
  kStreetSlipOneAddress = 250,     // one edit, and one address stands in the line's street: perhaps the register's own slip
  kStreetDamagedOneAddress = 251,  // the same with more edits
  kStreetSlipOfRecord = 252,       // one edit or more; the line's street is known, the record's has one address
  kKindOtherOneAddress = 253,      // another type or direction, and one address stands in the line's street
};

// Every code of the three, ascending.
std::span<const std::uint8_t> all_codes();
bool is_code(std::uint8_t code);
Field field_of(std::uint8_t code);              // is_code(code)
std::string_view code_text(std::uint8_t code);  // empty where it is none

}  // namespace cs::match
