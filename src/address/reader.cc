#include "address/reader.h"

#include <algorithm>

#include "address/clauses.h"
#include "address/street.h"

namespace cs::address {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool holds_everything(const AddressFields& fields) {
  return is_blank(fields.city) && is_blank(fields.state) && is_blank(fields.zip) && !is_blank(fields.line1);
}

AddressFields cut(const AddressFields& fields) {
  AddressFields out = fields_of_line(fields.line1);
  out.house = fields.house;
  out.line2 = fields.line2;
  out.po_box = fields.po_box;
  out.urbanization = fields.urbanization;
  if (!is_blank(fields.country)) out.country = fields.country;
  return out;
}

std::size_t size_of(const AddressFields& fields) {
  return fields.house.size() + fields.line1.size() + fields.line2.size() + fields.po_box.size();
}

// The house column as one house number: "112-10", "123 1/2", "N165 W2123".
std::string house_of_field(const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (token.field != Field::kHouse) continue;
    if (token.fraction && !out.empty()) out += " " + std::string(token.text);
    else out += out.empty() ? house_number(token) : std::string(token.text);
  }
  return out;
}

std::string box_of_field(const std::vector<Token>& tokens) {
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    if (token->field == Field::kPoBox && !token->used && (token->has_digit || token->text.size() == 1)) return without_leading_zeros(token->text);
  }
  return {};
}

// Two whole numbers of equal length, ascending: 9456-9554. Two digits each are a house in Queens, New Jersey and Hawaii.
bool is_range(std::string_view house, std::string_view zip) {
  const std::size_t hyphen = house.find('-');
  if (hyphen == std::string_view::npos || house.size() != hyphen * 2 + 1) return false;
  const std::string_view low = house.substr(0, hyphen), high = house.substr(hyphen + 1);
  if (house.find_first_not_of("0123456789-") != std::string_view::npos || low >= high) return false;
  const std::string_view prefix = zip.substr(0, std::min<std::size_t>(3, zip.size()));
  const bool hyphen_place = prefix == "110" || prefix == "111" || prefix == "113" || prefix == "114" || prefix == "116" ||
                            (prefix >= "070" && prefix <= "089") || prefix == "967" || prefix == "968";
  return !(low.size() == 2 && hyphen_place && prefix.size() == 3);
}

// "5257 Sunset St or 5259", "4 & 5", "12 thru 40": a joining word between two numbers.
bool joins_numbers(const std::vector<Token>& tokens) {
  bool number_before = false;
  for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
    const bool joins = tokens[at].is(kRoleJoin) || (tokens[at].is(kRoleThrough) && at > 0 && tokens[at - 1].all_digits);
    if (joins && number_before && tokens[at + 1].has_digit && !tokens[at + 1].ordinal) return true;
    number_before |= tokens[at].has_digit;
  }
  return false;
}

bool same_delivery(const Reading& left, const Reading& right) {
  return left.form == right.form && left.house == right.house && left.predirection == right.predirection && left.street == right.street &&
         left.type == right.type && left.postdirection == right.postdirection && left.unit == right.unit && left.zip == right.zip;
}

}  // namespace

Analysis::Analysis(const AddressFields& fields)
    : cut_(holds_everything(fields) ? cut(fields) : AddressFields()), written(holds_everything(fields) ? cut_ : fields), line(size_of(written)) {
  read_place();
  line.add(written.house, Field::kHouse);
  line.add(written.line1, Field::kLine1);
  line.add(written.line2, Field::kLine2);
  line.add(written.po_box, Field::kPoBox);
  drop_repeated_place();
  read_delivery();
}

// Line 1 that ends with its own city, state or ZIP once more: "12 Oak St Salem OH 44460". What is left must still be a street.
void Analysis::drop_repeated_place() {
  std::vector<Token>& tokens = line.tokens();
  std::size_t end = 0;
  while (end < tokens.size() && tokens[end].field <= Field::kLine1) ++end;
  const std::size_t all = end;
  constexpr std::size_t kStreetWordsMin = 3;
  if (end > kStreetWordsMin && !zip.five.empty() && tokens[end - 1].text == zip.five) --end;
  if (end > kStreetWordsMin && !state.empty() && state_code(tokens[end - 1].text) == state && tokens[end - 1].text.size() == state.size()) {
    // "12 Oak Ct" in Connecticut: CT alone is the street's type.
    if (end != all || tokens[end - 1].breaks || !tokens[end - 1].is_type()) --end;
  }
  const auto words = static_cast<std::size_t>(std::count(city.begin(), city.end(), ' ') + 1);
  if (!city.empty() && end >= kStreetWordsMin + words) {
    std::string text;
    for (std::size_t at = end - words; at < end; ++at) text += (text.empty() ? "" : " ") + std::string(tokens[at].text);
    const bool behind_street = tokens[end - words].breaks || tokens[end - words - 1].is_type() || end != all;
    if (behind_street && standard_city(text) == city) end -= words;
  }
  for (std::size_t at = end; at < all; ++at) tokens[at].used = true;
}

void Analysis::read_place() {
  city = is_blank(written.city) ? std::string() : standard_city(written.city);
  state = is_blank(written.state) ? std::string() : standard_state(written.state);
  zip = read_zip(written.zip);
}

Reading Analysis::base(Form form) const {
  Reading reading;
  reading.form = form;
  reading.city = city;
  reading.state = state;
  reading.zip = zip.five;
  return reading;
}

void Analysis::read_delivery() {
  many = line.wildcard || line.list || joins_numbers(line.tokens());
  const bool military_place = is_military_state(state) || city == "APO" || city == "FPO" || city == "DPO";
  const Clauses clauses = take_clauses(line, military_place);
  const StreetLine street = read_street_line(line, house_of_field(line.tokens()));
  general_delivery = clauses.general_delivery;
  many |= street.many;
  institution = street.institution || clauses.institution;

  const bool whole_street = !street.readings.empty() && !street.readings[0].house.empty() && !street.readings[0].street.empty();
  const bool box = clauses.box || !is_blank(written.po_box);
  const bool other_form = box || clauses.route || clauses.military || clauses.general_delivery;
  if (whole_street || !other_form) add_streets(street);
  if (clauses.route || clauses.military) add_route(clauses, street);
  else if (box) add_box(clauses);
  if (readings.empty() && clauses.general_delivery) readings.push_back(base(Form::kGeneralDelivery));
  // Words beside a box are a recipient; beside a rural route they are a street that its line does not have, and are dropped.
  const bool beside_box = clauses.box && !whole_street && !street.readings.empty() && !street.readings[0].street.empty();
  finish(clauses, clauses.care_of || street.set_aside || beside_box);
}

void Analysis::add_streets(const StreetLine& street) {
  for (const StreetReading& found : street.readings) {
    Reading reading = base(Form::kStreet);
    reading.house = found.house;
    reading.predirection = found.predirection;
    reading.street = found.street;
    reading.type = found.type;
    reading.postdirection = found.postdirection;
    reading.unit = found.unit;
    many |= is_range(found.house, zip.five);
    readings.push_back(std::move(reading));
  }
}

void Analysis::add_route(const Clauses& clauses, const StreetLine& street) {
  Reading reading = base(clauses.military ? Form::kMilitary : Form::kRuralRoute);
  reading.street = clauses.military ? clauses.unit_name : clauses.route_name;
  reading.house = clauses.military ? clauses.military_box : clauses.route_box;
  // 123 RR 4 BOX 12: a house on a street of that name, or a box of the route with a number too many.
  const bool house_too = readings.empty() && !street.readings.empty() && !street.readings[0].house.empty();
  if (house_too) {
    Reading house = reading;
    house.form = Form::kStreet;
    house.house = street.readings[0].house;
    house.unit = reading.house;
    readings.push_back(std::move(house));
  }
  readings.push_back(std::move(reading));
}

void Analysis::add_box(const Clauses& clauses) {
  Reading reading = base(Form::kPoBox);
  reading.house = clauses.box ? clauses.box_number : box_of_field(line.tokens());
  readings.push_back(std::move(reading));
}

void Analysis::finish(const Clauses& clauses, bool set_aside) {
  std::string urbanization = is_blank(written.urbanization) ? standard_city(clauses.urbanization) : plain_words(written.urbanization);
  if (urbanization.starts_with("URB ")) urbanization.erase(0, 4);
  for (Reading& reading : readings) {
    reading.care_of = set_aside;
    reading.urbanization = urbanization;
  }
  readings.erase(std::unique(readings.begin(), readings.end(), same_delivery), readings.end());
}

}  // namespace cs::address
