// Rows of people.csv: a register's input.
//   Shape    columns as in docs/formats/population.md; the row of the current address first, then a former name, an alias, closed addresses.
#pragma once

#include <string>
#include <string_view>

#include "population/row_text.h"
#include "population/world.h"

namespace cs::population {

inline constexpr std::string_view kPeopleTruthHeader = "id,household,building,origin_group,sex,birth_year,events\n";
inline constexpr std::string_view kPeopleHeader =
    "id,first_name,middle,last_name,suffix,house,street,unit,po_box,city,state,zip,from,to,name_kind\n";

struct PeopleRows {
  RowText text;
  RowText truth;  // rows of people-truth.csv, one a registered person
  std::uint64_t rows = 0, people = 0;
};
PeopleRows people_rows(const World& world, const Tables& tables, const PersonIds& ids);

}  // namespace cs::population
