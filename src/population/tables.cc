#include "population/tables.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_surnames)
CS_EMBEDDED_TABLE(population_given_names)
CS_EMBEDDED_TABLE(population_nicknames)
CS_EMBEDDED_TABLE(population_short_forms)
CS_EMBEDDED_TABLE(population_short_forms_by_hand)
CS_EMBEDDED_TABLE(population_zips_0_to_4)
CS_EMBEDDED_TABLE(population_zips_5_to_9)
CS_EMBEDDED_TABLE(population_street_names)
CS_EMBEDDED_TABLE(population_street_types)
CS_EMBEDDED_TABLE(population_street_words)
CS_EMBEDDED_TABLE(population_typing_errors)
CS_EMBEDDED_TABLE(population_placeholders)

// Docs/formats/population.md: from here on a name is another name, not a misspelled one.
constexpr std::uint32_t kOtherGivenBearers = 5'000;
constexpr std::uint32_t kOtherSurnameBearers = 2'000;

using Weights = std::vector<std::uint64_t>;

bool holds(const std::vector<std::string_view>& sorted, std::string_view name) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// The people whom the list leaves out have the last index: they bear an invented name. Their share is the same in every group.
void add_invented(Weights& weights, std::uint64_t listed, std::uint64_t all) {
  std::uint64_t sum = 0;
  for (const std::uint64_t weight : weights) sum += weight;
  CS_CHECK(listed < all, "the list leaves somebody out");
  weights.push_back(sum / listed * (all - listed) + sum % listed * (all - listed) / listed);
}

void load_surnames(Tables& t) {
  std::array<Weights, kGroups> weights;
  std::uint64_t listed = 0;
  for (TableRows rows(embedded_population_surnames()); rows.next();) {
    const std::uint32_t count = rows.number(1);
    listed += count;
    t.surnames.push_back(rows.text(0));
    if (count >= kOtherSurnameBearers) t.other_surnames.push_back(rows.text(0));
    for (std::size_t g = 0; g < kGroups; ++g) weights[g].push_back(std::uint64_t{count} * rows.number(2 + g));
  }
  for (std::size_t g = 0; g < kGroups; ++g) {
    add_invented(weights[g], listed, t.assumed.surname_bearers);
    t.surname_of[g] = AliasTable(weights[g]);
  }
}

void load_given_names(Tables& t) {
  std::array<std::array<Weights, 2>, kGroups> weights;
  std::uint64_t listed = 0;
  for (TableRows rows(embedded_population_given_names()); rows.next();) {
    const std::uint32_t count = rows.number(1);
    const std::uint32_t male = rows.number(2 + kGroups);
    listed += count;
    t.given_names.push_back(rows.text(0));
    if (count >= kOtherGivenBearers) t.other_given.push_back(rows.text(0));
    for (std::size_t g = 0; g < kGroups; ++g) {
      const std::uint64_t bearers = std::uint64_t{count} * rows.number(2 + g);
      weights[g][0].push_back(bearers * (1000 - male));
      weights[g][1].push_back(bearers * male);
    }
  }
  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::size_t sex = 0; sex < 2; ++sex) {
      add_invented(weights[g][sex], listed, t.assumed.given_bearers);
      t.given_of[g][sex] = AliasTable(weights[g][sex]);
    }
  }
}

void load_zips(Tables& t) {
  Weights people;
  for (const std::string_view table : {embedded_population_zips_0_to_4(), embedded_population_zips_5_to_9()}) {
    for (TableRows rows(table); rows.next();) {
      Zip zip{rows.text(0), rows.text(1), rows.text(2), rows.number(3), {}};
      std::uint32_t others = 0;
      for (std::size_t g = 1; g < kGroups; ++g) others += zip.share[g] = rows.number(3 + g);
      zip.share[0] = others < 1000 ? 1000 - others : 1;
      CS_CHECK(t.zips.empty() || t.zips.back().zip < zip.zip, "ZIPs ascend");
      t.zips.push_back(zip);
      people.push_back(zip.people);
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

void load_errors(Tables& t) {
  for (TableRows rows(embedded_population_nicknames()); rows.next();) t.nicknames.push_back({rows.text(0), rows.text(1)});
  CS_CHECK(std::is_sorted(t.nicknames.begin(), t.nicknames.end()), "nicknames are sorted");
  for (const std::string_view table : {embedded_population_short_forms(), embedded_population_short_forms_by_hand()})
    for (TableRows rows(table); rows.next();) t.short_forms.push_back({rows.text(0), rows.text(1)});
  std::sort(t.short_forms.begin(), t.short_forms.end());
  for (TableRows rows(embedded_population_typing_errors()); rows.next();) {
    const char from = rows.text(1)[0];
    if (from < 'A' || from > 'Z') continue;  // digits of a house number are never mistyped here
    auto& slips = rows.text(0) == "key" ? t.key_slips : t.ocr_slips;
    slips[static_cast<std::size_t>(from - 'A')].push_back(rows.text(2)[0]);
  }
  for (TableRows rows(embedded_population_placeholders()); rows.next();) t.placeholders.push_back({rows.text(0), rows.number(1) == 1});
}

Tables load() {
  Tables t;
  t.assumed = Assumed::load();
  load_surnames(t);
  load_given_names(t);
  load_zips(t);
  load_streets(t);
  load_errors(t);
  t.invented_surname = Invented(t.surnames);
  t.invented_given = Invented(t.given_names);
  t.listed_surnames = t.surnames;
  t.listed_given = t.given_names;
  for (auto* sorted : {&t.listed_surnames, &t.listed_given, &t.other_given, &t.other_surnames}) std::sort(sorted->begin(), sorted->end());
  return t;
}

}  // namespace

std::string_view group_text(Group group) {
  switch (group) {
    case Group::kWhite: return "white";
    case Group::kBlack: return "black";
    case Group::kApi: return "api";
    case Group::kNative: return "native";
    case Group::kMultiple: return "multiple";
    case Group::kHispanic: return "hispanic";
  }
  return "";
}

bool Tables::is_listed_given(std::string_view name) const { return holds(listed_given, name); }
bool Tables::is_listed_surname(std::string_view name) const { return holds(listed_surnames, name); }
bool Tables::is_other_given(std::string_view name) const { return holds(other_given, name); }
bool Tables::is_other_surname(std::string_view name) const { return holds(other_surnames, name); }

bool Tables::one_name(std::string_view a, std::string_view b) const {
  const auto formals = [&](std::string_view name) {
    return std::equal_range(short_forms.begin(), short_forms.end(), ShortForm{name, {}},
                            [](const ShortForm& x, const ShortForm& y) { return x.name < y.name; });
  };
  const auto [a_from, a_to] = formals(a);
  const auto [b_from, b_to] = formals(b);
  if (std::any_of(a_from, a_to, [&](const ShortForm& row) { return row.formal == b; })) return true;
  if (std::any_of(b_from, b_to, [&](const ShortForm& row) { return row.formal == a; })) return true;
  return std::any_of(a_from, a_to, [&](const ShortForm& x) { return std::any_of(b_from, b_to, [&](const ShortForm& y) { return x.formal == y.formal; }); });
}

const Tables& tables() {
  static const Tables loaded = load();
  return loaded;
}

}  // namespace cs::population
