#include "address/compare.h"

#include <gtest/gtest.h>

namespace cs::address {
namespace {

Reading reading(std::string_view line) {
  const Parsed parsed = parse(fields_of_line(line));
  return parsed.readings.empty() ? Reading() : parsed.readings.front();
}

// What the address alone allows: "agree", "soft", "gray" or "veto".
std::string judged(const Reading& line, const Reading& record) {
  const AddressJudgment judgment = compare(line, record);
  if (judgment.vetoed()) return "veto";
  if (!judgment.verifiable()) return "gray";
  return judgment.soft_count == 0 ? "agree" : "soft";
}
std::string judged(std::string_view line, std::string_view record) { return judged(reading(line), reading(record)); }

constexpr std::string_view kOak = "12 N Oak St Apt 4, Salem OH 44460";

TEST(address_compare, agrees_on_one_place_however_it_is_written) {
  for (const char* line : {"12 North Oak Street #4, Salem OH 44460", "12 N OAK ST UNIT 04, SALEM OH 44460-1234", "12 N. Oak Str., Apt. 4, 44460"}) {
    EXPECT_EQ(judged(line, kOak), "agree") << line;
    EXPECT_EQ(judged(kOak, line), "agree") << line;
  }
  EXPECT_EQ(judged("12 Fifth Ave, Salem OH 44460", "12 5th Avenue, Salem OH 44460"), "agree");
  EXPECT_EQ(judged("12 St Paul St, Salem OH 44460", "12 Saint Paul Street, Salem OH 44460"), "agree");
  EXPECT_EQ(judged("12 Oak St #1-C, Salem OH 44460", "12 Oak St Apt 1C, Salem OH 44460"), "agree");
  EXPECT_EQ(judged("P.O. Box 0012, Salem OH 44460", "Caller 12, Salem OH 44460"), "agree");
  EXPECT_EQ(judged("RR 4 Box 12, Salem OH 44460", "Rural Route 4 Box #12, Salem OH 44460"), "agree");
}

TEST(address_compare, vetoes_another_house_and_grays_an_absent_one) {
  EXPECT_EQ(judged("14 N Oak St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("21 N Oak St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 1/2 N Oak St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12A N Oak St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 Oak St, Salem OH 44460", "Oak St, Salem OH 44460"), "gray");
  EXPECT_EQ(judged("112-10 Bronx Rd, Jamaica NY 11435", "11210 Bronx Rd, Jamaica NY 11435"), "gray") << "only a register knows";
}

TEST(address_compare, vetoes_another_unit_and_grays_a_unit_on_one_side) {
  EXPECT_EQ(judged("12 N Oak St Apt 5, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 N Oak St, Salem OH 44460", kOak), "gray");
  EXPECT_EQ(judged(kOak, "12 N Oak St, Salem OH 44460"), "gray");
  EXPECT_EQ(judged("12 Oak St FL 2, Salem OH 44460", "12 Oak St Apt 2, Salem OH 44460"), "veto") << "a floor is no door";
  EXPECT_EQ(judged("12 Oak St PMB 4, Salem OH 44460", "12 Oak St Apt 4, Salem OH 44460"), "veto");
}

TEST(address_compare, vetoes_another_street_type_or_direction_and_grays_an_absent_one) {
  EXPECT_EQ(judged("12 N Elm St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 N Oak Ave Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 S Oak St Apt 4, Salem OH 44460", kOak), "veto");
  EXPECT_EQ(judged("12 Oak St N Apt 4, Salem OH 44460", kOak), "gray") << "a direction that moved";
  EXPECT_EQ(judged("12 N Oak # 4, Salem OH 44460", kOak), "gray");
  EXPECT_EQ(judged("12 Oak St Apt 4, Salem OH 44460", kOak), "gray");
  EXPECT_EQ(judged("12 100th St, Salem OH 44460", "12 10th St, Salem OH 44460"), "veto");
  EXPECT_EQ(judged("12 CR 9, Salem OH 44460", "12 SR 9, Salem OH 44460"), "veto");
  EXPECT_EQ(judged("12 Parks St, Salem OH 44460", "12 Park St, Salem OH 44460"), "veto") << "one standard type, two names";
}

TEST(address_compare, vetoes_a_box_against_a_street_and_another_box_or_route) {
  EXPECT_EQ(judged("PO Box 12, Salem OH 44460", "12 Oak St, Salem OH 44460"), "veto");
  EXPECT_EQ(judged("PO Box 7974, Salem OH 44460", "PO Box 9774, Salem OH 44460"), "veto");
  EXPECT_EQ(judged("RR 4 Box 12, Salem OH 44460", "RR 5 Box 12, Salem OH 44460"), "veto");
  EXPECT_EQ(judged("PO Box 12, Salem OH 44460", "RR 4 Box 12, Salem OH 44460"), "veto");
}

TEST(address_compare, weighs_place_by_zip_first) {
  const auto place = [](const char* city, const char* state, const char* zip) {
    Reading out;
    out.house = "12";
    out.street = "OAK";
    out.type = "ST";
    out.city = city;
    out.state = state;
    out.zip = zip;
    return out;
  };
  const Reading salem = place("SALEM", "OH", "44460");
  EXPECT_EQ(judged(place("", "", "44460"), salem), "agree");
  EXPECT_EQ(judged(place("DAMASCUS", "OH", "44460"), salem), "soft");
  EXPECT_EQ(judged(place("SALEM", "OH", ""), salem), "soft");
  EXPECT_EQ(judged(place("SALEM", "OH", "44640"), salem), "soft") << "neighbors exchanged";
  EXPECT_EQ(judged(place("SALEM", "OH", "44461"), salem), "soft");
  EXPECT_EQ(judged(place("SALEM", "OH", "45502"), salem), "gray");
  EXPECT_EQ(judged(place("", "OH", "44461"), salem), "gray");
  EXPECT_EQ(judged(place("", "OH", "45502"), salem), "veto");
  EXPECT_EQ(judged(place("SPRINGFIELD", "OH", "44461"), salem), "veto");
  EXPECT_EQ(judged(place("SALEM", "OR", ""), salem), "veto");
}

TEST(address_compare, never_verifies_two_soft_differences_or_a_line_with_words_set_aside) {
  AddressJudgment two;
  two.house = two.unit = Effect::kFree;
  two.street = two.locality = Effect::kSoft;
  two.soft_count = 2;
  EXPECT_FALSE(two.verifiable());
  EXPECT_EQ(judged("C/O Ana Reed, 12 N Oak St Apt 4, Salem OH 44460", kOak), "gray");
  EXPECT_EQ(judged(kOak, "Eastern College 12 N Oak St Apt 4, Salem OH 44460"), "gray");
}

TEST(address_compare, keeps_an_urbanization_apart) {
  EXPECT_EQ(judged("URB LAS GLADIOLAS, A17 CALLE 1, San Juan PR 00926", "URB EL PARAISO, A17 CALLE 1, San Juan PR 00926"), "veto");
  EXPECT_EQ(judged("A17 CALLE 1, San Juan PR 00926", "URB EL PARAISO, A17 CALLE 1, San Juan PR 00926"), "gray");
  EXPECT_EQ(judged("A17 URB PASEO DEL CARMEN CALLE 1, San Juan PR 00926", "A17 CALLE 1, URB PASEO DEL CARMEN, San Juan PR 00926"),
            judged("A17 URB VILLA CAPRI CALLE 1, San Juan PR 00926", "A17 CALLE 1, URB VILLA CAPRI, San Juan PR 00926"));
}

TEST(address_compare, is_the_same_both_ways_round) {
  const char* lines[] = {"12 N Oak St Apt 4, Salem OH 44460", "12 Oak St, Salem OH 44460", "12 Oak, Salem OH", "PO Box 12, Salem OH 44460",
                         "RR 4 Box 12, Salem OH 44460", "12-40 45th Ave, Long Island City NY 11101", "Oak St, Salem OH 44460"};
  for (const char* one : lines) {
    for (const char* other : lines) EXPECT_EQ(judged(one, other), judged(other, one)) << one << " / " << other;
  }
}

}  // namespace
}  // namespace cs::address
