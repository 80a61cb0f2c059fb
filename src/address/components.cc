#include "address/components.h"

#include "address/compare.h"
#include "address/judging.h"
#include "address/reader.h"
#include "address/text.h"

namespace cs::address {
namespace {

void append_word(std::string& out, std::string_view word) {
  if (!out.empty()) out += ' ';
  out += word;
}

std::string words_of(const Line& line, TokenSet set) {
  std::string out;
  for (const Token& token : line.tokens()) {
    if ((set >> token.at & 1) != 0) append_word(out, token.text);
  }
  return out;
}

bool names_unit(const Token& token) { return !token.facts->unit.empty() && token.text.size() > 1; }

// The tokens of the first clause of several, where it is a building.
TokenSet building_in(const Line& line, TokenSet set) {
  TokenSet building = 0;
  bool open = false;
  for (const Token& token : line.tokens()) {
    if ((set >> token.at & 1) == 0) continue;
    if (names_unit(token)) {
      if (open) return building;
      if (building != 0 || token.facts->unit != "BLDG") return 0;
      open = true;
    }
    if (open) building |= TokenSet{1} << token.at;
  }
  return 0;
}

void read_unit(const Line& line, TokenSet set, Components& out) {
  const TokenSet building = building_in(line, set);
  out.building = words_of(line, building);
  for (const Token& token : line.tokens()) {
    if (((set & ~building) >> token.at & 1) == 0) continue;
    append_word(names_unit(token) || token.is(kRoleNumberSign) ? out.unit_type : out.unit_id, token.text);
  }
}

void read_street(const Analysis& analysis, Components& out) {
  const Line& line = analysis.line;
  const Sources& from = analysis.sources[0];
  out.house_number = words_of(line, from.house);
  out.predirection = words_of(line, from.predirection);
  out.street_name = words_of(line, from.street);
  out.suffix = words_of(line, from.type);
  out.postdirection = words_of(line, from.postdirection);
  const Reading& best = analysis.readings.front();
  const bool glued = (from.predirection == 0 && !best.predirection.empty()) || (from.postdirection == 0 && !best.postdirection.empty());
  if (glued) {  // 48S 400E: the parts share a word
    out.house_number = best.house;
    out.predirection = best.predirection;
    out.street_name = best.street;
    out.postdirection = best.postdirection;
  }
  read_unit(line, from.unit, out);
}

void read_delivery(const Analysis& analysis, Components& out) {
  const Reading& best = analysis.readings.front();
  switch (best.form) {
    case Form::kStreet: return read_street(analysis, out);
    case Form::kPoBox:
      out.po_box = best.house;
      out.unit_id = best.unit;
      return;
    case Form::kRuralRoute: case Form::kMilitary:
      out.rural_route = best.street;
      out.box = best.house;
      out.unit_id = best.unit;
      return;
    case Form::kGeneralDelivery: return;
  }
}

std::string last_four(std::string_view zip) {
  std::string digits;
  for (const char c : zip) {
    if (is_digit(c)) digits.push_back(c);
  }
  return digits.size() == 9 ? digits.substr(5) : std::string();
}

}  // namespace

Components components(const AddressFields& fields) {
  Analysis analysis(fields);
  Components out;
  out.city = analysis.written.city;
  out.state = analysis.written.state;
  out.zip5 = analysis.zip.five;
  if (!out.zip5.empty()) out.zip4 = last_four(analysis.written.zip);
  out.reason = reason_against(analysis, Gazetteer::kOpaque);
  out.status = status_of(analysis, out.reason);
  if (analysis.readings.empty()) return out;
  read_delivery(analysis, out);
  out.urbanization = analysis.readings.front().urbanization;
  for (const Reading& reading : analysis.readings) out.standard.append(out.standard.empty() ? "" : " | ").append(standard_form(reading));
  return out;
}

}  // namespace cs::address
