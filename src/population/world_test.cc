#include "population/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "population/people_csv.h"
#include "population/quotas.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_given_cohorts)
CS_EMBEDDED_TABLE(population_given_names)

const Date kToday = Date::civil(2026, 9, 1);

std::uint32_t rank_of(std::string_view zip) {
  for (std::uint32_t rank = 0; rank < tables().zips.size(); ++rank)
    if (tables().zips[rank].zip == zip) return rank;
  return 0;
}

TEST(world, of_a_larger_quota_begins_with_the_same_households) {
  const Prf prf(4);
  const PersonIds ids(prf);
  const std::uint32_t zip = rank_of("60629");
  const World small(tables(), prf, zip, {200, false}, kToday), large(tables(), prf, zip, {900, false}, kToday);
  EXPECT_EQ(small.registered().size(), 200U);
  EXPECT_EQ(large.registered().size(), 900U);
  const std::string rows(people_rows(small, tables(), ids).text.view());
  const std::string more(people_rows(large, tables(), ids).text.view());
  const std::size_t last_home_from = rows.rfind(place_text(small, small.homes().back()).house);
  ASSERT_NE(last_home_from, std::string::npos);
  const std::size_t whole = rows.rfind('\n', rows.size() * 9 / 10) + 1;
  EXPECT_EQ(rows.substr(0, whole), more.substr(0, whole));
}

TEST(world, has_every_delivery_point_once) {
  const Prf prf(4);
  const World world(tables(), prf, rank_of("79936"), {6'000, false}, kToday);
  std::set<std::string> places, forms;
  for (const Home& home : world.homes()) {
    const PlaceText place = place_text(world, home);
    if (home.kind == HomeKind::kGeneralDelivery) continue;  // the whole ZIP's
    EXPECT_TRUE(places.insert(place.house + "|" + place.street + "|" + place.unit + "|" + place.po_box).second) << place.street;
  }
  for (const Street& street : world.town().streets()) EXPECT_TRUE(forms.insert(street.short_form).second) << street.short_form;
  EXPECT_GT(world.former_stays().size(), 100U);
  for (const FormerStay& stay : world.former_stays()) {
    EXPECT_LT(stay.from, stay.to);
    EXPECT_LT(stay.to, world.residences()[world.people()[stay.person].home].since);
    EXPECT_LT(stay.to, world.residences()[stay.home].since) << "who came after came after";
  }
}

TEST(world, around_milwaukee_numbers_some_houses_by_the_grid) {
  const Prf prf(4);
  const World world(tables(), prf, rank_of("53072"), {1'000, false}, kToday);
  std::size_t houses = 0, by_grid = 0;
  for (const Home& home : world.homes()) {
    if (home.kind != HomeKind::kHouse) continue;
    ++houses;
    if (home.house_form != HouseForm::kWisconsin) continue;
    ++by_grid;
    const std::string house = house_text(home);
    EXPECT_TRUE((house[0] == 'N' || house[0] == 'S') && house.find('W') != std::string::npos && house.find('W') >= 2 && house.size() - house.find('W') == 6) << house;
  }
  EXPECT_NEAR(static_cast<double>(by_grid), static_cast<double>(houses) * 0.4, static_cast<double>(houses) * 0.08);
}

TEST(world, of_puerto_rico_has_streets_of_one_name_in_several_urbanizations) {
  const Prf prf(4);
  const World world(tables(), prf, rank_of("00926"), {6'000, false}, kToday);
  const std::vector<Street>& streets = world.town().streets();
  std::set<std::string> places;
  std::map<std::string, std::set<std::string>> urbanizations_of;
  std::size_t urbanized = 0;
  for (const Street& street : streets) {
    EXPECT_TRUE(street.base.starts_with("CALLE ") || street.base.starts_with("AVE ")) << street.base;
    if (street.urbanization.empty()) continue;
    ++urbanized;
    EXPECT_TRUE(urbanizations_of[street.base].insert(street.urbanization).second) << street.base;
  }
  EXPECT_NEAR(static_cast<double>(urbanized), static_cast<double>(streets.size()) * 0.65, static_cast<double>(streets.size()) * 0.25);
  EXPECT_GT(std::count_if(urbanizations_of.begin(), urbanizations_of.end(), [](const auto& entry) { return entry.second.size() > 1; }), 3);
  std::size_t blocks = 0;
  for (const Home& home : world.homes()) {
    if (home.kind == HomeKind::kGeneralDelivery) continue;
    const PlaceText place = place_text(world, home);
    EXPECT_TRUE(places.insert(place.house + "|" + place.street + "|" + place.unit + "|" + place.po_box).second) << place.street;
    const bool in_one = is_on_street(home.kind) && !streets[home.street].urbanization.empty();
    EXPECT_EQ(in_one, place.unit.starts_with("URB ")) << place.unit;
    blocks += home.house_form == HouseForm::kBlock ? 1U : 0U;
  }
  EXPECT_GT(blocks, 200U);
}

TEST(world, of_a_military_zip_has_boxes_of_units_and_nothing_else) {
  const Prf prf(4);
  std::set<std::string> words;
  for (const char* zip : {"09001", "96269"}) {
    const std::uint32_t rank = rank_of(zip);
    ASSERT_EQ(tables().zips[rank].region, Region::kMilitary) << zip;
    const World world(tables(), prf, rank, {2'000, false}, kToday);
    std::set<std::string> places;
    for (const Home& home : world.homes()) {
      const PlaceText place = place_text(world, home);
      EXPECT_TRUE(places.insert(place.street + " " + place.unit).second) << place.street;
      EXPECT_EQ(place.house + place.po_box, "");
      EXPECT_EQ(place.unit.find("BOX "), 0U);
      words.insert(place.street.substr(0, place.street.find(' ')));
    }
    EXPECT_TRUE(world.town().streets().empty());
  }
  EXPECT_EQ(words, (std::set<std::string>{"CMR", "PSC", "UNIT"}));
}

// The design's shares of homes, and of people where many share an address.
TEST(world, has_homes_of_every_kind_in_their_shares) {
  const Prf prf(4);
  std::array<std::size_t, 9> homes{};
  std::size_t all = 0, people = 0, crowded = 0;
  for (const char* zip : {"60629", "79936", "90011", "10467", "30044", "77449", "48336", "55106", "22193", "98052"}) {
    const World world(tables(), prf, rank_of(zip), {9'000, false}, kToday);
    for (std::size_t i = 0; i < world.homes().size(); ++i) {
      ++homes[static_cast<std::size_t>(world.homes()[i].kind)];
      const Residence& residence = world.residences()[i];
      people += residence.registered;
      const bool crowd = world.homes()[i].kind == HomeKind::kShelter;
      crowded += crowd ? residence.registered : 0;
      EXPECT_EQ(crowd, residence.size > 7) << residence.size;
      EXPECT_LE(residence.size, 90U);
    }
    all += world.homes().size();
  }
  const auto permille = [&](HomeKind kind) { return 1000.0 * static_cast<double>(homes[static_cast<std::size_t>(kind)]) / static_cast<double>(all); };
  EXPECT_NEAR(permille(HomeKind::kHouse), 680, 35);
  EXPECT_NEAR(permille(HomeKind::kApartment), 240, 35);
  EXPECT_NEAR(permille(HomeKind::kLot), 30, 9);
  EXPECT_NEAR(permille(HomeKind::kPoBox), 30, 4);
  EXPECT_NEAR(permille(HomeKind::kRural), 8, 2);
  EXPECT_NEAR(permille(HomeKind::kPrivateBox), 2, 2);
  EXPECT_NEAR(permille(HomeKind::kGeneralDelivery), 1, 0.8);
  EXPECT_EQ(permille(HomeKind::kMilitary), 0);
  EXPECT_NEAR(1000.0 * static_cast<double>(crowded) / static_cast<double>(people), 4, 3);
}

// Chi-square of sizes 1 to 7 (p = 1e-4 of 6 degrees of freedom); units of a building are log-normal, 199 at most, with median 12.
TEST(world, has_households_and_buildings_of_the_sizes_that_are_assumed) {
  const Prf prf(5);
  const Assumed& a = tables().assumed;
  const std::array<std::uint32_t, 7> shares = {a.household_size_1, a.household_size_2, a.household_size_3, a.household_size_4, a.household_size_5, a.household_size_6, a.household_size_7};
  std::array<double, 7> seen{};
  std::vector<std::uint32_t> units;
  double all = 0;
  for (const char* zip : {"60629", "79936", "90011", "10467", "30044"}) {
    const World world(tables(), prf, rank_of(zip), {9'000, false}, kToday);
    std::map<std::uint32_t, std::uint32_t> of_building;
    for (std::size_t i = 0; i < world.homes().size(); ++i) {
      if (world.homes()[i].kind == HomeKind::kApartment) ++of_building[world.homes()[i].building];
      if (world.homes()[i].kind == HomeKind::kShelter) continue;
      ++seen.at(world.residences()[i].size - 1);
      ++all;
    }
    if (!of_building.empty()) of_building.erase(std::prev(of_building.end()));  // perhaps not yet full
    for (const auto& [building, count] : of_building) units.push_back(count);
  }
  double chi_square = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const double mean = all * shares[i] / 100;
    chi_square += (seen[i] - mean) * (seen[i] - mean) / mean;
  }
  EXPECT_LT(chi_square, 27.86);
  ASSERT_GT(units.size(), 200U);
  std::sort(units.begin(), units.end());
  EXPECT_NEAR(units[units.size() / 2], 12, 3);
  EXPECT_LE(units.back(), 199U);
  EXPECT_GT(units.back(), 90U);
}

TEST(zips, of_puerto_rico_and_the_military_have_their_shares_of_all_people) {
  std::array<std::uint64_t, 3> people{};
  for (const Zip& zip : tables().zips) people[static_cast<std::size_t>(zip.region)] += zip.people;
  EXPECT_EQ(people[0] + people[1], 312'462'997U) << "as counted in 2010, and derived for Puerto Rico";
  EXPECT_EQ(people[1], 3'723'066U);
  EXPECT_EQ(people[2], 65U * 24'000U) << "0.5 %";
  EXPECT_LE(tables().zips.size() * std::uint64_t{kSlotsPerZip}, 10'000'000'000U);
}

TEST(world, has_families_namesakes_and_fathers_with_sons_of_one_name) {
  const Prf prf(4);
  const World world(tables(), prf, rank_of("79936"), {20'000, false}, kToday);
  std::uint32_t couples = 0, shared = 0, juniors = 0, two_surnames = 0, hispanic = 0;
  std::map<std::string, int> names;
  for (const Residence& residence : world.residences()) {
    const Person& head = world.people()[residence.first];
    ++names[std::string(head.given) + " " + head.surnames()];
    if (residence.size < 2) continue;
    const Person& second = world.people()[residence.first + 1];
    if (second.role != Role::kSpouse || !head.family2.empty() || !second.family2.empty()) continue;
    ++couples;
    shared += second.family == head.family ? 1U : 0U;
  }
  for (const Person& person : world.people()) {
    juniors += person.suffix == Suffix::kJunior ? 1U : 0U;
    hispanic += person.group == Group::kHispanic ? 1U : 0U;
    two_surnames += person.family2.empty() ? 0U : 1U;
    EXPECT_TRUE(person.adult || !person.registered);
  }
  EXPECT_GT(couples, 1'000U);
  EXPECT_NEAR(static_cast<double>(shared), couples * 0.8, couples * 0.05);
  EXPECT_GT(juniors, 20U);
  EXPECT_NEAR(static_cast<double>(two_surnames), hispanic * 0.6, hispanic * 0.08);
  EXPECT_FALSE(world.lone_same_names().empty());
  EXPECT_GT(std::count_if(names.begin(), names.end(), [](const auto& entry) { return entry.second > 1; }), 50);
}

// 0.8 % of registered people have died without the register's knowledge, most of them of late, none more than two years ago.
TEST(world, has_dead_people_whose_row_still_stands) {
  const World world(tables(), Prf(6), rank_of("60629"), {40'000, false}, kToday);
  std::uint32_t dead = 0, of_the_last_year = 0;
  for (const Person& person : world.people()) {
    if (person.died_days_ago == 0) continue;
    EXPECT_TRUE(person.registered);
    EXPECT_LE(person.died_days_ago, 730);
    ++dead;
    of_the_last_year += person.died_days_ago <= 365 ? 1U : 0U;
  }
  EXPECT_NEAR(dead, 320, 5 * 18);
  EXPECT_NEAR(of_the_last_year, dead * 0.75, 5 * 8);
}

TEST(names, that_are_invented_are_on_no_list) {
  const Prf prf(5);
  Draws draws(prf, Stream::kHome, 1);
  std::set<std::string> drawn;
  std::array<InventedName, 8> eight;
  for (std::size_t i = 0; i < 30'000; ++i) {
    if (i % 16 == 8) tables().invented_surname.draw_all(draws, eight);
    const InventedName invented = i % 16 < 8 ? tables().invented_surname.draw(draws) : eight[i % 8];
    const std::string name(invented.letters.data(), invented.size);
    if (name.empty() && i % 16 >= 8) continue;  // one of eight tries that was a listed name
    EXPECT_TRUE(name.size() >= 4 && name.size() <= 11) << name;
    EXPECT_EQ(name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << name;
    EXPECT_FALSE(tables().is_listed_surname(name)) << name;
    drawn.insert(name);
  }
  EXPECT_GT(drawn.size(), 15'000U) << "nearly unique";
}

TEST(names, in_store_are_those_of_the_draws_of_their_zip_and_group) {
  const Prf prf(5);
  Draws none(prf, Stream::kHome, 1);
  NameSource one(tables(), prf, 7), two(tables(), prf, 7), elsewhere(tables(), prf, 8);
  const Origin white{Group::kWhite, Culture::kNone}, black{Group::kBlack, Culture::kNone};
  std::size_t same = 0;
  for (int i = 0; i < 500; ++i) {
    for (int other = i % 3; other > 0; --other) two.surname(black, none);  // what others take moves nothing
    const std::string_view name = one.surname(white, none);
    EXPECT_TRUE(two.surname(white, none) == name || !tables().is_listed_surname(name)) << "all groups share the invented names";
    same += elsewhere.surname(white, none) == name ? 1U : 0U;
  }
  EXPECT_LT(same, 50U);
  EXPECT_EQ(none.next(), Draws(prf, Stream::kHome, 1).next()) << "the caller's draws are left alone";
}

// Chi-square of the 20 commonest names of a cell and all the others together, against count x share x odds of the tables' own text.
TEST(names, given_to_a_sex_and_five_years_are_those_of_its_births) {
  constexpr std::size_t kWhite = 0, kPicks = 40'000;
  std::map<std::string_view, std::array<std::array<std::uint64_t, kCohorts>, 2>> odds;
  for (TableRows rows(embedded_population_given_cohorts()); rows.next();) {
    std::uint64_t number = 0;
    std::size_t cohort = (rows.number(2) - 1925) / 5;
    for (const char c : std::string(rows.text(3)) + "/") {
      if (c != '/') number = number * 10 + static_cast<std::uint64_t>(c - '0');
      else odds[rows.text(0)][rows.text(1) == "m" ? 1 : 0].at(cohort++) = std::exchange(number, 0);
    }
  }
  for (const std::size_t sex : {0U, 1U}) {
    for (std::size_t cohort = 0; cohort < kCohorts; cohort += 2) {
      std::vector<std::pair<std::uint64_t, std::uint32_t>> expected;  // weight, index among the names
      std::uint64_t whole = 0, head = 0;
      std::uint32_t index = 0;
      for (TableRows rows(embedded_population_given_names()); rows.next(); ++index) {
        const auto found = odds.find(rows.text(0));
        if (found == odds.end()) continue;  // some hundred rare ones, born as all are
        expected.emplace_back(std::uint64_t{rows.number(1)} * rows.number(2) * found->second[sex][cohort], index);
        whole += expected.back().first;
      }
      std::sort(expected.rbegin(), expected.rend());
      expected.resize(20);
      std::map<std::uint32_t, double> seen;
      Draws draws(Prf(6), Stream::kHome, cohort * 2 + sex);
      std::size_t listed = 0;
      while (listed < kPicks) {
        const std::uint32_t name = tables().given.pick(GivenNames::cell(kWhite, sex, cohort), draws);
        if (name != 0) ++listed, ++seen[name - 1];
      }
      double chi_square = 0, rest = static_cast<double>(kPicks);
      for (const auto& [weight, name] : expected) {
        const double mean = static_cast<double>(weight) * kPicks / static_cast<double>(whole);
        chi_square += (seen[name] - mean) * (seen[name] - mean) / mean;
        head += weight;
        rest -= seen[name];
      }
      const double mean = static_cast<double>(whole - head) * kPicks / static_cast<double>(whole);
      chi_square += (rest - mean) * (rest - mean) / mean;
      EXPECT_LT(chi_square, 52.4) << "sex " << sex << ", cohort " << cohort;  // p = 1e-4 of 20 degrees of freedom
    }
  }
}

TEST(names, of_a_cohort_begin_and_end_with_its_years) {
  EXPECT_EQ(cohort_of(Date::civil(1890, 1, 1)), 0U);
  EXPECT_EQ(cohort_of(Date::civil(1929, 12, 31)), 0U);
  EXPECT_EQ(cohort_of(Date::civil(1930, 1, 1)), 1U);
  EXPECT_EQ(cohort_of(Date::civil(2014, 12, 31)), 17U);
  EXPECT_EQ(cohort_of(Date::civil(2015, 1, 1)), 18U);
  EXPECT_EQ(cohort_of(Date::civil(2026, 9, 1)), 18U);
}

// Of a million people all but a known share bear a listed name, those of other languages included.
TEST(names, of_a_world_are_listed_as_often_as_the_lists_say) {
  const Prf prf(4);
  std::uint32_t people = 0, surnames = 0, given_names = 0;
  for (const char* zip : {"60629", "79936", "90011", "10467", "30044", "77449", "48336", "55106", "22193", "98052"}) {
    const World world(tables(), prf, rank_of(zip), {4'000, false}, kToday);
    for (const Residence& residence : world.residences()) {
      const Person& head = world.people()[residence.first];
      ++people;
      surnames += tables().is_listed_surname(head.family) ? 1U : 0U;
      given_names += tables().is_listed_given(head.given) ? 1U : 0U;
    }
  }
  EXPECT_NEAR(100.0 * surnames / people, 72.7, 2.0);
  EXPECT_NEAR(100.0 * given_names / people, 88.3, 2.0);
}

TEST(row_text, writes_numbers_and_dates_as_the_slow_way_does) {
  for (std::int32_t days = -30'000; days < 84'000; days += 17) {
    RowText text;
    text.room(64);
    text.put_date({days});
    EXPECT_EQ(text.view(), Date{days}.text());
    EXPECT_EQ(year_of({days}), Date{days}.year());
  }
  for (const std::uint32_t number : {0U, 9U, 10U, 99U, 100U, 12'345U, UINT32_MAX}) {
    RowText text;
    text.room(64);
    text.put_decimal(number);
    text.put_ten_digits('P', number);
    const std::string digits = std::to_string(number);
    EXPECT_EQ(text.view(), digits + "P" + std::string(10 - digits.size(), '0') + digits);
  }
}

TEST(quotas, share_out_gives_everything_and_the_largest_remainder_first) {
  EXPECT_EQ(share_out(10, {1, 1, 1}), (std::vector<std::uint64_t>{4, 3, 3}));
  EXPECT_EQ(share_out(7, {5, 3, 2}), (std::vector<std::uint64_t>{4, 2, 1}));
  EXPECT_EQ(share_out(0, {5, 3}), (std::vector<std::uint64_t>{0, 0}));
  const auto shares = share_out(160'000'000, std::vector<std::uint64_t>(32'000, 7));
  EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::uint64_t{0}), 160'000'000U);
}

TEST(quotas, zips_of_a_small_population_are_among_those_of_a_larger_one) {
  const Prf prf(8);
  const auto few = choose_zips(tables(), prf, 40), more = choose_zips(tables(), prf, 400), all = choose_zips(tables(), prf, tables().zips.size());
  EXPECT_EQ(few.size(), 40U);
  EXPECT_TRUE(std::is_sorted(more.begin(), more.end()));
  EXPECT_TRUE(std::includes(more.begin(), more.end(), few.begin(), few.end()));
  EXPECT_EQ(all.size(), tables().zips.size());
}

TEST(ids, of_people_are_ten_digits_and_differ) {
  const Prf prf(8);
  const PersonIds ids(prf);
  std::set<std::uint64_t> seen;
  for (std::uint32_t zip = 0; zip < 20; ++zip)
    for (std::uint32_t slot = 0; slot < 500; ++slot) EXPECT_TRUE(seen.insert(ids.of(zip * 1'000, slot)).second);
  EXPECT_LT(*seen.rbegin(), 10'000'000'000U);
}

}  // namespace
}  // namespace cs::population
