// The numbers that nobody could be asked for: data/population/assumed.csv, each with its reason there.
//   Units    as the name says: percent, permille, or 1/10,000 for error_* and order_*, 1/100,000 for kind_*.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cs::population {

struct Assumed {
  std::uint32_t surname_bearers = 0;
  std::uint32_t given_bearers = 0;
  std::uint32_t household_size_1 = 0;
  std::uint32_t household_size_2 = 0;
  std::uint32_t household_size_3 = 0;
  std::uint32_t household_size_4 = 0;
  std::uint32_t household_size_5 = 0;
  std::uint32_t household_size_6 = 0;
  std::uint32_t household_size_7 = 0;
  std::uint32_t couple_percent = 0;
  std::uint32_t couple_shared_surname_percent = 0;
  std::uint32_t couple_hyphenated_percent = 0;
  std::uint32_t couple_mixed_group_percent = 0;
  std::uint32_t couple_one_sex_percent = 0;
  std::uint32_t unrelated_percent = 0;
  std::uint32_t two_surnames_percent = 0;
  std::uint32_t junior_percent = 0;
  std::uint32_t senior_on_file_percent = 0;
  std::uint32_t middle_none_percent = 0;
  std::uint32_t middle_initial_percent = 0;
  std::uint32_t registered_percent = 0;
  std::uint32_t moved_in_window_percent = 0;
  std::uint32_t moved_within_zip_percent = 0;
  std::uint32_t former_name_percent = 0;
  std::uint32_t alias_row_permille = 0;
  std::uint32_t namesake_permille = 0;
  std::uint32_t kind_house = 0;
  std::uint32_t kind_apartment = 0;
  std::uint32_t kind_lot = 0;
  std::uint32_t kind_po_box = 0;
  std::uint32_t box_shared_percent = 0;
  std::uint32_t kind_rural = 0;
  std::uint32_t kind_private_box = 0;
  std::uint32_t kind_general_delivery = 0;
  std::uint32_t kind_shelter = 0;
  std::uint32_t urbanization_percent = 0;
  std::uint32_t direction_percent = 0;
  std::uint32_t street_head_percent = 0;
  std::uint32_t street_twin_permille = 0;
  std::uint32_t row_long_type_percent = 0;
  std::uint32_t row_title_percent = 0;
  std::uint32_t line_title_percent = 0;
  std::uint32_t line_long_type_percent = 0;
  std::uint32_t line_designator_percent = 0;
  std::uint32_t line_middle_dropped_percent = 0;
  std::uint32_t line_middle_initial_percent = 0;
  std::uint32_t line_zip_plus4_percent = 0;
  std::uint32_t line_suffix_form_percent = 0;
  std::uint32_t line_two_surnames_percent = 0;
  std::uint32_t error_nickname = 0;
  std::uint32_t error_first_typo = 0;
  std::uint32_t error_last_typo = 0;
  std::uint32_t error_street_typo = 0;
  std::uint32_t error_zip_digit = 0;
  std::uint32_t error_city_dropped = 0;
  std::uint32_t error_unit_dropped = 0;
  std::uint32_t error_suffix_dropped = 0;
  std::uint32_t error_second_surname_dropped = 0;
  std::uint32_t error_surnames_exchanged = 0;
  std::uint32_t order_not_final = 0;
  std::uint32_t order_barred = 0;
  std::uint32_t order_ended = 0;
  std::uint32_t order_unknown = 0;
  std::uint32_t order_lifted = 0;
  std::uint32_t order_corrected = 0;
  std::uint32_t order_second = 0;
  std::uint32_t white_arabic = 0;
  std::uint32_t white_russian = 0;
  std::uint32_t api_chinese = 0;
  std::uint32_t api_vietnamese = 0;
  std::uint32_t api_korean = 0;
  std::uint32_t twin_permille = 0;
  std::uint32_t twin_alike_percent = 0;
  std::uint32_t record_error_percent = 0;
  std::uint32_t street_highway_permille = 0;
  std::uint32_t street_grid_percent = 0;
  std::uint32_t house_half_permille = 0;
  std::uint32_t house_wisconsin_percent = 0;
  std::uint32_t line_joined_percent = 0;
  std::uint32_t line_romanized_percent = 0;
  std::uint32_t line_order_percent = 0;
  std::uint32_t line_particle_percent = 0;
  std::uint32_t line_unit_in_street_percent = 0;
  std::uint32_t line_unit_trailing_percent = 0;
  std::uint32_t line_one_line_percent = 0;
  std::uint32_t line_box_form_percent = 0;
  std::uint32_t line_ordinal_percent = 0;
  std::uint32_t line_saint_percent = 0;
  std::uint32_t line_highway_percent = 0;
  std::uint32_t line_urbanization_first_percent = 0;
  std::uint32_t line_military_form_percent = 0;
  std::uint32_t line_city_alias_percent = 0;
  std::uint32_t announced_permille = 0;
  std::uint32_t departed_permille = 0;
  std::uint32_t death_permille = 0;
  std::uint32_t error_spelling = 0;
  std::uint32_t error_middle_typo = 0;
  std::uint32_t error_house_typo = 0;
  std::uint32_t error_unit_typo = 0;
  std::uint32_t error_city_typo = 0;
  std::uint32_t error_type_dropped = 0;
  std::uint32_t error_direction_dropped = 0;
  std::uint32_t error_zip_dropped = 0;
  std::uint32_t error_urbanization_dropped = 0;
  std::uint32_t error_first_phonetic = 0;
  std::uint32_t error_last_phonetic = 0;
  std::uint32_t error_ocr_digit = 0;
  std::uint32_t error_names_exchanged = 0;
  std::uint32_t error_first_initial = 0;
  std::uint32_t error_field_cut = 0;
  static Assumed load();
};

struct NamedNumber {
  std::string_view name;
  std::uint32_t value = 0;
};
std::vector<NamedNumber> assumed_numbers();  // in the order of the file, for the manifest

}  // namespace cs::population
