// The words between house and unit: directions, name, type, highways.
#include <algorithm>
#include <charconv>

#include "address/clauses.h"
#include "address/street.h"

namespace cs::address {
namespace {

bool is_text(const Span& words, std::size_t at, std::string_view text) { return at < words.size() && words[at]->text == text; }

void append_ordinal(std::string& out, unsigned long number) {
  const unsigned long ten = number % 100 / 10, one = number % 10;
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
  out += ten == 1 ? "TH" : one == 1 ? "ST" : one == 2 ? "ND" : one == 3 ? "RD" : "TH";
}

unsigned long leading_number(std::string_view text) {
  unsigned long number = 0;
  for (const char c : text.substr(0, 9)) {
    if (c < '0' || c > '9') break;
    number = number * 10 + static_cast<unsigned long>(c - '0');
  }
  return number;
}

bool is_lone_number(const Token& token) { return token.has_digit && !token.ordinal; }

// Which letters may be a highway's number: those of a county are any (COUNTY ROAD N), those of a state leave out directions (HIGHWAY K).
enum class Letters : std::uint8_t { kNone, kNoDirection, kAny };

// Highway number: 9, 5A, A1A, K.
bool is_highway_number(const Span& words, std::size_t at, Letters letters) {
  if (at >= words.size() || words[at]->text.size() > 6) return false;
  const Token& token = *words[at];
  if (token.has_digit) return !token.ordinal && !token.fraction;
  if (at > 0 && words[at - 1]->text == "#" && token.text.size() > 1) return false;  // STATE RD #AD is a unit
  if (letters == Letters::kNone || !token.all_letters || token.text.size() > 2) return false;
  const bool plain_type = token.is_type() && (letters == Letters::kNoDirection || token.text != "DV");  // COUNTY ROAD DV is no divide
  return !plain_type && (letters == Letters::kAny || !token.is_direction());
}

bool is_highway_word(const Span& words, std::size_t at) { return at < words.size() && words[at]->is(kRoleHighway); }
bool is_road_word(const Span& words, std::size_t at) { return at < words.size() && (words[at]->is(kRoleHighway) || words[at]->is(kRoleRoad)); }

struct Head {
  std::size_t words = 0;       // 0: no highway
  std::string_view name;
  Letters letters = Letters::kNone;
};

Head head_of_two(const Span& words, std::size_t at) {
  const std::string_view first = words[at]->text;
  if (first == "US" && is_road_word(words, at + 1)) return {2, "US HIGHWAY"};
  if (first == "U" && is_text(words, at + 1, "S")) return {std::size_t{2} + (is_highway_word(words, at + 2) ? 1 : 0), "US HIGHWAY"};
  if ((first == "STATE" || first == "ST") && is_road_word(words, at + 1)) return {2, "STATE ROUTE", Letters::kNoDirection};
  if ((first == "COUNTY" || first == "CO" || first == "CTY" || first == "CNTY") && is_road_word(words, at + 1)) return {2, "COUNTY ROAD", Letters::kAny};
  if (first == "COUNTRY" && is_road_word(words, at + 1)) return {2, "COUNTRY ROAD"};
  if (first == "PRIVATE" && is_road_word(words, at + 1)) return {2, "PRIVATE ROAD"};
  if ((first == "TOWNSHIP" || first == "TWP") && is_road_word(words, at + 1)) return {2, "TOWNSHIP ROAD"};
  if (first == "FOREST" && is_road_word(words, at + 1)) return {2, "FOREST ROAD"};
  if ((first == "RANCH" || first == "FARM") && is_road_word(words, at + 1)) return {2, first == "RANCH" ? "RANCH ROAD" : "FARM ROAD"};
  if (first == "FARM" && is_text(words, at + 1, "TO") && is_text(words, at + 2, "MARKET")) {
    return {std::size_t{3} + (is_road_word(words, at + 3) ? 1 : 0), "FM"};
  }
  return {};
}

Head head_of(const Span& words, std::size_t at) {
  if (at >= words.size()) return {};
  if (const Head two = head_of_two(words, at); two.words != 0) return two;
  const std::string_view first = words[at]->text;
  if (first == "US") return {1, "US HIGHWAY"};
  if (first == "SR" || first == "SH") return {1, "STATE ROUTE"};
  if (first == "CR" || first == "CTH") return {1, "COUNTY ROAD", first == "CTH" ? Letters::kAny : Letters::kNone};
  if (first == "PR") return {1, "PRIVATE ROAD"};
  if (first == "FM" || first == "RM") return {1, first};
  if (first == "INTERSTATE" || first == "I") return {1, "INTERSTATE"};
  if (words[at]->is(kRoleHighway)) return {1, words[at]->facts->whole.empty() ? first : words[at]->facts->whole, Letters::kNoDirection};
  return {};
}

// "HIGHWAY NO 9", "ROUTE # 9": the sign is part of the head.
Head with_number_sign(const Span& words, Head head) {
  const bool sign = head.words != 0 && head.words < words.size() && words[head.words]->is(kRoleNumberSign);
  if (sign) ++head.words;
  return head;
}

bool is_state_name(const Span& words, std::size_t size) {
  if (!words[0]->all_letters) return false;
  if (size == 1) return words[0]->text.size() >= 2 && !state_code(words[0]->text).empty();
  std::string name(words[0]->text);
  name.append(" ").append(words[1]->text);
  return !state_code(name).empty();
}

// "VERMONT 15", "NEW YORK STATE ROUTE 9": a state's name, perhaps with the words of a highway.
Head head_of_state(const Span& words) {
  for (const std::size_t size : {std::size_t{2}, std::size_t{1}}) {
    if (words.size() <= size) continue;
    const bool number_behind = words[size]->has_digit || words[size]->is(kRoleHighway) || (size + 1 < words.size() && words[size + 1]->is(kRoleHighway));
    if (!number_behind) continue;
    if (!is_state_name(words, size)) continue;
    const Head behind = head_of(words, size);
    const bool two_letters = size == 1 && words[0]->text.size() == 2;
    if (behind.words != 0 && behind.name != "COUNTY ROAD" && behind.name != "INTERSTATE") return {size + behind.words, "STATE ROUTE"};
    if (!two_letters && is_highway_number(words, size, Letters::kNone)) return {size, "STATE ROUTE"};
  }
  return {};
}

void append_name_word(std::string& out, const Span& words, std::size_t at) {
  const Token& token = *words[at];
  if (token.ordinal) return append_ordinal(out, leading_number(token.text));
  if (token.is(kRoleOrdinal)) return append_ordinal(out, token.facts->ordinal);
  if (token.text == "ST") out += at + 1 < words.size() ? "SAINT" : "STREET";
  else if (token.text == "DR") out += at == 0 && words.size() > 1 ? "DOCTOR" : "DRIVE";
  else out += token.facts->whole.empty() ? token.text : token.facts->whole;
}

// G 7 10 RD: a road by tenths of a mile whose slash was lost.
bool is_tenths(const Span& words, std::size_t at) {
  return at + 1 < words.size() && words[at]->all_digits && words[at]->text.size() == 1 && words[at + 1]->text == "10" &&
         (at == 0 || words[at - 1]->text.size() <= 2);
}

bool is_tens_pair(const Span& words, std::size_t at) {
  if (at + 1 >= words.size() || !words[at]->is(kRoleTens)) return false;
  const Token& next = *words[at + 1];
  return next.is(kRoleOrdinal) && next.facts->ordinal < 10;
}

void append_name(std::string& out, const Span& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!out.empty()) out += ' ';
    if (is_tens_pair(words, at)) {
      append_ordinal(out, words[at]->facts->ordinal + words[at + 1]->facts->ordinal);
      ++at;
    } else if (is_tenths(words, at)) {
      out.append(words[at]->text).append("/10");
      ++at;
    } else {
      append_name_word(out, words, at);
    }
  }
}

// One direction, or two that make one (N E). Returns how many words.
std::size_t direction_at(const Span& words, std::size_t at, std::string_view& out) {
  const std::string_view first = words[at]->facts->direction;
  if (first.empty()) return 0;
  out = first;
  if (at + 1 < words.size() && (first == "N" || first == "S")) {
    const std::string_view second = words[at + 1]->facts->direction;
    if (second == "E" || second == "W") {
      out = first == "N" ? (second == "E" ? "NE" : "NW") : (second == "E" ? "SE" : "SW");
      return 2;
    }
  }
  return 1;
}

// What may stand alone behind directions as a street name: not a lone type, unless it is all there is.
bool holds_name(const Span& words, std::size_t from, std::size_t to) {
  return to > from && !(to - from == 1 && words[from]->is_type() && !words[from]->is(kRoleSpanish));
}

void take_predirection(const Span& words, std::size_t& from, std::size_t to, StreetReading& out) {
  std::string_view direction;
  std::size_t taken = direction_at(words, from, direction);
  if (taken == 0) return;
  if (!holds_name(words, from + taken, to)) {
    if (taken != 2 || !holds_name(words, from + 1, to)) return;  // NORTH WEST ST: the name is WEST
    taken = 1;
    direction = words[from]->facts->direction;
  }
  out.predirection = direction;
  out.sources.predirection = words.slice(from, from + taken).tokens();
  from += taken;
}

// AVENUE N, AVENUE B: a type in front and a letter behind it are the name.
bool is_lettered(const Span& words, std::size_t from, std::size_t to) {
  return to - from == 2 && words[from]->is_type() && words[from + 1]->all_letters && words[from + 1]->text.size() == 1;
}

void take_postdirection(const Span& words, std::size_t from, std::size_t& to, StreetReading& out) {
  if (to - from < 2 || !words[to - 1]->is_direction() || is_lettered(words, from, to)) return;
  std::size_t taken = 1;
  std::string_view direction = words[to - 1]->facts->direction;
  if (to - from >= 3 && direction_at(words, to - 2, direction) == 2) taken = 2;
  else direction = words[to - 1]->facts->direction;
  out.postdirection = direction;
  out.sources.postdirection = words.slice(to - taken, to).tokens();
  to -= taken;
}

void take_type(const Span& words, std::size_t& to, StreetReading& out) {
  out.type = words[--to]->facts->type;
  out.sources.type = words.slice(to, to + 1).tokens();
}

bool read_highway_rest(const Span& words, std::size_t from, StreetReading& out) {
  std::size_t to = words.size();
  if (from < to && words[to - 1]->is_direction()) {
    out.postdirection = words[--to]->facts->direction;
    out.sources.postdirection = words.slice(to, to + 1).tokens();
  }
  if (from < to && words[to - 1]->is_type()) take_type(words, to, out);
  out.sources.street |= words.slice(from, to).tokens();
  for (; from < to; ++from) {
    if (words[from]->has_digit) return false;
    out.street += ' ';
    append_name_word(out.street, words, from);
  }
  return true;
}

// A name holds at most one number that is no ordinal (5 POINTS, ROAD 200, F 1/2); more are numbers that we could not place.
bool numbers_placed(const Span& name) {
  const auto lone = std::count_if(name.begin(), name.end(), [](const Token* token) { return is_lone_number(*token); });
  const bool sign = std::any_of(name.begin(), name.end(), [](const Token* token) { return token->text == "#" || token->text == "%"; });
  const bool fraction = std::any_of(name.begin(), name.end(), [](const Token* token) { return token->fraction; });
  const bool tenths = name.size() >= 2 && lone <= 3 && is_tenths(name, name.size() - 2);
  return !sign && (lone <= 1 || (fraction && lone == 2) || tenths);
}

// Most streets are turned away by this: no highway without a number, a highway word or the letter of a county's.
bool may_be_highway(const Span& words) {
  return std::any_of(words.begin(), words.end(), [](const Token* token) {
    return (token->has_digit && !token->ordinal) || token->is(kRoleHighway) || token->is(kRoleRoad) || token->text == "CTH";
  });
}
}  // namespace

Highway read_highway(const Span& words) {
  Highway out;
  if (!may_be_highway(words)) return out;
  std::size_t from = 0;
  if (words.size() > 2) from = out.direction_words = direction_at(words, 0, out.predirection);
  if (is_text(words, from, "OLD") || is_text(words, from, "NEW")) out.before = words[from++]->text;
  const Span rest = words.slice(from, words.size());
  if (rest.empty()) return out;
  Head head = with_number_sign(rest, head_of(rest, 0));
  if (head.words == 0 || !is_highway_number(rest, head.words, head.letters)) head = with_number_sign(rest, head_of_state(rest));
  if (head.words != 0 && is_highway_number(rest, head.words, head.letters)) {
    out.name = head.name;
    out.number = without_leading_zeros(rest[head.words]->text);
    out.words = from + head.words + 1;
    return out;
  }
  // I-10, US-80, SR-9, CR-97: one word.
  const std::string_view text = rest[0]->text;
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || !rest[0]->has_digit || text[0] < 'A') return out;
  const std::string_view class_word = text.substr(0, hyphen);
  out.name = class_word == "I" ? "INTERSTATE" : class_word == "US" ? "US HIGHWAY" : class_word == "SR" ? "STATE ROUTE"
             : class_word == "CR" ? "COUNTY ROAD" : class_word == "FM" ? "FM" : "";
  if (out.name.empty()) return out;
  out.number = text.substr(hyphen + 1);
  out.words = from + 1;
  return out;
}

namespace {

bool read_highway_street(const Span& words, const Highway& highway, StreetReading& out) {
  out.predirection = highway.predirection;
  out.sources.predirection = words.slice(0, highway.direction_words).tokens();
  out.sources.street = words.slice(highway.direction_words, highway.words).tokens();
  if (!highway.before.empty()) out.street.append(highway.before).append(" ");
  out.street.append(highway.name).append(" ").append(highway.number);
  return read_highway_rest(words, highway.words, out);
}

}  // namespace

bool read_street_name(const Span& words, bool house_known, StreetReading& out) {
  if (words.empty()) return true;
  if (const Highway highway = read_highway(words); highway.words != 0) return read_highway_street(words, highway, out);
  std::size_t from = 0, to = words.size();
  take_predirection(words, from, to, out);
  take_postdirection(words, from, to, out);
  if (to - from >= 2 && words[to - 1]->is_type() && !words[from]->is(kRoleSpanish)) take_type(words, to, out);
  if (to - from == 1 && out.type.empty() && words[from]->is_type() && !house_known) {
    take_type(words, to, out);  // "Street": a type and nothing else names no street
    return true;
  }
  const Span name = words.slice(from, to);
  if (!numbers_placed(name)) return false;
  out.sources.street = name.tokens();
  // 5 AVE is 5TH AVE; 1700 S and 39.2 RD are numbers.
  if (name.size() == 1 && name[0]->all_digits && !out.type.empty()) append_ordinal(out.street, leading_number(name[0]->text));
  else append_name(out.street, name);
  return true;
}

}  // namespace cs::address
