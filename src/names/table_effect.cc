#include "names/compare.h"

namespace cs::names {

Effect table_effect(NameCode code) {
  switch (code) {
    case NameCode::kGivenEqual:
    case NameCode::kFamilyEqual:
    case NameCode::kMiddleEqual:
    case NameCode::kMiddleAbsent:
    case NameCode::kMiddleInitial:
    case NameCode::kSuffixEqual: return Effect::kFree;
    case NameCode::kGivenNickname:
    case NameCode::kGivenSpelling:
    case NameCode::kGivenRomanization:
    case NameCode::kGivenSlip:
    case NameCode::kGivenCut:
    case NameCode::kGivenReordered:
    case NameCode::kFamilySlip:
    case NameCode::kFamilySpelling:
    case NameCode::kFamilyRomanization:
    case NameCode::kFamilyParticle:
    case NameCode::kFamilyFirstOfTwo:
    case NameCode::kFamilySwapped:
    case NameCode::kFamilyCut:
    case NameCode::kExchanged:
    case NameCode::kMiddleSlip: return Effect::kSoft;
    case NameCode::kGivenSharedFormal:
    case NameCode::kGivenInitial:
    case NameCode::kGivenIsMiddle:
    case NameCode::kGivenAbsent:
    case NameCode::kGivenDamaged:
    case NameCode::kFamilySecondOfTwo:
    case NameCode::kFamilyAbsent:
    case NameCode::kFamilyDamaged:
    case NameCode::kFamilyOtherRestEqual:
    case NameCode::kGivenListedKin:
    case NameCode::kFamilyListedKin:
    case NameCode::kMiddleHalf:
    case NameCode::kSuffixOneSide:
    case NameCode::kSuffixNear: return Effect::kGray;
    case NameCode::kGivenOther:
    case NameCode::kFamilySecondOther:
    case NameCode::kFamilyOther:
    case NameCode::kMiddleOther:
    case NameCode::kSuffixOther: return Effect::kVeto;
  }
  return Effect::kVeto;
}

}  // namespace cs::names
