#include "population/line_class.h"

#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "population/table_rows.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_mix)

constexpr std::array<std::string_view, kStories> kStoryNames = {
    "true", "moved", "moved_in_zip", "relative", "successor", "former_occupant", "unknown", "next_door", "junior", "other_middle",
    "placeholder", "incomplete", "range", "third", "other_house", "neighbor_house", "other_unit", "other_street", "other_box",
    "namesake_elsewhere", "namesake_in_zip", "other_city", "similar_sibling", "same_initial_sibling", "other_surname", "close_surname",
    "close_arabic", "second_surname", "heir", "twin", "stale", "alias", "former_name", "name_changed",
    "same_name_relative", "successor_namesake", "other_urbanization", "shelter_stranger",
    "first_surname", "particle_letters", "generation", "two_people", "close_native", "announced", "box_unit", "died"};

// In the order of LineClass.
constexpr std::array<std::string_view, kLineClasses> kClassNames = {
    "v_exact", "v_street_abbreviated", "v_zip_plus4", "v_initial_middle", "v_no_middle", "v_suffix_form", "v_two_surnames_hyphen",
    "v_nickname", "v_two_surnames_swapped", "v_two_surnames_first_only", "v_city_missing", "v_zip_error", "v_typo_street", "v_typo_first",
    "v_typo_last", "v_hyphenated_house", "v_grid_address", "v_half_house", "v_highway_forms", "v_ordinal_forms", "v_saint_forms",
    "v_trailing_unit", "v_all_in_street_line", "v_unit_in_street_line", "v_po_box_form", "v_rural_route_form", "v_particle",
    "v_spelling_variant", "v_arabic_transliteration", "v_chinese_order", "v_vietnamese_order", "v_korean", "v_russian", "v_romanized",
    "v_name_joined", "v_first_last_swapped", "v_ocr_name", "v_typo_middle", "v_typo_city", "v_type_missing", "v_direction_missing",
    "v_zip_missing", "v_field_cut", "v_stale_register", "v_alias_row", "v_former_name_row", "v_puerto_rico", "v_urbanization_missing",
    "v_military", "v_private_mailbox", "v_city_alias", "g_unit_missing",
    "g_suffix_absent_one_on_file", "g_suffix_absent_both_on_file", "g_listed_name_slip", "g_two_same_name_in_unit",
    "g_first_initial_only", "g_house_swapped_no_such_house", "g_last_name_changed", "g_second_surname_only", "g_middle_name_used",
    "g_letter_for_digit", "g_street_type_unknown", "g_unit_unknown", "g_care_of", "g_ambiguous_parse", "n_moved", "n_moved_same_zip", "n_spouse_not_on_file",
    "n_relative_not_on_file", "n_twin", "n_successor", "n_former_occupant", "n_po_box_former_holder", "n_unknown_person",
    "n_namesake_next_door", "n_junior_for_senior", "n_third_for_junior", "n_common_name_other_middle", "n_house_swapped_other_exists",
    "n_house_one_digit", "n_next_door", "n_other_direction", "n_other_street_type", "n_ordinal_digit", "n_county_for_state_road",
    "n_other_po_box", "n_box_digit", "n_rr_other_box", "n_same_name_elsewhere", "n_namesake_in_zip", "n_same_name_other_unit",
    "n_unit_letter", "n_same_street_other_city", "n_similar_sibling", "n_given_both_sexes", "n_same_initial_sibling",
    "n_other_last_same_initial", "n_close_surname", "n_close_arabic", "n_second_surname_differs", "n_successor_same_surname",
    "n_urbanization_other", "n_shelter_stranger", "n_military_other_box",
    "u_coincidence", "u_same_name_relative", "u_successor_namesake", "x_placeholder", "x_incomplete", "x_range",
    "v_suffix_in_middle", "v_native_script", "g_suffix_contradicted", "g_suffix_unread", "n_first_surname_differs", "n_particle_letters",
    "n_generation_in_middle", "n_close_native", "n_row_begins_later", "n_box_unit_other", "n_died", "n_father_other_middle", "x_two_people"};

}  // namespace

std::string_view class_text(LineClass line_class) { return kClassNames[static_cast<std::size_t>(line_class)]; }

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
    const std::size_t at = weights.size();
    const std::string_view name = at < kStories ? kStoryNames[at] : edit_text(picked(static_cast<std::uint32_t>(at)).forced);
    CS_CHECK(rows.text(0) == name, "the mix names the stories, then the edits, in their order");
    weights.push_back(rows.number(1 + static_cast<std::size_t>(mix)));
  }
  CS_CHECK(weights.size() == kStories + kEditKindMax, "the mix names every story and every edit");
  return AliasTable(weights);
}

Picked picked(std::uint32_t index) {
  if (index < kStories) return {static_cast<Story>(index), {}};
  return {Story::kTrue, static_cast<EditKind>(index - kStories + 1)};
}

}  // namespace cs::population
