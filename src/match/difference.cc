#include "match/difference.h"

#include <algorithm>
#include <string>
#include <vector>

#include "address/difference.h"
#include "base/check.h"
#include "names/difference.h"

namespace cs::match {
namespace {

constexpr std::array<std::string_view, kFieldCount> kFieldTexts = {"given", "family",   "middle",       "suffix",   "house",  "street",
    "kind",     "unit",
                                                                   "locality", "urbanization", "name-row", "period", "crowd",  "recipient",
                                                                       "readings"};

struct Row {
  RecordCode code;
  Field field;
  std::string_view text;
};
using R = RecordCode;
constexpr Row kRows[] = {
    {R::kRowCurrent, kNameRow, "row-current"},
    {R::kRowFormer, kNameRow, "row-former"},
    {R::kRowAlias, kNameRow, "row-alias"},
    {R::kPeriodOpen, kPeriod, "period-open"},
    {R::kPeriodClosed, kPeriod, "period-closed"},
    {R::kCrowdFew, kCrowd, "crowd-few"},
    {R::kCrowdMany, kCrowd, "crowd-many"},
    {R::kRecipientNone, kRecipient, "recipient-none"},
    {R::kRecipientCare, kRecipient, "recipient-care"},
    {R::kReadingsOne, kReadings, "readings-one"},
    {R::kReadingsSeveral, kReadings, "readings-several"},
    {R::kStreetSlipOneAddress, kStreet, "street-slip-one-address"},
    {R::kStreetDamagedOneAddress, kStreet, "street-damaged-one-address"},
    {R::kStreetSlipOfRecord, kStreet, "street-slip-of-record"},
    {R::kKindOtherOneAddress, kKind, "kind-other-one-address"},
};

struct Known {
  std::array<std::string, 256> texts{};  // the words of one code joined by hyphens, whichever room it comes from
  std::array<Field, 256> fields{};
  std::vector<std::uint8_t> all;

  Known() {
    for (unsigned number = 1; number < 100; ++number) {
      const auto code = static_cast<names::NameCode>(number);
      add(number, names::code_text(code), static_cast<unsigned>(names::field_of(code)));
    }
    for (unsigned number = 100; number < 200; ++number) {
      const auto code = static_cast<address::AddressCode>(number);
      add(number, address::code_text(code), kHouse + static_cast<unsigned>(address::field_of(code)));
    }
    for (const Row& row : kRows) add(static_cast<unsigned>(row.code), row.text, row.field);
  }
  void add(unsigned number, std::string_view text, unsigned field) {
    if (text.empty()) return;
    texts[number] = text;
    std::replace(texts[number].begin(), texts[number].end(), '_', '-');
    fields[number] = static_cast<Field>(field);
    all.push_back(static_cast<std::uint8_t>(number));
  }
};

const Known& known() {
  static const Known held;
  return held;
}

}  // namespace

std::string_view field_text(Field field) { return kFieldTexts[field]; }
std::span<const std::uint8_t> all_codes() { return known().all; }
bool is_code(std::uint8_t code) { return !known().texts[code].empty(); }
std::string_view code_text(std::uint8_t code) { return known().texts[code]; }

Field field_of(std::uint8_t code) {
  CS_DCHECK(is_code(code), "only a code has a field");
  return known().fields[code];
}

}  // namespace cs::match
