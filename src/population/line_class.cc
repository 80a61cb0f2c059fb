#include "population/line_class.h"

#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_mix)

constexpr std::array<std::string_view, kStories> kStoryNames = {"true",    "moved",     "moved_in_zip", "relative",     "successor",   "former_occupant",
                                                                "unknown", "next_door", "junior",       "other_middle", "placeholder", "incomplete"};

}  // namespace

std::string_view class_text(LineClass line_class) {
  switch (line_class) {
    case LineClass::kExact: return "v_exact";
    case LineClass::kStreetAbbreviated: return "v_street_abbreviated";
    case LineClass::kZipPlus4: return "v_zip_plus4";
    case LineClass::kInitialMiddle: return "v_initial_middle";
    case LineClass::kNoMiddle: return "v_no_middle";
    case LineClass::kSuffixForm: return "v_suffix_form";
    case LineClass::kTwoSurnamesHyphen: return "v_two_surnames_hyphen";
    case LineClass::kNickname: return "v_nickname";
    case LineClass::kTwoSurnamesSwapped: return "v_two_surnames_swapped";
    case LineClass::kTwoSurnamesFirstOnly: return "v_two_surnames_first_only";
    case LineClass::kCityMissing: return "v_city_missing";
    case LineClass::kZipError: return "v_zip_error";
    case LineClass::kTypoStreet: return "v_typo_street";
    case LineClass::kTypoFirst: return "v_typo_first";
    case LineClass::kTypoLast: return "v_typo_last";
    case LineClass::kUnitMissing: return "g_unit_missing";
    case LineClass::kSuffixAbsentOne: return "g_suffix_absent_one_on_file";
    case LineClass::kSuffixAbsentBoth: return "g_suffix_absent_both_on_file";
    case LineClass::kListedNameSlip: return "g_listed_name_slip";
    case LineClass::kTwoSameName: return "g_two_same_name_in_unit";
    case LineClass::kMoved: return "n_moved";
    case LineClass::kMovedSameZip: return "n_moved_same_zip";
    case LineClass::kSpouseNotOnFile: return "n_spouse_not_on_file";
    case LineClass::kRelativeNotOnFile: return "n_relative_not_on_file";
    case LineClass::kSuccessor: return "n_successor";
    case LineClass::kFormerOccupant: return "n_former_occupant";
    case LineClass::kUnknownPerson: return "n_unknown_person";
    case LineClass::kNamesakeNextDoor: return "n_namesake_next_door";
    case LineClass::kJuniorForSenior: return "n_junior_for_senior";
    case LineClass::kCommonNameOtherMiddle: return "n_common_name_other_middle";
    case LineClass::kCoincidence: return "u_coincidence";
    case LineClass::kPlaceholder: return "x_placeholder";
    case LineClass::kIncomplete: return "x_incomplete";
  }
  return "";
}

std::string_view expected_text(LineClass line_class) {
  switch (class_text(line_class)[0]) {
    case 'v': return "verified";
    case 'g': return "review";
    case 'x': return "insufficient";
    default: return "not_verified";
  }
}

AliasTable story_table(Mix mix) {
  std::vector<std::uint64_t> weights;
  for (TableRows rows(embedded_population_mix()); rows.next();) {
    CS_CHECK(weights.size() < kStories && rows.text(0) == kStoryNames[weights.size()], "the mix names the stories in their order");
    weights.push_back(rows.number(1 + static_cast<std::size_t>(mix)));
  }
  CS_CHECK(weights.size() == kStories, "the mix names every story");
  return AliasTable(weights);
}

}  // namespace cs::population
