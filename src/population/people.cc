#include "population/people.h"

#include <algorithm>

namespace cs::population {
namespace {

std::uint32_t draw_size(const Assumed& a, Draws& draws) {
  const std::uint32_t shares[] = {a.household_size_1, a.household_size_2, a.household_size_3, a.household_size_4,
                                  a.household_size_5, a.household_size_6, a.household_size_7};
  std::uint32_t drawn = draws.below(100);
  std::uint32_t size = 1;
  for (const std::uint32_t share : shares) {
    if (drawn < share) return size;
    drawn -= share;
    ++size;
  }
  return 1;
}

Sex other(Sex sex) { return sex == Sex::kFemale ? Sex::kMale : Sex::kFemale; }
Sex draw_sex(Draws& draws) { return draws.below(2) == 0 ? Sex::kFemale : Sex::kMale; }

constexpr std::size_t kHouseholdMax = 7;

// The members of one household stand behind `first`; the list never moves while it grows.
class HouseholdMaker {
 public:
  HouseholdMaker(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws, std::vector<Person>& people, std::vector<SameName>& same_names)
      : names_(names), tables_(tables), zip_(zip), as_of_(as_of), draws_(draws), people_(people), same_names_(same_names), first_(people.size()) {
    if (people.capacity() < first_ + kHouseholdMax) people.reserve(people.capacity() * 2 + kHouseholdMax);
  }

  void make() {
    const std::size_t size = draw_size(tables_.assumed, draws_);
    origin_ = draw_origin(tables_.assumed, zip_, draws_);
    head_age_ = 20 + draws_.below(45) + draws_.below(21);
    add(Role::kHead, origin_, draw_sex(draws_), head_age_);
    if (size == 1) return;
    const bool couple = draws_.percent(tables_.assumed.couple_percent);
    const bool unrelated = !couple && draws_.percent(tables_.assumed.unrelated_percent);
    if (couple) add_spouse();
    while (people_.size() < first_ + size) unrelated ? add_unrelated() : add_child(couple);
  }

 private:
  Person& head() { return people_[first_]; }

  Person& add(Role role, Origin origin, Sex sex, std::uint32_t age, bool with_surname = true) {
    Person& person = people_.emplace_back();
    person.role = role;
    draw_person(person, names_, tables_, origin, sex, age, as_of_, draws_, with_surname);
    // Two of one home have one name only where that is meant.
    for (int attempt = 0; attempt < 6 && is_borne(person); ++attempt) person.given = names_.given({person.group, person.culture}, sex, person.born, draws_);
    return person;
  }

  bool is_borne(const Person& person) const {
    for (std::size_t i = first_; i + 1 < people_.size(); ++i)
      if (people_[i].given == person.given) return true;
    return false;
  }

  void add_spouse() {
    const Assumed& a = tables_.assumed;
    const Origin origin = draws_.percent(a.couple_mixed_group_percent) ? draw_origin(a, zip_, draws_) : origin_;
    const Sex sex = draws_.percent(a.couple_one_sex_percent) ? head().sex : other(head().sex);
    spouse_age_ = std::max(18U, head_age_ + draws_.below(13) - 6);
    Person& spouse = add(Role::kSpouse, origin, sex, spouse_age_);
    if (!head().family2.empty() || !spouse.family2.empty()) return;
    const std::uint32_t form = draws_.below(100);
    if (form < a.couple_hyphenated_percent) {
      spouse.family = names_.keep(std::string(spouse.family).append("-").append(head().family));
    } else if (form < a.couple_hyphenated_percent + a.couple_shared_surname_percent) {
      if (spouse.sex == Sex::kFemale && draws_.percent(a.former_name_percent)) spouse.former_family = spouse.family;
      spouse.family = head().family;
    }
  }

  void add_unrelated() {
    const std::uint32_t age = std::max(18U, head_age_ + draws_.below(21) - 10);
    const Origin origin = draw_origin(tables_.assumed, zip_, draws_);
    add(Role::kUnrelated, origin, draw_sex(draws_), age);
  }

  void add_child(bool couple) {
    const std::uint32_t younger_parent = couple ? std::min(head_age_, spouse_age_) : head_age_;
    const std::uint32_t apart = 18 + draws_.below(22);
    std::uint32_t age = younger_parent > apart ? younger_parent - apart : draws_.below(3);
    if (age > 40) age = draws_.below(41);
    Person& child = add(Role::kChild, origin_, draw_sex(draws_), age, false);
    const bool head_is_mother = couple && head().sex == Sex::kFemale;
    const std::size_t father_at = first_ + (head_is_mother ? 1 : 0);
    Person& father = people_[father_at];
    const Person& mother = people_[first_ + (couple && !head_is_mother ? 1 : 0)];
    child.family = father.family;
    child.family2 = father.family2.empty() ? std::string_view() : couple ? mother.family : father.family2;
    const bool first_son = child.sex == Sex::kMale && father.sex == Sex::kMale && !has_namesake_;
    if (first_son && draws_.percent(tables_.assumed.junior_percent)) return name_after(father, child, father_at);
    const Person& before = people_[people_.size() - 2];
    if (before.role == Role::kChild && draws_.in_thousand(tables_.assumed.twin_permille)) {
      child.twin = true;
      child.born = before.born;
      child.adult = before.adult;
      if (draws_.percent(tables_.assumed.twin_alike_percent)) name_like(before.given, child);
    }
  }

  // As parents name twins: MARIA and MARIE, where such a name is there.
  void name_like(std::string_view first, Person& child) {
    const auto [from, to] = std::equal_range(tables_.close_given.begin(), tables_.close_given.end(), ClosePair{first, {}},
                                             [](const ClosePair& x, const ClosePair& y) { return x.name < y.name; });
    if (from == to) return;
    const std::string_view given = from[static_cast<std::ptrdiff_t>(draws_.below(static_cast<std::uint32_t>(to - from)))].other;
    const auto has_it = [&](const Person& person) { return person.given == given; };
    if (std::none_of(people_.begin() + static_cast<std::ptrdiff_t>(first_), people_.end(), has_it)) child.given = names_.keep(given);
  }

  void name_after(Person& father, Person& son, std::size_t father_at) {
    son.given = father.given;
    son.middle = father.middle;
    son.middle_initial_only = father.middle_initial_only;
    const bool third = draws_.percent(10);
    son.suffix = third ? Suffix::kThird : Suffix::kJunior;
    if (third) father.suffix = Suffix::kJunior;
    else if (draws_.percent(tables_.assumed.senior_on_file_percent)) father.suffix = Suffix::kSenior;
    same_names_.push_back({static_cast<std::uint32_t>(father_at), static_cast<std::uint32_t>(people_.size() - 1)});
    has_namesake_ = true;
  }

  NameSource& names_;
  const Tables& tables_;
  const Zip& zip_;
  Date as_of_;
  Draws& draws_;
  std::vector<Person>& people_;
  std::vector<SameName>& same_names_;
  std::size_t first_;
  Origin origin_;
  std::uint32_t head_age_ = 0;
  std::uint32_t spouse_age_ = 0;
  bool has_namesake_ = false;
};

}  // namespace

std::string_view suffix_text(Suffix suffix) {
  switch (suffix) {
    case Suffix::kNone: return "";
    case Suffix::kJunior: return "JR";
    case Suffix::kSenior: return "SR";
    case Suffix::kThird: return "III";
  }
  return "";
}

std::string Person::surnames() const {
  std::string out(family);
  if (!family2.empty()) out.append(" ").append(family2);
  return out;
}

namespace {

// Of a group's households; a thousandth of `draw` each.
Culture culture_of(const Assumed& a, Group group, std::uint32_t draw) {
  if (group == Group::kWhite) return draw < a.white_arabic ? Culture::kArabic : draw < a.white_arabic + a.white_russian ? Culture::kRussian : Culture::kNone;
  if (group != Group::kApi) return Culture::kNone;
  if (draw < a.api_chinese) return Culture::kChinese;
  if (draw < a.api_chinese + a.api_vietnamese) return Culture::kVietnamese;
  return draw < a.api_chinese + a.api_vietnamese + a.api_korean ? Culture::kKorean : Culture::kNone;
}

}  // namespace

Origin draw_origin(const Assumed& assumed, const Zip& zip, Draws& draws) {
  std::uint32_t drawn = draws.below(zip.shares);
  Group group = Group::kWhite;
  for (std::size_t g = 0; g < kGroups; ++g) {
    if (drawn < zip.share[g]) {
      group = static_cast<Group>(g);
      break;
    }
    drawn -= zip.share[g];
  }
  const bool mixed = group == Group::kWhite || group == Group::kApi;
  return {group, mixed ? culture_of(assumed, group, draws.below(1000)) : Culture::kNone};
}

namespace {

// Chinese and Korean names have no middle name; THI and VAN are the common ones of Vietnam.
std::string_view middle_of(NameSource& names, Origin origin, Sex sex, Date born, bool initial_only, Draws& draws) {
  static constexpr char kThi[] = "THI.............", kVan[] = "VAN.............";
  switch (origin.culture) {
    case Culture::kChinese:
    case Culture::kKorean: return {};
    case Culture::kVietnamese: return {sex == Sex::kFemale ? kThi : kVan, 3};
    case Culture::kNone:
    case Culture::kArabic:
    case Culture::kRussian: break;
  }
  return initial_only ? names.initial(origin, sex, born, draws) : names.given(origin, sex, born, draws);
}

}  // namespace

void draw_person(Person& person, NameSource& names, const Tables& tables, Origin origin, Sex sex, std::uint32_t age, Date as_of, Draws& draws, bool with_surname) {
  const Assumed& a = tables.assumed;
  person.group = origin.group;
  person.culture = origin.culture;
  person.sex = sex;
  const std::uint32_t drawn = draws.below(36'500);  // a hundred times 365: one draw for middle name and birthday
  person.born = {as_of.days - static_cast<std::int32_t>(age * 1461 / 4 + drawn / 100) - 1};
  person.given = names.given(origin, sex, person.born, draws);
  if (with_surname) person.family = names.surname(origin, draws);
  if (with_surname && origin.group == Group::kHispanic && draws.percent(a.two_surnames_percent)) person.family2 = names.surname(origin, draws);
  const std::uint32_t middle = drawn % 100;
  person.middle_initial_only = middle < a.middle_none_percent + a.middle_initial_percent;
  if (middle >= a.middle_none_percent) person.middle = middle_of(names, origin, sex, person.born, person.middle_initial_only, draws);
  person.adult = age >= 18;
}

void draw_household(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws, std::vector<Person>& people,
                    std::vector<SameName>& same_names) {
  HouseholdMaker(names, tables, zip, as_of, draws, people, same_names).make();
}

void draw_crowd(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws, std::vector<Person>& people) {
  const bool shelter = draws.below(2) == 0;  // else a home for the old, a dormitory
  const std::uint32_t size = shelter ? 10 + draws.below(25) : 30 + draws.below(61);
  for (std::uint32_t i = 0; i < size; ++i) {
    Person& person = people.emplace_back();
    person.role = Role::kUnrelated;
    const Sex sex = draw_sex(draws);
    const std::uint32_t age = 20 + draws.below(66);
    draw_person(person, names, tables, draw_origin(tables.assumed, zip, draws), sex, age, as_of, draws);
  }
}

}  // namespace cs::population
