#include "address/address.h"

#include <gtest/gtest.h>

#include "address/compare.h"
#include "address/lines_for_test.h"

namespace cs::address {
namespace {

Reason reason(std::string_view line) { return AddressSufficiency::of(fields_of_line(line)).reason; }

std::string form(const AddressFields& fields) {
  const AddressSufficiency judged = AddressSufficiency::of(fields);
  if (!judged.address) return std::string(reason_code(judged.reason));
  std::string out;
  for (const Reading& reading : judged.address->readings()) out += (out.empty() ? "" : " | ") + standard_form(reading);
  return out;
}

std::string form(std::string_view line) { return form(fields_of_line(line)); }

TEST(address, reads_every_hard_line_of_the_vectors_or_refuses_it) {
  int tried = 0;
  for (const std::string& row : lines_of("../vectors/address/lines.csv")) {
    const std::vector<std::string> cells = csv_cells(row);
    if (cells[0] == "line") continue;
    ASSERT_EQ(cells.size(), 3u) << row;
    EXPECT_EQ(form(cells[0]), cells[1]) << cells[0];
    AddressFields whole;
    whole.line1 = cells[0];
    EXPECT_EQ(form(whole), cells[1]) << "in line 1: " << cells[0];
    ++tried;
  }
  EXPECT_GE(tried, 180);
}

TEST(address, reads_every_hard_case_of_the_vectors_from_fields) {
  int tried = 0;
  for (const std::string& row : lines_of("../vectors/address/fields.csv")) {
    const std::vector<std::string> cells = csv_cells(row);
    if (cells[0] == "house") continue;
    ASSERT_EQ(cells.size(), 9u) << row;
    EXPECT_EQ(form({cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], ""}), cells[8]) << row;
    ++tried;
  }
  EXPECT_GE(tried, 30);
}

TEST(address, gives_each_placeholder_and_gap_of_story_10_its_code) {
  EXPECT_EQ(reason("Failed to Provide, Houston TX 77002"), Reason::kAdrPlaceholder);
  EXPECT_EQ(reason("Unknown Address"), Reason::kAdrPlaceholder);
  EXPECT_EQ(reason("Don't Care 12345"), Reason::kAdrPlaceholder);
  EXPECT_EQ(reason("NA NA"), Reason::kAdrPlaceholder);
  EXPECT_EQ(reason("00000"), Reason::kAdrPlaceholder);
  EXPECT_EQ(reason("44460"), Reason::kAdrStreet);
  EXPECT_EQ(reason(""), Reason::kAdrMissing);
  EXPECT_EQ(reason("  "), Reason::kAdrMissing);
  EXPECT_EQ(reason("Oak St, Salem OH"), Reason::kAdrNumber);
  EXPECT_EQ(reason("12 Oak St"), Reason::kAdrLocality);
  EXPECT_EQ(AddressSufficiency::of({"", "UNIT 20003", "BOX 173", "", "", "", "", "", ""}).reason, Reason::kAdrLocality) << "the number of a unit is no ZIP";
  EXPECT_EQ(AddressSufficiency::of({"", "PSC 12345", "BOX 173", "", "", "", "", "", ""}).reason, Reason::kAdrLocality);
  EXPECT_EQ(reason("12 Oak St Apt 3, 44460"), Reason::kNone);
  EXPECT_EQ(reason("12-40 Oak St, Salem OH"), Reason::kAdrMany);
  EXPECT_EQ(reason("12 Oak St, Salem OH 77002"), Reason::kAdrZip);
  EXPECT_EQ(reason("2240 Hubbard Rd, Youngstown OH 44505"), Reason::kAdrNotPersonal);
}

TEST(address, gives_a_foreign_line_and_an_unreadable_line_of_story_35_their_codes) {
  EXPECT_EQ(reason("100 Queen St W, Toronto ON M5H 2N2"), Reason::kAdrForeign);
  EXPECT_EQ(reason("100 Queen St W, Toronto, Ontario, Canada"), Reason::kAdrForeign);
  EXPECT_EQ(reason("100 Queen St W, Toronto"), Reason::kAdrLocality) << "nothing here says where Toronto is";
  EXPECT_EQ(AddressSufficiency::of({"", "100 Queen St W", "", "", "Toronto", "ON", "M5H 2N2", "", ""}).reason, Reason::kAdrForeign);
  EXPECT_EQ(AddressSufficiency::of({"", "100 Queen St W", "", "", "Toronto", "", "", "", ""}).reason, Reason::kAdrForeign);
  EXPECT_EQ(AddressSufficiency::of({"", "12 Oak St", "", "", "Salem", "OH", "44460", "", "Canada"}).reason, Reason::kAdrForeign);
  EXPECT_EQ(AddressSufficiency::of({"", "12 Oak St", "", "", "Salem", "OH", "44460", "", "USA"}).reason, Reason::kNone);
  EXPECT_EQ(reason("Blvd vv 9 // 4 qz, Salem OH"), Reason::kAdrUnparsed);
}

TEST(address, refuses_a_building_of_the_public_table_without_a_unit_and_takes_it_with_one) {
  EXPECT_EQ(reason("200 Elm Ave, Salem OH 44460"), Reason::kAdrUnit);
  EXPECT_EQ(reason("200 Elm Avenue, Salem OH"), Reason::kAdrUnit) << "the city has one ZIP";
  EXPECT_EQ(reason("200 Elm Ave Apt 5, Salem OH 44460"), Reason::kNone);
  EXPECT_EQ(reason("202 Elm Ave, Salem OH 44460"), Reason::kNone);
}

TEST(address, gives_two_spellings_of_one_place_one_text) {
  const char* one[] = {"12 N Oak Street #4, Salem OH 44460", "12 North Oak St Apt 4, Salem OH 44460", "12 n. oak st., apt. 04, SALEM, OHIO 44460-1234",
                       "12 N OAK STR UNIT 4, SALEM OH", "12 North Oak Street, # 4, Salem OH 44460, USA"};
  for (const char* line : one) EXPECT_EQ(form(line), "12 N OAK ST #4, 44460") << line;
}

TEST(address, gives_the_street_without_house_and_unit) {
  const auto street = [](std::string_view line) { return AddressSufficiency::of(fields_of_line(line)).address->street_form(); };
  EXPECT_EQ(street("12 N Oak Street #4, Salem OH 44460"), "N OAK ST, 44460");
  EXPECT_EQ(street("14 North Oak St, Salem OH 44460"), "N OAK ST, 44460");
  EXPECT_EQ(street("PO Box 5, Salem OH 44460"), "PO BOX, 44460");
  EXPECT_EQ(street("12 Oak St, Springfield IL"), "OAK ST, SPRINGFIELD IL");
}

TEST(address, tests_in_the_order_of_the_codes) {
  EXPECT_EQ(AddressSufficiency::of({"", "Unknown", "", "", "Toronto", "ON", "", "", ""}).reason, Reason::kAdrForeign);
  EXPECT_EQ(AddressSufficiency::of({"", "Unknown", "", "", "Salem", "ZZ", "44460", "", ""}).reason, Reason::kAdrPlaceholder);
  EXPECT_EQ(AddressSufficiency::of({"", "Oak St", "", "", "Salem", "ZZ", "44460", "", ""}).reason, Reason::kAdrMalformed);
  EXPECT_EQ(AddressSufficiency::of({"", "820", "", "", "Salem", "OH", "77002", "", ""}).reason, Reason::kAdrStreet);
  EXPECT_EQ(AddressSufficiency::of({"", "Oak St", "", "", "", "OH", "", "", ""}).reason, Reason::kAdrNumber);
  EXPECT_EQ(AddressSufficiency::of({"", "12-40 Oak St", "", "", "", "OH", "", "", ""}).reason, Reason::kAdrLocality);
  EXPECT_EQ(AddressSufficiency::of({"", "12-40 Oak St", "", "", "Salem", "OH", "77002", "", ""}).reason, Reason::kAdrMany);
  EXPECT_EQ(AddressSufficiency::of({"", "2240 Hubbard Rd", "", "", "Youngstown", "TX", "44505", "", ""}).reason, Reason::kAdrZip);
}

TEST(address, reads_a_zip_of_five_or_nine_digits_and_no_other) {
  const auto zip = [](const char* text) { return AddressSufficiency::of({"", "12 Oak St", "", "", "Salem", "OH", text, "", ""}).reason; };
  EXPECT_EQ(zip("44460"), Reason::kNone);
  EXPECT_EQ(zip("44460-1234"), Reason::kNone);
  EXPECT_EQ(zip("444601234"), Reason::kNone);
  EXPECT_EQ(zip(""), Reason::kNone);
  EXPECT_EQ(zip("4446"), Reason::kAdrMalformed);
  EXPECT_EQ(zip("444601"), Reason::kAdrMalformed);
  EXPECT_EQ(zip("44460-123"), Reason::kAdrMalformed);
  EXPECT_EQ(zip("4446O"), Reason::kAdrMalformed) << "a line is refused; in a row the O is read as a zero";
  EXPECT_EQ(zip("00044"), Reason::kAdrMalformed) << "no place has the prefix 000";
}

TEST(address, judges_state_against_zip_by_five_digits_and_a_new_zip_by_three) {
  const auto judged = [](const char* state, const char* zip) {
    return AddressSufficiency::of({"", "12 Oak St", "", "", "", state, zip, "", ""}).reason;
  };
  EXPECT_EQ(judged("TN", "37064"), Reason::kNone);
  EXPECT_EQ(judged("KY", "37064"), Reason::kAdrZip);
  EXPECT_EQ(judged("NY", "06390"), Reason::kNone) << "one ZIP of prefix 063 lies in New York, the others in Connecticut";
  EXPECT_EQ(judged("CT", "06390"), Reason::kAdrZip);
  EXPECT_EQ(judged("OH", "44459"), Reason::kNone) << "not listed, but its prefix lies in Ohio";
  EXPECT_EQ(judged("PA", "44459"), Reason::kAdrZip);
}

TEST(address, takes_state_and_zip_as_opaque_text_where_it_is_told_to) {
  const AddressFields fields{"4000", "nw skycrest pkwy", "", "", "Anytown", "WA", "00000", "", ""};
  EXPECT_EQ(AddressSufficiency::of(fields).reason, Reason::kAdrMalformed);
  const AddressSufficiency opaque = AddressSufficiency::of(fields, Gazetteer::kOpaque);
  ASSERT_EQ(opaque.reason, Reason::kNone);
  EXPECT_EQ(opaque.address->readings()[0].zip, "00000");
  EXPECT_EQ(AddressSufficiency::of({"", "12 Oak St", "", "", "Salem", "HI", "44460", "", ""}, Gazetteer::kOpaque).reason, Reason::kNone);
}

TEST(address, refuses_an_institution_named_beside_the_address_and_takes_a_street_of_that_name) {
  EXPECT_EQ(reason("County Jail, 110 Fifth Ave, Salem OH 44460"), Reason::kAdrNotPersonal);
  EXPECT_EQ(reason("110 Fifth Ave, Mahoning County Detention Center, Salem OH 44460"), Reason::kAdrNotPersonal);
  EXPECT_EQ(reason("C/O County Jail, 110 Fifth Ave, Salem OH 44460"), Reason::kAdrNotPersonal);
  EXPECT_EQ(reason("12 Courthouse Rd, Salem OH 44460"), Reason::kNone);
  EXPECT_EQ(reason("12 Old Jail Ln, Salem OH 44460"), Reason::kNone);
  EXPECT_EQ(reason("PO Box 1110, Albany NY 12201"), Reason::kAdrNotPersonal) << "an address given out for confidentiality";
}

TEST(address, reads_the_same_address_from_one_column_or_from_several) {
  const auto standard = [](const AddressFields& fields) { return AddressSufficiency::of(fields).address->standard_form(); };
  EXPECT_EQ(standard({"12", "N Oak St", "Apt 4", "", "Salem", "OH", "44460", "", ""}), "12 N OAK ST #4, 44460");
  EXPECT_EQ(standard({"", "12 N Oak St Apt 4", "", "", "Salem", "OH", "44460", "", ""}), "12 N OAK ST #4, 44460");
  EXPECT_EQ(standard({"12", "12 N Oak St", "4", "", "Salem", "OH", "44460", "", ""}), "12 N OAK ST #4, 44460");
  EXPECT_EQ(standard({"", "12 N Oak St Apt 4, Salem OH 44460", "", "", "", "", "", "", ""}), "12 N OAK ST #4, 44460");
  EXPECT_EQ(standard({"", "RURAL ROUTE 1", "BOX #40", "", "Salem", "OH", "44460", "", ""}), "RR 1 BOX 40, 44460");
  EXPECT_EQ(standard({"", "", "", "247", "Salem", "OH", "44460", "", ""}), "PO BOX 247, 44460");
  EXPECT_EQ(standard({"", "", "", "9", "Salem", "OH", "44460", "", ""}), "PO BOX 9, 44460");
  EXPECT_EQ(standard({"", "", "", "PO Box 9", "Salem", "OH", "44460", "", ""}), "PO BOX 9, 44460");
  EXPECT_EQ(standard({"", "P.O. BOX 247", "", "", "Salem", "OH", "44460", "", ""}), "PO BOX 247, 44460");
}

TEST(address, reads_what_names_a_part_of_a_box_as_its_unit) {
  const auto unit = [](const char* line1) {
    const Parsed parsed = parse({"", line1, "", "", "Salem", "OH", "44460", "", ""});
    return parsed.readings.empty() ? std::string("none") : parsed.readings.front().unit;
  };
  for (const char* line1 : {"PO BOX 12 # 3", "PO BOX 12 APT 3", "PO BOX 12, UNIT 3", "APT 3 PO BOX 12", "RR 2 BOX 12 APT 3"})
    EXPECT_EQ(unit(line1), "3") << line1;
  EXPECT_EQ(unit("PO BOX 12 PMB 3"), "PMB 3");
  for (const char* line1 : {"PO BOX 12", "PO BOX # 12", "PO BOX 12 ACME CORP", "RR 2 BOX 12"}) EXPECT_EQ(unit(line1), "") << line1;
  EXPECT_TRUE(parse({"", "PO BOX 12 3", "", "", "Salem", "OH", "44460", "", ""}).readings.front().care_of) << "nobody knows what 3 is";
  EXPECT_EQ(AddressSufficiency::of({"", "", "", "12 # 3", "Salem", "OH", "44460", "", ""}).reason, Reason::kAdrMany) << "12, or 3";
}

TEST(address, keeps_two_numbers_of_a_unit_apart) {
  const auto unit = [](const char* line1) { return parse({"", line1, "", "", "Salem", "OH", "44460", "", ""}).readings.front().unit; };
  EXPECT_EQ(unit("12 Oak St Apt 3 # 4"), "APT3 4");
  EXPECT_EQ(unit("12 Oak St Apt 3 4"), "3 4");
  EXPECT_EQ(unit("12 Oak St Apt 3-4"), "3-4");
  EXPECT_EQ(unit("12 Oak St Apt 3-B"), "3B");
  EXPECT_EQ(unit("12 Oak St Apt 21-B"), "21B");
  EXPECT_EQ(unit("12 Oak St Apt 3 B"), "3B");
  EXPECT_EQ(unit("12 Oak St Apt # 34"), "34");
}

TEST(address, puts_the_building_before_the_door_and_keeps_what_kind_of_level_it_is) {
  const auto unit = [](const char* line1) { return parse({"", line1, "", "", "Salem", "OH", "44460", "", ""}).readings.front().unit; };
  EXPECT_EQ(unit("12 Oak St Bldg 4 Apt 12"), "4 12");
  EXPECT_EQ(unit("12 Oak St Apt 12 Bldg 4"), "4 12");
  EXPECT_EQ(unit("12 Oak St Apt 12 Fl 4"), "4FL 12");
  EXPECT_EQ(unit("12 Oak St Fl 4 Apt 12"), "4FL 12");
  EXPECT_EQ(unit("12 Oak St Bldg 4 Fl 2"), "4 FL 2");
  EXPECT_EQ(unit("12 Oak St Lot 4 Unit 2"), "LOT4 2");
}

TEST(address, reads_a_house_column_that_says_more_than_a_house_as_the_beginning_of_the_street) {
  const auto read = [](const char* house, const char* line1) {
    const AddressSufficiency judged = AddressSufficiency::of({house, line1, "", "", "Salem", "OH", "44460", "", ""});
    return judged.address ? judged.address->standard_form() + (judged.address->readings().front().care_of ? " care" : "") : std::string(reason_code(judged.reason));
  };
  for (const char* plain : {"12", "# 12", "12 ", "012"}) EXPECT_EQ(read(plain, "Oak St"), "12 OAK ST, 44460") << plain;
  EXPECT_EQ(read("123 1/2", "Oak St"), "123 1/2 OAK ST, 44460");
  EXPECT_EQ(read("123 1 2", "Oak St"), "123 1/2 OAK ST, 44460");
  EXPECT_EQ(read("514 a", "Oak St"), "514A OAK ST, 44460");
  EXPECT_EQ(read("N165 W2123", "Oak St"), "N165W2123 OAK ST, 44460");
  EXPECT_EQ(read("Apt 5 12", "Oak St"), "12 OAK ST #5, 44460") << "not 512";
  for (const char* more : {"TENT BEHIND 12", "NEXT TO 12", "REAR 12", "NOT 12", "FORMERLY 12", "JAIL 12", "12 14", "12,14", "LOT 4 12", "1/2 12", "N 12"})
    EXPECT_NE(read(more, "Oak St"), "12 OAK ST, 44460") << more;
  EXPECT_NE(read("12 14", "Oak St"), "1214 OAK ST, 44460");
}

TEST(address, reads_a_designator_that_was_glued_to_its_number) {
  const auto standard = [](const char* line1) {
    const AddressSufficiency judged = AddressSufficiency::of({"", line1, "", "", "Salem", "OH", "44460", "", ""});
    return judged.address ? judged.address->standard_form() : std::string(reason_code(judged.reason));
  };
  for (const char* unit : {"APT4", "STE4", "LOT4", "UNIT4", "Apt.4", "apt04"}) EXPECT_EQ(standard(("12 Oak St " + std::string(unit)).c_str()), "12 OAK ST #4, 44460") << unit;
  EXPECT_EQ(standard("12 Oak St PH1"), "12 OAK ST #PH 1, 44460");
  for (const char* box : {"POBOX12", "P.O.BOX12", "PO BOX12"}) EXPECT_EQ(standard(box), "PO BOX 12, 44460") << box;
  EXPECT_EQ(standard("RR4 BOX12"), "RR 4 BOX 12, 44460");
  EXPECT_EQ(standard("HC04 BOX 12"), "HC 4 BOX 12, 44460");
}

TEST(address, knows_a_block_from_a_house) {
  const auto reason = [](const char* line1) { return AddressSufficiency::of({"", line1, "", "", "Salem", "OH", "44460", "", ""}).reason; };
  for (const char* line1 : {"12XX Oak St", "1XX Oak St", "1200 Block Oak St", "1200 Block of Oak St", "1200 blk Oak St"}) EXPECT_EQ(reason(line1), Reason::kAdrMany) << line1;
  for (const char* line1 : {"1200 Block Rd", "12X Oak St", "1200 Oak Block St"}) EXPECT_EQ(reason(line1), Reason::kNone) << line1;
}

TEST(address, keeps_a_hyphen_between_two_numbers_of_a_house) {
  const auto house = [](const char* line1) { return parse({"", line1, "", "", "San Juan", "PR", "00926", "", ""}).readings.front().house; };
  EXPECT_EQ(house("A-17 Calle 1"), "A17");
  EXPECT_EQ(house("A1-7 Calle 1"), "A1-7");
}

TEST(address, drops_city_state_and_zip_that_line_1_repeats) {
  const auto standard = [](const char* line1, const char* city = "Salem", const char* state = "OH", const char* zip = "44460") {
    const AddressSufficiency judged = AddressSufficiency::of({"", line1, "", "", city, state, zip, "", ""});
    return judged.address ? judged.address->standard_form() : std::string(reason_code(judged.reason));
  };
  for (const char* line1 : {"12 Oak St Salem OH 44460", "12 Oak St, Salem, OH 44460", "12 Oak St Salem", "12 Oak St, Salem", "12 Oak St OH 44460"}) {
    EXPECT_EQ(standard(line1), "12 OAK ST, 44460") << line1;
  }
  EXPECT_EQ(standard("12 Oak Ct", "Hartford", "CT", "06103"), "12 OAK CT, 06103");
  EXPECT_EQ(standard("12 Salem St"), "12 SALEM ST, 44460");
  EXPECT_EQ(standard("12 Old Salem"), "12 OLD SALEM, 44460");
}

TEST(address, reads_a_registers_row_that_lacks_house_or_street) {
  const Parsed no_house = parse({"", "Oak St", "", "", "Salem", "OH", "44460", "", ""});
  ASSERT_EQ(no_house.readings.size(), 1u);
  EXPECT_EQ(no_house.readings[0].house, "");
  EXPECT_EQ(no_house.readings[0].street, "OAK");
  EXPECT_EQ(no_house.reason, Reason::kAdrNumber);
  const Parsed no_street = parse({"12", "", "", "", "Salem", "OH", "44460", "", ""});
  ASSERT_EQ(no_street.readings.size(), 1u);
  EXPECT_EQ(no_street.readings[0].house, "12");
  EXPECT_EQ(no_street.status, Status::kInsufficient);
  const Parsed unit_alone = parse({"12", "", "APT NO 4", "", "Salem", "OH", "44460", "", ""});
  ASSERT_EQ(unit_alone.readings.size(), 1u);
  EXPECT_EQ(unit_alone.readings[0].street, "") << "a unit's column is no street";
  EXPECT_EQ(unit_alone.readings[0].unit, "4");
  EXPECT_EQ(unit_alone.reason, Reason::kAdrStreet);
  EXPECT_EQ(parse({"12", "", "FRONT ST", "", "Salem", "OH", "44460", "", ""}).readings.front().street, "FRONT") << "unless it holds one";
}

TEST(address, reads_a_letter_in_a_zip_as_the_digit_it_can_only_be) {
  const auto zip = [](const char* text) { return parse({"12", "Oak St", "", "", "Salem", "OH", text, "", ""}).readings.front().zip; };
  EXPECT_EQ(zip("4446O"), "44460");
  EXPECT_EQ(zip("4446o"), "44460");
  EXPECT_EQ(zip("4446O-I234"), "44460");
  EXPECT_EQ(zip("444GO"), "") << "G looks like no digit for certain";
  EXPECT_EQ(zip("OOO60"), "") << "three letters";
}

TEST(address, sets_words_aside_only_with_a_mark_that_makes_the_line_gray) {
  for (const char* line : {"C/O John Smith, 12 Oak St, Salem OH 44460", "Eastern College 12 Oak St, Salem OH 44460",
                           "12 Oak St, Willow Creek Apts, Salem OH 44460"}) {
    const AddressSufficiency judged = AddressSufficiency::of(fields_of_line(line));
    ASSERT_TRUE(judged.address.has_value()) << line;
    EXPECT_TRUE(judged.address->readings()[0].care_of) << line;
  }
}

TEST(address, calls_at_most_2_of_the_2642_public_lines_insufficient) {
  int insufficient = 0, lines = 0;
  for (const std::string& line : lines_of("address/openaddresses-lines.csv")) {
    const std::vector<std::string> cells = csv_cells(line);
    if (cells[0] == "id") continue;
    ++lines;
    insufficient += AddressSufficiency::of(fields_of_line(cells[1]), Gazetteer::kOpaque).reason == Reason::kNone ? 0 : 1;
  }
  EXPECT_EQ(lines, 2642);
  EXPECT_LE(insufficient, 2);
}

}  // namespace
}  // namespace cs::address
