#include "address/place.h"

#include "address/address.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <memory>
#include <vector>

#include "address/edits.h"
#include "address/lexicon.h"
#include "address/line.h"
#include "address/text.h"
#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_zips)
CS_EMBEDDED_TABLE(address_foreign)

namespace cs::address {
namespace {

std::uint32_t number(std::string_view digits) {
  std::uint32_t out = 0;
  for (const char c : digits) out = out * 10 + static_cast<std::uint32_t>(c - '0');
  return out;
}

struct ZipTable {
  struct Row {
    std::string_view city, state;
  };
  std::vector<Row> rows;                        // in table order, from 1; row 0 is "not listed"
  std::vector<std::uint16_t> row_of;            // by five digits
  std::array<std::vector<std::string_view>, 1000> prefix_states;
  WordTable<std::string_view> only_zip{65536};  // "CITY ST" to its one ZIP, "" where it has several

  ZipTable() : rows(1), row_of(100000, 0) {
    each_row(embedded_address_zips(), [&](const RowFields& row) { add(row[0], row[1], row[2]); });
  }

  void add(std::string_view zip, std::string_view city, std::string_view state) {
    rows.push_back({city, state});
    row_of[number(zip)] = static_cast<std::uint16_t>(rows.size() - 1);
    std::vector<std::string_view>& states = prefix_states[number(zip.substr(0, 3))];
    if (std::find(states.begin(), states.end(), state) == states.end()) states.push_back(state);
    const std::string key = standard_city(city) + " " + std::string(state);
    const std::string_view* known = only_zip.find(key);
    only_zip.put(key, known == nullptr ? zip : std::string_view());
  }
};

const ZipTable& zips() {
  static const ZipTable table;
  return table;
}

enum class Foreign : std::uint8_t { kPlace, kProvinceCode, kCity, kUnitedStates };

const WordTable<Foreign>& foreign() {
  static const WordTable<Foreign> built = [] {
    WordTable<Foreign> out(256);
    each_row(embedded_address_foreign(), [&](const RowFields& row) {
      const Foreign kind = row[1] == "code" ? Foreign::kProvinceCode : row[1] == "city" ? Foreign::kCity
                           : row[1] == "united-states" ? Foreign::kUnitedStates : Foreign::kPlace;
      out.put(row[0], kind);
    });
    return out;
  }();
  return built;
}

bool is_foreign(std::string_view words, Foreign kind) {
  const Foreign* found = foreign().find(words);
  return found != nullptr && *found == kind;
}

}  // namespace

namespace {

constexpr std::size_t kAbbreviationMax = 6;  // no longer word stands for another one

void append_city_word(std::string& out, std::string_view word, bool first) {
  if (!first) out += ' ';
  if (word.size() > kAbbreviationMax) out += word;
  else if (word == "ST") out += "SAINT";
  else if (word == "STE" && first) out += "SAINTE";
  else if (word == "N") out += "NORTH";
  else if (word == "S") out += "SOUTH";
  else if (word == "E") out += "EAST";
  else if (word == "W") out += "WEST";
  else if (const WordFacts& facts = word_facts(word); !facts.whole.empty()) out += facts.whole;
  else out += word;
}

// The codes of all states by their two letters.
class StateCodes {
 public:
  StateCodes() {
    for (char first = 'A'; first <= 'Z'; ++first) {
      for (char second = 'A'; second <= 'Z'; ++second) {
        const char text[2] = {first, second};
        codes_[place(first, second)] = state_code({text, 2});
      }
    }
  }
  std::string_view of(char first, char second) const {
    return is_letter(first) && is_letter(second) ? codes_[place(upper(first), upper(second))] : std::string_view();
  }

 private:
  static char upper(char c) { return static_cast<char>(c & ~0x20); }
  static bool is_letter(char c) { return upper(c) >= 'A' && upper(c) <= 'Z'; }
  static std::size_t place(char first, char second) { return static_cast<std::size_t>(first - 'A') * 26 + static_cast<std::size_t>(second - 'A'); }
  std::array<std::string_view, 676> codes_;
};

}  // namespace

std::string standard_city(std::string_view text) {
  std::string out;
  PlainWords words(text);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) append_city_word(out, word, out.empty());
  return out;
}

std::string_view standard_code(std::string_view two_letters) {
  static const StateCodes codes;
  return two_letters.size() == 2 ? codes.of(two_letters[0], two_letters[1]) : std::string_view();
}

std::string standard_state(std::string_view text) {
  if (const std::string_view code = standard_code(text); !code.empty()) return std::string(code);
  if (text.size() == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z') return std::string(text);
  std::string words = plain_words(text);
  if (const std::string_view code = state_code(words); !code.empty()) return std::string(code);
  std::erase(words, ' ');
  if (const std::string_view code = state_code(words); !code.empty()) return std::string(code);
  return words;
}

bool is_state(std::string_view code) { return code.size() == 2 && !standard_code(code).empty(); }

namespace {

constexpr std::size_t kZipLettersMax = 2;

// A ZIP has digits only: the letter O in it can be a zero and nothing else. More than two letters are no slip, and stay as they are.
bool read_letters_as_digits(std::string& zip) {
  constexpr std::string_view kLetters = "OILSBoilsb", kDigits = "0115801158";
  std::string read = zip;
  std::size_t letters = 0;
  for (char& c : read) {
    const std::size_t at = kLetters.find(c);
    if (at == std::string_view::npos) continue;
    c = kDigits[at];
    ++letters;
  }
  if (letters == 0 || letters > kZipLettersMax) return false;
  zip = std::move(read);
  return true;
}

}  // namespace

Zip read_zip(std::string_view text) {
  Zip zip;
  if (text.size() == 5 && is_number(text)) {
    zip.five = text;
    zip.malformed = zips().prefix_states[number(text.substr(0, 3))].empty();
    return zip;
  }
  std::string kept;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    kept.push_back(c);
  }
  zip.absent = kept.empty();
  if (zip.absent) return zip;
  const bool has_letters = read_letters_as_digits(kept);
  zip.malformed = has_letters || !is_number(kept) || (kept.size() != 5 && kept.size() != 9);
  if (!is_number(kept) || (kept.size() != 5 && kept.size() != 9)) return zip;
  zip.five = kept.substr(0, 5);
  zip.malformed = zip.malformed || zips().prefix_states[number(kept.substr(0, 3))].empty();
  return zip;
}

std::string_view city_of_zip(std::string_view five) {
  return five.size() == 5 && is_number(five) ? zips().rows[zips().row_of[number(five)]].city : std::string_view();
}

bool zip_may_lie_in(std::string_view five, std::string_view state) {
  if (five.size() != 5 || !is_number(five)) return true;
  if (const std::uint16_t row = zips().row_of[number(five)]; row != 0) return zips().rows[row].state == state;
  const std::vector<std::string_view>& states = zips().prefix_states[number(five.substr(0, 3))];
  return std::find(states.begin(), states.end(), state) != states.end();
}

bool is_zip_of_another_city(std::string_view five, std::string_view city, std::string_view state) {
  const std::string_view listed = city_of_zip(five);
  return !listed.empty() && !city.empty() && !equal_without(listed, city, ' ') && zip_may_lie_in(five, state);
}

std::vector<std::string_view> states_of_zip(std::string_view five) {
  if (five.size() != 5 || !is_number(five)) return {};
  if (const std::uint16_t row = zips().row_of[number(five)]; row != 0) return {zips().rows[row].state};
  return zips().prefix_states[number(five.substr(0, 3))];
}

bool is_listed_city(std::string_view city, std::string_view state) {
  return zips().only_zip.find(std::string(city) + " " + std::string(state)) != nullptr;
}

std::string_view only_zip_of(std::string_view city, std::string_view state) {
  const std::string_view* zip = zips().only_zip.find(std::string(city) + " " + std::string(state));
  return zip == nullptr ? std::string_view() : *zip;
}

bool is_united_states(std::string_view country) {
  if (country.empty()) return true;
  const std::string words = plain_words(country);
  return words.empty() || is_foreign(words, Foreign::kUnitedStates);
}

bool is_foreign_place(std::string_view words) { return is_foreign(words, Foreign::kPlace); }
bool is_foreign_province_code(std::string_view words) { return is_foreign(words, Foreign::kProvinceCode); }
bool is_foreign_city(std::string_view words) { return is_foreign(words, Foreign::kCity); }

bool is_foreign_postal_code(std::string_view words) {
  if (words.size() < 6 || words.size() > 7) return false;
  std::string shape;
  for (const char c : words) {
    if (c == ' ') continue;
    shape.push_back(c >= '0' && c <= '9' ? '9' : c >= 'A' && c <= 'Z' ? 'A' : '?');
  }
  return shape == "A9A9A9";
}

}  // namespace cs::address
