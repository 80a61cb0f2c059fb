#include "population/assumed.h"

#include <charconv>

#include "base/check.h"
#include "base/embedded.h"

namespace cs::population {
namespace {

CS_EMBEDDED_TABLE(population_assumed)

struct Place {
  std::string_view name;
  std::uint32_t Assumed::*member;
};

// In the order of the file.
constexpr Place kPlaces[] = {
    {"surname_bearers", &Assumed::surname_bearers},
    {"given_bearers", &Assumed::given_bearers},
    {"household_size_1", &Assumed::household_size_1},
    {"household_size_2", &Assumed::household_size_2},
    {"household_size_3", &Assumed::household_size_3},
    {"household_size_4", &Assumed::household_size_4},
    {"household_size_5", &Assumed::household_size_5},
    {"household_size_6", &Assumed::household_size_6},
    {"household_size_7", &Assumed::household_size_7},
    {"couple_percent", &Assumed::couple_percent},
    {"couple_shared_surname_percent", &Assumed::couple_shared_surname_percent},
    {"couple_hyphenated_percent", &Assumed::couple_hyphenated_percent},
    {"couple_mixed_group_percent", &Assumed::couple_mixed_group_percent},
    {"couple_one_sex_percent", &Assumed::couple_one_sex_percent},
    {"unrelated_percent", &Assumed::unrelated_percent},
    {"two_surnames_percent", &Assumed::two_surnames_percent},
    {"junior_percent", &Assumed::junior_percent},
    {"senior_on_file_percent", &Assumed::senior_on_file_percent},
    {"middle_none_percent", &Assumed::middle_none_percent},
    {"middle_initial_percent", &Assumed::middle_initial_percent},
    {"registered_percent", &Assumed::registered_percent},
    {"moved_in_window_percent", &Assumed::moved_in_window_percent},
    {"moved_within_zip_percent", &Assumed::moved_within_zip_percent},
    {"former_name_percent", &Assumed::former_name_percent},
    {"alias_row_permille", &Assumed::alias_row_permille},
    {"namesake_permille", &Assumed::namesake_permille},
    {"kind_house", &Assumed::kind_house},
    {"kind_apartment", &Assumed::kind_apartment},
    {"kind_lot", &Assumed::kind_lot},
    {"kind_po_box", &Assumed::kind_po_box},
    {"box_shared_percent", &Assumed::box_shared_percent},
    {"kind_rural", &Assumed::kind_rural},
    {"kind_private_box", &Assumed::kind_private_box},
    {"kind_general_delivery", &Assumed::kind_general_delivery},
    {"kind_shelter", &Assumed::kind_shelter},
    {"urbanization_percent", &Assumed::urbanization_percent},
    {"direction_percent", &Assumed::direction_percent},
    {"street_head_percent", &Assumed::street_head_percent},
    {"street_twin_permille", &Assumed::street_twin_permille},
    {"row_long_type_percent", &Assumed::row_long_type_percent},
    {"row_title_percent", &Assumed::row_title_percent},
    {"line_title_percent", &Assumed::line_title_percent},
    {"line_long_type_percent", &Assumed::line_long_type_percent},
    {"line_designator_percent", &Assumed::line_designator_percent},
    {"line_middle_dropped_percent", &Assumed::line_middle_dropped_percent},
    {"line_middle_initial_percent", &Assumed::line_middle_initial_percent},
    {"line_zip_plus4_percent", &Assumed::line_zip_plus4_percent},
    {"line_suffix_form_percent", &Assumed::line_suffix_form_percent},
    {"line_two_surnames_percent", &Assumed::line_two_surnames_percent},
    {"error_nickname", &Assumed::error_nickname},
    {"error_first_typo", &Assumed::error_first_typo},
    {"error_last_typo", &Assumed::error_last_typo},
    {"error_street_typo", &Assumed::error_street_typo},
    {"error_zip_digit", &Assumed::error_zip_digit},
    {"error_city_dropped", &Assumed::error_city_dropped},
    {"error_unit_dropped", &Assumed::error_unit_dropped},
    {"error_suffix_dropped", &Assumed::error_suffix_dropped},
    {"error_second_surname_dropped", &Assumed::error_second_surname_dropped},
    {"error_surnames_exchanged", &Assumed::error_surnames_exchanged},
    {"order_not_final", &Assumed::order_not_final},
    {"order_barred", &Assumed::order_barred},
    {"order_ended", &Assumed::order_ended},
    {"order_unknown", &Assumed::order_unknown},
    {"order_lifted", &Assumed::order_lifted},
    {"order_corrected", &Assumed::order_corrected},
    {"order_second", &Assumed::order_second},
    {"white_arabic", &Assumed::white_arabic},
    {"white_russian", &Assumed::white_russian},
    {"api_chinese", &Assumed::api_chinese},
    {"api_vietnamese", &Assumed::api_vietnamese},
    {"api_korean", &Assumed::api_korean},
    {"twin_permille", &Assumed::twin_permille},
    {"twin_alike_percent", &Assumed::twin_alike_percent},
    {"record_error_percent", &Assumed::record_error_percent},
    {"street_highway_permille", &Assumed::street_highway_permille},
    {"street_grid_percent", &Assumed::street_grid_percent},
    {"house_half_permille", &Assumed::house_half_permille},
    {"house_wisconsin_percent", &Assumed::house_wisconsin_percent},
    {"line_joined_percent", &Assumed::line_joined_percent},
    {"line_romanized_percent", &Assumed::line_romanized_percent},
    {"line_order_percent", &Assumed::line_order_percent},
    {"line_particle_percent", &Assumed::line_particle_percent},
    {"line_unit_in_street_percent", &Assumed::line_unit_in_street_percent},
    {"line_unit_trailing_percent", &Assumed::line_unit_trailing_percent},
    {"line_one_line_percent", &Assumed::line_one_line_percent},
    {"line_box_form_percent", &Assumed::line_box_form_percent},
    {"line_ordinal_percent", &Assumed::line_ordinal_percent},
    {"line_saint_percent", &Assumed::line_saint_percent},
    {"line_highway_percent", &Assumed::line_highway_percent},
    {"line_urbanization_first_percent", &Assumed::line_urbanization_first_percent},
    {"line_military_form_percent", &Assumed::line_military_form_percent},
    {"line_city_alias_percent", &Assumed::line_city_alias_percent},
    {"error_spelling", &Assumed::error_spelling},
    {"error_middle_typo", &Assumed::error_middle_typo},
    {"error_house_typo", &Assumed::error_house_typo},
    {"error_unit_typo", &Assumed::error_unit_typo},
    {"error_city_typo", &Assumed::error_city_typo},
    {"error_type_dropped", &Assumed::error_type_dropped},
    {"error_direction_dropped", &Assumed::error_direction_dropped},
    {"error_zip_dropped", &Assumed::error_zip_dropped},
    {"error_urbanization_dropped", &Assumed::error_urbanization_dropped},
    {"error_first_phonetic", &Assumed::error_first_phonetic},
    {"error_last_phonetic", &Assumed::error_last_phonetic},
    {"error_ocr_digit", &Assumed::error_ocr_digit},
    {"error_names_exchanged", &Assumed::error_names_exchanged},
    {"error_first_initial", &Assumed::error_first_initial},
    {"error_field_cut", &Assumed::error_field_cut},
    {"announced_permille", &Assumed::announced_permille},
    {"departed_permille", &Assumed::departed_permille},
    {"death_permille", &Assumed::death_permille},
};

}  // namespace

// Only the first two columns count; the reason, quoted, is for people.
std::vector<NamedNumber> assumed_numbers() {
  std::vector<NamedNumber> out;
  std::string_view rest = embedded_population_assumed();
  rest.remove_prefix(rest.find('\n') + 1);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    const std::size_t comma = line.find(',');
    NamedNumber row{line.substr(0, comma), 0};
    const auto [end, error] = std::from_chars(line.data() + comma + 1, line.data() + line.size(), row.value);
    CS_CHECK(error == std::errc() && *end == ',', "an assumed number is a number and has a reason");
    out.push_back(row);
  }
  return out;
}

Assumed Assumed::load() {
  Assumed out;
  const std::vector<NamedNumber> numbers = assumed_numbers();
  CS_CHECK(numbers.size() == std::size(kPlaces), "every assumed number is used");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CS_CHECK(numbers[i].name == kPlaces[i].name, "the assumed numbers stand in the order of the file");
    out.*kPlaces[i].member = numbers[i].value;
  }
  return out;
}

}  // namespace cs::population
