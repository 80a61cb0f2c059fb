#include "address/street.h"

#include <algorithm>

#include "address/building.h"
#include "address/clauses.h"
#include "address/text.h"

namespace cs::address {
namespace {


bool is_grid(std::string_view text) {
  const bool direction = text.size() >= 2 && (text[0] == 'N' || text[0] == 'S' || text[0] == 'E' || text[0] == 'W');
  return direction && is_digit(text[1]);
}

// The words of a street line, and where its segments begin.
class Segments {
 public:
  explicit Segments(const Line& line) {
    bool open = false;
    for (const Token& token : line.tokens()) {
      if (token.breaks || token.used) open = false;
      if (token.used || token.field == Field::kHouse || token.field == Field::kPoBox) continue;
      // "12 Oak St, NW", "12 Oak, St": a type or direction alone belongs to the words before it.
      if (!open && !(count_ > 0 && is_lone_end(line, token))) begins_[count_++] = static_cast<std::uint8_t>(words_count_);
      words_[words_count_++] = &token;
      open = true;
    }
    for (std::size_t at = 0; at < count_; ++at) {
      const std::size_t end = at + 1 < count_ ? begins_[at + 1] : words_count_;
      spans_[at] = Span(words_.data() + begins_[at], words_.data() + end);
    }
  }
  Segments(const Segments&) = delete;
  Segments& operator=(const Segments&) = delete;

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  // LOTUS # 923 PKWY: a number sign and its number before the type at the end go behind it.
  bool unit_to_the_end(std::size_t segment) {
    Span& words = spans_[segment];
    if (words.size() < 4) return false;
    const std::size_t sign = words.size() - 3 - (words.back()->is_direction() && words[words.size() - 2]->is_type() ? 1 : 0);
    if (sign == 0 || words[sign]->text != "#" || !words[sign + 1]->has_digit || !words[sign + 2]->is_type() || words[sign - 1]->is(kRoleHighway)) return false;
    const auto begin = words_.begin() + (words.begin() - words_.data());
    std::rotate(begin + static_cast<std::ptrdiff_t>(sign), begin + static_cast<std::ptrdiff_t>(sign) + 2, begin + static_cast<std::ptrdiff_t>(words.size()));
    return true;
  }

  Span& operator[](std::size_t at) { return spans_[at]; }
  const Span& operator[](std::size_t at) const { return spans_[at]; }

 private:
  static bool is_lone_end(const Line& line, const Token& token) {
    if (token.field != Field::kLine1 || !(token.is_type() || token.is_direction()) || !token.facts->unit.empty()) return false;
    const std::size_t next = std::size_t{token.at} + 1;
    if (next >= line.tokens().size()) return true;
    const Token& follower = line.tokens()[next];
    return follower.breaks || follower.used || follower.field == Field::kPoBox;
  }

  std::array<const Token*, limits::kAddressTokensMax> words_;  // the first words_count_ are set, and so on
  std::array<Span, limits::kAddressTokensMax> spans_;
  std::array<std::uint8_t, limits::kAddressTokensMax> begins_;
  std::size_t words_count_ = 0, count_ = 0;
};

bool names_institution(const Span& words) {
  return std::any_of(words.begin(), words.end(), [](const Token* token) { return token->is(kRoleInstitution); });
}

class Reader {
 public:
  Reader(const Line& line, const std::string& house_field, StreetLine& found)
      : line_(line), segments_(line), house_(house_field), found_(found) {}

  void run() {
    if (!house_.empty()) take_house_column();
    if (segments_.empty()) return finish_without_street();
    take_unit_in_front();
    if (house_.empty()) find_house();
    else if (only_unit_beside_house()) return finish_without_street();
    else drop_repeated_house();
    read();
  }

 private:
  void take_house_column() {
    for (const Token& token : line_.tokens()) {
      if (token.field == Field::kHouse) sources_.house |= TokenSet{1} << token.at;
    }
  }

  void finish_without_street() {
    if (house_.empty()) return;
    StreetReading& only = found_.readings[found_.count++];
    only.house = house_;
    only.unit = unit_in_front_;
    only.sources = sources_;
  }

  // The columns have a house and a unit, and that of the street is empty: APT NO 502 is no street.
  bool only_unit_beside_house() {
    const Span& words = segments_[0];
    if (segments_.size() != 1 || words[0]->field != Field::kLine2 || words[0]->facts->unit.empty()) return false;
    if (!read_unit_segment(words, unit_in_front_, many_)) return false;
    sources_.unit |= words.tokens();
    found_.many = many_;
    return true;
  }

  Span& street() { return segments_[street_]; }

  // APT 1B 626 E KILBOURN AVE, or a segment of its own before the street.
  void take_unit_in_front() {
    Span& words = segments_[0];
    if (words.size() < 4 || words[0]->facts->unit.empty() || !words[0]->facts->unit_takes_id) return;
    std::size_t at = words[1]->is(kRoleNumberSign) ? 2 : 1;
    if (at + 2 >= words.size() || !is_house_number(*words[at + 1]) || words[at]->is_type()) return;
    if (!words[at]->has_digit && words[at]->text.size() > 2) return;
    if (!read_unit_segment(words.slice(0, at + 1), unit_in_front_, many_)) return;
    sources_.unit |= words.slice(0, at + 1).tokens();
    words.drop_front(at + 1);
  }

  // The house stands first in a segment, or behind a recipient: EASTERN COLLEGE 12 OAK ST.
  void find_house() {
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      if (!is_house_number(*segments_[segment][0])) continue;
      if (segment > 0 && segments_[segment].size() == 1 && segment + 1 == segments_.size()) continue;  // a lone number behind a comma
      street_ = segment;
      return take_house(0);
    }
    for (std::size_t segment = 0; segment < segments_.size(); ++segment) {
      const Span& words = segments_[segment];
      for (std::size_t at = 1; at + 2 < words.size(); ++at) {
        if (!is_house_number(*words[at]) || words[at - 1]->is_type() || !recipient_before(words, at)) continue;
        const bool street_behind = std::any_of(words.begin() + static_cast<std::ptrdiff_t>(at + 2), words.end(),
                                               [](const Token* token) { return token->is_type(); });
        if (!street_behind) continue;
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
    if (end < words.size() && words[end]->fraction) house_.append(" ").append(words[end++]->text);
    else if (end + 1 < words.size() && is_grid(words[at]->text) && is_grid(words[end]->text)) house_ += words[end++]->text;
    sources_.house |= words.slice(at, end).tokens();
    words.drop_front(end);
    if (words.empty() && street_ + 1 < segments_.size()) ++street_;  // "12, Oak St"
  }

  void drop_repeated_house() {
    Span& words = segments_[0];
    if (words.size() > 1 && is_house_number(*words[0]) && house_number(*words[0]) == house_) words.drop_front(1);
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
    if (segments_.unit_to_the_end(street_)) words = street();
    std::string own_unit;
    many_ |= !take_units(words, own_unit, sources_.unit);
    if (!own_unit.empty()) unit = unit.empty() ? own_unit : own_unit + " " + unit;
    found_.many = many_ || is_intersection(words);
    add_readings(words, unit);
  }

  // A unit, another whole address, or words that are no part of this one.
  void read_other_segment(const Span& words, bool behind, std::string& unit) {
    std::string text;
    if (read_unit_segment(words, text, many_)) {
      sources_.unit |= words.tokens();
      unit += (unit.empty() ? "" : " ") + text;
      return;
    }
    const bool lone_id = behind && words.size() == 1 && words[0]->has_digit && !words[0]->ordinal;
    if (lone_id && unit.empty()) {
      sources_.unit |= words.tokens();
      unit = without_leading_zeros(words[0]->text);
    } else if (lone_id) {
      many_ = true;  // APT 4, 5
    } else if (words.size() >= 3 && is_house_number(*words[0]) && (words.back()->is_type() || words[words.size() - 2]->is_type())) {
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
    const StreetEnd end = end_of_street(words);
    if (end.words == words.size() || read_highway(words).words != 0) return add_street(words, unit);
    set_aside(words.slice(end.words, words.size()));
    if (!end.certain) return add_two_streets(words, end.words, unit);
    add_street(words.slice(0, end.words), unit);
  }

  // The street that ends early, and the one that has all the words.
  void add_two_streets(const Span& words, std::size_t end, const std::string& unit) {
    for (const Span& one : {words.slice(0, end), words}) {
      StreetReading& reading = found_.readings[found_.count];
      reading.sources = sources_;
      if (!read_street_name(one, !house_.empty(), reading)) {
        reading = StreetReading();
        continue;
      }
      reading.house = house_;
      reading.unit = unit;
      ++found_.count;
    }
    found_.unplaced = found_.count == 0;
  }

  void add_street(const Span& words, const std::string& unit) {
    // 123 A MAIN ST: house 123A, or unit A. Nobody can tell.
    const bool letter = !house_.empty() && words.size() >= 3 && words[0]->all_letters && words[0]->text.size() == 1 &&
                        !words[0]->is_direction() && is_digit(house_.back()) && words.back()->is_type() && !is_part_of_mile(words, 1);
    if (letter) return add_letter_readings(words, unit);
    StreetReading& reading = found_.readings[0];
    reading.sources = sources_;
    if (!read_street_name(words, !house_.empty(), reading)) {
      found_.unplaced = true;
      reading = StreetReading();
      return;
    }
    split_grid(reading);
    reading.house = std::move(house_);
    reading.unit = unit;
    found_.count = 1;
  }

  // 48S 400E: a house and a street of a grid, each glued to its direction.
  void split_grid(StreetReading& reading) {
    const bool street = reading.type.empty() && reading.postdirection.empty() && is_glued(reading.street);
    if (!street) return;
    reading.postdirection = direction_of(reading.street.back());
    reading.street.pop_back();
    if (!reading.predirection.empty() || !is_glued(house_)) return;
    reading.predirection = direction_of(house_.back());
    house_.pop_back();
  }

  static std::string_view direction_of(char c) { return c == 'N' ? "N" : c == 'S' ? "S" : c == 'E' ? "E" : c == 'W' ? "W" : ""; }
  static bool is_glued(std::string_view text) {
    return text.size() >= 3 && is_number(text.substr(0, text.size() - 1)) && !direction_of(text.back()).empty();
  }

  // D 1/2 RD, G 7 10 RD: roads by parts of a mile; the letter is theirs.
  static bool is_part_of_mile(const Span& words, std::size_t at) {
    return words[at]->fraction || (words[at]->all_digits && at + 1 < words.size() && words[at + 1]->text == "10");
  }

  void add_letter_readings(const Span& words, const std::string& unit) {
    StreetReading& with_letter = found_.readings[0];
    with_letter.sources = sources_;
    if (!read_street_name(words.slice(1, words.size()), true, with_letter)) {
      found_.unplaced = true;
      with_letter = StreetReading();
      return;
    }
    const TokenSet letter = words.slice(0, 1).tokens();
    StreetReading& with_unit = found_.readings[1];
    with_unit = with_letter;
    with_letter.sources.house |= letter;
    with_letter.house = house_ + std::string(words[0]->text);
    with_letter.unit = unit;
    with_unit.sources.unit |= letter;
    with_unit.house = house_;
    with_unit.unit = std::string(words[0]->text) + (unit.empty() ? "" : " " + unit);
    found_.count = 2;
  }

  const Line& line_;
  Segments segments_;
  std::string house_, unit_in_front_;
  std::size_t street_ = 0;
  bool many_ = false;
  Sources sources_;
  StreetLine& found_;
};

}  // namespace

bool is_house_number(const Token& token) {
  const std::string_view text = token.text;
  if (!token.has_digit || token.ordinal || token.fraction || text.size() > 12) return false;
  if (token.all_digits) return true;
  if (holds(text, '.')) return false;
  if (holds(text, '/')) return true;  // 12/14: two houses, which the line already counts as many
  const auto letters = std::count_if(text.begin(), text.end(), is_letter);
  // 12AB is none; A17 and N6W23001 are; B-12 is.
  if (is_digit(text[0])) return letters <= 2;
  return is_grid(text) || (letters <= 2 && is_digit(text.back()));
}

// B-12 and 12-A are B12 and 12A; a hyphen between two digits stays: A1-7 is not A17, nor 11-210 112-10.
void drop_hyphens(std::string& house) {
  for (std::size_t at = house.find('-'); at != std::string::npos; at = house.find('-', at)) {
    const bool numbers = at > 0 && at + 1 < house.size() && is_digit(house[at - 1]) && is_digit(house[at + 1]);
    if (numbers) ++at;
    else house.erase(at, 1);
  }
}

std::string house_number(const Token& token) {
  const std::string_view text = token.text;
  std::string out;
  if (!is_house_number(token)) return out;
  out = holds(text, '/') ? text : without_leading_zeros(text);
  if (token.all_digits || holds(text, '/')) return out;
  drop_hyphens(out);
  return out;
}

void read_street_line(const Line& line, const std::string& house_field, StreetLine& out) { Reader(line, house_field, out).run(); }

}  // namespace cs::address
