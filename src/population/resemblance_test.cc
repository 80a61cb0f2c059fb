#include "population/resemblance.h"

#include <gtest/gtest.h>

#include <vector>
#include <utility>

#include "population/world.h"

namespace cs::population {
namespace {

TEST(resemblance, is_counted_in_edits_and_transpositions) {
  EXPECT_EQ(edits_up_to_3("ERIC", "ERIC"), 0U);
  EXPECT_EQ(edits_up_to_3("ERIC", "ERIK"), 1U);
  EXPECT_EQ(edits_up_to_3("BRAIN", "BRIAN"), 1U);
  EXPECT_EQ(edits_up_to_3("MARIA", "MARINA"), 1U);
  EXPECT_EQ(edits_up_to_3("", "AB"), 2U);
  EXPECT_EQ(edits_up_to_3("ANNA", "ROBERTO"), 3U);
}

TEST(resemblance, sets_apart_by_given_name_surname_middle_or_suffix_only) {
  Person person;
  person.given = "ROBERT";
  person.middle = "J";
  person.family = "SMITH";
  person.suffix = Suffix::kSenior;
  const auto line = [](const char* first, const char* middle, const char* last, const char* suffix) {
    return LineFields{first, middle, last, suffix, "", "", "", "", "", "", ""};
  };
  EXPECT_FALSE(set_apart(tables(), line("ROBERT", "", "SMITH", ""), person));
  EXPECT_FALSE(set_apart(tables(), line("BOB", "", "SMITH", ""), person)) << "a nickname";
  EXPECT_FALSE(set_apart(tables(), line("ROBETR", "", "SMITH", ""), person)) << "a slip";
  EXPECT_FALSE(set_apart(tables(), line("ROBERT", "", "SMITHH", ""), person));
  Person rosa = person;
  rosa.given = "ROSA", rosa.middle = "MARIA", rosa.suffix = Suffix::kNone;
  EXPECT_FALSE(set_apart(tables(), line("ROSAMARIA", "H", "SMITH", ""), rosa)) << "joined, and what is left is a middle name";
  EXPECT_TRUE(set_apart(tables(), line("ROSANNA", "", "SMITH", ""), rosa));
  Person sister = person;
  sister.given = "ASHELY";
  EXPECT_FALSE(set_apart(tables(), line("ASHLEY", "", "SMITH", ""), sister)) << "two letters exchanged, though many are called either";
  EXPECT_TRUE(set_apart(tables(), line("ASHLEE", "", "JONES", ""), sister));
  EXPECT_TRUE(set_apart(tables(), line("MICHAEL", "", "SMITH", ""), person));
  EXPECT_TRUE(set_apart(tables(), line("ROBERT", "", "JONES", ""), person));
  EXPECT_TRUE(set_apart(tables(), line("ROBERT", "K", "SMITH", ""), person));
  EXPECT_TRUE(set_apart(tables(), line("ROBERT", "", "SMITH", "JR"), person));
  EXPECT_FALSE(set_apart(tables(), line("ROBERT", "JAMES", "SMITH", "SENIOR"), person));
}

// The lines that showed it: published as one name across the sexes, through a second list, or through a formal name that they share.
TEST(resemblance, an_initial_for_a_second_surname_says_nothing_of_its_own) {
  const Tables& t = tables();
  Person martin;
  martin.given = "JOHN", martin.family = "KELLY", martin.family2 = "MARTIN";
  const auto line = [](const char* last) { return LineFields{"JOHN", "", last, "", "12", "OAK ST", "", "", "SALEM", "OH", "44460"}; };
  EXPECT_TRUE(set_apart(t, line("KELLEY M"), martin));
  EXPECT_FALSE(set_apart(t, line("KELLY M"), martin));
  EXPECT_FALSE(set_apart(t, line("K M"), martin)) << "two initials may be anybody's";
}

TEST(resemblance, sets_no_two_published_forms_of_one_name_apart) {
  const std::vector<std::pair<const char*, const char*>> pairs = {{"JESSICA", "JESSIE"}, {"ALEX", "ALEJANDRO"}, {"AARON", "ERIN"}, {"CHRIS", "CHRISTY"},
                                                                  {"BILL", "BOB"}, {"JAMIE", "JIM"}, {"PATTY", "PAT"}};
  for (const auto& [one, other] : pairs) {
    Person person;
    person.family = "ROGERS";
    const auto apart = [&](const char* said, const char* on_file) {
      person.given = on_file;
      return set_apart(tables(), {said, "", "ROGERS", "", "", "", "", "", "", "", ""}, person);
    };
    EXPECT_FALSE(apart(one, other)) << one << " " << other;
    EXPECT_FALSE(apart(other, one)) << one << " " << other;
  }
  for (const Nickname& drawn : tables().nicknames) EXPECT_TRUE(tables().one_name(drawn.formal, drawn.nickname)) << drawn.nickname;
}

TEST(resemblance, sets_two_surnames_that_many_bear_apart_however_alike_and_not_two_romanizations) {
  const auto apart = [](const char* said, const char* on_file) {
    Person person;
    person.given = "ROBERT";
    person.family = on_file;
    return set_apart(tables(), {"ROBERT", "", said, "", "", "", "", "", "", "", ""}, person);
  };
  const std::vector<std::pair<const char*, const char*>> two = {{"KELLY", "KELLEY"}, {"MATHEW", "MATHEWS"}, {"NICHOLAS", "NICHOLS"}, {"WANG", "WONG"},
                                                                {"CHEN", "CHAN"},    {"PECK", "BECK"},      {"HANSEN", "HANSON"},    {"LEE", "YI"}};
  for (const auto& [one, other] : two) {
    EXPECT_TRUE(apart(one, other)) << one << " " << other;
    EXPECT_TRUE(apart(other, one)) << one << " " << other;
  }
  const std::vector<std::pair<const char*, const char*>> forms = {{"HUSSEIN", "HUSSAIN"}, {"KIM", "GIM"}, {"KELLEY", "KELLEYY"}};
  for (const auto& [one, other] : forms) EXPECT_FALSE(apart(one, other)) << one << " " << other;
  Person linda;
  linda.given = "LINDA";
  linda.family = "KELLY";
  EXPECT_FALSE(set_apart(tables(), {"LYNDA", "", "KELLY", "", "", "", "", "", "", "", ""}, linda)) << "of given names sound decides";
}

TEST(resemblance, fits_as_well_only_where_all_that_is_said_fits) {
  Person father;
  father.given = "ROBERT";
  father.middle = "J";
  father.family = "LOPEZ";
  Person son = father;
  son.suffix = Suffix::kJunior;
  const LineFields plain{"ROBERT", "", "LOPEZ", "", "", "", "", "", "", "", ""};
  EXPECT_TRUE(fits_as_well(tables(), plain, father, son));
  EXPECT_TRUE(fits_as_well(tables(), plain, son, father));
  LineFields junior = plain;
  junior.suffix = "JR.";
  EXPECT_FALSE(fits_as_well(tables(), junior, son, father));
  EXPECT_TRUE(fits_as_well(tables(), junior, father, son));
  LineFields two = plain;
  two.last = "LOPEZ GARCIA";
  father.family2 = "GARCIA";
  son.family2 = "REYES";
  EXPECT_FALSE(fits_as_well(tables(), two, father, son));
}

}  // namespace
}  // namespace cs::population
