#include "population/tables.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <string>

#include "base/check.h"
#include "base/embedded.h"
#include "population/place_tables.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_surnames)
CS_EMBEDDED_TABLE(population_given_cohorts)
CS_EMBEDDED_TABLE(population_given_names)
CS_EMBEDDED_TABLE(population_native_names)
CS_EMBEDDED_TABLE(population_nicknames)
CS_EMBEDDED_TABLE(population_forms)
CS_EMBEDDED_TABLE(population_close_names)
CS_EMBEDDED_TABLE(population_short_forms)
CS_EMBEDDED_TABLE(population_short_forms_by_hand)
CS_EMBEDDED_TABLE(population_typing_errors)
CS_EMBEDDED_TABLE(population_placeholders)

// Docs/formats/population.md: from here on a name is another name, not a misspelled one.
constexpr std::uint32_t kOtherGivenBearers = 5'000;
constexpr std::uint32_t kOtherSurnameBearers = 2'000;

using Weights = std::vector<std::uint64_t>;

constexpr std::uint64_t kMillion = 1'000'000;

// Of a million people: how many bear names of another language's table, and how many of those names the list does not have.
struct Native {
  std::uint64_t people = 0, unlisted = 0;
};

Native native_names(const Tables& t, const NameSet& listed, bool family) {
  std::array<std::uint64_t, kGroups> of_group{};  // people x per mille
  std::uint64_t all = 0;
  for (const Zip& zip : t.zips) {
    for (std::size_t g = 0; g < kGroups; ++g) of_group[g] += std::uint64_t{zip.people} * zip.share[g] * 1000 / zip.shares;
    all += std::uint64_t{zip.people} * 1000;
  }
  Native out;
  const auto add = [&](Group group, Culture culture, std::uint32_t permille) {
    const std::uint64_t people = of_group[static_cast<std::size_t>(group)] * permille / (all / 1000);
    const auto& sets = t.sets_of[static_cast<std::size_t>(culture)];
    std::uint64_t of_parts = 0;  // a thousand for each part all of whose names are unlisted
    for (const FormPart part : family ? std::vector{FormPart::kFamily} : std::vector{FormPart::kFemale, FormPart::kMale}) {
      const std::vector<std::uint32_t>& names = sets[static_cast<std::size_t>(part)];
      const auto unlisted = std::count_if(names.begin(), names.end(), [&](std::uint32_t set) { return !listed.has(t.form_sets[set][0]); });
      of_parts += static_cast<std::uint64_t>(unlisted) * 1000 / names.size();
    }
    out.people += people;
    out.unlisted += people * of_parts / (family ? 1000 : 2000);
  };
  const Assumed& a = t.assumed;
  add(Group::kWhite, Culture::kArabic, a.white_arabic);
  add(Group::kWhite, Culture::kRussian, a.white_russian);
  add(Group::kApi, Culture::kChinese, a.api_chinese);
  add(Group::kApi, Culture::kVietnamese, a.api_vietnamese);
  add(Group::kApi, Culture::kKorean, a.api_korean);
  return out;
}

// Of a million of the others, how many bear an invented name: what of the list's own gap the names of other languages do not fill.
std::uint64_t invented_share(const Native& native, std::uint64_t listed, std::uint64_t bearers) {
  CS_CHECK(listed < bearers, "the list leaves somebody out");
  const std::uint64_t left_out = (bearers - listed) * kMillion / bearers;
  CS_CHECK(native.unlisted < left_out && native.people < kMillion, "other languages' names are a part of what the list leaves out");
  return (left_out - native.unlisted) * kMillion / (kMillion - native.people);
}

// Those who bear an invented name have the first index, before the listed names. Their share is the same in every group.
Weights with_invented(const Weights& listed, std::uint64_t share) {
  Weights out(1);
  out.insert(out.end(), listed.begin(), listed.end());
  out[0] = std::accumulate(listed.begin(), listed.end(), std::uint64_t{0}) / (kMillion - share) * share;
  return out;
}

void load_surnames(Tables& t) {
  std::vector<std::string_view> names;
  std::array<Weights, kGroups> weights;
  std::uint64_t bearers = 0;
  for (TableRows rows(embedded_population_surnames()); rows.next();) {
    const std::uint32_t count = rows.number(1);
    bearers += count;
    names.push_back(rows.text(0));
    t.surnames.add(rows.text(0));
    if (count >= kOtherSurnameBearers) t.other_surnames.push_back(rows.text(0));
    for (std::size_t g = 0; g < kGroups; ++g) weights[g].push_back(std::uint64_t{count} * rows.number(2 + g));
  }
  t.invented_surname = Invented(names);
  t.listed_surnames = NameSet(names);
  const std::uint64_t share = invented_share(native_names(t, t.listed_surnames, true), bearers, t.assumed.surname_bearers);
  for (std::size_t g = 0; g < kGroups; ++g) t.surname_of[g] = DenseChoice(with_invented(weights[g], share));
}

// "1/12/7": the odds from a cohort on.
void read_odds(std::string_view text, std::size_t cohort, std::array<std::uint16_t, kCohorts>& odds) {
  while (!text.empty()) {
    CS_CHECK(cohort < kCohorts, "a name has odds in the cohorts there are");
    std::uint16_t number = 0;
    std::size_t at = 0;
    for (; at < text.size() && text[at] != '/'; ++at) number = static_cast<std::uint16_t>(number * 10 + (text[at] - '0'));
    odds[cohort++] = number;
    text.remove_prefix(std::min(text.size(), at + 1));
  }
}

// A name that the births do not list is borne by both sexes as its bearers are, at all times as people are.
void read_cohorts(std::vector<GivenName>& given, const std::vector<std::string_view>& names, const std::vector<std::uint32_t>& male) {
  std::array<std::array<std::uint16_t, kCohorts>, 2> all{};
  std::size_t i = 0;
  std::vector<bool> born(names.size());
  for (TableRows rows(embedded_population_given_cohorts()); rows.next();) {
    const std::size_t sex = rows.text(1) == "m" ? 1 : 0, from = (rows.number(2) - 1925) / 5;
    if (rows.text(0) == "*") {
      read_odds(rows.text(3), from, all[sex]);
      continue;
    }
    while (i < names.size() && names[i] != rows.text(0)) ++i;
    CS_CHECK(i < names.size(), "the cohorts have the names of the list in its order");
    read_odds(rows.text(3), from, given[i].odds[sex]);
    born[i] = true;
  }
  for (i = 0; i < names.size(); ++i) {
    for (std::size_t cohort = 0; cohort < kCohorts && !born[i]; ++cohort) {
      given[i].odds[0][cohort] = static_cast<std::uint16_t>(all[0][cohort] * (1000 - male[i]) / 1000);
      given[i].odds[1][cohort] = static_cast<std::uint16_t>(all[1][cohort] * male[i] / 1000);
    }
  }
}

void load_given_names(Tables& t) {
  std::vector<std::string_view> names;
  std::vector<GivenName> given;
  std::vector<std::uint32_t> male;
  std::uint64_t bearers = 0;
  for (TableRows rows(embedded_population_given_names()); rows.next();) {
    GivenName& name = given.emplace_back();
    name.initial = rows.text(0)[0];
    name.bearers = rows.number(1);
    for (std::size_t g = 0; g < kGroups; ++g) name.share[g] = rows.number(2 + g);
    male.push_back(rows.number(2 + kGroups));
    bearers += name.bearers;
    names.push_back(rows.text(0));
    t.given_names.add(rows.text(0));
    if (name.bearers >= kOtherGivenBearers) t.other_given.push_back(rows.text(0));
  }
  read_cohorts(given, names, male);
  t.invented_given = Invented(names);
  t.listed_given = NameSet(names);
  t.given = GivenNames(given, invented_share(native_names(t, t.listed_given, false), bearers, t.assumed.given_bearers));
}

// What the indexes are made of, while the tables are read.
struct Judged {
  std::vector<ShortForm> short_forms, surname_forms, east_surname_forms;
  std::vector<std::string_view> formed_given;
};

void load_errors(Tables& t, Judged& judged) {
  for (TableRows rows(embedded_population_nicknames()); rows.next();) t.nicknames.push_back({rows.text(0), rows.text(1)});
  CS_CHECK(std::is_sorted(t.nicknames.begin(), t.nicknames.end()), "nicknames are sorted");
  for (const std::string_view table : {embedded_population_short_forms(), embedded_population_short_forms_by_hand()})
    for (TableRows rows(table); rows.next();) judged.short_forms.push_back({rows.text(0), rows.text(1)});
  for (TableRows rows(embedded_population_typing_errors()); rows.next();) {
    const char from = rows.text(1)[0];
    if (from < 'A' || from > 'Z') continue;  // digits of a house number are never mistyped here
    auto& slips = rows.text(0) == "key" ? t.key_slips : t.ocr_slips;
    slips[static_cast<std::size_t>(from - 'A')].push_back(rows.text(2)[0]);
  }
  for (TableRows rows(embedded_population_placeholders()); rows.next();) t.placeholders.push_back({rows.text(0), rows.number(1) == 1, rows.number(2) == 1});
}

constexpr std::array<std::string_view, kCultures> kLanguages = {"", "arabic", "chinese", "vietnamese", "korean", "russian"};

// Without spaces, as names are compared; kept for good, since tables live as long as the program.
std::string_view squeezed(std::string_view text) {
  if (text.find(' ') == std::string_view::npos) return text;
  static std::deque<std::string> kept;  // filled by load() only, under the lock of a function's static
  std::string& out = kept.emplace_back(text);
  std::erase(out, ' ');
  return out;
}

// With sixteen bytes behind it, as what a person bears.
std::string_view padded(std::string_view text) {
  static std::deque<std::string> kept;  // as above
  return std::string_view(kept.emplace_back(text).append(NameRows::kRow, ' ')).substr(0, text.size());
}

void add_form_set(Tables& t, Judged& judged, std::string_view language, std::string_view part, std::string_view forms) {
  const auto set = static_cast<std::uint32_t>(t.form_sets.size());
  FormSet& all = t.form_sets.emplace_back();
  for (std::size_t from = 0; from <= forms.size();) {
    const std::size_t end = std::min(forms.find('/', from), forms.size());
    all.push_back(forms.substr(from, end - from));
    from = end + 1;
  }
  all[0] = padded(all[0]);
  const bool west = language == "arabic" || language == "russian";
  auto& links = part != "family" ? judged.short_forms : west ? judged.surname_forms : judged.east_surname_forms;
  for (const std::string_view form : all) links.push_back({squeezed(form), squeezed(all[0])});
  if (language == "alike") return;  // only judged by
  auto& drawn = language == "spelling" ? t.spellings : part == "family" ? t.romanized_family : t.romanized_given;
  if (all.size() > 1)
    for (const std::string_view form : all) drawn.push_back({form, set});
  const auto culture = std::find(kLanguages.begin(), kLanguages.end(), language);
  if (culture == kLanguages.end()) return;
  if (part != "family")
    for (const std::string_view form : all) judged.formed_given.push_back(squeezed(form));
  const FormPart which = part == "family" ? FormPart::kFamily : part == "male" ? FormPart::kMale : FormPart::kFemale;
  t.sets_of[static_cast<std::size_t>(culture - kLanguages.begin())][static_cast<std::size_t>(which)].push_back(set);
}

std::vector<ClosePair>& close_pairs(Tables& t, std::string_view part) {
  if (part == "family") return t.close_surnames;
  if (part == "arabic") return t.close_arabic;
  if (part == "native") return t.close_native;
  return part == "particle" ? t.close_particles : t.close_given;
}

void load_forms(Tables& t, Judged& judged) {
  for (TableRows rows(embedded_population_forms()); rows.next();) add_form_set(t, judged, rows.text(0), rows.text(1), rows.text(2));
  for (TableRows rows(embedded_population_close_names()); rows.next();) close_pairs(t, rows.text(0)).push_back({rows.text(1), rows.text(2)});
  for (TableRows rows(embedded_population_native_names()); rows.next();) t.native_names.push_back({rows.text(1), rows.text(2)});
  std::vector<std::string_view> like;
  for (const ClosePair& pair : t.close_particles) like.push_back(pair.name);
  t.particle_like = NameSet(like);
  t.short_forms = FormIndex(judged.short_forms);
  t.surname_forms = FormIndex(judged.surname_forms);
  t.east_surname_forms = FormIndex(judged.east_surname_forms);
  t.formed_given = NameSet(judged.formed_given);
  for (auto* sorted : {&t.romanized_given, &t.romanized_family, &t.spellings}) std::sort(sorted->begin(), sorted->end());
  for (auto* sorted : {&t.close_given, &t.close_surnames, &t.close_arabic, &t.close_native, &t.close_particles, &t.native_names}) std::sort(sorted->begin(), sorted->end());
}

Tables load() {
  Tables t;
  t.assumed = Assumed::load();
  load_places(t);
  Judged judged;
  load_errors(t, judged);
  load_forms(t, judged);
  load_surnames(t);
  load_given_names(t);
  t.common_given = NameSet(t.other_given);
  t.common_surnames = NameSet(t.other_surnames);
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

bool Tables::is_listed_given(std::string_view name) const { return listed_given.has(name); }
bool Tables::is_listed_surname(std::string_view name) const { return listed_surnames.has(name); }
bool Tables::is_other_given(std::string_view name) const { return common_given.has(name); }
bool Tables::is_formed_given(std::string_view name) const { return formed_given.has(name); }
bool Tables::is_other_surname(std::string_view name) const { return common_surnames.has(name); }

bool Tables::one_name(std::string_view a, std::string_view b) const { return short_forms.share(a, b); }
bool Tables::one_surname(std::string_view a, std::string_view b) const {
  return surname_forms.share(a, b) || (east_surname_forms.share(a, b) && !(is_other_surname(a) && is_other_surname(b)));
}

const Tables& tables() {
  static const Tables loaded = load();
  return loaded;
}

}  // namespace cs::population
