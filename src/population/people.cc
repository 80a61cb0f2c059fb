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

bool bears(const std::vector<Person>& members, std::string_view given) {
  return std::any_of(members.begin(), members.end(), [&](const Person& person) { return person.given == given; });
}

// Two of one home have one name only where that is meant.
void draw_other_given(NameSource& names, const std::vector<Person>& members, Person& person, Draws& draws) {
  for (int attempt = 0; attempt < 6 && bears(members, person.given); ++attempt) person.given = names.given({person.group, person.culture}, person.sex, draws);
}

class HouseholdMaker {
 public:
  HouseholdMaker(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws)
      : names_(names), tables_(tables), zip_(zip), as_of_(as_of), draws_(draws) {}

  Household make() {
    const std::uint32_t size = draw_size(tables_.assumed, draws_);
    origin_ = draw_origin(tables_.assumed, zip_, draws_);
    out_.members.reserve(size);
    head_age_ = 20 + draws_.below(45) + draws_.below(21);
    add(draw_person(names_, tables_, origin_, draw_sex(draws_), head_age_, as_of_, draws_), Role::kHead);
    if (size == 1) return std::move(out_);
    const bool couple = draws_.percent(tables_.assumed.couple_percent);
    const bool unrelated = !couple && draws_.percent(tables_.assumed.unrelated_percent);
    if (couple) add_spouse();
    while (out_.members.size() < size) unrelated ? add_unrelated() : add_child(couple);
    return std::move(out_);
  }

 private:
  void add(Person person, Role role) {
    person.role = role;
    draw_other_given(names_, out_.members, person, draws_);
    out_.members.push_back(person);
  }

  void add_spouse() {
    const Assumed& a = tables_.assumed;
    const Person& head = out_.members[0];
    const Origin origin = draws_.percent(a.couple_mixed_group_percent) ? draw_origin(a, zip_, draws_) : origin_;
    const Sex sex = draws_.percent(a.couple_one_sex_percent) ? head.sex : other(head.sex);
    spouse_age_ = std::max(18U, head_age_ + draws_.below(13) - 6);
    Person spouse = draw_person(names_, tables_, origin, sex, spouse_age_, as_of_, draws_);
    if (head.family2.empty() && spouse.family2.empty()) {
      const std::uint32_t form = draws_.below(100);
      if (form < a.couple_hyphenated_percent) {
        spouse.family = names_.keep(std::string(spouse.family).append("-").append(head.family));
      } else if (form < a.couple_hyphenated_percent + a.couple_shared_surname_percent) {
        if (spouse.sex == Sex::kFemale && draws_.percent(a.former_name_percent)) spouse.former_family = spouse.family;
        spouse.family = head.family;
      }
    }
    add(spouse, Role::kSpouse);
  }

  void add_unrelated() {
    const std::uint32_t age = std::max(18U, head_age_ + draws_.below(21) - 10);
    add(draw_person(names_, tables_, draw_origin(tables_.assumed, zip_, draws_), draw_sex(draws_), age, as_of_, draws_), Role::kUnrelated);
  }

  void add_child(bool couple) {
    const std::uint32_t younger_parent = couple ? std::min(head_age_, spouse_age_) : head_age_;
    const std::uint32_t apart = 18 + draws_.below(22);
    std::uint32_t age = younger_parent > apart ? younger_parent - apart : draws_.below(3);
    if (age > 40) age = draws_.below(41);
    Person child = draw_person(names_, tables_, origin_, draw_sex(draws_), age, as_of_, draws_, false);
    const Person& father = couple && out_.members[0].sex == Sex::kFemale ? out_.members[1] : out_.members[0];
    const Person& mother = couple && out_.members[0].sex == Sex::kFemale ? out_.members[0] : out_.members[couple ? 1 : 0];
    child.family = father.family;
    child.family2 = father.family2.empty() ? std::string_view() : couple ? mother.family : father.family2;
    const bool same_name = child.sex == Sex::kMale && father.sex == Sex::kMale && out_.same_names.empty() &&
                           draws_.percent(tables_.assumed.junior_percent);
    if (same_name) return add_namesake_son(child, couple && out_.members[0].sex == Sex::kFemale ? 1 : 0);
    const Person& before = out_.members.back();
    if (before.role == Role::kChild && draws_.in_thousand(tables_.assumed.twin_permille)) {
      child.twin = true;
      child.born = before.born;
      child.adult = before.adult;
    }
    add(child, Role::kChild);
  }

  void add_namesake_son(Person child, std::uint32_t father_index) {
    Person& father = out_.members[father_index];
    child.given = father.given;
    child.middle = father.middle;
    child.middle_initial_only = father.middle_initial_only;
    child.role = Role::kChild;
    const bool third = draws_.percent(10);
    child.suffix = third ? Suffix::kThird : Suffix::kJunior;
    if (third) father.suffix = Suffix::kJunior;
    else if (draws_.percent(tables_.assumed.senior_on_file_percent)) father.suffix = Suffix::kSenior;
    out_.same_names.push_back({father_index, static_cast<std::uint32_t>(out_.members.size())});
    out_.members.push_back(child);
  }

  NameSource& names_;
  const Tables& tables_;
  const Zip& zip_;
  Date as_of_;
  Draws& draws_;
  Origin origin_;
  std::uint32_t head_age_ = 0;
  std::uint32_t spouse_age_ = 0;
  Household out_;
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

std::string_view NameSource::keep(std::string_view name) {
  if (kept_.empty() || kept_left_ < name.size()) {
    kept_.push_back(std::make_unique<char[]>(kKeptBlock));
    kept_left_ = kKeptBlock;
  }
  char* at = kept_.back().get() + (kKeptBlock - kept_left_);
  std::copy(name.begin(), name.end(), at);
  kept_left_ -= name.size();
  return {at, name.size()};
}

std::string_view NameSource::form_of(Culture culture, FormPart part, Draws& draws) const {
  const auto& sets = tables_.sets_of[static_cast<std::size_t>(culture)][static_cast<std::size_t>(part)];
  return tables_.form_sets[sets[draws.below(static_cast<std::uint32_t>(sets.size()))]][0];
}

std::string_view NameSource::surname(Origin origin, Draws& draws) {
  if (origin.culture != Culture::kNone) return form_of(origin.culture, FormPart::kFamily, draws);
  const std::uint32_t name = tables_.surname_of[static_cast<std::size_t>(origin.group)].pick(draws);
  if (name < tables_.surnames.size()) return tables_.surnames[name];
  std::array<char, 16> invented{};
  while (true) {
    const std::string_view text(invented.data(), tables_.invented_surname.draw(draws, invented));
    if (!tables_.is_listed_surname(text)) return keep(text);
  }
}

std::string_view NameSource::given(Origin origin, Sex sex, Draws& draws) {
  if (origin.culture != Culture::kNone) return form_of(origin.culture, sex == Sex::kMale ? FormPart::kMale : FormPart::kFemale, draws);
  const std::uint32_t name = tables_.given_of[static_cast<std::size_t>(origin.group)][static_cast<std::size_t>(sex)].pick(draws);
  if (name < tables_.given_names.size()) return tables_.given_names[name];
  std::array<char, 16> invented{};
  while (true) {
    const std::string_view text(invented.data(), tables_.invented_given.draw(draws, invented));
    if (!tables_.is_listed_given(text)) return keep(text);
  }
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

// Chinese and Korean names have no middle name; THI and VAN are the common ones of Vietnam.
std::string_view middle_of(NameSource& names, Origin origin, Sex sex, Draws& draws) {
  switch (origin.culture) {
    case Culture::kChinese:
    case Culture::kKorean: return {};
    case Culture::kVietnamese: return sex == Sex::kFemale ? "THI" : "VAN";
    case Culture::kNone:
    case Culture::kArabic:
    case Culture::kRussian: break;
  }
  return names.given(origin, sex, draws);
}

// Middle name and age.
Person finish(NameSource& names, const Tables& tables, Origin origin, Sex sex, std::uint32_t age, Date as_of, Draws& draws, Person person) {
  const Assumed& a = tables.assumed;
  const std::uint32_t middle = draws.below(100);
  if (middle >= a.middle_none_percent) person.middle = middle_of(names, origin, sex, draws);
  person.middle_initial_only = middle < a.middle_none_percent + a.middle_initial_percent;
  person.adult = age >= 18;
  person.born = {as_of.days - static_cast<std::int32_t>(age * 1461 / 4 + draws.below(365)) - 1};
  return person;
}

Person draw_person(NameSource& names, const Tables& tables, Origin origin, Sex sex, std::uint32_t age, Date as_of, Draws& draws, bool with_surname) {
  const Assumed& a = tables.assumed;
  Person person;
  person.group = origin.group;
  person.culture = origin.culture;
  person.sex = sex;
  person.given = names.given(origin, sex, draws);
  if (!with_surname) return finish(names, tables, origin, sex, age, as_of, draws, person);
  person.family = names.surname(origin, draws);
  if (origin.group == Group::kHispanic && draws.percent(a.two_surnames_percent)) person.family2 = names.surname(origin, draws);
  return finish(names, tables, origin, sex, age, as_of, draws, person);
}

Household draw_household(NameSource& names, const Tables& tables, const Zip& zip, Date as_of, Draws& draws) {
  return HouseholdMaker(names, tables, zip, as_of, draws).make();
}

}  // namespace cs::population
