#include "address/placeholder.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <utility>

#include "base/embedded.h"
#include "base/limits.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_placeholders)

namespace cs::address {
namespace {

// never: no address whatever stands around it. typed: the name of a street somewhere, with a house number before it and a type behind
// (12 JAIL RD; but 1 JAIL is none). street: so common a name that a house number is enough (12 MAIN). form: a word of an address (STREET, PO BOX) that stands for none only when the line has no digit at all.
enum class Phrase : std::uint8_t { kNone, kNever, kTyped, kStreet, kForm };  // the mildest last

// The phrases, and two filters in front of them: with which letters, up to three, a phrase begins, and which lengths there are of those.
class Phrases {
 public:
  static constexpr std::size_t kBeginning = 3;

  Phrases() {
    each_row(embedded_address_placeholders(), [&](const RowFields& row) {
      std::string joined;
      for (const char c : plain_words(row[0])) {
        if (c != ' ') joined.push_back(c);
      }
      add(joined, kind_of(row[1]));
    });
  }

  Phrase find(std::string_view joined) const {
    if ((lengths(joined) >> std::min(joined.size(), kLong) & 1) == 0) return Phrase::kNone;
    const Phrase* found = table_.find(joined);
    return found == nullptr ? Phrase::kNone : *found;
  }

  // Bit n: a phrase that begins as `text` does has n characters.
  std::uint64_t lengths(std::string_view text) const {
    std::uint64_t out = 0;
    std::size_t beginning = 0;
    for (std::size_t at = 0; at < std::min(text.size(), kBeginning); ++at) {
      beginning = longer(beginning, text[at]);
      if (begins_.test(beginning)) out |= lengths_[place(beginning)];
    }
    return out;
  }

 private:
  static constexpr std::size_t kLong = 63, kPlaces = 1024, kLetters = 28;  // A to Z, any other, and none

  static Phrase kind_of(std::string_view text) {
    if (text == "typed") return Phrase::kTyped;
    if (text == "street") return Phrase::kStreet;
    return text == "form" ? Phrase::kForm : Phrase::kNever;
  }
  static std::size_t letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<std::size_t>(c - 'A') : 26; }
  // One number for each beginning of up to three letters.
  static std::size_t longer(std::size_t beginning, char c) { return beginning * kLetters + letter(c) + 1; }
  // Other beginnings may share the place: the filter lets too much through, never too little.
  static std::size_t place(std::size_t beginning) { return (beginning * 40503 >> 6) % kPlaces; }

  void add(std::string_view joined, Phrase kind) {
    if (joined.empty()) return;
    table_.put(joined, kind);
    std::size_t beginning = 0;
    for (const char c : joined.substr(0, kBeginning)) beginning = longer(beginning, c);
    begins_.set(beginning);
    lengths_[place(beginning)] |= std::uint64_t{1} << std::min(joined.size(), kLong);
  }

  WordTable<Phrase> table_{2048};
  std::bitset<kLetters * kLetters * kLetters> begins_;
  std::array<std::uint64_t, kPlaces> lengths_{};
};

const Phrases& phrases() {
  static const Phrases built;
  return built;
}

Phrase phrase(std::string_view joined) { return phrases().find(joined); }

// The letters of the line's words, one after the other, with the places where words end. Digits inside words are read as the letters
// they stand for (M0VED); numbers are left out.
class Letters {
 public:
  bool from_digits = false;  // a digit was read as a letter

  std::string_view text() const { return {text_.data(), size_}; }
  std::size_t words() const { return words_; }
  std::size_t begin_of(std::size_t word) const { return word == 0 ? 0 : ends_[word - 1]; }
  std::size_t end_of(std::size_t word) const { return ends_[word]; }

  void add(char letter) {
    if (size_ < text_.size()) text_[size_++] = letter;
  }
  void add(std::string_view letters) {
    const std::size_t taken = std::min(letters.size(), text_.size() - size_);
    std::copy_n(letters.data(), taken, text_.data() + size_);
    size_ += taken;
  }
  void end_word() {
    if (words_ == 0 ? size_ != 0 : ends_[words_ - 1] != size_) ends_[words_++] = static_cast<std::uint16_t>(size_);
  }

 private:
  std::array<char, 512> text_;  // the first size_ and words_ are set; no phrases fill more
  std::array<std::uint16_t, limits::kAddressTokensMax> ends_;
  std::size_t size_ = 0, words_ = 0;
};

char as_letter(char c) {
  return c == '0' ? 'O' : c == '1' ? 'I' : c == '3' ? 'E' : c == '5' ? 'S' : c;
}

bool has_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128; });
}

// Digits that a hurried hand takes for letters, and no others: M0VED, not 2A.
bool reads_as_letters(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return c == '2' || c == '4' || (c >= '6' && c <= '9'); });
}

bool is_unit_id(const Tokens& tokens, std::size_t at) {
  return at > 0 && tokens[at].has_digit && (tokens[at - 1].facts->unit_takes_id || tokens[at - 1].text == "#");
}

enum class Words : std::uint8_t { kAll, kNames, kAllAndNumbers };

void read_letters(const Tokens& tokens, Words which, Letters& out) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    const bool form = token.is_type() || !token.facts->unit.empty();
    if (token.all_letters) {
      if (which == Words::kNames && form) continue;
      out.add(token.text);
      out.end_word();
      continue;
    }
    if (token.all_digits && which != Words::kAllAndNumbers) continue;
    const bool number = token.all_digits && which == Words::kAllAndNumbers;
    if ((!has_letter(token.text) && !number) || token.ordinal || (which == Words::kNames && form)) continue;
    if (token.has_digit && (!reads_as_letters(token.text) || is_unit_id(tokens, at))) continue;
    out.from_digits |= token.has_digit;
    for (const char c : token.text) {
      const char letter = as_letter(c);
      if ((letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 128) out.add(letter);
    }
    out.end_word();
  }
}

// The words are phrases of the table one after the other, without a rest: "NA NA", "UNKNOWN UNKNOWN CITY", "U N K N O W N".
// Returns the mildest kind among them, kNone where there is a rest.
Phrase covered(const Letters& letters) {
  constexpr std::size_t kPhraseMax = 63;  // bytes
  if (letters.words() == 0) return Phrase::kNone;
  std::array<Phrase, limits::kAddressTokensMax + 1> upto{};  // the words before this one are covered, this mildly
  upto[0] = Phrase::kNever;
  for (std::size_t from = 0; from < letters.words(); ++from) {
    if (upto[from] == Phrase::kNone) continue;
    const std::size_t begin = letters.begin_of(from);
    const std::uint64_t lengths = phrases().lengths(letters.text().substr(begin));
    for (std::size_t to = from; to < letters.words(); ++to) {
      const std::size_t length = letters.end_of(to) - begin;
      if (length > kPhraseMax) break;
      if ((lengths >> length & 1) == 0) continue;
      const Phrase found = phrase(letters.text().substr(begin, length));
      if (found != Phrase::kNone && (upto[to + 1] == Phrase::kNone || upto[to + 1] > std::max(upto[from], found))) {
        upto[to + 1] = std::max(upto[from], found);
      }
    }
  }
  return upto[letters.words()];
}

// The ends of a line's words, as bits, and its first two letters: whether any phrase fits there.
struct Outline {
  std::uint64_t ends = 0;
  char first[Phrases::kBeginning] = {};
  std::size_t size = 0;

  void add(std::string_view word) {
    for (std::size_t at = 0, room = size; at < word.size() && room < Phrases::kBeginning;) first[room++] = word[at++];
    size += word.size();
    if (size < 64) ends |= std::uint64_t{1} << size;
  }
  bool may_begin(const Phrases& of) const { return (of.lengths({first, std::min(size, Phrases::kBeginning)}) & ends) != 0; }
};

constexpr std::size_t kKeyboardRunMax = 10;
constexpr std::string_view kKeyboardRows[] = {"QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM", "QAZWSXEDC", "ABCDEFGHIJ"};

constexpr std::array<std::uint32_t, 32> make_neighbors() {
  std::array<std::uint32_t, 32> out{};
  for (const std::string_view row : kKeyboardRows) {
    for (std::size_t at = 1; at < row.size(); ++at) out[row[at - 1] & 31] |= std::uint32_t{1} << (row[at] & 31);
  }
  return out;
}
constexpr std::array<std::uint32_t, 32> kNeighbors = make_neighbors();

bool is_keyboard_pair(char first, char second) { return (kNeighbors[first & 31] >> (second & 31) & 1) != 0; }

// What read_letters() takes nothing from: numbers, ordinals, and words of digits that are no letters (4B) or number a unit.
bool gives_no_letters(const Tokens& tokens, std::size_t at) {
  const Token& token = tokens[at];
  if (token.all_digits || token.ordinal || token.text == "#") return true;
  return token.has_digit && (!reads_as_letters(token.text) || is_unit_id(tokens, at));
}

// 12 11TH AVE: the one word is of an address's form, and a number stands there.
bool is_form_of_a_number(const Tokens& tokens) {
  const Token* word = nullptr;
  for (const Token& token : tokens) {
    if (token.all_letters && std::exchange(word, &token) != nullptr) return false;
  }
  return word != nullptr && word != tokens.begin() && tokens[0].has_digit && phrase(word->text) == Phrase::kForm;
}

// Most lines: none of their words could begin a phrase, and their name is neither short nor one letter over and over.
bool is_surely_none(const Tokens& tokens) {
  Outline all, names;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    if (!token.all_letters) {
      if (gives_no_letters(tokens, at)) continue;
      return false;  // digits read as letters: the long way
    }
    all.add(token.text);
    if (!token.is_type() && token.facts->unit.empty()) names.add(token.text);
  }
  if (names.size == 0) return is_form_of_a_number(tokens);
  if (names.first[0] == names.first[1] || (names.size == 1 && names.first[0] == 'X')) return false;
  if (names.size <= kKeyboardRunMax && is_keyboard_pair(names.first[0], names.first[1])) return false;
  const Phrases& known = phrases();
  return !all.may_begin(known) && !names.may_begin(known);
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
  if (text.size() < 4 || text.size() > kKeyboardRunMax) return false;
  for (const std::string_view row : kKeyboardRows) {
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
bool written_something(const Written& written) {
  for (const std::string_view text : {written.house, written.line1, written.line2, written.po_box}) {
    if (text.find_first_not_of(" \t\r\n") != std::string::npos) return true;
  }
  return false;
}

// "Apt 4" and nothing else.
bool is_lone_unit(const Tokens& tokens) {
  return tokens.size() == 2 && tokens[0].facts->unit_takes_id && tokens[1].has_digit;
}

// What stands around the words.
struct Around {
  bool true_house, typed, any_digit;
};

bool stands(Phrase kind, const Around& around) {
  switch (kind) {
    case Phrase::kNone: return false;
    case Phrase::kNever: return true;
    case Phrase::kTyped: return !around.true_house || !around.typed;
    case Phrase::kStreet: return !around.true_house;
    case Phrase::kForm: return !around.any_digit;
  }
  return false;
}

}  // namespace

bool is_placeholder(const Analysis& analysis) {
  const Tokens& tokens = analysis.line.tokens();
  if (tokens.empty() && written_something(analysis.written)) return true;  // "-", "?"
  if (is_lone_unit(tokens)) return true;
  if (is_surely_none(tokens)) return false;
  Letters all, names, numbers;
  read_letters(tokens, Words::kAll, all);
  if (all.text().empty()) {
    const bool box_column = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.field == Field::kPoBox; });
    const bool blank_place = analysis.written.city.empty() && analysis.written.state.empty();
    return !box_column && (!tokens.empty() || blank_place) && is_digit_run(digits_of(analysis));  // box 9 is a box
  }
  const bool any_digit = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.has_digit; });
  const bool true_house = !analysis.readings.empty() && !analysis.readings[0].house.empty() && analysis.readings[0].house != "0";
  const bool typed = true_house && !analysis.readings[0].type.empty();
  const auto stand_for_none = [&](const Letters& letters) {
    const bool as_written = !letters.from_digits;
    return stands(covered(letters), {true_house && as_written, typed, any_digit && as_written});
  };
  if (stand_for_none(all)) return true;
  read_letters(tokens, Words::kNames, names);
  if (names.text().size() != all.text().size() && stand_for_none(names)) return true;
  if (all.from_digits) {
    read_letters(tokens, Words::kAllAndNumbers, numbers);
    if (stand_for_none(numbers)) return true;  // "533 ab0v3"
  }
  const std::string_view core = names.text().empty() ? all.text() : names.text();
  if (phrase(core) == Phrase::kForm) return false;
  const bool short_fill = core == "X" || core.size() == 2;  // a lone letter besides is a direction or a street of that name
  return is_keyboard_run(core) || (is_repeated(core) && (core.size() >= 3 || (short_fill && !true_house)));
}

}  // namespace cs::address
