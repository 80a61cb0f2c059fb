#include "address/street.h"

#include <algorithm>

#include "address/clauses.h"

namespace cs::address {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool is_grid(std::string_view text) {
  const bool direction = text.size() >= 2 && (text[0] == 'N' || text[0] == 'S' || text[0] == 'E' || text[0] == 'W');
  return direction && is_digit(text[1]);
}

using Segments = std::vector<Span>;

Segments segments_of(const Line& line) {
  Segments out;
  bool open = false;
  for (const Token& token : line.tokens()) {
    if (token.breaks || token.used) open = false;
    if (token.used || token.field == Field::kHouse || token.field == Field::kPoBox) continue;
    if (!open) out.emplace_back();
    out.back().push_back(&token);
    open = true;
  }
  // "12 Oak St, NW", "12 Oak, St": a type or direction alone belongs to the words before it.
  for (std::size_t at = 1; at < out.size();) {
    const Token& only = *out[at][0];
    const bool joins = out[at].size() == 1 && only.field == Field::kLine1 && (only.is_type() || only.is_direction()) && only.facts->unit.empty();
    if (!joins) {
      ++at;
      continue;
    }
    out[at - 1].push_back(&only);
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return out;
}

bool names_institution(const Span& words) {
  return std::any_of(words.begin(), words.end(), [](const Token* token) { return token->is(kRoleInstitution); });
}

class Reader {
 public:
  Reader(const Line& line, const std::string& house_field) : line_(line), segments_(segments_of(line)), house_(house_field) {}

  StreetLine run() {
    if (segments_.empty()) return finish_without_street();
    take_unit_in_front();
    if (house_.empty()) find_house();
    else drop_repeated_house();
    read();
    return std::move(found_);
  }

 private:
  StreetLine finish_without_street() {
    if (!house_.empty()) found_.readings.push_back({house_, "", "", "", "", ""});
    return std::move(found_);
  }

  Span& street() { return segments_[street_]; }

  // APT 1B 626 E KILBOURN AVE, or a segment of its own before the street.
  void take_unit_in_front() {
    Span& words = segments_[0];
    if (words.size() < 4 || words[0]->facts->unit.empty() || !words[0]->facts->unit_takes_id) return;
    std::size_t at = words[1]->is(kRoleNumberSign) ? 2 : 1;
    if (at + 2 >= words.size() || house_number(*words[at + 1]).empty() || words[at]->is_type()) return;
    if (!words[at]->has_digit && words[at]->text.size() > 2) return;
    if (!read_unit_segment(words.slice(0, at + 1), unit_in_front_, many_)) return;
    words.drop_front(at + 1);
  }

  // The house stands first in a segment, or behind a recipient: EASTERN COLLEGE 12 OAK ST.
  void find_house() {
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      if (house_number(*segments_[segment][0]).empty()) continue;
      if (segment > 0 && segments_[segment].size() == 1 && segment + 1 == segments_.size()) continue;  // a lone number behind a comma
      street_ = segment;
      return take_house(0);
    }
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      const Span& words = segments_[segment];
      for (std::size_t at = 1; at + 2 < words.size(); ++at) {
        const bool street_behind = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(at + 2), words.end(),
                                               [](const Token* token) { return token->is_type(); });
        if (house_number(*words[at]).empty() || !street_behind || words[at - 1]->is_type() || !recipient_before(words, at)) continue;
        street_ = segment;
        return take_house(at);
      }
    }
    street_ = first_street_like();
  }

  static bool recipient_before(const Span& words, std::size_t end) {
    return std::none_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end),
                        [](const Token* token) { return token->has_digit || token->is_direction() || !token->facts->unit.empty() ||
                                                        token->is(kRoleNumberSign) || token->is(kRoleHighway) || token->is(kRoleSpanish); });
  }

  std::size_t first_street_like() const {
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      std::string unit;
      bool many = false;
      if (!read_unit_segment(segments_[segment], unit, many)) return segment;
    }
    return 0;
  }

  void take_house(std::size_t at) {
    Span& words = street();
    if (at > 0) set_aside(words.slice(0, at));
    std::size_t end = at + 1;
    house_ = house_number(*words[at]);
    if (end < words.size() && words[end]->fraction) house_ += " " + std::string(words[end++]->text);
    else if (end + 1 < words.size() && is_grid(words[at]->text) && is_grid(words[end]->text)) house_ += words[end++]->text;
    words.drop_front(end);
    if (words.empty() && street_ + 1 < segments_.size()) ++street_;  // "12, Oak St"
  }

  void drop_repeated_house() {
    Span& words = segments_[0];
    if (words.size() > 1 && house_number(*words[0]) == house_) words.drop_front(1);
  }

  void set_aside(const Span& words) {
    found_.set_aside = true;
    found_.institution |= names_institution(words);
  }

  void read() {
    std::string unit = unit_in_front_;
    for (std::size_t at = 0; at < segments_.size(); ++at) {
      if (at != street_ && !segments_[at].empty()) read_other_segment(segments_[at], at > street_, unit);
    }
    Span words = street();
    std::string own_unit;
    many_ |= !take_units(words, own_unit);
    if (!own_unit.empty()) unit = unit.empty() ? own_unit : own_unit + " " + unit;
    found_.many = many_ || is_intersection(words);
    add_readings(words, unit);
  }

  // A unit, another whole address, or words that are no part of this one.
  void read_other_segment(const Span& words, bool behind, std::string& unit) {
    std::string text;
    if (read_unit_segment(words, text, many_)) {
      unit += (unit.empty() ? "" : " ") + text;
      return;
    }
    const bool lone_id = behind && words.size() == 1 && words[0]->has_digit && !words[0]->ordinal;
    if (lone_id && unit.empty()) {
      unit = without_leading_zeros(words[0]->text);
    } else if (lone_id) {
      many_ = true;  // APT 4, 5
    } else if (words.size() >= 3 && !house_number(*words[0]).empty() && (words.back()->is_type() || words[words.size() - 2]->is_type())) {
      many_ = true;
    } else {
      set_aside(words);
    }
  }

  static bool is_intersection(const Span& words) {
    for (std::size_t at = 2; at + 2 < words.size() + 1; ++at) {
      const bool joined = words[at - 1]->is_type() && words[at]->is(kRoleJoin) && at + 2 < words.size();
      if (joined && words.back()->is_type()) return true;
    }
    return false;
  }

  void add_readings(const Span& words, const std::string& unit) {
    StreetReading reading;
    reading.house = house_;
    reading.unit = unit;
    // 123 A MAIN ST: house 123A, or unit A. Nobody can tell.
    const bool letter = !house_.empty() && words.size() >= 3 && words[0]->all_letters && words[0]->text.size() == 1 &&
                        !words[0]->is_direction() && is_digit(house_.back()) && words.back()->is_type();
    if (letter) return add_letter_readings(words, reading);
    if (!read_street_name(words, !house_.empty(), reading)) {
      found_.unplaced = true;
      return;
    }
    found_.readings.push_back(std::move(reading));
  }

  void add_letter_readings(const Span& words, const StreetReading& base) {
    const Span rest = words.slice(1, words.size());
    StreetReading with_letter = base, with_unit = base;
    if (!read_street_name(rest, true, with_letter)) {
      found_.unplaced = true;
      return;
    }
    read_street_name(rest, true, with_unit);
    with_letter.house += words[0]->text;
    with_unit.unit = std::string(words[0]->text) + (base.unit.empty() ? "" : " " + base.unit);
    found_.readings = {std::move(with_letter), std::move(with_unit)};
  }

  const Line& line_;
  Segments segments_;
  std::string house_, unit_in_front_;
  std::size_t street_ = 0;
  bool many_ = false;
  StreetLine found_;
};

}  // namespace

std::string house_number(const Token& token) {
  const std::string_view text = token.text;
  if (!token.has_digit || token.ordinal || token.fraction || text.size() > 12) return {};
  if (text.find('.') != std::string_view::npos) return {};
  if (text.find('/') != std::string_view::npos) return std::string(text);  // 12/14: two houses, which the line already counts as many
  const std::size_t hyphen = text.find('-');
  const bool digits_first = is_digit(text[0]);
  std::size_t letters = 0;
  for (const char c : text) letters += is_letter(c) ? 1u : 0u;
  // 12AB is none; A17 and N6W23001 are; B-12 is.
  if (digits_first && letters > 2) return {};
  if (!digits_first && !is_grid(text) && (letters > 2 || !is_digit(text.back()))) return {};
  if (hyphen == std::string_view::npos || letters == 0) return without_leading_zeros(text);
  std::string out;
  for (const char c : without_leading_zeros(text)) {
    if (c != '-') out.push_back(c);
  }
  return out;
}

StreetLine read_street_line(const Line& line, const std::string& house_field) { return Reader(line, house_field).run(); }

}  // namespace cs::address
