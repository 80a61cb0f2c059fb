// Every row of the public set of placeholder addresses, by its id, and generated variants of every phrase: none is sufficient.
#include <gtest/gtest.h>

#include "address/address.h"
#include "address/lines_for_test.h"

namespace cs::address {
namespace {

struct Row {
  std::string id, street, unit, city, state, zip, reason;
};

std::vector<Row> placeholder_rows() {
  std::vector<Row> rows;
  for (const std::string& line : lines_of("address/placeholder-addresses.csv")) {
    const std::vector<std::string> cells = csv_cells(line);
    if (cells.size() == 9 && cells[0] != "id") rows.push_back({cells[0], cells[2], cells[3], cells[4], cells[5], cells[6], cells[8]});
  }
  return rows;
}

AddressFields fields(const Row& row) {
  AddressFields out;
  out.line1 = row.street;
  out.line2 = row.unit;
  out.city = row.city;
  out.state = row.state;
  out.zip = row.zip;
  return out;
}

TEST(placeholder_addresses, not_one_of_the_371_rows_is_sufficient) {
  const std::vector<Row> rows = placeholder_rows();
  ASSERT_EQ(rows.size(), 371u);
  for (const Row& row : rows) {
    EXPECT_NE(AddressSufficiency::of(fields(row)).reason, Reason::kNone) << "row " << row.id;
    EXPECT_FALSE(AddressSufficiency::of(fields(row)).address.has_value()) << "row " << row.id;
  }
}

TEST(placeholder_addresses, every_row_is_refused_for_a_reason_of_the_family_that_the_set_advises) {
  for (const Row& row : placeholder_rows()) {
    if (row.reason == "address_incomplete") continue;  // 82 and 84 to 86 all fit
    const Reason advised = row.reason == "address_placeholder" ? Reason::kAdrPlaceholder : row.reason == "address_malformed" ? Reason::kAdrMalformed
                           : row.reason == "address_inconsistent" ? Reason::kAdrZip : Reason::kAdrMany;
    EXPECT_EQ(AddressSufficiency::of(fields(row)).reason, advised) << "row " << row.id;
  }
}

std::string spaced(const std::string& phrase) {
  std::string out;
  for (const char c : phrase) out += c == ' ' ? std::string("  ") : std::string(1, c) + " ";
  return out;
}

std::string with_digits(std::string phrase) {
  for (char& c : phrase) c = c == 'o' ? '0' : c == 'i' ? '1' : c == 'e' ? '3' : c == 's' ? '5' : c;
  return phrase;
}

std::string upper(std::string phrase) {
  for (char& c : phrase) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return phrase;
}

std::vector<std::string> variants(const std::string& phrase) {
  std::vector<std::string> out{phrase, upper(phrase), phrase + ".", " " + phrase + " ", "\"" + phrase + "\"", phrase + " " + phrase,
                               "(" + phrase + ")", phrase + " 12345", phrase + ", " + phrase, phrase + "!", "*" + phrase + "*"};
  const bool ascii = std::all_of(phrase.begin(), phrase.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  if (ascii && phrase.find('/') == std::string::npos) {
    out.push_back(spaced(phrase));
    out.push_back(with_digits(phrase));
  }
  return out;
}

TEST(placeholder_addresses, no_variant_of_any_phrase_is_sufficient_alone_or_with_a_true_city) {
  int tried = 0;
  std::ifstream table(CS_SOURCE_DIR "/data/address/placeholders.csv");
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    const bool form = line.ends_with(",form");  // PO BOX 12345 is an address
    const bool may_have_a_house = form || line.ends_with(",street");  // and so is 12 MAIN
    const std::string phrase = line.substr(0, line.rfind(','));
    std::vector<std::string> said = variants(phrase);
    for (const char* house : {"1 ", "12 ", "99999 "})
      if (!may_have_a_house) said.push_back(house + phrase);
    for (const std::string& variant : said) {
      if (form && variant.ends_with(" 12345")) continue;
      AddressFields alone;
      alone.line1 = variant;
      AddressFields placed = alone;
      placed.city = "Salem";
      placed.state = "OH";
      placed.zip = "44460";
      EXPECT_NE(AddressSufficiency::of(alone).reason, Reason::kNone) << variant;
      EXPECT_NE(AddressSufficiency::of(placed).reason, Reason::kNone) << variant;
      tried += 2;
    }
  }
  EXPECT_GT(tried, 10000);
}

TEST(placeholder_addresses, a_phrase_that_cannot_be_a_street_is_refused_behind_a_house_number_too) {
  for (const char* street : {"12 Unknown St", "12 Failed to Provide", "12 Dont Care Ave", "12 Unknown Address Apt 4", "12345 Unkn0wn St",
                             "99 No Fixed Address", "12 XXXX St", "12 Asdfgh St", "12 Desconocido Rd", "12 Неизвестно", "12 Refused Ln"}) {
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrPlaceholder) << street;
  }
}

TEST(placeholder_addresses, a_place_that_is_nobodys_street_is_refused_behind_a_house_number_and_passes_with_a_type_where_it_is_one) {
  for (const char* street : {"1 Transient", "1 Homeless Shelter", "1 Confidential", "1 Moved", "1 In Jail", "1 Detention", "1 County Jail",
                             "100 Declined to State", "1 Would Not Say", "1 Didnt Provide", "1 Jail", "12 Mexico", "99999 Not a Real St", "1 Hotel", "1 без определенного места жительства"}) {
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrPlaceholder) << street;
    const std::string house = std::string(street).substr(0, std::string(street).find(' ')), rest = std::string(street).substr(house.size() + 1);
    EXPECT_EQ(AddressSufficiency::of({house, rest, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrPlaceholder) << street;
  }
  for (const char* street : {"12 Jail Rd", "12 Private Dr", "12 Hospital Dr", "12 Nowhere Rd", "12 Blank St", "16375 Moved Rd", "14 Co Rd 22"})
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kNone) << street;
}

TEST(placeholder_addresses, a_door_a_zip_or_a_number_is_no_name_of_a_street) {
  for (const char* street : {"1 Apt 3", "1 Room 12", "12 Unit 4B", "1 44460", "123 123", "1 St St", "12 Ave Ave", "12 44460", "450 200"}) {
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrStreet) << street;
  }
  for (const char* street : {"100 5th", "450 S 200", "450 S 200 E", "100 5 St", "12 Hwy 9", "12 Street Rd", "12 Pier 39", "12 Avenue N", "1 Fifth"})
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kNone) << street;
}

TEST(placeholder_addresses, a_phrase_that_is_also_a_street_passes_behind_a_true_house_number_only) {
  for (const char* street : {"12 No Name Rd", "12 Mexico St", "12 Main", "12 Main St", "12 City Rd", "12 X St", "12 Church", "12 Home Ave",
                             "12 Hotel Rd", "12 Street Rd", "12 Camp Rd", "12 N Park Rd Apt 2A", "12 N Park Rd Apt A", "12 N Park Rd # 1A"}) {
    EXPECT_EQ(AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kNone) << street;
    if (std::string_view(street).find("Park") != std::string_view::npos) continue;
    EXPECT_NE(AddressSufficiency::of({"", std::string(street).substr(3), "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kNone) << street;
  }
}

TEST(placeholder_addresses, a_street_without_a_house_is_no_placeholder) {
  for (const char* street : {"E 11th St", "N Oak St", "S Hwy 701", "School Street", "Lincoln Way"}) {
    const Reason reason = AddressSufficiency::of({"", street, "", "", "Salem", "OH", "44460", "", ""}).reason;
    EXPECT_EQ(reason, street == std::string("School Street") ? Reason::kAdrPlaceholder : Reason::kAdrNumber) << street;
  }
}

TEST(placeholder_addresses, digits_that_fill_a_field_are_a_placeholder_and_a_plain_number_is_no_street) {
  for (const char* line : {"00000", "0", "99999", "123", "12345", "123456789", "987654321", "00000-0000", "0000 0000", "1111"}) {
    EXPECT_EQ(AddressSufficiency::of({"", line, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrPlaceholder) << line;
  }
  for (const char* line : {"820", "9739", "44460"}) {
    EXPECT_EQ(AddressSufficiency::of({"", line, "", "", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrStreet) << line;
  }
}

TEST(placeholder_addresses, are_none_behind_a_house_number_either) {
  for (const char* line1 : {"1 NFA", "1 Tent City", "1 Under Bridge", "1 With Mother", "1 Couch Surfing", "1 Sans Abri", "1 Obdachlos", "1 Sin Casa", "1 Your Street",
                            "1 Address Line", "1 Mile Marker"})
    EXPECT_FALSE(AddressSufficiency::of({"", line1, "", "", "Salem", "OH", "44460", "", ""}).address) << line1;
  EXPECT_TRUE(AddressSufficiency::of({"", "12 Tent City Rd", "", "", "Salem", "OH", "44460", "", ""}).address) << "a street of that name";
}

}  // namespace
}  // namespace cs::address
