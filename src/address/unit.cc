// Secondary units: APT 4, # 4, BLDG 4 APT 12, REAR, a bare 4 behind the street type.
#include <algorithm>
#include <array>

#include "address/clauses.h"
#include "address/street.h"
#include "address/text.h"

namespace cs::address {
namespace {

bool is_number_sign(const Token& token) { return token.is(kRoleNumberSign); }

// What a unit is called by: a word with a digit, or at most two letters (D, AA), or letters joined by a hyphen (A-D).
bool is_identifier(const Token& token) {
  if (token.fraction || token.ordinal || token.text.size() > 12) return false;
  return token.has_digit || token.text.size() <= 2 || token.text.find('-') != std::string_view::npos;
}

// 1-40, 3-12: two numbers, ascending, are a list of units; 2-B and A-D are names of one.
bool is_list(std::string_view text) {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || hyphen > 6 || text.size() - hyphen > 7) return false;
  long low = 0, high = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at == hyphen) continue;
    if (text[at] < '0' || text[at] > '9') return false;
    long& number = at < hyphen ? low : high;
    number = number * 10 + (text[at] - '0');
  }
  return low < high;
}

struct Clause {
  std::string_view designator;  // standard; empty for a bare number sign
  std::string id;
};

// Each clause takes two words or more, but for a few of one word; more than a door has are no door.
class ClauseList {
 public:
  bool full() const { return size_ == list_.size(); }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  const Clause& front() const { return list_[0]; }
  Clause* begin() { return list_.data(); }
  Clause* end() { return list_.data() + size_; }
  Clause& add() { return list_[size_++]; }

 private:
  std::array<Clause, 4> list_;
  std::size_t size_ = 0;
};

struct UnitClauses {
  ClauseList list;
  bool many = false;
};

// 4 B and 4-B are 4B; 3 4 and 3-4 stay two numbers, for 34 is another door.
void append_id(std::string& id, std::string_view text, bool& many) {
  many |= is_list(text);
  std::string own(without_leading_zeros(text));
  std::erase(own, '.');
  drop_hyphens(own);
  if (!id.empty() && !own.empty() && is_digit(id.back()) && is_digit(own[0])) id.push_back(' ');
  id += own;
}

// Reads the identifier words of one clause; returns the place after them.
std::size_t read_id(const Span& words, std::size_t at, bool any_first_word, std::string& id, bool& many) {
  std::size_t taken = 0;
  while (at < words.size() && taken < 3 && (taken == 0 || !words[at]->breaks)) {
    const Token& token = *words[at];
    const bool short_designator = token.facts->unit_takes_id && at + 1 < words.size() && words[at + 1]->has_digit;  // # FL 6
    const bool another_clause = !token.facts->unit.empty() && (token.text.size() > 2 || short_designator);
    if (is_number_sign(token) && token.text == "#") {
      if (taken != 0) break;  // APT 3 # 4: another clause
      ++at;
      continue;
    }
    const bool first_word = any_first_word && taken == 0 && token.all_letters && !token.is_type();  // ROD KEY ST is a street
    if (another_clause || !(is_identifier(token) || first_word) || (token.is_type() && token.text.size() > 1)) break;
    append_id(id, token.text, many);
    ++at;
    ++taken;
  }
  return at;
}

bool is_plural(std::string_view word) { return word == "APTS" || word == "APARTMENTS" || word == "UNITS"; }

// All words from `at` on as unit clauses; false where one is none.
bool read_clauses(const Span& words, std::size_t at, UnitClauses& out) {
  while (at < words.size()) {
    const Token& token = *words[at];
    if (out.list.full()) return false;
    Clause clause;
    if (token.ordinal || token.is(kRoleOrdinal)) {  // 2ND FLOOR
      if (at + 1 >= words.size() || words[at + 1]->facts->unit != "FL") return false;
      clause = {"FL", token.ordinal ? std::string(token.text.substr(0, token.text.size() - 2)) : std::to_string(token.facts->ordinal)};
      at += 2;
    } else if (token.facts->unit.empty()) {
      if (!is_number_sign(token)) return false;
      const std::size_t after = read_id(words, at + 1, false, clause.id, out.many);
      if (clause.id.empty() && !(after < words.size() && !words[after]->facts->unit.empty())) return false;  // "#APT 2" goes on
      at = after;
      if (clause.id.empty()) continue;
    } else {
      clause.designator = token.facts->unit;
      std::size_t id_at = at + 1;
      while (id_at < words.size() && is_number_sign(*words[id_at])) ++id_at;
      const bool may_have_id = token.facts->unit_takes_id || (id_at < words.size() && words[id_at]->has_digit) || id_at != at + 1;
      at = may_have_id ? read_id(words, id_at, token.facts->unit_takes_id, clause.id, out.many) : at + 1;
    }
    if (clause.id.empty() && is_plural(token.text)) return false;  // WILLOW CREEK APTS is a building
    out.list.add() = std::move(clause);
  }
  return !out.list.empty();
}

bool is_building(const Clause& clause) { return clause.designator == "BLDG"; }
bool is_floor(const Clause& clause) { return clause.designator == "FL"; }

// The last of a door's clauses. Where the designator itself is the unit, or names a part of the building that is no door (a floor, a whole
// building, a private mailbox), it stays.
std::string last_text(const Clause& clause) {
  static constexpr std::string_view kKept[] = {"PMB", "FL", "BLDG", "PH", "REAR", "BSMT", "FRNT", "LOWR", "UPPR", "SIDE", "LBBY", "OFC"};
  if (clause.id.empty()) return std::string(clause.designator);
  const bool keeps = std::find(std::begin(kKept), std::end(kKept), clause.designator) != std::end(kKept);
  return keeps ? std::string(clause.designator) + " " + clause.id : clause.id;
}

// A level above it, one word with a digit or of one letter (units.cc): building 4 is "4", floor 4 "4FL", an apartment before another "APT4".
std::string level_text(const Clause& clause) {
  if (clause.id.empty() || is_building(clause)) return clause.id.empty() ? std::string(clause.designator) : clause.id;
  return is_floor(clause) ? clause.id + "FL" : std::string(clause.designator) + clause.id;
}

// One text whatever the designator of the door: "4", "1C", "4 12" of two levels, the building first however they were written.
std::string unit_text(ClauseList& clauses) {
  std::stable_sort(clauses.begin(), clauses.end(), [](const Clause& one, const Clause& other) {
    const auto rank = [](const Clause& clause) { return is_building(clause) ? 0 : is_floor(clause) ? 1 : 2; };
    return rank(one) < rank(other);
  });
  std::string out;
  for (const Clause& clause : clauses)
    out += (out.empty() ? "" : " ") + (&clause + 1 == clauses.end() ? last_text(clause) : level_text(clause));
  return out;
}

// The words before a unit that has no designator, or one without an identifier, must be a whole street: name and type.
bool ends_street(const Span& words, std::size_t end) {
  if (end < 2) return false;
  const Token& last = *words[end - 1];
  if (last.is_type()) return true;
  return last.is_direction() && end >= 3 && words[end - 2]->is_type();
}

bool needs_street_before(const UnitClauses& clauses) {
  const Clause& first = clauses.list.front();
  return first.id.empty();
}

bool take_bare(Span& words, std::string& unit, TokenSet& source, bool& many) {
  const std::size_t last = words.size() - 1;
  const Token& token = *words[last];
  if (words.size() < 3 || !ends_street(words, last) || token.is_type() || token.is_direction()) return false;
  if (!is_identifier(token) || read_highway(words).words == words.size()) return false;
  append_id(unit, token.text, many);
  source |= TokenSet{1} << token.at;
  words.pop_back();
  return true;
}

bool begins_unit(const Token* token) {
  return !token->facts->unit.empty() || is_number_sign(*token) || token->ordinal || token->is(kRoleOrdinal);
}

}  // namespace

bool read_unit_segment(const Span& words, std::string& unit, bool& many) {
  UnitClauses clauses;
  if (!read_clauses(words, 0, clauses)) return false;
  unit = unit_text(clauses.list);
  many |= clauses.many;
  return true;
}

std::string unit_beside_box(const Line& line, bool& many) {
  std::array<const Token*, limits::kAddressTokensMax> words;
  std::size_t count = 0;
  std::string unit, text;
  const auto end_segment = [&] {
    const Span segment(words.data(), words.data() + count);
    if (count != 0 && read_unit_segment(segment, text, many)) unit += (unit.empty() ? "" : " ") + text;
    count = 0;
  };
  for (const Token& token : line.tokens()) {
    if (token.breaks || token.used) end_segment();
    if (!token.used && token.field != Field::kHouse) words[count++] = &token;
  }
  end_segment();
  return unit;
}

bool take_units(Span& words, std::string& unit, TokenSet& source) {
  const bool may_begin = std::any_of(words.begin(), words.end(), begins_unit);
  for (std::size_t at = may_begin ? std::max<std::size_t>(1, read_highway(words).words) : words.size(); at < words.size(); ++at) {
    const Token& token = *words[at];
    if (!begins_unit(&token)) continue;
    UnitClauses clauses;
    if (!read_clauses(words, at, clauses)) continue;
    if (needs_street_before(clauses) && !token.breaks && !ends_street(words, at)) continue;
    unit = unit_text(clauses.list);
    source |= words.slice(at, words.size()).tokens();
    words.shorten(at);
    std::string bare;
    bool many = clauses.many;
    if (words.size() >= 3 && take_bare(words, bare, source, many)) unit = bare + " " + unit;
    return !many;
  }
  bool many = false;
  if (words.size() >= 3) take_bare(words, unit, source, many);
  return !many;
}

}  // namespace cs::address
