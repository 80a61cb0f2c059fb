#include "address/reader.h"

#include <algorithm>

#include "address/clauses.h"
#include "address/split.h"
#include "address/text.h"

namespace cs::address {
namespace {

std::size_t size_of(const Written& written) {
  return written.house.size() + written.line1.size() + written.line2.size() + written.po_box.size();
}

// 1 2 behind a house number, for 1/2.
bool is_fraction_in_two(const Token& above, const Token& below) {
  return above.text.size() == 1 && below.text.size() == 1 && above.all_digits && below.all_digits && above.text < below.text && above.text != "0";
}

// The house column holds one house number and nothing else: "12", "# 12", "514 A", "123 1/2", "123 1 2", "N165 W2123".
bool is_one_house(const Tokens& tokens) {
  const std::size_t at = !tokens.empty() && tokens[0].is(kRoleNumberSign) ? 1 : 0, count = tokens.size() - at;
  if (count == 0 || count > 3 || !is_house_number(tokens[at])) return false;
  if (count == 1) return true;
  const Token& second = tokens[at + 1];
  if (count == 3) return tokens[at].all_digits && is_fraction_in_two(second, tokens[at + 2]) && !second.breaks;
  const auto is_grid = [](const Token& token) { return token.has_digit && is_letter(token.text[0]); };
  const bool letter = second.all_letters && second.text.size() == 1 && !second.is_direction() && tokens[at].all_digits;
  return !second.breaks && (second.fraction || letter || (is_grid(tokens[at]) && is_grid(second) && is_house_number(second)));
}

// A house column that says more is the beginning of the street's: APT 5 12, BEHIND 12, N 12 mean what they mean there.
void join_house_and_street(Tokens& tokens, std::size_t house_end) {
  for (std::size_t at = 0; at < house_end; ++at) tokens[at].field = Field::kLine1;
  if (house_end < tokens.size() && tokens[house_end].field == Field::kLine1) tokens[house_end].breaks = false;
}

// The house column as one house number: "112-10", "123 1/2", "N165 W2123".
std::string house_of_field(const Tokens& tokens) {
  std::string out;
  std::size_t parts = 0;
  for (const Token& token : tokens) {
    if (token.field != Field::kHouse) break;  // the column comes first
    if (token.is(kRoleNumberSign)) continue;
    if (parts == 0) out = house_number(token);
    else if (parts == 2) out.append("/").append(token.text);
    else out.append(token.has_digit && !is_letter(token.text[0]) ? " " : "").append(token.text);
    ++parts;
  }
  return out;
}

struct BoxColumn {
  std::string_view number;
  bool many = false;        // two numbers, and nobody can tell which of them is the box
  bool more_words = false;  // JONES 4, FORMERLY 4
};

BoxColumn read_box_column(const Tokens& tokens) {
  BoxColumn out;
  for (const Token& token : tokens) {
    if (token.field != Field::kPoBox || token.used || token.is(kRoleNumberSign)) continue;
    if (!token.has_digit && token.text.size() != 1) {
      out.more_words |= token.text != "PO" && token.text != "NO";
      continue;
    }
    out.many |= !out.number.empty();
    out.number = without_leading_zeros(token.text);
  }
  return out;
}

// Two whole numbers of equal length, ascending: 9456-9554. Two digits each are a house in Queens, New Jersey and Hawaii.
bool is_range(std::string_view house, std::string_view zip) {
  const std::size_t hyphen = house.size() / 2;
  if (house.size() < 3 || house.size() % 2 == 0 || house[hyphen] != '-') return false;
  const std::string_view low = house.substr(0, hyphen), high = house.substr(hyphen + 1);
  if (!is_number(low) || !is_number(high) || low >= high) return false;
  const std::string_view prefix = zip.substr(0, std::min<std::size_t>(3, zip.size()));
  const bool hyphen_place = prefix == "110" || prefix == "111" || prefix == "113" || prefix == "114" || prefix == "116" ||
                            (prefix >= "070" && prefix <= "089") || prefix == "967" || prefix == "968";
  return !(low.size() == 2 && hyphen_place && prefix.size() == 3);
}

// "5257 Sunset St or 5259", "4 & 5", "12 thru 40": a joining word between two numbers.
bool joins_numbers(const Tokens& tokens) {
  bool number_before = false;
  for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
    const bool joins = tokens[at].is(kRoleJoin) || (tokens[at].is(kRoleThrough) && at > 0 && tokens[at - 1].all_digits);
    if (joins && number_before && tokens[at + 1].has_digit && !tokens[at + 1].ordinal) return true;
    number_before |= tokens[at].has_digit;
  }
  return false;
}

// 12XX OAK ST, 1200 BLOCK OF OAK ST: every house of a block, and none.
bool names_a_block(const Tokens& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (!tokens[at].has_digit) continue;
    const std::string_view text = tokens[at].text;
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) ++digits;
    if (digits != 0 && text.size() >= digits + 2 && text.find_first_not_of('X', digits) == std::string_view::npos) return true;
    const bool block = at + 2 < tokens.size() && (tokens[at + 1].text == "BLOCK" || tokens[at + 1].text == "BLK");
    if (block && tokens[at].all_digits && text.ends_with("00") && !tokens[at + 2].is_type()) return true;
  }
  return false;
}

std::string joined(const Tokens& tokens, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t at = from; at < to; ++at) out.append(out.empty() ? "" : " ").append(tokens[at].text);
  return out;
}

bool same_delivery(const Reading& left, const Reading& right) {
  return left.form == right.form && left.house == right.house && left.predirection == right.predirection && left.street == right.street &&
         left.type == right.type && left.postdirection == right.postdirection && left.unit == right.unit && left.zip == right.zip;
}

}  // namespace

Written written_in(const AddressFields& fields) {
  Written out{fields.house, fields.line1, fields.line2, fields.po_box, fields.city, fields.state, fields.zip, fields.urbanization, fields.country};
  const bool holds_everything = is_blank(out.city) && is_blank(out.state) && is_blank(out.zip) && !is_blank(out.line1);
  if (!holds_everything) return out;
  const LineParts parts = cut_line(fields.line1);
  out.line1 = parts.line1;
  out.city = parts.city;
  out.state = parts.state;
  out.zip = parts.zip;
  if (is_blank(out.country)) out.country = parts.country;
  return out;
}

Analysis::Analysis(const AddressFields& fields) : written(written_in(fields)), line(size_of(written)) {
  read_place();
  line.add(written.house, Field::kHouse);
  const std::size_t house_end = line.tokens().size();
  const bool one_house = house_end == 0 || is_one_house(line.tokens());
  line.add(written.line1, Field::kLine1);
  if (!one_house) join_house_and_street(line.tokens(), house_end);
  line.add(written.line2, Field::kLine2);
  line.add(written.po_box, Field::kPoBox);
  drop_repeated_place();
  read_delivery();
}

// Line 1 that ends with its own city, state or ZIP once more: "12 Oak St Salem OH 44460". What is left must still be a street.
void Analysis::drop_repeated_place() {
  Tokens& tokens = line.tokens();
  std::size_t end = 0;
  while (end < tokens.size() && tokens[end].field <= Field::kLine1) ++end;
  const std::size_t all = end;
  constexpr std::size_t kStreetWordsMin = 3;
  if (end > kStreetWordsMin && !zip.five.empty() && tokens[end - 1].text == zip.five) --end;
  if (end > kStreetWordsMin && !state.empty() && tokens[end - 1].text.size() == state.size() &&
      state_code(tokens[end - 1].text) == state) {
    // "12 Oak Ct" in Connecticut: CT alone is the street's type.
    if (end != all || tokens[end - 1].breaks || !tokens[end - 1].is_type()) --end;
  }
  const auto words = static_cast<std::size_t>(std::count(city.begin(), city.end(), ' ') + 1);
  if (!city.empty() && end >= kStreetWordsMin + words) {
    const bool behind_street = tokens[end - words].breaks || tokens[end - words - 1].is_type() || end != all;
    if (behind_street && standard_city(joined(tokens, end - words, end)) == city) end -= words;
  }
  for (std::size_t at = end; at < all; ++at) tokens[at].used = true;
}

void Analysis::read_place() {
  if (!is_blank(written.city)) city = standard_city(written.city);
  if (const std::string_view code = standard_code(written.state); !code.empty()) {
    state = code;
    state_known = true;
  } else if (!is_blank(written.state)) {
    state = standard_state(written.state);
    state_known = is_state(state);
  }
  zip = read_zip(written.zip);
}

Reading& Analysis::add(Form form) {
  if (readings.empty()) readings.reserve(1);  // most lines: a request's are all held together
  Reading& reading = readings.emplace_back();
  reading.form = form;
  reading.city = city;
  reading.state = state;
  reading.zip = zip.five;
  return reading;
}

void Analysis::read_delivery() {
  many = line.wildcard || line.list || joins_numbers(line.tokens()) || names_a_block(line.tokens());
  const bool military_place = is_military_state(state) || city == "APO" || city == "FPO" || city == "DPO";
  const Clauses clauses = take_clauses(line, military_place);
  StreetLine street;
  read_street_line(line, house_of_field(line.tokens()), street);
  general_delivery = clauses.general_delivery;
  many |= street.many;
  institution = street.institution || clauses.institution;

  const bool whole_street = street.count > 0 && !street.readings[0].house.empty() && !street.readings[0].street.empty();
  const bool box = clauses.box || !is_blank(written.po_box);
  const bool other_form = box || clauses.route || clauses.military || clauses.general_delivery;
  const bool number_in_front = street.count > 0 && !street.readings[0].house.empty();
  const std::string unit = other_form && !number_in_front ? unit_beside_box(line, many) : std::string();
  // Words or a number beside a box are a recipient or nobody knows what; beside a rural route they are a street that its line does not have,
  // and are dropped.
  const bool words_beside = street.count > 0 && !street.readings[0].street.empty() && unit.empty();
  bool set_aside = clauses.care_of || street.set_aside || (clauses.box && !whole_street && (number_in_front || words_beside));
  if (whole_street || !other_form) add_streets(street);
  if (clauses.route || clauses.military) add_route(clauses, street);
  else if (box) set_aside |= add_box(clauses);
  if (readings.empty() && clauses.general_delivery) add(Form::kGeneralDelivery);
  if (!unit.empty() && !readings.empty()) readings.back().unit = unit;
  finish(clauses, set_aside);
}

void Analysis::add_streets(StreetLine& street) {
  for (std::size_t at = 0; at < street.count; ++at) {
    StreetReading& found = street.readings[at];
    Reading& reading = add(Form::kStreet);
    many |= is_range(found.house, zip.five);
    reading.house = std::move(found.house);
    reading.street = std::move(found.street);
    reading.type = found.type;
    if (!found.predirection.empty()) reading.predirection = found.predirection;
    if (!found.postdirection.empty()) reading.postdirection = found.postdirection;
    if (!found.unit.empty()) reading.unit = std::move(found.unit);
    sources[at] = found.sources;
  }
}

void Analysis::add_route(const Clauses& clauses, const StreetLine& street) {
  const Form form = clauses.military ? Form::kMilitary : Form::kRuralRoute;
  const std::string& name = clauses.military ? clauses.unit_name : clauses.route_name;
  const std::string& box = clauses.military ? clauses.military_box : clauses.route_box;
  // 123 RR 4 BOX 12: a house on a street of that name, or a box of the route with a number too many.
  if (readings.empty() && street.count > 0 && !street.readings[0].house.empty()) {
    Reading& house = add(Form::kStreet);
    house.house = street.readings[0].house;
    house.street = name;
    house.unit = box;
    sources[0] = street.readings[0].sources;
  }
  Reading& route = add(form);
  route.street = name;
  route.house = box;
}

// True where words stand beside the box's number that are none of its own.
bool Analysis::add_box(const Clauses& clauses) {
  const BoxColumn column = read_box_column(line.tokens());
  add(Form::kPoBox).house = clauses.box ? clauses.box_number : std::string(column.number);
  many |= column.many;
  return clauses.box ? column.more_words || !column.number.empty() : column.more_words;
}

void Analysis::finish(const Clauses& clauses, bool set_aside) {
  std::string urbanization;
  if (!is_blank(written.urbanization)) urbanization = plain_words(written.urbanization);
  else if (!clauses.urbanization.empty()) urbanization = standard_city(clauses.urbanization);
  if (urbanization.starts_with("URB ")) urbanization.erase(0, 4);
  for (Reading& reading : readings) {
    reading.care_of = set_aside || many;  // a row of two doors is no door; a line of two is refused
    if (!urbanization.empty()) reading.urbanization = urbanization;
  }
  if (readings.size() > 1) readings.erase(std::unique(readings.begin(), readings.end(), same_delivery), readings.end());
}

}  // namespace cs::address
