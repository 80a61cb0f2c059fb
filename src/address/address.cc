#include "address/address.h"

#include <algorithm>

#include "address/compare.h"
#include "address/judging.h"
#include "address/lexicon.h"
#include "address/public_places.h"
#include "address/placeholder.h"
#include "address/reader.h"
#include "address/text.h"

namespace cs::address {
namespace {

bool is_empty(std::string_view text) {
  for (const char c : text) {
    if (!is_space(c) && c != ',' && c != '.' && c != ';') return false;
  }
  return true;
}

bool nothing_written(const Written& written) {
  for (const std::string_view text : {written.line1, written.house, written.line2, written.po_box, written.city, written.state, written.zip,
                                      written.urbanization}) {
    if (!is_empty(text)) return false;
  }
  return true;
}

bool is_foreign(const Analysis& analysis) {
  const Written& written = analysis.written;
  if (!is_united_states(written.country)) return true;
  if (analysis.zip.five.empty() && is_foreign_postal_code(plain_words(written.zip))) return true;
  if (analysis.state_known) return false;
  if (!analysis.state.empty()) return is_foreign_province_code(analysis.state) || is_foreign_place(plain_words(written.state));
  const std::string city = plain_words(written.city);
  const std::size_t space = city.rfind(' ');
  const std::string_view last = space == std::string::npos ? std::string_view(city) : std::string_view(city).substr(space + 1);
  if (is_foreign_place(last) || (space != std::string::npos && is_foreign_province_code(last))) return true;
  return analysis.zip.absent && is_foreign_city(city);
}

bool any_token(const Analysis& analysis, bool (*test)(const Token&)) {
  const Tokens& tokens = analysis.line.tokens();
  return std::any_of(tokens.begin(), tokens.end(), test);
}

// A word that could name a street: neither a number nor a type nor a unit.
bool could_name_street(const Token& token) {
  return token.all_letters && !token.is_type() && token.facts->unit.empty() && !token.is(kRoleNumberSign);
}
bool has_digit(const Token& token) { return token.has_digit; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A word whose number is a door's. A PIER has people's addresses of its own.
bool names_a_door(std::string_view word) { return word_facts(word).unit_takes_id && word != "PIER"; }

// "1 ST ST": the type once more. COURT CT is a street.
bool repeats_its_type(const Tokens& tokens, const Reading& reading) {
  if (word_facts(reading.street).type != reading.type || reading.type.empty()) return false;
  const auto same = [](const Token& one, const Token& other) { return one.is_type() && one.text == other.text; };
  return std::adjacent_find(tokens.begin(), tokens.end(), same) != tokens.end();
}

// "1 APT 3", "1 62701", "123 123": what stands for the street's name is a door, the line's own ZIP, or a number that no type or direction
// makes a street's (100 5TH and 450 S 200 are streets).
bool is_no_street_name(const Reading& reading) {
  if (!reading.type.empty() || !reading.predirection.empty() || !reading.postdirection.empty()) return false;
  if (all_digits(reading.street) || reading.street == reading.zip) return true;
  const std::size_t space = reading.street.find(' ');
  if (space == std::string::npos || reading.street.find(' ', space + 1) != std::string::npos) return false;
  const std::string_view word = std::string_view(reading.street).substr(0, space), id = std::string_view(reading.street).substr(space + 1);
  return names_a_door(word) && (id.size() == 1 || std::any_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool lacks_street(const Analysis& analysis) {
  if (analysis.general_delivery && analysis.readings.front().form == Form::kGeneralDelivery) return false;
  if (analysis.readings.empty()) return !any_token(analysis, could_name_street);
  const Reading& best = analysis.readings.front();
  switch (best.form) {
    case Form::kStreet: return best.street.empty() || (best.street.size() == 1 && best.type.empty()) || is_no_street_name(best) ||
                             repeats_its_type(analysis.line.tokens(), best);
    case Form::kRuralRoute: case Form::kMilitary: return best.street.find(' ') == std::string::npos;
    case Form::kPoBox: case Form::kGeneralDelivery: return false;
  }
  return false;
}

bool lacks_number(const Analysis& analysis) {
  if (analysis.readings.empty()) return !any_token(analysis, has_digit);
  const Reading& best = analysis.readings.front();
  return best.form != Form::kGeneralDelivery && (best.house.empty() || best.house == "0");
}

}  // namespace

Reason reason_against(const Analysis& analysis, Gazetteer gazetteer) {
  const bool used = gazetteer == Gazetteer::kUsed;
  if (nothing_written(analysis.written)) return Reason::kAdrMissing;
  if (is_foreign(analysis)) return Reason::kAdrForeign;
  if (is_placeholder(analysis)) return Reason::kAdrPlaceholder;
  if (used && (analysis.zip.malformed || (!analysis.state.empty() && !analysis.state_known))) return Reason::kAdrMalformed;
  if (lacks_street(analysis)) return Reason::kAdrStreet;
  if (lacks_number(analysis)) return Reason::kAdrNumber;
  const bool city_and_state = !analysis.city.empty() && !analysis.state.empty();
  if (!city_and_state && analysis.zip.absent) return Reason::kAdrLocality;
  if (analysis.many || analysis.general_delivery) return Reason::kAdrMany;
  if (used && !analysis.state.empty() && !zip_may_lie_in(analysis.zip.five, analysis.state)) return Reason::kAdrZip;
  if (analysis.readings.empty() || analysis.line.stray || analysis.line.too_long) return Reason::kAdrUnparsed;
  if (analysis.institution || is_public_institution(analysis.readings.front())) return Reason::kAdrNotPersonal;
  const Reading& best = analysis.readings.front();
  return best.form == Form::kStreet && best.unit.empty() && is_multi_unit(best) ? Reason::kAdrUnit : Reason::kNone;
}

Status status_of(const Analysis& analysis, Reason reason) {
  if (analysis.readings.empty() || reason != Reason::kNone) return Status::kInsufficient;
  return analysis.readings.size() > 1 ? Status::kAmbiguous : Status::kOk;
}

Parsed parse(const AddressFields& fields) {
  Analysis analysis(fields);
  Parsed parsed;
  parsed.reason = reason_against(analysis, Gazetteer::kOpaque);
  parsed.status = status_of(analysis, parsed.reason);
  parsed.readings = std::move(analysis.readings);
  return parsed;
}

std::string SufficientAddress::standard_form() const { return address::standard_form(readings_.front()); }
std::string SufficientAddress::street_form() const { return address::street_form(readings_.front()); }

AddressSufficiency AddressSufficiency::of(const AddressFields& fields, Gazetteer gazetteer) {
  Analysis analysis(fields);
  const Reason reason = reason_against(analysis, gazetteer);
  if (reason != Reason::kNone) return {reason, std::nullopt};
  SufficientAddress address;
  address.readings_ = std::move(analysis.readings);
  return {Reason::kNone, std::move(address)};
}

}  // namespace cs::address
