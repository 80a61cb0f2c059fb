#include "population/line_truth.h"

#include <algorithm>
#include <string>

#include "population/resemblance.h"

namespace cs::population {
namespace {

// What an edit makes of a true line, on the line or in the register; the later of two in this list decides.
struct Consequence {
  EditKind kind;
  LineClass line_class;
};
constexpr Consequence kConsequences[] = {
    {EditKind::kLongType, LineClass::kStreetAbbreviated},
    {EditKind::kDesignator, LineClass::kStreetAbbreviated},
    {EditKind::kZipPlus4, LineClass::kZipPlus4},
    {EditKind::kOrdinalForm, LineClass::kOrdinalForms},
    {EditKind::kSaintForm, LineClass::kSaintForms},
    {EditKind::kHighwayForm, LineClass::kHighwayForms},
    {EditKind::kBoxForm, LineClass::kPoBoxForm},
    {EditKind::kRouteForm, LineClass::kRuralRouteForm},
    {EditKind::kMilitaryForm, LineClass::kMilitary},
    {EditKind::kUrbanizationFirst, LineClass::kPuertoRico},
    {EditKind::kCityAlias, LineClass::kCityAlias},
    {EditKind::kUnitInStreet, LineClass::kUnitInStreetLine},
    {EditKind::kUnitTrailing, LineClass::kTrailingUnit},
    {EditKind::kOneLine, LineClass::kAllInStreetLine},
    {EditKind::kMiddleInitial, LineClass::kInitialMiddle},
    {EditKind::kMiddleDropped, LineClass::kNoMiddle},
    {EditKind::kSuffixForm, LineClass::kSuffixForm},
    {EditKind::kSuffixInMiddle, LineClass::kSuffixInMiddle},
    {EditKind::kSurnamesHyphen, LineClass::kTwoSurnamesHyphen},
    {EditKind::kFirstJoined, LineClass::kNameJoined},
    {EditKind::kParticle, LineClass::kParticle},
    {EditKind::kNickname, LineClass::kNickname},
    {EditKind::kSpelling, LineClass::kSpellingVariant},
    {EditKind::kFirstRomanized, LineClass::kRomanized},
    {EditKind::kLastRomanized, LineClass::kRomanized},
    {EditKind::kNative, LineClass::kNativeScript},
    {EditKind::kSurnamesExchanged, LineClass::kTwoSurnamesSwapped},
    {EditKind::kSecondSurnameDropped, LineClass::kTwoSurnamesFirstOnly},
    {EditKind::kNamesExchanged, LineClass::kFirstLastSwapped},
    {EditKind::kCityDropped, LineClass::kCityMissing},
    {EditKind::kCityTypo, LineClass::kTypoCity},
    {EditKind::kZipDropped, LineClass::kZipMissing},
    {EditKind::kZipDigit, LineClass::kZipError},
    {EditKind::kMiddleTypo, LineClass::kTypoMiddle},
    {EditKind::kStreetTypo, LineClass::kTypoStreet},
    {EditKind::kTypeDropped, LineClass::kTypeMissing},
    {EditKind::kDirectionDropped, LineClass::kDirectionMissing},
    {EditKind::kUrbanizationDropped, LineClass::kUrbanizationMissing},
    {EditKind::kFirstPhonetic, LineClass::kTypoFirst},
    {EditKind::kLastPhonetic, LineClass::kTypoLast},
    {EditKind::kFirstOcrDigit, LineClass::kOcrName},
    {EditKind::kLastOcrDigit, LineClass::kOcrName},
    {EditKind::kFirstTypo, LineClass::kTypoFirst},
    {EditKind::kLastTypo, LineClass::kTypoLast},
    {EditKind::kCut, LineClass::kCut},
    {EditKind::kFirstSurnameDropped, LineClass::kSecondSurnameOnly},
    {EditKind::kMiddleUsed, LineClass::kMiddleNameUsed},
    {EditKind::kFirstInitial, LineClass::kFirstInitialOnly},
    {EditKind::kHouseLetter, LineClass::kLetterForDigit},
    {EditKind::kHouseTypo, LineClass::kHouseSwappedNoSuch},
    {EditKind::kUnitTypo, LineClass::kUnitUnknown},
    {EditKind::kUnitDropped, LineClass::kUnitMissing},
    {EditKind::kCareOf, LineClass::kCareOf},
    {EditKind::kRouteHouse, LineClass::kAmbiguousParse},
    {EditKind::kSuffixUnread, LineClass::kSuffixUnread},
    {EditKind::kSuffixContradicted, LineClass::kSuffixContradicted},
    {EditKind::kSuffixDropped, LineClass::kSuffixAbsentOne},
};

// Streets of one name are told apart by type, direction or urbanization.
bool drops_part_of_street(EditKinds kinds) {
  return edited(kinds, EditKind::kTypeDropped) || edited(kinds, EditKind::kDirectionDropped) || edited(kinds, EditKind::kUrbanizationDropped);
}

std::string squeezed(std::string_view name) {
  std::string out(name);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-'; });
  return out;
}

// What is left of the one, with the parts dropped that were, can be the other too.
bool fits_without(EditKinds dropped, const Street& other, const Street& street) {
  return other.base == street.base && (other.type == street.type || edited(dropped, EditKind::kTypeDropped)) &&
         ((other.before == street.before && other.after == street.after) || edited(dropped, EditKind::kDirectionDropped)) &&
         (other.urbanization == street.urbanization || edited(dropped, EditKind::kUrbanizationDropped));
}

EditKinds only(EditKind kind) {
  EditKinds out = 0;
  add_kind(out, kind);
  return out;
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || text[at - 1] == '-') && (end == text.size() || text[end] == '-')) return true;
  }
  return false;
}

}  // namespace

// Every home that the line can be read to mean.
void LineTruth::find_claimed_homes() {
  const Home& home = world_.homes()[claim_.home];
  claimed_homes_.clear();
  if (claim_.city != nullptr) return;  // a street that is not there
  const std::uint32_t street = claim_.street.value_or(home.street);
  if (!claim_.street) claimed_homes_.push_back(claim_.home);
  if (!is_on_street(home.kind)) return;
  if (claim_.street) world_.add_homes_at(street, home.number, claimed_homes_);
  if (home.unit_size != 0) add_building();
  if (said(EditKind::kHouseTypo) || said(EditKind::kHouseLetter)) world_.add_homes_at(street, typed_number(), claimed_homes_);
  if (!drops_part_of_street(line_.kinds)) return;
  const std::vector<Street>& streets = world_.town().streets();
  for (std::uint32_t i = 0; i < streets.size(); ++i)
    if (i != street && streets[i].base == streets[street].base) world_.add_homes_at(i, home.number, claimed_homes_);
}

// Without its unit a line means the whole building; and a row that lost its unit can be anybody's there.
void LineTruth::add_building() {
  const bool vague = said(EditKind::kUnitDropped) || said(EditKind::kUnitTypo) || said(EditKind::kUnitTrailing) || said(EditKind::kCut);
  const auto [from, to] = world_.homes_of_building(claim_.home);
  const auto lost_unit = [&](std::uint32_t home) {
    const Residence& residence = world_.residences()[home];
    for (std::uint32_t i = residence.first; i < residence.first + residence.size; ++i) {
      const Misfiled* row = world_.misfiled(i);
      if (row != nullptr && row->edit.kind == EditKind::kUnitDropped) return true;
    }
    return false;
  };
  for (std::uint32_t home = from; home < to; ++home)
    if (home != claim_.home && (vague || lost_unit(home))) claimed_homes_.push_back(home);
}

// Also where the whole address stands in one field.
std::uint32_t LineTruth::typed_number() const {
  const LineFields& f = line_.fields;
  const std::string_view house = !f.house.empty() ? f.house : said(EditKind::kOneLine) ? f.street : std::string_view();
  std::uint32_t number = 0;
  for (const char c : house.substr(0, house.find(' ')))
    if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::uint32_t>(c - '0');
  return number;
}

bool LineTruth::decidable() {
  find_claimed_homes();
  const bool exchanged = said(EditKind::kNamesExchanged);
  if (exchanged) as_written_ = line_.judged();
  if (exchanged) std::swap(as_written_.first, as_written_.last);
  const auto may_be = [&](const Person& person) {
    return !set_apart(tables_, line_.judged(), person) || (exchanged && !set_apart(tables_, as_written_, person));
  };
  return std::none_of(claimed_homes_.begin(), claimed_homes_.end(), [&](std::uint32_t home) { return any_at(home, may_be); });
}

bool LineTruth::is_anothers_name(std::string_view given) const {
  return any_at(claim_.home, [&](const Person& other) { return other.slot != claim_.person.slot && (other.given == given || other.alias_given == given); });
}

// EL KHOURY for AL KHURI is the same name in another table's letters, whatever name stands behind the article.
bool LineTruth::slipped_into_a_surname(std::string_view last) const {
  if (claim_.person.family2.empty() && tables_.one_surname(squeezed(last), squeezed(claim_.person.family))) return false;
  for (std::size_t from = 0; from < last.size();) {
    const std::size_t end = std::min(last.find_first_of(" -", from), last.size());
    const std::string_view word = last.substr(from, end - from);
    const bool same = has_word(claim_.person.family, word) || word == claim_.person.family2 || tables_.one_surname(word, claim_.person.family);
    if (!same && tables_.is_other_surname(word)) return true;
    from = end + 1;
  }
  return false;
}

bool LineTruth::slipped_into_a_name(const LineFields& fields, EditKinds by) const {
  const bool first = edited(by, EditKind::kFirstTypo) || edited(by, EditKind::kFirstPhonetic);
  const bool same = tables_.one_name(fields.first, claim_.person.given) || neighbors_exchanged(fields.first, claim_.person.given);
  if (first && !same && tables_.is_other_given(fields.first)) return true;
  // LEE for YI is another surname, whatever made it; HUSAYN for HUSSEIN is none.
  const bool last = edited(by, EditKind::kLastTypo) || edited(by, EditKind::kLastPhonetic) || edited(by, EditKind::kLastRomanized);
  return last && slipped_into_a_surname(fields.last);
}

void LineTruth::judge_true() {
  const Misfiled* row = claim_.on_record && claim_.person_world == &world_ ? world_.misfiled(claim_.person.slot) : nullptr;
  EditKinds all = line_.kinds;
  if (row != nullptr) add_kind(all, row->edit.kind);
  if (claim_.line_class == LineClass::kExact) claim_.line_class = form_of_place();
  for (const Consequence& consequence : kConsequences)
    if (edited(all, consequence.kind) && (consequence.kind == line_.forced || !edited(line_.kinds, line_.forced))) claim_.line_class = consequence.line_class;
  for (const Consequence& consequence : kConsequences)
    if (edited(all, consequence.kind) && class_text(consequence.line_class)[0] == 'g') claim_.line_class = consequence.line_class;
  if (claim_.line_class == LineClass::kRomanized || claim_.line_class == LineClass::kFirstLastSwapped) claim_.line_class = by_culture();
  judge_place(row);
  if (slipped_into_a_name(line_.judged(), line_.kinds) || (row != nullptr && slipped_into_a_name(row->fields, only(row->edit.kind)))) claim_.line_class = LineClass::kListedNameSlip;
  judge_rivals();
}

LineClass LineTruth::by_culture() const {
  switch (claim_.person.culture) {
    case Culture::kArabic: return claim_.line_class == LineClass::kRomanized ? LineClass::kArabic : claim_.line_class;
    case Culture::kChinese: return claim_.line_class == LineClass::kFirstLastSwapped ? LineClass::kChinese : claim_.line_class;
    case Culture::kVietnamese: return claim_.line_class == LineClass::kFirstLastSwapped ? LineClass::kVietnamese : claim_.line_class;
    case Culture::kKorean: return claim_.line_class == LineClass::kRomanized ? LineClass::kKorean : claim_.line_class;
    case Culture::kRussian: return claim_.line_class == LineClass::kRomanized ? LineClass::kRussian : claim_.line_class;
    case Culture::kNone: break;
  }
  return claim_.line_class;
}

// An address whose plain form is the hard one.
LineClass LineTruth::form_of_place() const {
  const Home& home = world_.homes()[claim_.home];
  if (home.kind == HomeKind::kMilitary) return LineClass::kMilitary;
  if (home.kind == HomeKind::kPrivateBox) return LineClass::kPrivateMailbox;
  if (!is_on_street(home.kind)) return LineClass::kExact;
  if (home.house_form == HouseForm::kHyphen) return LineClass::kHyphenatedHouse;
  if (home.house_form == HouseForm::kWisconsin) return LineClass::kGridAddress;
  if (home.house_form == HouseForm::kHalf) return LineClass::kHalfHouse;
  switch (world_.town().streets()[home.street].form) {
    case StreetForm::kNamed: return LineClass::kExact;
    case StreetForm::kHighway: return LineClass::kHighwayForms;
    case StreetForm::kGrid: return LineClass::kGridAddress;
    case StreetForm::kSpanish: return LineClass::kPuertoRico;
  }
  return LineClass::kExact;
}

// An address that lost something: is there one place left that it can mean, or another one?
void LineTruth::judge_place(const Misfiled* row) {
  const Home& home = world_.homes()[claim_.home];
  if (!is_on_street(home.kind)) return;
  const EditKinds both = row != nullptr ? line_.kinds | only(row->edit.kind) : line_.kinds;
  const std::vector<Street>& streets = world_.town().streets();
  const auto left = [&](const Street& street) { return &street != &streets[home.street] && fits_without(both, street, streets[home.street]); };
  if (drops_part_of_street(both) && std::any_of(streets.begin(), streets.end(), left)) claim_.line_class = LineClass::kStreetTypeUnknown;
  if (said(EditKind::kHouseTypo)) {
    claimed_homes_.clear();
    world_.add_homes_at(home.street, typed_number(), claimed_homes_);
    for (const std::uint32_t other : claimed_homes_)
      if (world_.residences()[other].registered > 0) return point_to(other, LineClass::kHouseSwappedOtherExists);
  }
  if (!said(EditKind::kUnitTypo)) return;
  const auto [from, to] = world_.homes_of_building(claim_.home);
  for (std::uint32_t other = from; other < to; ++other)
    if (other != claim_.home && line_.fields.unit.ends_with(" " + std::string(world_.homes()[other].unit()))) return point_to(other, LineClass::kSameNameOtherUnit);
}

// The slip leads to another door: who lives there decides, and the line's person is not he.
void LineTruth::point_to(std::uint32_t home, LineClass line_class) {
  if (world_.residences()[home].registered == 0) return;
  claim_.line_class = line_class;
  claim_.home = home;
}

void LineTruth::judge_rivals() {
  if (class_text(claim_.line_class)[0] == 'n') return;
  const bool rival = any_at(claim_.home, [&](const Person& other) { return other.slot != claim_.person.slot && fits_as_well(tables_, line_.judged(), claim_.person, other); });
  if (!rival) return;
  claim_.line_class = line_.fields.suffix.empty() && any_at(claim_.home, [](const Person& person) { return person.suffix != Suffix::kNone; })
                         ? LineClass::kSuffixAbsentBoth
                         : LineClass::kTwoSameName;
}

}  // namespace cs::population
