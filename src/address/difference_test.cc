#include "address/difference.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "address/compare.h"
#include "address/edits.h"

namespace cs::address {
namespace {

Reading reading(std::string_view line) {
  const Parsed parsed = parse(fields_of_line(line));
  return parsed.readings.empty() ? Reading() : parsed.readings.front();
}

AddressDifferences of(const Reading& line, const Reading& record) {
  const AddressDifferences found = differences(line, record);
  EXPECT_EQ(found, differences(record, line)) << "the same both ways round";
  return found;
}
AddressDifferences of(std::string_view line, std::string_view record) {
  return of(reading(std::string(line) + ", Salem OH 44460"), reading(std::string(record) + ", Salem OH 44460"));
}

// The words of every field that is not equal, one after the other.
std::string words(const AddressDifferences& found) {
  std::string out;
  for (const AddressCode code : found.of) {
    const std::string text(code_text(code));
    if (text.ends_with("-equal")) continue;
    out += (out.empty() ? "" : " ") + text;
  }
  return out;
}
std::string words(std::string_view line, std::string_view record) { return words(of(line, record)); }

TEST(address_difference, names_each_code_once_and_no_number_that_is_none) {
  std::set<std::string_view> texts;
  int codes = 0;
  for (int number = 0; number < 256; ++number) {
    const auto code = static_cast<AddressCode>(number);
    const std::string_view text = code_text(code);
    if (text.empty()) continue;
    ++codes;
    EXPECT_TRUE(texts.insert(text).second) << text;
    EXPECT_EQ(text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string_view::npos) << text;
  }
  EXPECT_EQ(codes, 42);
  EXPECT_EQ(field_of(AddressCode::kHouseOther), AddressField::kHouse);
  EXPECT_EQ(field_of(AddressCode::kFormOther), AddressField::kStreet);
  EXPECT_EQ(field_of(AddressCode::kKindOther), AddressField::kKind);
  EXPECT_EQ(field_of(AddressCode::kUnitTurned), AddressField::kUnit);
  EXPECT_EQ(field_of(AddressCode::kLocalityUnknown), AddressField::kLocality);
  EXPECT_EQ(field_of(AddressCode::kUrbanizationOther), AddressField::kUrbanization);
}

TEST(address_difference, finds_none_between_standard_forms_of_one_place) {
  EXPECT_EQ(words("12 N Oak St Apt 4", "12 North Oak Street # 04"), "");
  EXPECT_EQ(words("12 Fifth Ave", "12 5th Avenue"), "");
  EXPECT_EQ(words("12 St Paul St", "12 Saint Paul Street"), "");
  EXPECT_EQ(words("12 Oak St #1-C", "12 Oak St Unit 1C"), "");
  EXPECT_EQ(words("PO Box 0012", "Caller 12"), "");
}

TEST(address_difference, tells_a_house_by_its_number) {
  EXPECT_EQ(words("112-10 Bronx Rd", "11210 Bronx Rd"), "house-hyphen");
  EXPECT_EQ(words("124 Oak St", "142 Oak St"), "house-digit-known");
  EXPECT_EQ(words("124 Oak St", "125 Oak St"), "house-digit-known");
  EXPECT_EQ(words("124 Oak St", "1224 Oak St"), "house-digit-known");
  EXPECT_EQ(words("124 Oak St", "24 Oak St"), "house-digit-known");
  EXPECT_EQ(words("124 Oak St", "241 Oak St"), "house-other");
  EXPECT_EQ(words("124 Oak St", "124A Oak St"), "house-other") << "a letter is another door, not a digit";
  EXPECT_EQ(words("124 Oak St", "124 1/2 Oak St"), "house-other");
  EXPECT_EQ(words("124 Oak St", "Oak St"), "house-absent");
  EXPECT_EQ(words("PO Box 124", "PO Box 142"), "house-other") << "boxes are not near each other";
  EXPECT_EQ(words("RR 4 Box 12", "RR 4 Box 13"), "house-other");
}

TEST(address_difference, reads_a_letter_in_a_house_number_as_the_digit_it_stands_for) {
  for (const auto& [one, other] : {std::pair{"1Z4", "124"}, {"1O4", "104"}, {"I24", "124"}, {"L24", "124"}, {"1S4", "154"}, {"1B4", "184"}, {"1G4", "164"}}) {
    Reading line = reading("124 Oak St, Salem OH 44460"), record = line;
    line.house = one;
    record.house = other;
    EXPECT_EQ(words(of(line, record)), "house-letter-for-digit") << one;
  }
  EXPECT_FALSE(letters_for_digits("1A4", "144"));
  EXPECT_FALSE(letters_for_digits("1Z4", "1ZZ4"));
  EXPECT_FALSE(letters_for_digits("1Z4", "125"));
  EXPECT_FALSE(letters_for_digits("1OO", "1O1")) << "a letter in both";
}

TEST(address_difference, tells_a_slip_of_a_street_from_another_number) {
  EXPECT_EQ(words("12 Franklin St", "12 Frankiln St"), "street-slip-known");
  EXPECT_EQ(words("12 Franklin St", "12 Frankln St"), "street-slip-known");
  EXPECT_EQ(words("12 Franklin St", "12 Frnakiln St"), "street-damaged-known");
  EXPECT_EQ(words("12 100th St", "12 10th St"), "street-digit");
  EXPECT_EQ(words("12 CR 9", "12 SR 9"), "street-digit");
  EXPECT_EQ(words("12 CR 9", "12 CR 19"), "street-digit");
  EXPECT_EQ(words("12 Avenue B", "12 Avenue C"), "street-digit");
  EXPECT_EQ(words("RR 4 Box 12", "RR 5 Box 12"), "street-digit");
  EXPECT_EQ(words("12 Oak St", "12 Elm St"), "street-other") << "three edits of three letters are everything";
  EXPECT_EQ(words("12 Oak St", "12 5th St"), "street-other");
}

TEST(address_difference, knows_a_street_that_lost_one_word) {
  EXPECT_EQ(words("12 Luther King Blvd", "12 Martin Luther King Blvd"), "street-damaged-known");
  EXPECT_EQ(words("12 Martin King Blvd", "12 Martin Luther King Blvd"), "street-damaged-known");
  EXPECT_EQ(words("12 Martin Luther Blvd", "12 Martin Luther King Blvd"), "street-damaged-known");
  EXPECT_EQ(words("12 King Blvd", "12 Martin Luther King Blvd"), "street-other") << "two words";
  EXPECT_EQ(words("12 Kings Hill Rd", "12 Hill Rd"), "street-damaged-known");
  EXPECT_EQ(words("12 Kings Hill Rd", "12 Shill Rd"), "street-other");
}

TEST(address_difference, tells_an_absent_street_only_behind_one_number_in_one_zip) {
  Reading record = reading("12 Oak St, Salem OH 44460");
  record.street.clear();
  record.type.clear();
  EXPECT_EQ(words(of(reading("12 Oak St, Salem OH 44460"), record)), "street-absent");
  EXPECT_EQ(words(of(reading("98 Oak St, Salem OH 44460"), record)), "house-other street-other");
  EXPECT_EQ(words(of(reading("12 Oak St, Salem OH 44461"), record)), "street-other locality-zip-several");
}

TEST(address_difference, tells_a_box_from_a_street) {
  EXPECT_EQ(words("PO Box 12", "12 Oak St"), "house-other form-other");
  EXPECT_EQ(words("PO Box 12", "RR 4 Box 12"), "house-other form-other");
}

TEST(address_difference, tells_type_and_directions_absent_other_or_moved) {
  EXPECT_EQ(words("12 N Oak", "12 N Oak St"), "kind-absent-several");
  EXPECT_EQ(words("12 Oak St", "12 N Oak St"), "kind-absent-several");
  EXPECT_EQ(words("12 Oak Ave", "12 Oak St"), "kind-other");
  EXPECT_EQ(words("12 S Oak St", "12 N Oak St"), "kind-other");
  EXPECT_EQ(words("12 Oak St N", "12 N Oak St"), "kind-other") << "moved";
  EXPECT_EQ(words("12 Oak St N", "12 Oak St S"), "kind-other");
  EXPECT_EQ(words("12 Oak", "12 N Oak Ave"), "kind-absent-several");
}

TEST(address_difference, tells_units) {
  EXPECT_EQ(words("12 Oak St Apt 4", "12 Oak St"), "unit-one-side");
  EXPECT_EQ(words("12 Oak St Apt 4B", "12 Oak St Apt B4"), "unit-turned");
  EXPECT_EQ(words("12 Oak St Apt 4B", "12 Oak St Apt 4C"), "unit-other");
  EXPECT_EQ(words("12 Oak St Bldg 4 Apt 12", "12 Oak St Apt 12"), "unit-one-side") << "the building on one side only";
  EXPECT_EQ(words("12 Oak St Bldg 4 Apt 12", "12 Oak St Apt 4"), "unit-other");
  EXPECT_EQ(words("12 Oak St Fl 6", "12 Oak St Apt 6"), "unit-other");
  EXPECT_EQ(words("12 Oak St PMB 6", "12 Oak St Apt 6"), "unit-other");
}

TEST(address_difference, tells_the_place_by_zip_first) {
  const auto place = [](const char* city, const char* state, const char* zip) {
    Reading out = reading("12 Oak St, Salem OH 44460");
    out.city = city;
    out.state = state;
    out.zip = zip;
    return out;
  };
  const Reading salem = place("SALEM", "OH", "44460");
  EXPECT_EQ(words(of(place("SALEM", "OH", "44460"), salem)), "");
  EXPECT_EQ(words(of(place("", "", "44460"), salem)), "locality-city-absent");
  EXPECT_EQ(words(of(place("SA LEM", "OH", "44460"), salem)), "locality-city-absent");
  EXPECT_EQ(words(of(place("DAMASCUS", "OH", "44460"), salem)), "locality-city-listed");
  EXPECT_EQ(words(of(place("SALME", "OH", "44460"), salem)), "locality-city-slip");
  EXPECT_EQ(words(of(place("SLME", "OH", "44460"), salem)), "locality-city-slip") << "two edits";
  EXPECT_EQ(words(of(place("SLMEX", "OH", "44460"), salem)), "locality-city-other") << "three";
  EXPECT_EQ(words(of(place("SALME", "OR", "44460"), salem)), "locality-city-other") << "and another state";
  EXPECT_EQ(words(of(place("SALME", "OH", "44461"), salem)), "locality-other") << "only an equal ZIP says which place is meant";
  EXPECT_EQ(words(of(place("SALEM", "OR", "44460"), salem)), "locality-city-other");
  EXPECT_EQ(words(of(place("SALEM", "OH", ""), salem)), "locality-zip-several");
  EXPECT_EQ(words(of(place("SALEM", "OH", ""), place("SALEM", "OH", ""))), "locality-zip-several");
  EXPECT_EQ(words(of(place("SALEM", "OH", "44461"), salem)), "locality-zip-several");
  EXPECT_EQ(words(of(place("SALEM", "OH", "45502"), salem)), "locality-zip-several");
  EXPECT_EQ(words(of(place("", "OH", "44461"), salem)), "locality-zip-edit-no-city");
  EXPECT_EQ(words(of(place("", "OH", "45502"), salem)), "locality-other");
  EXPECT_EQ(words(of(place("SPRINGFIELD", "OH", "44461"), salem)), "locality-other");
  EXPECT_EQ(words(of(place("SALEM", "OR", ""), salem)), "locality-other");
  EXPECT_EQ(words(of(place("", "", "44460"), place("SALEM", "OH", ""))), "locality-unknown");
  EXPECT_TRUE(zip_one_edit("44460", "44640"));
  EXPECT_TRUE(zip_one_edit("44460", "44461"));
  EXPECT_FALSE(zip_one_edit("44460", "44571"));
  EXPECT_FALSE(zip_one_edit("44460", "44460"));
}

TEST(address_difference, keeps_urbanizations_apart) {
  EXPECT_EQ(words("URB LAS GLADIOLAS, A17 CALLE 1", "URB EL PARAISO, A17 CALLE 1"), "urbanization-other");
  EXPECT_EQ(words("A17 CALLE 1", "URB EL PARAISO, A17 CALLE 1"), "urbanization-absent-several");
}

TEST(address_difference, counts_edits_up_to_three) {
  EXPECT_EQ(street_edits("", ""), 0);
  EXPECT_EQ(street_edits("OAK", "OAK"), 0);
  EXPECT_EQ(street_edits("OAK", "OAKS"), 1);
  EXPECT_EQ(street_edits("OAK", "AOK"), 1);
  EXPECT_EQ(street_edits("CA", "ABC"), 3) << "no edit inside an exchange";
  EXPECT_EQ(street_edits("MAPLE", "APPLE"), 2);
  EXPECT_EQ(street_edits("KITTEN", "SITTING"), 3);
  EXPECT_EQ(street_edits("SATURDAY", "SUNDAY"), 3);
  EXPECT_EQ(street_edits("ABCDEFGH", "ABCD"), 4);
  EXPECT_EQ(street_edits("ABCD", "WXYZ"), 4);
  EXPECT_EQ(street_edits("", "ABC"), 3);
  EXPECT_EQ(street_edits("", "ABCD"), 4);
}

// The plain table of optimal string alignment.
int edits_by_table(std::string_view left, std::string_view right) {
  std::vector<std::vector<int>> table(left.size() + 1, std::vector<int>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = static_cast<int>(i + j);
        continue;
      }
      table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return std::min(table[left.size()][right.size()], kStreetEditsMax + 1);
}

TEST(address_difference, counts_the_same_edits_as_the_plain_table) {
  std::uint32_t state = 7;
  const auto next = [&](std::uint32_t below) { return (state = state * 1664525u + 1013904223u) / 65536u % below; };
  for (int trial = 0; trial < 20000; ++trial) {
    std::string left, right;
    for (std::uint32_t length = next(9); length > 0; --length) left.push_back(static_cast<char>('A' + next(3)));
    right = left;
    for (std::uint32_t edits = next(5); edits > 0; --edits) {
      const std::size_t at = next(static_cast<std::uint32_t>(right.size() + 1));
      if (next(2) == 0) right.insert(at, 1, static_cast<char>('A' + next(3)));
      else if (at < right.size()) right.erase(at, 1);
    }
    EXPECT_EQ(street_edits(left, right), edits_by_table(left, right)) << left << " / " << right;
  }
}

TEST(address_difference, streets_named_by_a_letter_or_number_are_two_however_near) {
  const std::pair<const char*, const char*> two[] = {{"AVENUE A", "AVENUE AA"}, {"COUNTY HIGHWAY K", "COUNTY HIGHWAY KK"}, {"COUNTY ROAD AB", "COUNTY ROAD AC"},
      {"CALLE I", "CALLE II"}, {"CALLE IV", "CALLE VI"}, {"KING GEORGE II", "KING GEORGE III"}, {"ROAD 12A", "ROAD 12B"}, {"AVENUE 12", "AVENUE 12A"}};
  for (const auto& [one, other] : two) {
    EXPECT_EQ(street_nearness(one, other), StreetNearness::kDigit) << one << " " << other;
    EXPECT_EQ(street_nearness(other, one), StreetNearness::kDigit) << other << " " << one;
  }
  EXPECT_EQ(street_nearness("26TH ST", "26TH ZT"), StreetNearness::kSlip) << "a type that was mistyped";
}

TEST(address_difference, two_names_of_many_streets_are_never_sure_to_be_a_slip) {
  for (const auto& [one, other] : {std::pair{"PINE", "VINE"}, {"MILL", "HILL"}, {"LAKE", "LAKES"}, {"BEACH", "BEECH"}})
    EXPECT_EQ(street_nearness(one, other), is_name_of_many_streets(one) && is_name_of_many_streets(other) ? StreetNearness::kDamaged : StreetNearness::kSlip);
  EXPECT_TRUE(is_name_of_many_streets("PINE") && is_name_of_many_streets("VINE") && is_name_of_many_streets("MILL") && is_name_of_many_streets("HILL"));
  EXPECT_EQ(street_nearness("PINE", "PIME"), StreetNearness::kSlip);
  EXPECT_EQ(street_nearness("PINE", "VINE"), StreetNearness::kDamaged);
}

TEST(address_difference, a_house_number_whose_hyphen_stands_elsewhere_is_another) {
  const auto code = [](const char* one, const char* other) {
    return differences(parse({one, "31ST AVE", "", "", "CORONA", "NY", "11368", "", ""}).readings.front(),
                       parse({other, "31ST AVE", "", "", "CORONA", "NY", "11368", "", ""}).readings.front()).house();
  };
  EXPECT_EQ(code("11210", "112-10"), AddressCode::kHouseHyphen);
  EXPECT_EQ(code("11-210", "112-10"), AddressCode::kHouseOther);
  EXPECT_EQ(code("A1-7", "A17"), AddressCode::kHouseOther);
  EXPECT_EQ(code("A-17", "A17"), AddressCode::kHouseEqual);
}

}  // namespace
}  // namespace cs::address
