// Plain parts put together are what parse() says of the fields together, whatever stands beside what.
#include <gtest/gtest.h>

#include "address/address.h"
#include "address/lines_for_test.h"
#include "address/plain.h"

namespace cs::address {
namespace {

// A small generator of its own: the same choices on every machine.
class Choices {
 public:
  std::uint32_t below(std::size_t bound) { return (state_ = state_ * 1664525u + 1013904223u) / 65536u % static_cast<std::uint32_t>(bound); }
  template <typename List>
  const auto& of(const List& list) { return list[below(list.size())]; }

 private:
  std::uint32_t state_ = 7;
};

// Words that mean something somewhere: types, directions, units, states, cities, beginnings and ends of clauses, numbers and signs.
const std::vector<std::string> kWords = {
    "OAK",   "MAIN",  "MAPLE",  "ST",    "RD",     "Rd",      "AVE",    "CT",    "DR",       "LA",    "STE",  "SAINT",   "N",     "NE",    "North",
    "S",     "E",     "WEST",   "APT",   "UNIT",   "BLDG",    "FL",     "REAR",  "LOT",      "#",     "NO",   "NUMBER",  "BOX",   "PO",    "P",
    "O",     "POST",  "OFFICE", "RR",    "R",      "HC",      "STAR",   "ROUTE", "RT",       "SR",    "RURAL", "HIGHWAY", "CONTRACT", "US", "CARE",
    "OF",    "IN",    "C/O",    "ATTN",  "%",      "GENERAL", "DELIVERY", "FIRM", "CALLER",  "LOCK",  "DRAWER", "URB",   "PSC",   "CMR",   "1ST",
    "5TH",   "21ST",  "FIRST",  "TWENTY", "2",     "12",      "44460",  "1/2",   "12-14",    "112-10", "A1A", "400E",    "48S",   "N6W23", "A",
    "B",     "SALEM", "Salem",  "OH",    "OHIO",   "MS",      "AL",     "NEW",   "YORK",     "NEWARK", "DE",  "LOUIS",   "CALLE", "AVENIDA", "PLAZA",
    "THE",   "SQUARE", "AND",   "&",     "OR",     "THRU",    "COUNTY", "STATE", "VERMONT",  "JAIL",  "O'NEIL", "ST.",   "JOHN'S", "A-B",  "WILKES-BARRE",
    ",",     ";",     "*",      "=",     "REAR,",  "APO",     "AE",     "PMB",   "PH",       "4B",    "D-6",  "0012",    "CARE",  "BUZON", "\xC3\x89TOILE"};
const std::vector<std::string> kPlaces = {"SALEM", "Salem", "NEW YORK", "YORK", "St Louis", "SAINT LOUIS", "NEWARK", "STE", "APO", "MAIN", "OAK ST", "AVE", "St. Paul", "N SALEM"};
const std::vector<std::string> kStates = {"OH", "oh", "Ohio", "DE", "CT", "LA", "NE", "MS", "AE", "NY", "XX", "OAK"};
const std::vector<std::string> kHouses = {"1", "2", "12", "44460", "112", "5", "999999999", "21"};
const std::vector<std::string> kZips = {"44460", "00012", "10001", "11101"};

std::string some_words(Choices& choices, std::uint32_t most) {
  std::string out;
  for (std::uint32_t words = choices.below(most) + 1; words > 0; --words) out += (out.empty() ? "" : " ") + choices.of(kWords);
  return out;
}

std::string text_of(const Reading& reading) {
  std::string out = std::to_string(static_cast<int>(reading.form)) + (reading.care_of ? "c" : "");
  for (const std::string* part : {&reading.house, &reading.predirection, &reading.street, &reading.type, &reading.postdirection, &reading.unit,
                                  &reading.urbanization, &reading.city, &reading.state, &reading.zip})
    out += "|" + *part;
  return out;
}

Reading put_together(const AddressFields& fields, const PlainStreet& street, const std::string& unit, const PlainPlace& place) {
  Reading out;
  out.house = fields.house;
  out.predirection = street.predirection, out.street = street.street, out.type = street.type, out.postdirection = street.postdirection;
  out.care_of = street.care_of;
  out.unit = unit;
  out.city = place.city, out.state = place.state, out.zip = fields.zip;
  return out;
}

// Whether all is plain; if so it must be what parse() says.
bool compare_plain(const AddressFields& fields) {
  if (!is_plain_house(fields.house)) return false;
  const auto street = plain_street(fields.line1);
  const auto unit = plain_unit(fields.line2);
  const auto place = plain_place(fields.city, fields.state);
  if (!street || !unit || !place || !stand_apart(*street, *place)) return false;
  const Parsed parsed = parse(fields);
  EXPECT_EQ(parsed.readings.size(), 1u);
  if (parsed.readings.empty()) return true;
  EXPECT_EQ(text_of(parsed.readings.front()), text_of(put_together(fields, *street, *unit, *place)))
      << fields.house << " / " << fields.line1 << " / " << fields.line2 << " / " << fields.city << " / " << fields.state << " / " << fields.zip;
  return true;
}

TEST(address_plain, parts_together_are_what_the_whole_says_for_any_words) {
  Choices choices;
  int plain = 0;
  for (int trial = 0; trial < 150'000 && !HasFailure(); ++trial) {
    AddressFields fields;
    fields.house = choices.of(kHouses);
    fields.line1 = some_words(choices, 4);
    if (choices.below(2) == 0) fields.line2 = some_words(choices, 3);
    fields.city = choices.of(kPlaces);
    fields.state = choices.of(kStates);
    fields.zip = choices.of(kZips);
    plain += compare_plain(fields) ? 1 : 0;
  }
  EXPECT_GT(plain, 10'000);
}

// Each street of the set with each word of its own line as a city, and units that end or begin like a street.
TEST(address_plain, parts_together_are_what_the_whole_says_for_streets_as_people_write_them) {
  Choices choices;
  int plain = 0, all = 0;
  for (const std::string& row : lines_of("address/openaddresses-lines.csv")) {
    const AddressFields cut = fields_of_line(csv_cells(row).at(1));
    const std::size_t space = cut.line1.find(' ');
    if (space == std::string::npos || HasFailure()) continue;
    AddressFields fields = cut;
    fields.house = cut.line1.substr(0, space);
    fields.line1 = cut.line1.substr(space + 1);
    if (fields.zip.size() != 5) fields.zip = "44460";
    if (choices.below(2) == 0) fields.line2 = some_words(choices, 2);
    if (fields.city.empty()) fields.city = choices.of(kPlaces), fields.state = choices.of(kStates);
    ++all;
    plain += compare_plain(fields) ? 1 : 0;
  }
  EXPECT_GT(plain, all / 4) << all;
}

TEST(address_plain, a_box_beside_a_plain_place_is_that_box) {
  for (const std::string& city : kPlaces)
    for (const std::string& state : kStates)
      for (const std::string& box : kHouses) {
        const auto place = plain_place(city, state);
        if (!place) continue;
        AddressFields fields;
        fields.po_box = box;
        fields.city = city, fields.state = state, fields.zip = "44460";
        const Parsed parsed = parse(fields);
        ASSERT_EQ(parsed.readings.size(), 1u);
        Reading expected;
        expected.form = Form::kPoBox;
        expected.house = box;
        expected.city = place->city, expected.state = place->state, expected.zip = fields.zip;
        EXPECT_EQ(text_of(parsed.readings.front()), text_of(expected)) << city << " " << state;
      }
}

TEST(address_plain, what_another_field_can_change_is_not_plain) {
  for (const char* street : {"", "12 OAK ST", "HIGHWAY 9", "OAK ST APT 4", "OAK ST, REAR", "BOX LN", "RR 2", "STAR ROUTE", "RD", "OAK STE", "OAK ST # 4", "\xC3\x89TOILE ST"})
    EXPECT_FALSE(plain_street(street).has_value()) << street;
  for (const char* unit : {"BOX 5", "RR 2", "APT 4, 5", "WILLOW CREEK APTS", "C/O SMITH"}) EXPECT_FALSE(plain_unit(unit).has_value()) << unit;
  EXPECT_FALSE(plain_place("APO", "AE").has_value());
  EXPECT_FALSE(plain_place("", "OH").has_value());
  EXPECT_FALSE(stand_apart(*plain_street("OAK ST SALEM"), *plain_place("SALEM", "OH")));
  EXPECT_FALSE(stand_apart(*plain_street("OAK ST NE"), *plain_place("SALEM", "NE")));
  EXPECT_TRUE(stand_apart(*plain_street("OAK CT"), *plain_place("SALEM", "CT")));
  for (const char* house : {"0", "012", "12A", "12-14", "1234567890", ""}) EXPECT_FALSE(is_plain_house(house)) << house;
}

}  // namespace
}  // namespace cs::address
