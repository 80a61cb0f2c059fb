// What holds for every line: no bytes break the reader, the same bytes give the same reading, and a standard form is its own standard form.
#include <gtest/gtest.h>

#include "address/address.h"
#include "address/compare.h"
#include "address/components.h"
#include "address/lines_for_test.h"
#include "address/text.h"
#include "base/limits.h"

namespace cs::address {
namespace {

std::string all_of(const Parsed& parsed) {
  std::string out = std::to_string(static_cast<int>(parsed.status)) + std::string(reason_code(parsed.reason));
  for (const Reading& reading : parsed.readings) {
    out += "|" + standard_form(reading) + ";" + street_form(reading) + ";" + reading.city + ";" + reading.state + (reading.care_of ? "c" : "");
  }
  return out;
}

AddressFields whole(std::string_view text) {
  AddressFields fields;
  fields.line1 = text;
  return fields;
}

// The standard form as a line again: "# 4" stands in it as a person would write it.
void expect_stable(std::string_view line) {
  const AddressSufficiency judged = AddressSufficiency::of(whole(line), Gazetteer::kOpaque);
  if (!judged.address || judged.address->ambiguous() || judged.address->readings()[0].care_of) return;
  const Reading& best = judged.address->readings()[0];
  // A military unit needs its place; two levels of a unit are told apart by their designators, which the form leaves out.
  if (best.form == Form::kMilitary || (holds(best.unit, ' ') && is_digit(best.unit[0]))) return;
  const std::string& form = judged.address->standard_form();
  const AddressSufficiency again = AddressSufficiency::of(whole(form), Gazetteer::kOpaque);
  ASSERT_TRUE(again.address.has_value()) << line << " -> " << form << " -> " << reason_code(again.reason);
  EXPECT_EQ(again.address->standard_form(), form) << line;
}

TEST(address_property, gives_a_standard_form_that_is_its_own_standard_form) {
  for (const std::string& row : lines_of("address/openaddresses-lines.csv")) {
    const std::vector<std::string> cells = csv_cells(row);
    if (cells[0] != "id") expect_stable(cells[1]);
  }
  for (const std::string& row : lines_of("../vectors/address/lines.csv")) {
    const std::vector<std::string> cells = csv_cells(row);
    if (cells[0] != "line") expect_stable(cells[0]);
  }
}

// A small generator of its own: the same bytes on every machine.
class Bytes {
 public:
  std::uint32_t below(std::uint32_t bound) { return (state_ = state_ * 1664525u + 1013904223u) / 65536u % bound; }

 private:
  std::uint32_t state_ = 20;
};

TEST(address_property, reads_any_bytes_twice_alike) {
  std::vector<std::string> lines;
  for (const std::string& row : lines_of("address/openaddresses-lines.csv")) lines.push_back(csv_cells(row).at(1));
  for (const std::string& row : lines_of("../vectors/address/lines.csv")) lines.push_back(csv_cells(row).at(0));
  constexpr std::string_view kBytes = " ,.;#-/&%*'\"0123456789ABCNSEWabcxyz\t\xC3\xA9\xFF\x80";
  Bytes bytes;
  for (int trial = 0; trial < 20000; ++trial) {
    std::string line = lines[bytes.below(static_cast<std::uint32_t>(lines.size()))];
    for (std::uint32_t edits = bytes.below(6); edits > 0; --edits) {
      const std::size_t at = bytes.below(static_cast<std::uint32_t>(line.size() + 1));
      if (bytes.below(2) == 0) line.insert(at, 1, kBytes[bytes.below(static_cast<std::uint32_t>(kBytes.size()))]);
      else if (at < line.size()) line.erase(at, 1 + bytes.below(4));
    }
    const Parsed once = parse(whole(line));
    ASSERT_LE(once.readings.size(), limits::kAddressReadingsMax);
    ASSERT_EQ(all_of(once), all_of(parse(whole(line)))) << line;
    ASSERT_EQ(components(whole(line)).status, once.status) << line;
    for (const Reading& reading : once.readings) {
      const AddressDifferences same = differences(reading, reading);
      ASSERT_EQ(same.kind(), AddressCode::kKindEqual) << line;
      ASSERT_EQ(same.unit(), AddressCode::kUnitEqual) << line;
    }
  }
}

TEST(address_property, reads_a_line_far_longer_than_any_address) {
  for (const std::string& piece : {std::string("12 Oak St "), std::string("# "), std::string("APT "), std::string("N "), std::string("\xC3\xA9"), std::string("1-")}) {
    std::string line;
    while (line.size() < 5000) line += piece;
    const Parsed parsed = parse(whole(line));
    EXPECT_EQ(all_of(parsed), all_of(parse(whole(line))));
    EXPECT_NE(parsed.status, Status::kOk) << piece;
  }
}

TEST(address_property, prints_the_parts_as_they_were_written) {
  const Components street = components(whole("N165 W2123 U.S. Hwy No. 80 North Bldg 4 Apt # 000002, Garden City, Georgia 31408-1234"));
  EXPECT_EQ(street.house_number, "N165 W2123");
  EXPECT_EQ(street.street_name, "US HWY NO 80");
  EXPECT_EQ(street.postdirection, "NORTH");
  EXPECT_EQ(street.building, "BLDG 4");
  EXPECT_EQ(street.unit_type, "APT #");
  EXPECT_EQ(street.unit_id, "000002");
  EXPECT_EQ(street.city, "Garden City");
  EXPECT_EQ(street.state, "Georgia");
  EXPECT_EQ(street.zip5, "31408");
  EXPECT_EQ(street.zip4, "1234");
  EXPECT_EQ(street.standard, "N165W2123 US HIGHWAY 80 N #4 2, 31408");
  const Components box = components(whole("PO Box 0012, Salem OH 44460"));
  EXPECT_EQ(box.po_box, "12");
  EXPECT_EQ(box.house_number, "");
  const Components route = components(whole("RR 4 Box 12, Salem OH 44460"));
  EXPECT_EQ(route.rural_route, "RR 4");
  EXPECT_EQ(route.box, "12");
  EXPECT_EQ(components(whole("123 A Main St, Salem OH 44460")).status, Status::kAmbiguous);
}

}  // namespace
}  // namespace cs::address
