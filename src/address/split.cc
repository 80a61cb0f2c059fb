#include "address/split.h"

#include <algorithm>

#include "address/address.h"
#include "address/lexicon.h"
#include "address/line.h"
#include "address/place.h"
#include "address/text.h"

namespace cs::address {
namespace {

bool is_end(char c) { return is_space(c) || c == ',' || c == '.' || c == ';'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_end(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_end(text.back())) text.remove_suffix(1);
  return text;
}

// The last `count` words of the text, "" where it has fewer or a comma stands between them.
std::string_view last_words(std::string_view text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t word = 0; word < count; ++word) {
    std::size_t end = begin;
    while (end > 0 && text[end - 1] == ' ') --end;
    if (end == 0) return {};
    begin = end;
    while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != ',') --begin;
    if (begin == end || (word + 1 < count && (begin == 0 || text[begin - 1] == ','))) return {};
  }
  return text.substr(begin);
}

bool is_zip_word(std::string_view word) {
  if (word.size() != 5 && word.size() != 10 && word.size() != 9) return false;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const bool hyphen = word.size() == 10 && at == 5;
    if (hyphen ? word[at] != '-' : (word[at] < '0' || word[at] > '9')) return false;
  }
  return true;
}

bool is_spaced_zip(std::string_view words) {
  return words.size() == 10 && words[5] == ' ' && is_number(words.substr(0, 5)) && is_number(words.substr(6));
}

class Splitter {
 public:
  explicit Splitter(std::string_view raw) : rest_(trimmed(raw)) {}

  LineParts run() {
    if (!ends_in_digit()) take_country();  // no country's name does
    take_zip();
    take_state();
    if (out_.state.empty() && out_.zip.empty()) take_listed_place();
    if (out_.city.empty() && (!out_.state.empty() || !out_.zip.empty())) take_city();
    out_.line1 = rest_;
    return out_;
  }

 private:
  bool ends_in_digit() const { return !rest_.empty() && rest_.back() >= '0' && rest_.back() <= '9'; }

  void take(std::string_view& field, std::string_view tail) {
    field = tail;
    rest_.remove_suffix(tail.size());
    comma_behind_ = false;
    for (; !rest_.empty() && is_end(rest_.back()); rest_.remove_suffix(1)) comma_behind_ |= rest_.back() == ',';
  }

  bool has_comma() const { return holds(rest_, ','); }
  std::size_t last_comma() const {
    std::size_t at = rest_.size();
    while (at > 0 && rest_[at - 1] != ',') --at;
    return at == 0 ? std::string_view::npos : at - 1;
  }

  // Only behind a comma or a ZIP: "12 Mexico" is a street.
  void take_country() {
    const std::size_t comma = last_comma();
    for (const std::size_t count : {std::size_t{4}, std::size_t{3}, std::size_t{2}, std::size_t{1}}) {
      const std::string_view tail = last_words(rest_, count);
      if (tail.empty() || tail.size() == rest_.size()) continue;
      const std::string words = plain_words(tail);
      const std::string_view before = trimmed(rest_.substr(0, rest_.size() - tail.size()));
      const bool behind = (comma != std::string_view::npos && trimmed(rest_.substr(comma)) == tail) || is_zip_word(last_words(before, 1)) ||
                          is_foreign_postal_code(plain_words(last_words(before, 2)));
      const bool ours = is_united_states(words) && words.size() > 2;
      if (behind && (ours || is_foreign_place(words)) && state_code(words).empty()) return take(out_.country, tail);
    }
  }

  // "UNIT 20003", "PSC 12345": the number of the word before it, and no ZIP. FL is Florida as well as a floor.
  bool ends_in_numbered_unit() const {
    const std::string_view words = last_words(rest_, 2);
    const std::string_view written = words.substr(0, words.find(' '));
    if (written.empty() || is_state(written)) return false;  // a state behind nearly every line
    const std::string before = plain_words(written);
    const WordFacts& facts = word_facts(before);
    return standard_code(before).empty() && (facts.unit_takes_id || (facts.roles & kRoleMilitary) != 0);
  }

  void take_zip() {
    if (!ends_in_digit() || ends_in_numbered_unit()) return;
    if (const std::string_view word = last_words(rest_, 1); is_zip_word(word)) return take(out_.zip, word);
    if (const std::string_view words = last_words(rest_, 2); is_spaced_zip(words)) return take(out_.zip, words);  // 60606 6306
    if (const std::string_view words = last_words(rest_, 2); is_foreign_postal_code(plain_words(words))) take(out_.zip, words);
  }

  void take_state() {
    if (out_.zip.empty() && !has_comma()) return;  // "12 Oak Ct" is no place in Connecticut
    if (const std::string_view word = last_words(rest_, 1); word.size() == 2) {
      const std::string_view code = standard_code(word);
      if (!code.empty() && may_end_street(code)) return;
      if (!code.empty()) return take(out_.state, word);
    }
    for (const std::size_t count : {std::size_t{3}, std::size_t{2}, std::size_t{1}}) {
      const std::string_view tail = last_words(rest_, count);
      if (tail.empty()) continue;
      const std::string words = plain_words(tail);
      const bool unknown_code = count == 1 && tail.size() == 2 && words.size() == 2 && !out_.zip.empty() && is_letters(words) && word_facts(words).type.empty() &&
                                word_facts(words).direction.empty();
      if (!state_code(words).empty() || is_foreign_province_code(words) || unknown_code) return take(out_.state, tail);
    }
  }

  // "12 Oak Ct, 44460", "12 Oak St NE, 20002": a code that is a street type or a direction too is no state where the ZIP lies in another, or where the only comma stands behind it.
  bool may_end_street(std::string_view code) const {
    if (out_.zip.empty()) return false;
    const WordFacts& facts = word_facts(code);
    if (facts.type.empty() && facts.direction.empty()) return false;
    return !zip_may_lie_in(out_.zip.substr(0, 5), code) || (comma_behind_ && !has_comma());
  }

  static bool is_letters(std::string_view words) {
    return std::all_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  // "1600 Pennsylvania Avenue Washington DC": without a comma or a ZIP only a listed place of that state counts, behind two words or more.
  void take_listed_place() {
    if (has_comma()) return;
    for (const std::size_t state_words : {std::size_t{2}, std::size_t{1}}) {
      const std::string_view state = last_words(rest_, state_words);
      const std::string words = plain_words(state);
      const std::string_view code = state_code(words);
      if (code.empty() || !word_facts(words).type.empty() || !word_facts(words).direction.empty()) continue;
      const std::string_view before = trimmed(rest_.substr(0, rest_.size() - state.size()));
      for (std::size_t count = 4; count >= 1; --count) {
        const std::string_view city = last_words(before, count);
        if (city.empty() || last_words(before, count + 2).empty() || !is_listed_city(standard_city(city), code)) continue;
        take(out_.state, state);
        return take(out_.city, city);
      }
    }
  }

  void take_city() {
    const std::size_t comma = last_comma();
    if (comma != std::string_view::npos) {
      const std::string_view segment = trimmed(rest_.substr(comma));
      if (segment.empty()) return;
      if (begins_unit(segment)) return take_city_behind_unit(segment);
      return take(out_.city, rest_.substr(rest_.size() - segment.size()));
    }
    take_listed_city();
    if (out_.city.empty() && !out_.state.empty()) take_words_behind_type();
  }

  // "Apt 53-201 Los Angeles", "# 234 Santa Fe": what stands behind the unit and its number.
  void take_city_behind_unit(std::string_view segment) {
    std::string_view rest = segment.substr(segment[0] == '#' ? 1 : std::min(segment.find(' '), segment.size()));
    bool number = false;
    while (true) {
      rest = trimmed(rest);
      const std::string_view word = rest.substr(0, rest.find(' '));
      const bool id = word == "#" || word.size() == 1 || word.find_first_of("0123456789") != std::string_view::npos;
      if (!id || word.empty()) break;
      number = true;
      rest.remove_prefix(word.size());
    }
    if (number && !rest.empty() && !begins_unit(rest) && rest.find_first_of("0123456789") == std::string_view::npos) take(out_.city, rest);
  }

  static bool begins_unit(std::string_view segment) {
    if (segment[0] == '#') return true;
    char word[16];
    std::size_t size = 0;
    while (size < sizeof word && size < segment.size() && is_letter(segment[size])) {
      word[size] = static_cast<char>(segment[size] & ~0x20);
      ++size;
    }
    return size > 0 && !word_facts({word, size}).unit.empty();
  }

  // The longest name behind at least one word that the ZIP's own place has, or else any place of the state.
  void take_listed_city() {
    const std::string listed = standard_city(city_of_zip(std::string_view(out_.zip).substr(0, 5)));
    const std::string state = standard_state(out_.state);
    for (const bool own : {true, false}) {
      for (std::size_t count = 4; count >= 1; --count) {
        const std::string_view tail = last_words(rest_, count);
        if (tail.empty() || tail.size() == rest_.size()) continue;
        const std::string city = standard_city(tail);
        if (own ? is_city_of(listed, city) : is_listed_city(city, state)) return take(out_.city, tail);
      }
    }
  }

  // The ZIP's own place, or the first words of its name: SANTA FE of SANTA FE SPRINGS.
  static bool is_city_of(std::string_view listed, std::string_view city) {
    if (city == listed) return true;
    return holds(city, ' ') && listed.size() > city.size() && listed.starts_with(city) && listed[city.size()] == ' ';
  }

  // "12 Oak St Apt 4 Salem": what stands behind the street type, its direction and its unit. A word that is more often a name than a type
  // (CREEK, BROOK) counts only where no other is found before it.
  void take_words_behind_type() {
    std::string_view doubtful;
    for (std::size_t count = 1; count <= 5; ++count) {
      const std::string_view tail = last_words(rest_, count);
      const std::string_view before = last_words(rest_, count + 1);
      if (tail.empty() || before.empty()) break;
      const std::string word = plain_words(before.substr(0, before.find(' ')));
      const WordFacts& facts = word_facts(word);
      const bool digit = word.find_first_of("0123456789") != std::string::npos;
      if (digit && count > 1 && before.size() == rest_.size()) break;  // the house number
      if (facts.type.empty() && facts.direction.empty() && !digit) continue;
      const bool certain = digit || !facts.whole.empty() || !facts.direction.empty() || is_common_type(word);
      if (certain) return take_if_city(tail);
      if (doubtful.empty()) doubtful = tail;
    }
    if (!doubtful.empty() && !is_township(doubtful)) take_if_city(doubtful);
  }

  static bool is_common_type(std::string_view word) {
    for (const std::string_view known : {"STREET", "AVENUE", "ROAD", "DRIVE", "LANE", "COURT", "CIRCLE", "BOULEVARD", "WAY", "ST", "DR", "PLACE"}) {
      if (word == known) return true;
    }
    return false;
  }
  static bool is_township(std::string_view text) {
    const std::string words = plain_words(text);
    return words == "TWP" || words == "TOWNSHIP" || words == "BORO" || words == "BOROUGH";
  }

  void take_if_city(std::string_view tail) {
    const std::string words = plain_words(tail);
    const bool numbered = words.find_first_of("0123456789") != std::string::npos;
    if (!numbered && !begins_unit(tail) && word_facts(words).direction.empty()) take(out_.city, tail);
  }

  std::string_view rest_;
  bool comma_behind_ = false;  // between rest_ and what was taken last
  LineParts out_;
};

}  // namespace

LineParts cut_line(std::string_view raw) { return Splitter(raw).run(); }

AddressFields fields_of_line(std::string_view raw) {
  const LineParts parts = cut_line(raw);
  AddressFields out;
  out.line1 = parts.line1;
  out.city = parts.city;
  out.state = parts.state;
  out.zip = parts.zip;
  out.country = parts.country;
  return out;
}

}  // namespace cs::address
