// People in their households.
//   Shape    a Person's texts point into the tables or into the world's own store of invented names. Upper case, letters only. All but an
//            alias may be read by sixteens from their beginning, so that they can be copied so.
//   Units    `born` and `since` are civil dates. `slot` counts the people of a ZIP; a person's id is made of ZIP rank and slot.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "population/name_source.h"

namespace cs::population {

enum class Role : std::uint8_t { kHead, kSpouse, kChild, kUnrelated, kStranger };
enum class Suffix : std::uint8_t { kNone, kJunior, kSenior, kThird };
std::string_view suffix_text(Suffix suffix);  // "", "JR", "SR", "III"

struct Person {
  std::string_view given, middle;            // the middle name, or nothing
  std::string_view family, family2;          // the second surname, or nothing
  std::string_view former_family;            // before marriage, where a former row stands in the register
  std::string_view alias_given;              // where an alias row stands in the register
  Date born{};
  std::uint32_t home = 0;
  std::uint32_t slot = 0;
  Group group = Group::kWhite;
  Culture culture = Culture::kNone;
  Sex sex = Sex::kFemale;
  Role role = Role::kHead;
  Suffix suffix = Suffix::kNone;
  bool middle_initial_only = false;          // on file
  bool adult = false;
  bool registered = false;
  bool twin = false;                         // of the child before
  std::uint16_t died_days_ago = 0;           // 0: alive; the row stands all the same
  std::string_view middle_on_file() const { return middle_initial_only ? middle.substr(0, 1) : middle; }
  std::string surnames() const;              // "LOPEZ GARCIA"
};

// A man or woman of a group with names of that group; born `age` years before `as_of`, and named as then. Sets only what it draws.
void draw_person(Person& person, NameSource& names, const Tables& tables, Origin origin, Sex sex, std::uint32_t age, Date as_of, Draws& draws, bool with_surname = true);
Origin draw_origin(const Assumed& assumed, const Zip& zip, Draws& draws);

// Father and son of one full name: places in the world's people.
struct SameName {
  std::uint32_t elder = 0, younger = 0;
};

// Many who share an address and nothing else, behind the others.
void draw_crowd(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws, std::vector<Person>& people);

// Draws one household behind the others; `draws` is the home's own stream.
void draw_household(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws, std::vector<Person>& people,
                    std::vector<SameName>& same_names);

}  // namespace cs::population
