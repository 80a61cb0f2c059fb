// The words between house and unit: directions, name, type, highways.
#include <algorithm>

#include "address/clauses.h"
#include "address/street.h"

namespace cs::address {
namespace {

bool is_text(const Span& words, std::size_t at, std::string_view text) { return at < words.size() && words[at]->text == text; }

std::string ordinal_text(unsigned long number) {
  const unsigned long ten = number % 100 / 10, one = number % 10;
  const char* end = ten == 1 ? "TH" : one == 1 ? "ST" : one == 2 ? "ND" : one == 3 ? "RD" : "TH";
  return std::to_string(number) + end;
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

// Highway number: 9, 5A, A1A; a county may use letters (COUNTY ROAD N).
bool is_highway_number(const Span& words, std::size_t at, bool letters) {
  if (at >= words.size() || words[at]->text.size() > 6) return false;
  const Token& token = *words[at];
  return (token.has_digit && !token.ordinal && !token.fraction) || (letters && token.all_letters && token.text.size() <= 2 && !token.is_type());
}

bool is_highway_word(const Span& words, std::size_t at) { return at < words.size() && words[at]->is(kRoleHighway); }
bool is_road_word(const Span& words, std::size_t at) { return at < words.size() && (words[at]->is(kRoleHighway) || words[at]->is(kRoleRoad)); }

struct Head {
  std::size_t words = 0;       // 0: no highway
  std::string_view name;
  bool letters = false;        // the number may be letters
};

Head head_of_two(const Span& words, std::size_t at) {
  const std::string_view first = words[at]->text;
  if (first == "US" && is_road_word(words, at + 1)) return {2, "US HIGHWAY"};
  if (first == "U" && is_text(words, at + 1, "S")) return {std::size_t{2} + (is_highway_word(words, at + 2) ? 1 : 0), "US HIGHWAY"};
  if ((first == "STATE" || first == "ST") && is_road_word(words, at + 1)) return {2, "STATE ROUTE"};
  if ((first == "COUNTY" || first == "CO" || first == "CTY" || first == "CNTY") && is_road_word(words, at + 1)) return {2, "COUNTY ROAD", true};
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
  if (first == "CR" || first == "CTH") return {1, "COUNTY ROAD", first == "CTH"};
  if (first == "PR") return {1, "PRIVATE ROAD"};
  if (first == "FM" || first == "RM") return {1, first};
  if (first == "INTERSTATE" || first == "I") return {1, "INTERSTATE"};
  if (words[at]->is(kRoleHighway)) return {1, words[at]->facts->whole.empty() ? first : words[at]->facts->whole};
  return {};
}

// "HIGHWAY NO 9", "ROUTE # 9": the sign is part of the head.
Head with_number_sign(const Span& words, Head head) {
  const bool sign = head.words != 0 && head.words < words.size() && words[head.words]->is(kRoleNumberSign);
  if (sign) ++head.words;
  return head;
}

// "VERMONT 15", "NEW YORK STATE ROUTE 9": a state's name, perhaps with the words of a highway.
Head head_of_state(const Span& words) {
  for (const std::size_t size : {std::size_t{2}, std::size_t{1}}) {
    if (words.size() <= size) continue;
    const bool number_behind = words[size]->has_digit || words[size]->is(kRoleHighway) || (size + 1 < words.size() && words[size + 1]->is(kRoleHighway));
    if (!number_behind) continue;
    std::string name(words[0]->text);
    if (size == 2) name += " " + std::string(words[1]->text);
    if (name.size() < 2 || state_code(name).empty()) continue;
    const Head behind = head_of(words, size);
    const bool two_letters = size == 1 && name.size() == 2;
    if (behind.words != 0 && behind.name != "COUNTY ROAD" && behind.name != "INTERSTATE") return {size + behind.words, "STATE ROUTE"};
    if (!two_letters && is_highway_number(words, size, false)) return {size, "STATE ROUTE"};
  }
  return {};
}

std::string name_word(const Span& words, std::size_t at) {
  const Token& token = *words[at];
  if (token.ordinal) return ordinal_text(leading_number(token.text));
  if (token.is(kRoleOrdinal)) return ordinal_text(token.facts->ordinal);
  if (token.text == "ST") return at + 1 < words.size() ? "SAINT" : "STREET";
  if (token.text == "DR" && at == 0 && words.size() > 1) return "DOCTOR";
  if (token.text == "DR") return "DRIVE";
  return std::string(token.facts->whole.empty() ? token.text : token.facts->whole);
}

bool is_tens_pair(const Span& words, std::size_t at) {
  if (at + 1 >= words.size() || !words[at]->is(kRoleTens)) return false;
  const Token& next = *words[at + 1];
  return next.is(kRoleOrdinal) && next.facts->ordinal < 10;
}

std::string name_text(const Span& words) {
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!out.empty()) out += ' ';
    if (is_tens_pair(words, at)) {
      out += ordinal_text(words[at]->facts->ordinal + words[at + 1]->facts->ordinal);
      ++at;
    } else {
      out += name_word(words, at);
    }
  }
  return out;
}

// One direction, or two that make one (N E). Returns how many words.
std::size_t direction_at(const Span& words, std::size_t at, std::string& out) {
  const std::string_view first = words[at]->facts->direction;
  if (first.empty()) return 0;
  out = first;
  if (at + 1 < words.size() && first.size() == 1 && (first == "N" || first == "S")) {
    const std::string_view second = words[at + 1]->facts->direction;
    if (second == "E" || second == "W") {
      out += second;
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
  std::string direction;
  const std::size_t taken = direction_at(words, from, direction);
  if (taken == 0) return;
  if (holds_name(words, from + taken, to)) {
    out.predirection = direction;
    from += taken;
  } else if (taken == 2 && holds_name(words, from + 1, to)) {  // NORTH WEST ST: the name is WEST
    out.predirection = words[from]->facts->direction;
    ++from;
  }
}

// AVENUE N, AVENUE B: a type in front and a letter behind it are the name.
bool is_lettered(const Span& words, std::size_t from, std::size_t to) {
  return to - from == 2 && words[from]->is_type() && words[from + 1]->all_letters && words[from + 1]->text.size() == 1;
}

void take_postdirection(const Span& words, std::size_t from, std::size_t& to, StreetReading& out) {
  if (to - from < 2 || !words[to - 1]->is_direction() || is_lettered(words, from, to)) return;
  std::string direction;
  if (to - from >= 3 && direction_at(words, to - 2, direction) == 2) {
    out.postdirection = direction;
    to -= 2;
    return;
  }
  out.postdirection = words[to - 1]->facts->direction;
  --to;
}

bool read_highway_rest(const Span& words, std::size_t from, StreetReading& out) {
  std::size_t to = words.size();
  if (from < to && words[to - 1]->is_direction()) out.postdirection = words[--to]->facts->direction;
  if (from < to && words[to - 1]->is_type()) out.type = words[--to]->facts->type;
  for (; from < to; ++from) {
    if (words[from]->has_digit) return false;
    out.street += " " + name_word(words, from);
  }
  return true;
}

// A name holds at most one number that is no ordinal (5 POINTS, ROAD 200, F 1/2); more are numbers that we could not place.
bool numbers_placed(const Span& name) {
  const auto lone = std::count_if(name.begin(), name.end(), [](const Token* token) { return is_lone_number(*token); });
  const bool sign = std::any_of(name.begin(), name.end(), [](const Token* token) { return token->text == "#" || token->text == "%"; });
  const bool fraction = std::any_of(name.begin(), name.end(), [](const Token* token) { return token->fraction; });
  return !sign && (lone <= 1 || (fraction && lone == 2));
}

}  // namespace

namespace {
// Most streets are turned away by this: no highway without a number, a highway word or the letter of a county's.
bool may_be_highway(const Span& words) {
  return std::any_of(words.begin(), words.end(), [](const Token* token) {
    return (token->has_digit && !token->ordinal) || token->is(kRoleHighway) || token->is(kRoleRoad) || token->text == "CTH";
  });
}
}  // namespace

std::size_t read_highway(const Span& words, std::string& name) {
  if (!may_be_highway(words)) return 0;
  std::size_t from = 0;
  std::string before;
  std::string direction;
  if (words.size() > 2) from = direction_at(words, 0, direction);
  if (is_text(words, from, "OLD") || is_text(words, from, "NEW")) before = std::string(words[from++]->text) + " ";
  const Span rest = words.slice(from, words.size());
  if (rest.empty()) return 0;
  Head head = with_number_sign(rest, head_of(rest, 0));
  if (head.words == 0 || !is_highway_number(rest, head.words, head.letters)) head = with_number_sign(rest, head_of_state(rest));
  if (head.words != 0 && is_highway_number(rest, head.words, head.letters)) {
    name = before + std::string(head.name) + " " + without_leading_zeros(rest[head.words]->text);
    return from + head.words + 1;
  }
  // I-10, US-80, SR-9, CR-97: one word.
  const std::string_view text = rest[0]->text;
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || !rest[0]->has_digit || text[0] < 'A') return 0;
  const std::string_view class_word = text.substr(0, hyphen);
  const std::string_view standard = class_word == "I" ? "INTERSTATE" : class_word == "US" ? "US HIGHWAY" : class_word == "SR" ? "STATE ROUTE"
                                    : class_word == "CR" ? "COUNTY ROAD" : class_word == "FM" ? "FM" : "";
  if (standard.empty()) return 0;
  name = before + std::string(standard) + " " + std::string(text.substr(hyphen + 1));
  return from + 1;
}

bool read_street_name(const Span& words, bool house_known, StreetReading& out) {
  if (words.empty()) return true;
  std::string highway;
  if (const std::size_t taken = read_highway(words, highway); taken != 0) {
    std::string direction;
    if (direction_at(words, 0, direction) != 0 && highway.find(direction) != 0) out.predirection = direction;
    out.street = highway;
    return read_highway_rest(words, taken, out);
  }
  std::size_t from = 0, to = words.size();
  take_predirection(words, from, to, out);
  take_postdirection(words, from, to, out);
  if (to - from >= 2 && words[to - 1]->is_type() && !words[from]->is(kRoleSpanish)) out.type = words[--to]->facts->type;
  if (to - from == 1 && out.type.empty() && words[from]->is_type() && !house_known) {
    out.type = words[from]->facts->type;  // "Street": a type and nothing else names no street
    return true;
  }
  const Span name = words.slice(from, to);
  if (!numbers_placed(name)) return false;
  out.street = name_text(name);
  // 5 AVE is 5TH AVE; 1700 S and 39.2 RD are numbers.
  if (name.size() == 1 && name[0]->all_digits && !out.type.empty()) out.street = ordinal_text(leading_number(name[0]->text));
  return true;
}

}  // namespace cs::address
