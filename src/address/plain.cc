#include "address/plain.h"

#include <algorithm>

#include "address/place.h"
#include "address/reader.h"
#include "address/text.h"

namespace cs::address {
namespace {

constexpr std::size_t kHouseDigitsMax = 9;
constexpr std::size_t kStreetWordsMax = 12, kUnitWordsMax = 8;  // with the house fewer than a line holds

bool is_ascii_field(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

std::string last_word(std::string_view words) {
  const std::size_t space = words.rfind(' ');
  return std::string(space == std::string_view::npos ? words : words.substr(space + 1));
}

// 4 OR 5, 12 THRU 40: what it joins may stand in the next field.
bool joins(const Token& token) { return token.is(kRoleJoin) || token.is(kRoleThrough); }

// A word that no other field can change the meaning of: no number, so that it is neither house nor ZIP nor box; none that may begin a clause,
// as the clause may go on in the next field. RD begins one only where it stands first.
bool is_plain_word(const Token& token, bool first) {
  const bool clause = token.is(kRoleClause) && (first || token.text != "RD");
  if (joins(token)) return false;
  return (token.all_letters || token.ordinal) && !clause && token.breaks == first && !token.is(kRoleNumberSign);
}

// The words of a street, all in one piece.
bool are_plain(const Tokens& tokens) {
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.field != Field::kLine1) continue;
    if (token.used || !is_plain_word(token, words++ == 0)) return false;
  }
  return words != 0 && words <= kStreetWordsMax;
}

bool is_plain_unit(const Tokens& tokens) {
  std::size_t words = 0;
  for (const Token& token : tokens) {
    if (token.field != Field::kLine2) continue;
    const bool clause = token.is(kRoleClause) && token.text != "UNIT";  // a military one, and at a military place only
    if (token.used || clause || joins(token) || token.breaks != (words++ == 0)) return false;
  }
  return words <= kUnitWordsMax;
}

// Read beside house 1: another number of its kind is read alike, as no word of the line is one.
AddressFields beside_a_house(std::string_view line1, std::string_view line2) {
  AddressFields out;
  out.house = "1";
  out.line1 = line1;
  out.line2 = line2;
  out.zip = "00000";
  return out;
}

bool is_one_street(const Analysis& analysis) {
  if (analysis.readings.size() != 1 || analysis.line.too_long || analysis.many) return false;
  const Reading& only = analysis.readings.front();
  return only.form == Form::kStreet && only.house == "1" && only.urbanization.empty() && only.city.empty() && only.state.empty();
}

}  // namespace

bool is_plain_house(std::string_view house) {
  return !house.empty() && house.size() <= kHouseDigitsMax && house[0] != '0' && is_number(house);
}

std::optional<PlainStreet> plain_street(std::string_view line1) {
  if (!is_ascii_field(line1)) return std::nullopt;
  const AddressFields fields = beside_a_house(line1, {});
  const Analysis analysis(fields);
  const Tokens& tokens = analysis.line.tokens();
  if (!is_one_street(analysis) || !are_plain(tokens)) return std::nullopt;
  const Reading& only = analysis.readings.front();
  if (only.street.empty() || !only.unit.empty()) return std::nullopt;
  const Token& last = tokens[tokens.size() - 1];
  PlainStreet out{only.predirection, only.street, only.type, only.postdirection, only.care_of, {}, last_word(standard_city(last.text))};
  if (last.text == "STE") return std::nullopt;  // SAINTE where a city begins with it
  if (last.text.size() == 2 && !last.is_type()) out.state_at_end = state_code(last.text);
  return out;
}

// The words of a unit are a segment of their own behind any street.
std::optional<std::string> plain_unit(std::string_view line2) {
  if (is_blank(line2)) return std::string();
  if (!is_ascii_field(line2)) return std::nullopt;
  const AddressFields fields = beside_a_house("OAK ST", line2);
  const Analysis analysis(fields);
  if (!is_one_street(analysis)) return std::nullopt;
  const Reading& only = analysis.readings.front();
  if (only.street != "OAK" || only.type != "ST" || !only.predirection.empty() || !only.postdirection.empty() || only.unit.empty() || only.care_of)
    return std::nullopt;
  if (!is_plain_unit(analysis.line.tokens())) return std::nullopt;
  return only.unit;
}

std::optional<PlainPlace> plain_place(std::string_view city, std::string_view state) {
  if (is_blank(city) || is_blank(state)) return std::nullopt;
  AddressFields fields = beside_a_house("OAK ST", {});
  fields.city = city;
  fields.state = state;
  const Analysis analysis(fields);
  if (analysis.readings.size() != 1) return std::nullopt;
  const Reading& only = analysis.readings.front();
  const bool military = is_military_state(only.state) || only.city == "APO" || only.city == "FPO" || only.city == "DPO";
  if (military || only.city.empty() || only.state.empty()) return std::nullopt;
  return PlainPlace{only.city, only.state, last_word(only.city)};
}

}  // namespace cs::address
