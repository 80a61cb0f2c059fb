#include "population/line_rates.h"

#include "population/world.h"

namespace cs::population {
namespace {

struct Rate {
  EditKind kind;
  std::uint32_t Assumed::* number;
};

// Forms as they are, in percent; those of names from elsewhere are beside them, in of().
constexpr Rate kForms[] = {
    {EditKind::kMiddleDropped, &Assumed::line_middle_dropped_percent},
    {EditKind::kMiddleInitial, &Assumed::line_middle_initial_percent},
    {EditKind::kSurnamesHyphen, &Assumed::line_two_surnames_percent},
    {EditKind::kSuffixForm, &Assumed::line_suffix_form_percent},
    {EditKind::kDesignator, &Assumed::line_designator_percent},
    {EditKind::kLongType, &Assumed::line_long_type_percent},
    {EditKind::kZipPlus4, &Assumed::line_zip_plus4_percent},
    {EditKind::kTitleCase, &Assumed::line_title_percent},
    {EditKind::kFirstJoined, &Assumed::line_joined_percent},
    {EditKind::kParticle, &Assumed::line_particle_percent},
    {EditKind::kUnitInStreet, &Assumed::line_unit_in_street_percent},
    {EditKind::kUnitTrailing, &Assumed::line_unit_trailing_percent},
    {EditKind::kOneLine, &Assumed::line_one_line_percent},
    {EditKind::kBoxForm, &Assumed::line_box_form_percent},
    {EditKind::kRouteForm, &Assumed::line_box_form_percent},
    {EditKind::kOrdinalForm, &Assumed::line_ordinal_percent},
    {EditKind::kSaintForm, &Assumed::line_saint_percent},
    {EditKind::kHighwayForm, &Assumed::line_highway_percent},
    {EditKind::kUrbanizationFirst, &Assumed::line_urbanization_first_percent},
    {EditKind::kMilitaryForm, &Assumed::line_military_form_percent},
    {EditKind::kCityAlias, &Assumed::line_city_alias_percent},
};

// Errors that happen to lines only, in 1/10,000 at 1x; the others happen to registers too (record_error_rates).
constexpr Rate kLineErrors[] = {
    {EditKind::kZipDigit, &Assumed::error_zip_digit},
    {EditKind::kZipDropped, &Assumed::error_zip_dropped},
    {EditKind::kUnitTypo, &Assumed::error_unit_typo},
    {EditKind::kFirstOcrDigit, &Assumed::error_ocr_digit},
    {EditKind::kLastOcrDigit, &Assumed::error_ocr_digit},
    {EditKind::kFirstInitial, &Assumed::error_first_initial},
    {EditKind::kNamesExchanged, &Assumed::error_names_exchanged},
    {EditKind::kCut, &Assumed::error_field_cut},
};

// What a story is about does not happen away, and what it needs happens.
struct OfStory {
  EditKind kind;
  Story story;
};
constexpr OfStory kSpared[] = {
    {EditKind::kMiddleDropped, Story::kOtherMiddle},
    {EditKind::kSuffixDropped, Story::kJunior},
    {EditKind::kSuffixDropped, Story::kThird},
    {EditKind::kSecondSurnameDropped, Story::kSecondSurname},
    {EditKind::kUnitDropped, Story::kOtherUnit},
    {EditKind::kUrbanizationDropped, Story::kOtherUrbanization},
    {EditKind::kCityAlias, Story::kOtherCity},
    {EditKind::kSuffixDropped, Story::kGeneration},
    {EditKind::kNickname, Story::kCloseNative},
    {EditKind::kFirstRomanized, Story::kCloseNative},
    {EditKind::kFirstJoined, Story::kCloseNative},
    {EditKind::kFirstTypo, Story::kCloseNative},
    {EditKind::kFirstPhonetic, Story::kCloseNative},
    {EditKind::kSecondSurnameDropped, Story::kFirstSurname},
};
constexpr OfStory kNeeded[] = {
    {EditKind::kPlaceholder, Story::kPlaceholder},
    {EditKind::kIncomplete, Story::kIncomplete},
    {EditKind::kRange, Story::kRange},
    {EditKind::kSuffixInMiddle, Story::kGeneration},
    {EditKind::kTwoPeople, Story::kTwoPeople},
    {EditKind::kNative, Story::kCloseNative},
};

std::size_t at(EditKind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

RateRow LineRates::row_of(const Assumed& assumed, std::uint32_t error_percent, Story story, Naming naming) const {
  EditRates rates = record_error_rates(assumed);
  for (const Rate& rate : kLineErrors) rates[at(rate.kind)] = assumed.*rate.number;
  for (std::uint32_t& rate : rates) rate = rate * error_percent / 100;
  for (const Rate& rate : kForms) rates[at(rate.kind)] += assumed.*rate.number * 100;
  if (naming == kFamilyFirst) rates[at(EditKind::kNamesExchanged)] += assumed.line_order_percent * 100;
  if (naming != kPlain)
    for (const EditKind kind : {EditKind::kFirstRomanized, EditKind::kLastRomanized}) rates[at(kind)] += assumed.line_romanized_percent * 100;
  RateRow out;
  for (std::size_t i = 0; i < rates.size(); ++i) out.of[i] = rates[i] * kAlways / 10'000;
  for (const OfStory& row : kSpared)
    if (row.story == story) out.of[at(row.kind)] = 0;
  for (const OfStory& row : kNeeded) out.of[at(row.kind)] = row.story == story ? kAlways : 0;
  for (const EditKind kind : kEditOrder)
    if (out.of[at(kind)] != 0) out.possible.push_back(kind);
  return out;
}

LineRates::LineRates(const Assumed& assumed, std::uint32_t error_percent) {
  for (std::size_t story = 0; story < kStories; ++story)
    for (const Naming naming : {kPlain, kElsewhere, kFamilyFirst}) rows_.push_back(row_of(assumed, error_percent, static_cast<Story>(story), naming));
}

const RateRow& LineRates::of(Story story, const Person& person) const {
  const bool family_first = person.culture == Culture::kChinese || person.culture == Culture::kVietnamese;
  const Naming naming = family_first ? kFamilyFirst : person.culture != Culture::kNone ? kElsewhere : kPlain;
  return rows_[static_cast<std::size_t>(story) * kNamings + naming];
}

}  // namespace cs::population
