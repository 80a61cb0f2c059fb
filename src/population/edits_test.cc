#include "population/line_fields.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>
#include <utility>

#include "population/resemblance.h"
#include "population/typing.h"
#include "population/world.h"

namespace cs::population {
namespace {

TEST(edits, change_only_what_they_say) {
  const LineFields clean{"ROBERT", "JAMES", "LOPEZ GARCIA", "JR", "12", "N PARK PLACE DR", "APT 4", "", "SALEM", "OH", "44460"};
  const auto after = [&](EditKind kind, std::uint32_t draw) {
    LineFields out = clean;
    EXPECT_TRUE(apply(tables(), {kind, draw}, out)) << edit_text(kind);
    return out;
  };
  EXPECT_TRUE(tables().one_name("ROBERT", after(EditKind::kNickname, 3).first));
  EXPECT_EQ(after(EditKind::kMiddleInitial, 0).middle, "J");
  EXPECT_EQ(after(EditKind::kMiddleDropped, 0).middle, "");
  EXPECT_EQ(after(EditKind::kSurnamesHyphen, 0).last, "LOPEZ-GARCIA");
  EXPECT_EQ(after(EditKind::kSecondSurnameDropped, 0).last, "LOPEZ");
  EXPECT_EQ(after(EditKind::kSurnamesExchanged, 0).last, "GARCIA LOPEZ");
  EXPECT_EQ(after(EditKind::kSuffixForm, 1).suffix, "JUNIOR");
  EXPECT_EQ(after(EditKind::kLongType, 0).street, "N PARK PLACE DRIVE");
  EXPECT_EQ(after(EditKind::kDesignator, 0).unit, "# 4");
  EXPECT_EQ(after(EditKind::kZipPlus4, 0).zip, "44460-1000");
  EXPECT_EQ(after(EditKind::kCityDropped, 0).city, "");
  EXPECT_EQ(after(EditKind::kTitleCase, 0).street, "N Park Place Dr");
  EXPECT_EQ(after(EditKind::kTitleCase, 0).last, "Lopez Garcia");
  EXPECT_EQ(after(EditKind::kZipDigit, 8).zip, "44560");
  EXPECT_EQ(after(EditKind::kPlaceholder, 0).street, "FAILED TO PROVIDE");
  EXPECT_EQ(after(EditKind::kIncomplete, 3).street, "GENERAL DELIVERY");
  for (std::uint32_t draw = 0; draw < 500; ++draw) {
    LineFields out = clean;
    if (!apply(tables(), {EditKind::kFirstTypo, draw}, out)) {
      EXPECT_EQ(out, clean);
    }
    EXPECT_LE(edits_up_to_3(out.first, clean.first), 1U);
    out.first = clean.first;
    EXPECT_EQ(out, clean);
  }
}

TEST(edits, that_do_not_fit_change_nothing) {
  const LineFields bare{"XI", "", "LI", "", "", "RR 4", "BOX 12", "", "", "", ""};
  for (const EditKind kind : {EditKind::kNickname, EditKind::kMiddleDropped, EditKind::kMiddleInitial, EditKind::kSurnamesHyphen, EditKind::kSuffixForm,
                              EditKind::kSuffixDropped, EditKind::kFirstTypo, EditKind::kLastTypo, EditKind::kDesignator, EditKind::kUnitDropped,
                              EditKind::kStreetTypo, EditKind::kLongType, EditKind::kZipDigit, EditKind::kZipPlus4, EditKind::kCityDropped}) {
    LineFields out = bare;
    EXPECT_FALSE(apply(tables(), {kind, 12345}, out)) << edit_text(kind);
    EXPECT_EQ(out, bare);
  }
}

TEST(edits, of_urbanizations_and_military_units_say_the_same_place) {
  const LineFields home{"ANA", "", "LOPEZ", "", "C17", "CALLE 5", "URB VILLA CAPRI", "", "SAN JUAN", "PR", "00924"};
  const auto after = [](EditKind kind, std::uint32_t draw, LineFields out) {
    EXPECT_TRUE(apply(tables(), {kind, draw}, out)) << edit_text(kind);
    return out;
  };
  EXPECT_EQ(after(EditKind::kUrbanizationFirst, 0, home).street, "URB VILLA CAPRI CALLE 5");
  EXPECT_EQ(after(EditKind::kOneLine, 0, home).street, "URB VILLA CAPRI C17 CALLE 5");
  EXPECT_EQ(after(EditKind::kUrbanizationDropped, 0, home).unit, "");
  for (const EditKind kind : {EditKind::kUnitDropped, EditKind::kUnitTypo, EditKind::kUnitInStreet, EditKind::kUnitTrailing, EditKind::kDesignator,
                              EditKind::kHouseTypo, EditKind::kTypeDropped, EditKind::kLongType, EditKind::kStreetTypo, EditKind::kMilitaryForm}) {
    LineFields out = home;
    EXPECT_FALSE(apply(tables(), {kind, 12345}, out)) << edit_text(kind);
    EXPECT_EQ(out, home);
  }
  const LineFields unit{"ANA", "", "LOPEZ", "", "", "PSC 802", "BOX 74", "", "APO", "AE", "09499"};
  EXPECT_EQ(after(EditKind::kMilitaryForm, 0, unit).unit, "BOX #74");
  EXPECT_EQ(after(EditKind::kMilitaryForm, 1, unit).street, "PSC 802, BOX 74");
  EXPECT_EQ(after(EditKind::kMilitaryForm, 2, unit).street, "PSC 802 BOX 74");
  LineFields nowhere = unit;
  EXPECT_FALSE(apply(tables(), {EditKind::kZipDropped, 0}, nowhere)) << "APO, AE alone is nowhere";
}

TEST(edits, of_boxes_on_routes_and_at_agencies_say_what_people_write) {
  const LineFields route{"ANA", "", "LOPEZ", "", "", "RR 4", "BOX 12", "", "SALEM", "OH", "44460"};
  LineFields out = route;
  EXPECT_TRUE(apply(tables(), {EditKind::kRouteHouse, 23}, out));
  EXPECT_EQ(out.house, "123");
  EXPECT_EQ(out.street, "RR 4");
  EXPECT_EQ(out.unit, "BOX 12");
  EXPECT_FALSE(apply(tables(), {EditKind::kRouteHouse, 23}, out)) << "it has a number";
  LineFields agency{"ANA", "", "LOPEZ", "", "12", "OAK ST", "PMB 120", "", "SALEM", "OH", "44460"};
  EXPECT_FALSE(apply(tables(), {EditKind::kRouteHouse, 23}, agency));
  EXPECT_TRUE(apply(tables(), {EditKind::kDesignator, 2}, agency));
  EXPECT_EQ(agency.unit, "# 120");
}

TEST(edits, put_a_generation_elsewhere_contradict_it_or_make_it_unreadable) {
  const auto after = [](EditKind kind, std::uint32_t draw, const char* middle, const char* suffix) {
    LineFields out{"JOHN", middle, "REED", suffix, "12", "OAK ST", "", "", "SALEM", "OH", "44460"};
    return apply(tables(), {kind, draw}, out) ? out.first + "|" + out.middle + "|" + out.last + "|" + out.suffix : std::string("none");
  };
  EXPECT_EQ(after(EditKind::kSuffixInMiddle, 0, "", "JR"), "JOHN|JR|REED|");
  EXPECT_EQ(after(EditKind::kSuffixInMiddle, 0, "Q", "JR"), "none") << "the field is taken";
  EXPECT_EQ(after(EditKind::kSuffixInMiddle, 0, "", ""), "none");
  EXPECT_EQ(after(EditKind::kSuffixContradicted, 0, "", "JR."), "JOHN|SR|REED|JR.");
  EXPECT_EQ(after(EditKind::kSuffixContradicted, 0, "Q", "SENIOR"), "JOHN|Q|REED JR|SENIOR");
  EXPECT_EQ(after(EditKind::kSuffixUnread, 1, "", "SR"), "JOHN||REED|6TH");
  EXPECT_EQ(after(EditKind::kTwoPeople, 0, "", ""), "JOHN AND MARY||REED|");
  EXPECT_EQ(after(EditKind::kTwoPeople, 5, "", ""), "JOHN & LINDA||REED|") << "never one name twice";
  EXPECT_EQ(after(EditKind::kMiddleUsed, 0, "JOHN", ""), "none") << "his name all the same";
}

TEST(edits, write_a_name_in_its_own_letters_and_a_placeholder_behind_a_number) {
  LineFields out{"HUSAYN", "", "REED", "", "12", "OAK ST", "", "", "SALEM", "OH", "44460"};
  EXPECT_TRUE(apply(tables(), {EditKind::kNative, 0}, out));
  EXPECT_EQ(out.first, "\u062D\u0633\u064A\u0646");
  EXPECT_FALSE(apply(tables(), {EditKind::kNative, 0}, out));
  std::set<std::string> housed;
  for (std::uint32_t draw = 0; draw < 200; ++draw) {
    LineFields line = out;
    EXPECT_TRUE(apply(tables(), {EditKind::kPlaceholder, draw}, line));
    if (!line.house.empty()) housed.insert(line.house + " " + line.street);
  }
  EXPECT_TRUE(housed.contains("12 UNKNOWN ST"));
  EXPECT_TRUE(housed.contains("1 GENERAL DELIVERY"));
}

TEST(edits, say_a_city_by_another_of_its_names) {
  const auto after = [](const char* city, const char* state, std::uint32_t draw, const char* zip = "00000") {
    LineFields out{"ANA", "", "LOPEZ", "", "12", "OAK ST", "", "", city, state, zip};
    return apply(tables(), {EditKind::kCityAlias, draw}, out) ? out.city : std::string("none");
  };
  EXPECT_EQ(after("FORT WORTH", "TX", 0), "FT WORTH");
  EXPECT_EQ(after("SAINT LOUIS", "MO", 0), "ST LOUIS");
  EXPECT_EQ(after("NEW YORK", "NY", 0), "MANHATTAN");
  EXPECT_EQ(after("NEW YORK", "NY", 2), "NYC");
  EXPECT_EQ(after("BRONX", "NY", 5), "NEW YORK");
  EXPECT_EQ(after("NEW YORK", "TX", 0), "none");
  EXPECT_EQ(after("SALEM", "OH", 0), "none");
  EXPECT_EQ(after("DALLAS", "TX", 0, "75205-1234"), "HIGHLAND PARK");
  EXPECT_EQ(after("DALLAS", "TX", 0, "75201"), "none") << "a name of some ZIPs only";
  std::set<std::array<std::string_view, 3>> cities;
  for (const Zip& zip : tables().zips) cities.insert({zip.state, zip.city, zip.zip}), cities.insert({zip.state, zip.city, ""});
  for (const CityAlias& row : tables().city_aliases)
    for (std::size_t from = 0; from <= row.zips.size(); from += 6) EXPECT_TRUE(cities.contains({row.state, row.city, row.zips.substr(from, 5)})) << row.alias;
}

TEST(edits, are_logged_and_read_back) {
  const std::vector<Edit> edits = {{EditKind::kNickname, 7}, {EditKind::kTitleCase, 4294967295}};
  RowText out;
  out.room(edits.size() * kEditTextMax);
  put_edits(out, edits.data(), edits.size());
  const std::string text(out.view());
  EXPECT_EQ(text, "first:nickname:7;all:title_case:4294967295");
  EXPECT_EQ(*parse_edits(text), edits);
  EXPECT_TRUE(parse_edits("")->empty());
  for (const char* wrong : {"first:nickname", "first:nickname:x", "first:nothing:1", "first:nickname:4294967296", ";"})
    EXPECT_FALSE(parse_edits(wrong).ok()) << wrong;
}

TEST(typing, finds_the_longest_word_of_letters) {
  EXPECT_EQ(longest_word("N 5TH OAKRIDGE ST", 4).from, 6U);
  EXPECT_EQ(longest_word("N 5TH ST", 4).size, 0U);
}

}  // namespace
}  // namespace cs::population
