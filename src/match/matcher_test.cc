#include "match/matcher.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "match/test_queries.h"
#include "register/test_world.h"

namespace cs::match {
namespace {

using test::Asked;
using test::plain_digest;
using test::query_of;

struct World {
  registry::test::TemporaryDirectory home;
  std::optional<Matcher> matcher;

  explicit World(const std::vector<std::string>& rows) {
    registry::BuildOptions options;
    options.allow_empty = true;
    options.rejected_max_ppm = 1'000'000;
    options.as_of = Date::parse("2026-09-01").value();
    const auto built = registry::test::build_rows(home.path(), rows, options);
    CS_CHECK(built.ok() && built->end == registry::BuildEnd::kPublished, "a test's register can be built");
    auto opened = Matcher::open(registry::test::register_of(home.path()), std::nullopt, true);
    CS_CHECK(opened.ok(), "a test's register can be opened");
    matcher = std::move(opened).value();
  }
  Outcome ask(const Query& query, const ProtectedKeys& protected_keys = {}) const {
    return matcher->match({query}, plain_digest, protected_keys, 1).front();
  }
  Outcome ask(const Asked& asked) const { return ask(query_of(asked)); }
};

const Asked kMaria{"MARIA", "", "LOPEZ", "", "12 OAK ST APT 4", "SALEM", "OH", "44460"};
const std::string kMariaRow = "k1,MARIA,,LOPEZ,,12,OAK ST,APT 4,,SALEM,OH,44460,,,";

TEST(matcher, verifies_a_person_on_record_at_the_address) {
  const World world({kMariaRow, "k2,JOSE,,LOPEZ,,12,OAK ST,APT 4,,SALEM,OH,44460,,,"});
  const Outcome outcome = world.ask(kMaria);
  EXPECT_EQ(outcome.decision, Decision::kVerified);
  EXPECT_EQ(outcome.identity, Level::kAgree);
  EXPECT_EQ(outcome.address, Level::kAgree);
  EXPECT_EQ(outcome.rivals, 0);
  ASSERT_EQ(outcome.subject_keys.size(), 1U);
  EXPECT_EQ(outcome.subject_keys[0], plain_digest("k1"));
  EXPECT_NE(outcome.record_digest, Digest{});
}

TEST(matcher, verifies_nobody_in_an_empty_register) {
  const World world({});
  EXPECT_EQ(world.ask(kMaria), Outcome{});
  EXPECT_EQ(world.matcher->generation().records, 0U);
}

struct Case {
  const char* what;
  std::vector<std::string> rows;
  Asked asked;
  Decision expected;
};

TEST(matcher, M1_decides_by_both_judgments_and_by_who_else_fits) {
  const std::string at = ",12,OAK ST,,,SALEM,OH,44460,,,";
  const Asked john{"JOHN", "", "SMITH", "", "12 OAK ST", "SALEM", "OH", "44460"};
  const auto with = [&](auto change) { Asked out = john; change(out); return out; };
  const std::vector<Case> cases = {
      {"somebody else lives there", {"k1,ANNA,,JONES," + at}, john, Decision::kNotVerified},
      {"lives elsewhere in the ZIP", {"k1,JOHN,,SMITH,,77,OAK ST,,,SALEM,OH,44460,,,"}, john, Decision::kNotVerified},
      {"lives one digit away, and nobody at the line's number", {"k1,JOHN,,SMITH,,13,OAK ST,,,SALEM,OH,44460,,,"}, john, Decision::kReview},
      {"lives next door", {"k1,JOHN,,SMITH,,13,OAK ST,,,SALEM,OH,44460,,,", "k2,ANNA,,JONES," + at}, john, Decision::kNotVerified},
      {"the row has no house", {"k1,JOHN,,SMITH,,,OAK ST,,,SALEM,OH,44460,,,"}, john, Decision::kReview},
      {"the row has no street", {"k1,JOHN,,SMITH,,12,,,,SALEM,OH,44460,,,"}, john, Decision::kReview},
      {"a namesake at the address", {"k1,JOHN,,SMITH," + at, "k2,JOHN,,SMITH," + at}, john, Decision::kReview},
      {"one person on two rows", {"k1,JOHN,,SMITH," + at, "k1,JOHN,A,SMITH," + at}, john, Decision::kVerified},
      {"father and son on file", {"k1,JOHN,,SMITH," + at, "k2,JOHN,,SMITH,JR" + at}, john, Decision::kReview},
      {"father and son on file, the son's name with a slip", {"k1,JOHN,,ANDERSON," + at, "k2,JOHN,,ANDETSON,JR" + at},
       with([](Asked& a) { a.family = "ANDERSON"; }), Decision::kReview},
      {"two of one name on file, one of them with a slip", {"k1,MARCELLA,,ANDERSON," + at, "k2,MARCELKA,,ANDERSON," + at},
       with([](Asked& a) { a.given = "MARCELLA", a.family = "ANDERSON"; }), Decision::kReview},
      {"a row with two slips is somebody else's", {"k1,MARCELLA,,ANDERSON," + at, "k2,MARCELKA,,ANDETSON," + at},
       with([](Asked& a) { a.given = "MARCELLA", a.family = "ANDERSON"; }), Decision::kVerified},
      {"a row with a slip that lacks the line's middle initial is no rival", {"k1,JOHN,A,ANDERSON," + at, "k2,JOHN,,ANDETSON," + at},
       with([](Asked& a) { a.middle = "A", a.family = "ANDERSON"; }), Decision::kVerified},
      {"a brother called by another form of the name is no rival", {"k1,JOHN,,ANDERSON," + at, "k2,JACK,,ANDERSON," + at},
       with([](Asked& a) { a.family = "ANDERSON"; }), Decision::kVerified},
      {"half of a given name and half of a surname", {"k1,XIAO HONG,,XIAO," + at},
       with([](Asked& a) { a.given = "XIAO", a.family = "XIAO MING"; }), Decision::kReview},
      {"half of a given name with a slip", {"k1,XIAO HONG,,SHEN," + at},
       with([](Asked& a) { a.given = "ZIAO", a.family = "SHEN"; }), Decision::kReview},
      {"half of a given name alone", {"k1,XIAO HONG,,SHEN," + at},
       with([](Asked& a) { a.given = "XIAO", a.family = "SHEN"; }), Decision::kReview},
      {"ABDUL alone, of ABDUL RAHMAN", {"k1,ABDUL,RAHMAN,KHAN," + at}, with([](Asked& a) { a.given = "ABDUL", a.family = "KHAN"; }), Decision::kReview},
      {"ABDUL RAHMAN, of ABDUL alone", {"k1,ABDUL,,KHAN," + at},
       with([](Asked& a) { a.given = "ABDUL", a.middle = "RAHMAN", a.family = "KHAN"; }), Decision::kReview},
      {"ABDUL RAHMAN however it was put into fields", {"k1,ABDUL RAHMAN,,KHAN," + at},
       with([](Asked& a) { a.given = "ABDUL", a.middle = "RAHMAN", a.family = "KHAN"; }), Decision::kVerified},
      {"a suffix on file that nobody reads", {"k1,JOHN,,SMITH,VI" + at}, john, Decision::kReview},
      {"a row of two people", {"k1,JOHN AND MARY,,SMITH," + at}, john, Decision::kReview},
      {"the middle initial tells them apart", {"k1,JOHN,A,SMITH," + at, "k2,JOHN,,SMITH," + at},
       with([](Asked& a) { a.middle = "A"; }), Decision::kVerified},
      {"an initial that both may have", {"k1,JOHN,ALAN,SMITH," + at, "k2,JOHN,A,SMITH," + at},
       with([](Asked& a) { a.middle = "A"; }), Decision::kReview},
      {"a middle name that one says whole", {"k1,JOHN,ALAN,SMITH," + at, "k2,JOHN,A,SMITH," + at},
       with([](Asked& a) { a.middle = "ALAN"; }), Decision::kVerified},
      {"a namesake behind another door is no rival of a line with its door",
       {"k1,JOHN,,SMITH,,12,OAK ST,APT 1,,SALEM,OH,44460,,,", "k2,JOHN,,SMITH,,12,OAK ST,APT 2,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK ST APT 1"; }), Decision::kVerified},
      {"the unit is on one side only", {"k1,JOHN,,SMITH,,12,OAK ST,APT 1,,SALEM,OH,44460,,,"}, john, Decision::kReview},
      {"the period has ended", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44460,,2020-12-31,"}, john, Decision::kNotVerified},
      {"the period is open", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44460,2020-12-31,,"}, john, Decision::kVerified},
      {"the period begins behind the generation's date", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44460,2026-09-02,,"}, john, Decision::kNotVerified},
      {"the period begins on the generation's date", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44460,2026-09-01,,"}, john, Decision::kVerified},
      {"an alias", {"k1,JAN,,KOWALSKI," + at, "k1,JOHN,,SMITH,,,,,,,,,,,alias"}, john, Decision::kVerified},
      {"a former name", {"k1,JOHN,,KOWALSKI," + at, "k1,JOHN,,SMITH,,,,,,,,,,,former"}, john, Decision::kVerified},
      {"a former name and a nickname are two soft differences", {"k1,JOHN,,KOWALSKI," + at, "k1,ROBERT,,SMITH,,,,,,,,,,,former"},
       with([](Asked& a) { a.given = "BOB"; }), Decision::kReview},
      {"the type is absent and only one street can be meant", {"k1,JOHN,,SMITH," + at},
       with([](Asked& a) { a.street = "12 OAK"; }), Decision::kVerified},
      {"the row has no type, and the line's street with it has one address", {"k1,JOHN,,SMITH,,12,OAK,,,SALEM,OH,44460,,,", "k2,ANNA,,JONES,,99,OAK AVE,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK AVE"; }), Decision::kVerified},
      {"the row has no type, and the line's street is known with it",
       {"k1,JOHN,,SMITH,,12,OAK,,,SALEM,OH,44460,,,", "k2,ANNA,,JONES,,99,OAK AVE,,,SALEM,OH,44460,,,", "k3,ANNA,,JONES,,98,OAK AVE,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK AVE"; }), Decision::kReview},
      {"the type is absent and two streets can be meant", {"k1,JOHN,,SMITH," + at, "k2,ANNA,,JONES,,99,OAK AVE,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK"; }), Decision::kReview},
      {"the type is another that is not known", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.street = "12 OAK AVE"; }),
          Decision::kReview},
      {"the type is another that one address has", {"k1,JOHN,,SMITH," + at, "k2,ANNA,,JONES,,99,OAK AVE,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK AVE"; }), Decision::kReview},
      {"the type is another that is known",
       {"k1,JOHN,,SMITH," + at, "k2,ANNA,,JONES,,99,OAK AVE,,,SALEM,OH,44460,,,", "k3,ANNA,,JONES,,98,OAK AVE,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK AVE"; }), Decision::kNotVerified},
      {"no ZIP, one ZIP of the city has the street and house", {"k1,JOHN,,SMITH," + at},
       with([](Asked& a) { a.zip = ""; }), Decision::kVerified},
      {"no ZIP, two ZIPs of the city have them", {"k1,JOHN,,SMITH," + at, "k2,ANNA,,JONES,,12,OAK ST,,,SALEM,OH,44461,,,"},
       with([](Asked& a) { a.zip = ""; }), Decision::kReview},
      {"the ZIP is a slip", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.zip = "44406"; }), Decision::kVerified},
      {"the ZIP is another and nobody's", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.zip = "44499"; }), Decision::kVerified},
      {"the ZIP is that of another state", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.zip = "90210"; }), Decision::kReview},
      {"the ZIP is no ZIP", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.zip = "00000"; }), Decision::kReview},
      {"the ZIP is that of another city of the state", {"k1,JOHN,,SMITH," + at}, with([](Asked& a) { a.zip = "44432"; }), Decision::kReview},
      {"a near street here, and the line's own street in the next ZIP of the city, for two people",
       {"k1,JOHN,,SMITH,,12,OAKS ST,,,SALEM,OH,44460,,,", "k2,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44461,,,"}, john, Decision::kReview},
      {"the same, for one person",
       {"k1,JOHN,,SMITH,,12,OAKS ST,,,SALEM,OH,44460,,,", "k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,44461,,,"}, john, Decision::kVerified},
      {"a near street here, and somebody else on the line's own street in the next ZIP",
       {"k1,JOHN,,SMITH,,12,OAKS ST,,,SALEM,OH,44460,,,", "k2,ANNA,,JONES,,12,OAK ST,,,SALEM,OH,44461,,,"}, john, Decision::kVerified},
      {"the city is what people call the place, and each ZIP one of its own",
       {"k1,JOHN,,SMITH,,12,OAK ST,,,NEW YORK,NY,10280,,,"},
       with([](Asked& a) { a.city = "NEW YORK", a.state = "NY", a.zip = "10304"; }), Decision::kReview},
      {"the ZIP is no slip and its own street and house stand there",
       {"k1,JOHN,,SMITH," + at, "k2,ANNA,,JONES,,12,OAK ST,,,SALEM,OH,44406,,,"},
       with([](Asked& a) { a.zip = "44406"; }), Decision::kReview},
      {"the ZIP of the row has a letter for a digit", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALEM,OH,4446O,,,"}, john, Decision::kVerified},
      {"the city is misspelt and the ZIP equal", {"k1,JOHN,,SMITH,,12,OAK ST,,,SALME,OH,44460,,,"}, john, Decision::kVerified},
      {"a row with a unit and no street", {"k1,JOHN,,SMITH,,12,,APT NO 4,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK ST APT 4"; }), Decision::kReview},
      {"and another unit", {"k1,JOHN,,SMITH,,12,,APT NO 5,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 OAK ST APT 4"; }), Decision::kNotVerified},
      {"a direction and a type misspelt past knowing", {"k1,JOHN,,SMITH,,12,N JERSEY ST,,,SALEM,OH,44460,,,"},
       with([](Asked& a) { a.street = "12 NOTTH JERSEY XTREET"; }), Decision::kReview},
      {"the ZIP and the city are others", {"k1,JOHN,,SMITH," + at},
       with([](Asked& a) { a.zip = "44406", a.city = "DOVER"; }), Decision::kNotVerified},
  };
  for (const Case& each : cases) EXPECT_EQ(World(each.rows).ask(each.asked).decision, each.expected) << each.what;
}

TEST(matcher, M1_a_query_without_a_name_is_never_verified) {
  const World world({kMariaRow});
  Query query = query_of(kMaria);
  query.names.clear();
  EXPECT_EQ(world.ask(query), Outcome{});
}

TEST(matcher, the_best_of_a_subjects_names_counts) {
  const World world({kMariaRow});
  Query query = query_of({"ANNA", "", "KOWALSKI", "", "12 OAK ST APT 4", "SALEM", "OH", "44460"});
  EXPECT_EQ(world.ask(query).decision, Decision::kNotVerified);
  query.names.push_back(query_of(kMaria).names.front());
  EXPECT_EQ(world.ask(query).decision, Decision::kVerified);
}

TEST(matcher, in_a_crowd_without_units_only_a_rare_name_is_verified) {
  for (const int people : {64, 65, 300}) {
    std::vector<std::string> rows = {"k0,MARIA,,LOPEZ,,12,OAK ST,,,SALEM,OH,44460,,,",
        "k1,ZEBULON,,THISTLEWOOD,,12,OAK ST,,,SALEM,OH,44460,,,"};
    for (int i = 2; i < people; ++i) rows.push_back("k" + std::to_string(i) + ",ANNA,,JONES,,12,OAK ST,,,SALEM,OH,44460,,,");
    const World world(rows);
    Asked asked = kMaria;
    asked.street = "12 OAK ST";
    EXPECT_EQ(world.ask(asked).decision, Decision::kReview) << "not rare enough for so many";
    asked.given = "ZEBULON", asked.family = "THISTLEWOOD";
    EXPECT_EQ(world.ask(asked).decision, Decision::kVerified);
    EXPECT_EQ(world.ask(asked).address, people == 64 ? Level::kAgree : Level::kCompatible);
    asked.street = "12 OAK";
    const Decision expected = people == 64 ? Decision::kVerified : Decision::kReview;
    EXPECT_EQ(world.ask(asked).decision, expected) << "a crowd leaves no room for another difference";
    asked.given = "ANNA", asked.family = "JONES";
    EXPECT_NE(world.ask(asked).decision, Decision::kVerified) << "too many candidates are no candidate";
  }
}

TEST(matcher, a_name_is_no_rarer_for_being_misspelt) {
  for (const char* written : {"JOHN", "JOHM"}) {
    std::vector<std::string> rows = {std::string("k0,") + written + ",,SMITH,,12,OAK ST,,,SALEM,OH,44460,,,"};
    for (int i = 1; i < 60; ++i) rows.push_back("k" + std::to_string(i) + ",ANNA,,JONES,,12,OAK ST,,,SALEM,OH,44460,,,");
    const World world(rows);
    const Outcome outcome = world.ask({"JOHN", "", "SMITH", "", "12 OAK ST", "SALEM", "OH", "44460"});
    EXPECT_EQ(outcome.decision, Decision::kReview) << written;
    EXPECT_EQ(outcome.held_by, HeldBy::kChance) << written;
    EXPECT_EQ(world.ask({"JOHM", "", "SMITH", "", "12 OAK ST", "SALEM", "OH", "44460"}).held_by, written == std::string("JOHN") ? HeldBy::kChance : HeldBy::kNothing)
        << "said and on file alike, it is a word of nobody else";
  }
}

TEST(matcher, M2_a_protected_person_and_everybody_asked_at_that_address_are_masked) {
  const World world({kMariaRow, "k2,JOSE,,LOPEZ,,12,OAK ST,APT 4,,SALEM,OH,44460,,,", "k3,ANNA,,JONES,,12,OAK ST,APT 5,,SALEM,OH,44460,,,",
                     "k4,WEI,,ZHANG,,12,OAK ST,APT 6,,SALEM,OH,44460,,2010-01-01,", "k5,LI,,WANG,,12,OAK ST,APT 6,,SALEM,OH,44460,,,"});
  const Query maria = query_of(kMaria);
  const Query jose = query_of({"JOSE", "", "LOPEZ", "", "12 OAK ST APT 4", "SALEM", "OH", "44460"});
  const Query anna = query_of({"ANNA", "", "JONES", "", "12 OAK ST APT 5", "SALEM", "OH", "44460"});
  const Query whole_house = query_of({"ZOE", "", "STRANGER", "", "12 OAK ST", "SALEM", "OH", "44460"});
  const Query neighbor = query_of({"LI", "", "WANG", "", "12 OAK ST APT 6", "SALEM", "OH", "44460"});
  const ProtectedKeys protected_keys = {"k1", "no such key", "zzz", ""};
  EXPECT_EQ(world.ask(maria, protected_keys).decision, Decision::kNotVerified);
  EXPECT_TRUE(world.ask(maria, protected_keys).protected_subject);
  EXPECT_EQ(world.ask(jose, protected_keys).decision, Decision::kNotVerified);
  EXPECT_TRUE(world.ask(jose, protected_keys).protected_subject);
  EXPECT_TRUE(world.ask(whole_house, protected_keys).protected_subject) << "it may be that door";
  EXPECT_EQ(world.ask(anna, protected_keys).decision, Decision::kVerified);
  EXPECT_FALSE(world.ask(anna, protected_keys).protected_subject);
  EXPECT_TRUE(world.ask(neighbor, {"k4"}).protected_subject) << "a row whose period has ended protects too";
  EXPECT_EQ(world.ask(jose).decision, Decision::kVerified);
}

TEST(matcher, gives_equal_outcomes_for_any_number_of_threads_any_order_and_any_cut) {
  const std::vector<std::string> rows = registry::test::crowded_rows(21, 600);
  const World world(rows);
  const std::vector<Query> queries = test::crowded_queries(22, 700, rows);
  const ProtectedKeys protected_keys = {"k7", "k77", "k777"};
  Counters first{};
  const std::vector<Outcome> expected = world.matcher->match(queries, plain_digest, protected_keys, 1, &first);
  EXPECT_GT(std::count_if(expected.begin(), expected.end(), [](const Outcome& each) { return each.decision == Decision::kVerified; }), 50);
  for (const int threads : {2, 7}) {
    Counters again{};
    EXPECT_EQ(world.matcher->match(queries, plain_digest, protected_keys, threads, &again), expected);
    EXPECT_EQ(again, first);
  }
  const std::vector<Query> reversed(queries.rbegin(), queries.rend());
  std::vector<Outcome> turned = world.matcher->match(reversed, plain_digest, protected_keys, 2);
  std::reverse(turned.begin(), turned.end());
  EXPECT_EQ(turned, expected);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(world.ask(queries[i], protected_keys), expected[i]);
}

// No clock: a line that costs more is seen here, in any build. A change of these numbers is made on purpose.
TEST(matcher, compares_one_door_of_a_house_of_two_hundred) {
  std::vector<std::string> rows;
  for (int unit = 1; unit <= 200; ++unit)
    for (const char* who : {"MARIA,,LOPEZ", "JOHN,,SMITH"})
      rows.push_back(who[0] + std::to_string(unit) + "," + who + ",,12,OAK ST,APT " + std::to_string(unit) + ",,SALEM,OH,44460,,,");
  const World world(rows);
  Counters counters;
  ASSERT_EQ(world.matcher->match({query_of(kMaria)}, nullptr, {}, 1, &counters).front().decision, Decision::kVerified);
  EXPECT_EQ(counters.address_compares, 0U) << "its numbers are the line's";
  EXPECT_EQ(counters.id_compares, 2U);
  EXPECT_EQ(counters.name_compares, 0U);
  EXPECT_EQ(counters.string_compares, 1U) << "LOPEZ and SMITH";
  EXPECT_EQ(counters.record_words_scanned, 2U);
  EXPECT_EQ(counters.address_words_scanned, 200U);
  Asked whole_house = kMaria;
  whole_house.street = "12 OAK ST";
  (void)world.matcher->match({query_of(whole_house)}, nullptr, {}, 1, &counters);
  EXPECT_EQ(counters.address_compares, 200U) << "it may be any door";
  EXPECT_EQ(counters.id_compares, 400U);
}

TEST(matcher, compares_a_crowded_worlds_lines_as_often_as_is_written_here) {
  const std::vector<std::string> rows = registry::test::crowded_rows(31, 600);
  const World world(rows);
  Counters counters;
  (void)world.matcher->match(test::crowded_queries(32, 1000, rows), nullptr, {}, 1, &counters);
  EXPECT_EQ(counters.lines, 1000U);
  EXPECT_EQ(counters.candidates, 17113U);
  EXPECT_EQ(counters.id_compares, 12869U);
  EXPECT_EQ(counters.address_compares, 1381U);
  EXPECT_EQ(counters.name_compares, 9873U);
  EXPECT_EQ(counters.string_compares, 43843U);
  EXPECT_EQ(counters.address_words_scanned, 13163U);
  EXPECT_EQ(counters.record_words_scanned, 22888U);
  EXPECT_EQ(counters.lines_nearby, 651U);
  EXPECT_EQ(counters.lines_city, 611U);
  EXPECT_EQ(counters.dictionary_probes, 5127U);
  EXPECT_EQ(counters.street_compares, 316U);
  EXPECT_EQ(counters.tiles_scanned, 548U);
  EXPECT_EQ(counters.blocks_read, 6429U);
  EXPECT_EQ(counters.bytes_touched(), 16 * counters.letters_read + 8 * counters.house_bits_read + 12 * counters.blocks_read + 4 * (counters.address_words_scanned + counters.record_words_scanned));
  Counters by_two;
  (void)world.matcher->match(test::crowded_queries(32, 1000, rows), nullptr, {}, 2, &by_two);
  EXPECT_EQ(counters, by_two);
}

// A direction may be the whole name of a street (NORTH ST): what stands on one side only belongs to the name there.
TEST(matcher, a_slip_that_may_mean_two_streets_one_of_them_named_for_a_direction_is_a_clerks) {
  const auto row = [](const char* key, const char* given, const char* family, const char* house, const char* street) {
    return std::string(key) + "," + given + ",," + family + ",," + house + "," + street + ",,,SALEM,OH,44460,,,";
  };
  const World world({row("k1", "PEDRO", "LOPEZ", "20", "N STREEPT"), row("k2", "JUAN", "DIAZ", "20", "NORTH ST"), row("k3", "ANA", "RUIZ", "22", "NORTH ST"),
                     row("k4", "EVA", "SOTO", "22", "N STREEPT")});
  EXPECT_EQ(world.ask(Asked{"PEDRO", "", "LOPEZ", "", "20 NORTH STREEET", "SALEM", "OH", "44460"}).decision, Decision::kReview);
}

TEST(matcher, a_person_on_a_street_named_for_a_direction_is_found_under_a_slip_of_its_type) {
  for (const char* street : {"NORTH STREEET", "WEST AVENEU", "EAST CUORT", "SOUTH BOULEVRAD"}) {
    const std::string name(street, std::string_view(street).find(' '));
    const std::string type = std::string(street).substr(name.size() + 1);
    const std::string right = name + (type[0] == 'S' ? " STREET" : type[0] == 'A' ? " AVENUE" : type[0] == 'C' ? " COURT" : " BOULEVARD");
    const World world({"k1,PEDRO,,LOPEZ,,20," + right + ",,,SALEM,OH,44460,,,", "k2,ANA,,RUIZ,,22," + right + ",,,SALEM,OH,44460,,,"});
    EXPECT_NE(world.ask(Asked{"PEDRO", "", "LOPEZ", "", "20 " + std::string(street), "SALEM", "OH", "44460"}).held_by, HeldBy::kNoCandidate) << street;
  }
}

TEST(matcher, names_the_current_generation_without_mapping_it) {
  const World world({kMariaRow});
  const auto current = Matcher::current(registry::test::register_of(world.home.path()));
  ASSERT_TRUE(current);
  EXPECT_EQ(current->manifest, world.matcher->generation().manifest);
  EXPECT_EQ(current->records, 1U);
  EXPECT_EQ(Matcher::current(world.home.path() / "nowhere").fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(Matcher::open(world.home.path() / "nowhere", std::nullopt, true).fault().kind, FaultKind::kNotFound);
}

TEST(matcher, a_records_digest_is_the_same_in_every_generation_that_has_it) {
  const World one({kMariaRow});
  const World other({"a1,ZOE,,ZIMMER,,1,ELM ST,,,AKRON,OH,44301,,,", kMariaRow});
  EXPECT_EQ(one.ask(kMaria).record_digest, other.ask(kMaria).record_digest);
}

}  // namespace
}  // namespace cs::match
