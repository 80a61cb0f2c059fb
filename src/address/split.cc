// One line that holds everything, cut into fields from the right: country, ZIP, state, city; the rest is line 1.
#include <algorithm>
#include <vector>

#include "address/address.h"
#include "address/lexicon.h"
#include "address/line.h"
#include "address/place.h"

namespace cs::address {
namespace {

constexpr std::string_view kEnds = " \t\r\n,.;";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kEnds);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kEnds) + 1 - begin);
}

// The last `count` words of the text, "" where it has fewer or a comma stands between them.
std::string_view last_words(std::string_view text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t word = 0; word < count; ++word) {
    if (begin == 0) return {};
    const std::size_t end = text.find_last_not_of(' ', begin - 1);
    if (end == std::string_view::npos) return {};
    const std::size_t space = text.find_last_of(" ,", end);
    if (word + 1 < count && (space == std::string_view::npos || text[space] == ',')) return {};
    begin = space == std::string_view::npos ? 0 : space + 1;
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

class Splitter {
 public:
  explicit Splitter(std::string_view raw) : rest_(trimmed(raw)) {}

  AddressFields run() {
    take_country();
    take_zip();
    take_state();
    if (!out_.state.empty() || !out_.zip.empty()) take_city();
    out_.line1 = rest_;
    return std::move(out_);
  }

 private:
  void take(std::string& field, std::string_view tail) {
    field = tail;
    rest_ = trimmed(rest_.substr(0, rest_.size() - tail.size()));
  }

  bool has_comma() const { return rest_.find(',') != std::string_view::npos; }

  // Only behind a comma or a ZIP: "12 Mexico" is a street.
  void take_country() {
    const std::size_t comma = rest_.rfind(',');
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

  void take_zip() {
    if (const std::string_view word = last_words(rest_, 1); is_zip_word(word)) return take(out_.zip, word);
    if (const std::string_view words = last_words(rest_, 2); is_foreign_postal_code(plain_words(words))) take(out_.zip, words);
  }

  void take_state() {
    if (out_.zip.empty() && !has_comma()) return;  // "12 Oak Ct" is no place in Connecticut
    for (const std::size_t count : {std::size_t{3}, std::size_t{2}, std::size_t{1}}) {
      const std::string_view tail = last_words(rest_, count);
      if (tail.empty()) continue;
      const std::string words = plain_words(tail);
      const bool unknown_code = count == 1 && words.size() == 2 && !out_.zip.empty() && is_letters(words) && word_facts(words).type.empty() &&
                                word_facts(words).direction.empty();
      if (!state_code(words).empty() || is_foreign_province_code(words) || unknown_code) return take(out_.state, tail);
    }
  }

  static bool is_letters(std::string_view words) {
    return std::all_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }

  void take_city() {
    const std::size_t comma = rest_.rfind(',');
    if (comma != std::string_view::npos) {
      const std::string_view segment = trimmed(rest_.substr(comma));
      if (segment.empty() || begins_unit(segment)) return;
      return take(out_.city, rest_.substr(rest_.size() - segment.size()));
    }
    take_listed_city();
    if (out_.city.empty() && !out_.state.empty()) take_words_behind_type();
  }

  static bool begins_unit(std::string_view segment) {
    const std::string words = plain_words(segment);
    return segment[0] == '#' || !word_facts(std::string_view(words).substr(0, words.find(' '))).unit.empty();
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
        if (own ? city == listed : is_listed_city(city, state)) return take(out_.city, tail);
      }
    }
  }

  // "12 Oak St Apt 4 Salem": what stands behind the street type, its direction and its unit.
  void take_words_behind_type() {
    for (std::size_t count = 1; count <= 4; ++count) {
      const std::string_view tail = last_words(rest_, count);
      const std::string_view before = last_words(rest_, count + 1);
      if (tail.empty() || before.empty()) return;
      const std::string word = plain_words(before.substr(0, before.find(' ')));
      const WordFacts& facts = word_facts(word);
      const bool digit = word.find_first_of("0123456789") != std::string::npos;
      if (facts.type.empty() && facts.direction.empty() && !digit) continue;
      const std::string words = plain_words(tail);
      const bool numbered = words.find_first_of("0123456789") != std::string::npos;
      if (!numbered && !begins_unit(tail) && word_facts(words).direction.empty()) take(out_.city, tail);
      return;
    }
  }

  std::string_view rest_;
  AddressFields out_;
};

}  // namespace

AddressFields fields_of_line(std::string_view raw) { return Splitter(raw).run(); }

}  // namespace cs::address
