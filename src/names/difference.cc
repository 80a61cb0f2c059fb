#include "names/difference.h"

#include <algorithm>

namespace cs::names {
namespace {

struct Word {
  NameCode code;
  NameField field;
  std::string_view text;
};

constexpr Word kWords[] = {
    {NameCode::kGivenEqual, NameField::kGiven, "given_equal"},
    {NameCode::kGivenNickname, NameField::kGiven, "given_nickname"},
    {NameCode::kGivenSpelling, NameField::kGiven, "given_spelling"},
    {NameCode::kGivenRomanization, NameField::kGiven, "given_romanization"},
    {NameCode::kGivenSlip, NameField::kGiven, "given_slip"},
    {NameCode::kGivenCut, NameField::kGiven, "given_cut"},
    {NameCode::kGivenReordered, NameField::kGiven, "given_reordered"},
    {NameCode::kGivenSharedFormal, NameField::kGiven, "given_shared_formal"},
    {NameCode::kGivenInitial, NameField::kGiven, "given_initial"},
    {NameCode::kGivenIsMiddle, NameField::kGiven, "given_is_middle"},
    {NameCode::kGivenAbsent, NameField::kGiven, "given_absent"},
    {NameCode::kGivenDamaged, NameField::kGiven, "given_damaged"},
    {NameCode::kGivenOther, NameField::kGiven, "given_other"},
    {NameCode::kGivenListedKin, NameField::kGiven, "given_listed_kin"},
    {NameCode::kFamilyEqual, NameField::kFamily, "family_equal"},
    {NameCode::kFamilySlip, NameField::kFamily, "family_slip"},
    {NameCode::kFamilySpelling, NameField::kFamily, "family_spelling"},
    {NameCode::kFamilyRomanization, NameField::kFamily, "family_romanization"},
    {NameCode::kFamilyParticle, NameField::kFamily, "family_particle"},
    {NameCode::kFamilyFirstOfTwo, NameField::kFamily, "family_first_of_two"},
    {NameCode::kFamilySwapped, NameField::kFamily, "family_swapped"},
    {NameCode::kFamilyCut, NameField::kFamily, "family_cut"},
    {NameCode::kFamilySecondOfTwo, NameField::kFamily, "family_second_of_two"},
    {NameCode::kFamilyAbsent, NameField::kFamily, "family_absent"},
    {NameCode::kFamilyDamaged, NameField::kFamily, "family_damaged"},
    {NameCode::kFamilyOtherRestEqual, NameField::kFamily, "family_other_rest_equal"},
    {NameCode::kFamilySecondOther, NameField::kFamily, "family_second_other"},
    {NameCode::kFamilyOther, NameField::kFamily, "family_other"},
    {NameCode::kFamilyListedKin, NameField::kFamily, "family_listed_kin"},
    {NameCode::kExchanged, NameField::kFamily, "exchanged"},
    {NameCode::kMiddleEqual, NameField::kMiddle, "middle_equal"},
    {NameCode::kMiddleAbsent, NameField::kMiddle, "middle_absent"},
    {NameCode::kMiddleInitial, NameField::kMiddle, "middle_initial"},
    {NameCode::kMiddleSlip, NameField::kMiddle, "middle_slip"},
    {NameCode::kMiddleOther, NameField::kMiddle, "middle_other"},
    {NameCode::kMiddleHalf, NameField::kMiddle, "middle_half"},
    {NameCode::kSuffixEqual, NameField::kSuffix, "suffix_equal"},
    {NameCode::kSuffixOneSide, NameField::kSuffix, "suffix_one_side"},
    {NameCode::kSuffixNear, NameField::kSuffix, "suffix_near"},
    {NameCode::kSuffixOther, NameField::kSuffix, "suffix_other"},
};

const Word* word_of(NameCode code) {
  const Word* found = std::find_if(std::begin(kWords), std::end(kWords), [&](const Word& word) { return word.code == code; });
  return found == std::end(kWords) ? nullptr : found;
}

}  // namespace

std::string_view code_text(NameCode code) {
  const Word* word = word_of(code);
  return word == nullptr ? std::string_view() : word->text;
}

// A number that is no code has no field either; it counts as the given name's, which no model then has a row for.
NameField field_of(NameCode code) {
  const Word* word = word_of(code);
  return word == nullptr ? NameField::kGiven : word->field;
}

}  // namespace cs::names
