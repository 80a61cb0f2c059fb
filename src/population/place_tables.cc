#include "population/place_tables.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_zips_0_to_4)
CS_EMBEDDED_TABLE(population_zips_5_to_9)
CS_EMBEDDED_TABLE(population_street_names)
CS_EMBEDDED_TABLE(population_street_types)
CS_EMBEDDED_TABLE(population_street_words)
CS_EMBEDDED_TABLE(population_puerto_rico)
CS_EMBEDDED_TABLE(population_city_aliases)

using Weights = std::vector<std::uint64_t>;

Region region_of(std::string_view state) {
  if (state == "PR") return Region::kPuertoRico;
  return state == "AA" || state == "AE" || state == "AP" ? Region::kMilitary : Region::kStates;
}

void load_zips(Tables& t) {
  Weights people;
  for (const std::string_view table : {embedded_population_zips_0_to_4(), embedded_population_zips_5_to_9()}) {
    for (TableRows rows(table); rows.next();) {
      Zip zip{rows.text(0), rows.text(1), rows.text(2), rows.number(3), region_of(rows.text(2)), {}, 0};
      std::uint32_t others = 0;
      for (std::size_t g = 1; g < kGroups; ++g) others += zip.share[g] = rows.number(3 + g);
      zip.share[0] = others < 1000 ? 1000 - others : 1;
      zip.shares = zip.share[0] + others;
      CS_CHECK(t.zips.empty() || t.zips.back().zip < zip.zip, "ZIPs ascend");
      t.zips.push_back(zip);
      people.push_back(zip.region == Region::kStates ? zip.people : 0);
    }
  }
  t.city_of = AliasTable(people);
}

void load_streets(Tables& t) {
  Weights names, types;
  for (TableRows rows(embedded_population_street_names()); rows.next();) {
    t.street_names.push_back(rows.text(0));
    names.push_back(rows.number(1));
  }
  for (TableRows rows(embedded_population_street_types()); rows.next();) {
    t.street_types.push_back({rows.text(0), rows.text(1)});
    types.push_back(rows.number(2));
  }
  for (TableRows rows(embedded_population_street_words()); rows.next();)
    (rows.text(0) == "first" ? t.first_words : t.second_words).push_back(rows.text(1));
  t.street_name_of = AliasTable(names);
  t.street_type_of = AliasTable(types);
}

void load_puerto_rico(Tables& t) {
  for (TableRows rows(embedded_population_puerto_rico()); rows.next();) {
    const std::string_view kind = rows.text(0);
    PuertoRico& of = t.puerto_rico;
    (kind == "calle" ? of.calles : kind == "avenue" ? of.avenues : kind == "urbanization_first" ? of.first_words : of.second_words).push_back(rows.text(1));
  }
}

}  // namespace

void load_places(Tables& t) {
  load_zips(t);
  load_streets(t);
  load_puerto_rico(t);
  for (TableRows rows(embedded_population_city_aliases()); rows.next();) t.city_aliases.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3)});
  CS_CHECK(std::is_sorted(t.city_aliases.begin(), t.city_aliases.end()), "other names of cities are sorted");
}

}  // namespace cs::population
