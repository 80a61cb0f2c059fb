#include "address/placeholder.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/limits.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_placeholders)

namespace cs::address {
namespace {

// never: no address whatever stands around it. street: also the name of a street somewhere, so it needs to stand without a house
// number. form: a word of an address (STREET, PO BOX) that stands for none only when the line has no digit at all.
enum class Phrase : std::uint8_t { kNone, kNever, kStreet, kForm };

const WordTable<Phrase>& phrases() {
  static const WordTable<Phrase> built = [] {
    WordTable<Phrase> out(1024);
    each_row(embedded_address_placeholders(), [&](const RowFields& row) {
      std::string joined;
      for (const char c : plain_words(row[0])) {
        if (c != ' ') joined.push_back(c);
      }
      out.put(joined, row[1] == "street" ? Phrase::kStreet : row[1] == "form" ? Phrase::kForm : Phrase::kNever);
    });
    return out;
  }();
  return built;
}

Phrase phrase(std::string_view joined) {
  const Phrase* found = phrases().find(joined);
  return found == nullptr ? Phrase::kNone : *found;
}

// The letters of the line's words, one after the other, with the places where words end. Digits inside words are read as the letters
// they stand for (M0VED); numbers are left out.
struct Letters {
  std::string text;
  std::vector<std::size_t> ends;
  bool from_digits = false;  // a digit was read as a letter
};

char as_letter(char c) {
  return c == '0' ? 'O' : c == '1' ? 'I' : c == '3' ? 'E' : c == '5' ? 'S' : c;
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128; });
}

// Digits that a hurried hand takes for letters, and no others: M0VED, not 2A.
bool reads_as_letters(std::string_view word) { return word.find_first_of("246789") == std::string_view::npos; }

bool is_unit_id(const std::vector<Token>& tokens, std::size_t at) {
  return at > 0 && tokens[at].has_digit && (tokens[at - 1].facts->unit_takes_id || tokens[at - 1].text == "#");
}

enum class Words : std::uint8_t { kAll, kNames, kAllAndNumbers };

Letters letters_of(const std::vector<Token>& tokens, Words which) {
  Letters out;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    const bool form = token.is_type() || !token.facts->unit.empty();
    const bool number = token.all_digits && which == Words::kAllAndNumbers;
    if ((!has_letter(token.text) && !number) || token.ordinal || (which == Words::kNames && form)) continue;
    if (token.has_digit && (!reads_as_letters(token.text) || is_unit_id(tokens, at))) continue;
    out.from_digits |= token.has_digit;
    for (const char c : token.text) {
      const char letter = as_letter(c);
      if ((letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 128) out.text.push_back(letter);
    }
    if (out.ends.empty() || out.ends.back() != out.text.size()) out.ends.push_back(out.text.size());
  }
  return out;
}

// The words are phrases of the table one after the other, without a rest: "NA NA", "UNKNOWN UNKNOWN CITY", "U N K N O W N".
// Returns the mildest kind among them, kNone where there is a rest.
Phrase covered(const Letters& letters) {
  constexpr std::size_t kWordsMax = limits::kAddressTokensMax;
  if (letters.ends.empty() || letters.ends.size() > kWordsMax) return Phrase::kNone;
  std::array<Phrase, kWordsMax + 1> upto{};  // the words before this one are covered, this mildly
  upto[0] = Phrase::kNever;
  for (std::size_t from = 0; from < letters.ends.size(); ++from) {
    if (upto[from] == Phrase::kNone) continue;
    const std::size_t begin = from == 0 ? 0 : letters.ends[from - 1];
    for (std::size_t to = from; to < letters.ends.size(); ++to) {
      if (letters.ends[to] - begin > 40) break;
      const Phrase found = phrase(std::string_view(letters.text).substr(begin, letters.ends[to] - begin));
      if (found != Phrase::kNone && (upto[to + 1] == Phrase::kNone || upto[to + 1] > std::max(upto[from], found))) {
        upto[to + 1] = std::max(upto[from], found);
      }
    }
  }
  return upto[letters.ends.size()];
}

bool is_repeated(std::string_view text) { return !text.empty() && text.find_first_not_of(text[0]) == std::string_view::npos; }

// 0000, 99999, 123, 123456789, 987654321: digits that somebody typed to fill a field.
bool is_digit_run(std::string_view digits) {
  if (is_repeated(digits)) return true;
  if (digits.size() < 3) return false;
  const auto runs = [&](int step) {
    for (std::size_t at = 1; at < digits.size(); ++at) {
      if ((digits[at - 1] - '0' + step + 10) % 10 != digits[at] - '0') return false;
    }
    return true;
  };
  return (digits[0] <= '1' && runs(1)) || (digits[0] == '9' && runs(-1));
}

bool is_keyboard_run(std::string_view text) {
  if (text.size() < 4 || text.size() > 10) return false;
  for (const std::string_view row : {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "QAZWSXEDC", "ABCDEFGHIJ"}) {
    if (row.find(text) != std::string_view::npos) return true;
  }
  return false;
}

std::string digits_of(const Analysis& analysis) {
  std::string out;
  for (const Token& token : analysis.line.tokens()) {
    for (const char c : token.text) {
      if (c >= '0' && c <= '9') out.push_back(c);
    }
  }
  // A line of nothing but a ZIP: "00000".
  if (analysis.line.tokens().empty()) {
    for (const char c : analysis.written.zip) {
      if (c >= '0' && c <= '9') out.push_back(c);
    }
  }
  return out;
}

// Something stands where the street belongs, if only a hyphen.
bool written_something(const AddressFields& written) {
  for (const std::string* text : {&written.house, &written.line1, &written.line2, &written.po_box}) {
    if (text->find_first_not_of(" \t\r\n") != std::string::npos) return true;
  }
  return false;
}

// "Apt 4" and nothing else.
bool is_lone_unit(const std::vector<Token>& tokens) {
  return tokens.size() == 2 && tokens[0].facts->unit_takes_id && tokens[1].has_digit;
}

bool stands(Phrase kind, bool true_house, bool any_digit) {
  switch (kind) {
    case Phrase::kNone: return false;
    case Phrase::kNever: return true;
    case Phrase::kStreet: return !true_house;
    case Phrase::kForm: return !any_digit;
  }
  return false;
}

}  // namespace

bool is_placeholder(const Analysis& analysis) {
  const std::vector<Token>& tokens = analysis.line.tokens();
  if (tokens.empty() && written_something(analysis.written)) return true;  // "-", "?"
  if (is_lone_unit(tokens)) return true;
  const Letters all = letters_of(tokens, Words::kAll);
  if (all.text.empty()) {
    const bool box_column = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.field == Field::kPoBox; });
    const bool blank_place = analysis.written.city.empty() && analysis.written.state.empty();
    return !box_column && (!tokens.empty() || blank_place) && is_digit_run(digits_of(analysis));  // box 9 is a box
  }
  const bool any_digit = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.has_digit; });
  const bool true_house = !analysis.readings.empty() && !analysis.readings[0].house.empty() && analysis.readings[0].house != "0";
  const auto stand_for_none = [&](const Letters& letters) {
    return stands(covered(letters), true_house && !letters.from_digits, any_digit && !letters.from_digits);
  };
  const Letters names = letters_of(tokens, Words::kNames);
  if (stand_for_none(all) || (names.text.size() != all.text.size() && stand_for_none(names))) return true;
  if (all.from_digits && stand_for_none(letters_of(tokens, Words::kAllAndNumbers))) return true;  // "533 ab0v3"
  const std::string& core = names.text.empty() ? all.text : names.text;
  if (phrase(core) == Phrase::kForm) return false;
  const bool short_fill = core == "X" || core.size() == 2;  // a lone letter besides is a direction or a street of that name
  return is_keyboard_run(core) || (is_repeated(core) && (core.size() >= 3 || (short_fill && !true_house)));
}

}  // namespace cs::address
