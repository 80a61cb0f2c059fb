#include "names/several.h"

#include <algorithm>
#include <bitset>
#include <span>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"
#include "names/fold.h"
#include "names/tables.h"

CS_EMBEDDED_TABLE(names_several)

namespace cs::names {
namespace {

constexpr std::size_t kPhraseWordsMax = 3;

// between: other words of the part on both sides. behind: a word before it. body: anywhere.
enum class Place : std::uint8_t { kBetween, kBehind, kBody };

// The phrases with a space between their words, and the first two letters of each.
struct Phrases {
  WordTable<Place> places{128};
  WordTable<bool> first_words{128};
  std::bitset<1 << 10> begins;

  static std::size_t begin_of(std::string_view word) {
    const auto letter = [&](std::size_t at) { return at < word.size() ? static_cast<std::size_t>(word[at]) & 31 : 0; };
    return letter(0) << 5 | letter(1);
  }
  bool may_begin(std::string_view word) const { return begins.test(begin_of(word)); }
};

const Phrases& phrases() {
  static const Phrases built = [] {
    Phrases out;
    each_row(embedded_names_several(), [&](const RowFields& row) {
      const std::string_view phrase = row[0];
      out.places.put(phrase, row[1] == "between" ? Place::kBetween : row[1] == "behind" ? Place::kBehind : Place::kBody);
      const std::string_view first = phrase.substr(0, phrase.find(' '));
      out.first_words.put(first, true);
      out.begins.set(Phrases::begin_of(first));
    });
    return out;
  }();
  return built;
}

bool is_mark(char c) { return c == '&' || c == '/' || c == ';' || c == '+' || c == ','; }

bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

// Of words of letters with spaces between them, which stay what they are: whether one is a phrase's first.
bool holds_first_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at && may_say_several(text.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

// Most names: no mark, and no word that begins as a phrase does. The bits of a letter are the same in upper and lower case.
bool may_name_others(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_letter(c); })) return holds_first_word(text);
  const Phrases& known = phrases();
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_mark(c) || static_cast<unsigned char>(c) >= 0x80) return true;
    const bool letter = is_letter(c);
    if (letter && !inside) {
      const bool more = at + 1 < text.size() && is_letter(text[at + 1]);
      if (known.may_begin(text.substr(at, more ? 2 : 1))) return true;
    }
    inside = letter;
  }
  return false;
}

std::size_t longest_word(std::string_view text) {
  std::size_t out = 0;
  for (const std::string& word : words(fold(text), true)) out = std::max(out, word.size());
  return out;
}

// JOHN & MARY, JOHN/MARY, "JOHN, MARY"; but N/A, and what stands behind a comma may be a generation or an initial.
bool is_parted(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_mark(text[at])) continue;
    const std::string_view before = text.substr(0, at), after = text.substr(at + 1);
    const bool always = text[at] == '&' || text[at] == ';' || text[at] == '+';
    if (always && longest_word(before) > 0 && longest_word(after) > 0) return true;
    const std::vector<std::string> behind = words(fold(after), true);
    const bool generation_behind = !behind.empty() && !generation(behind.front(), true).empty();
    if (!always && !generation_behind && longest_word(before) > 1 && longest_word(after) > 1) return true;
  }
  return false;
}

Party party_of_words(std::span<const std::string> part) {
  const Phrases& known = phrases();
  for (std::size_t at = 0; at < part.size(); ++at) {
    if (!known.may_begin(part[at])) continue;
    std::string phrase;
    for (std::size_t end = at; end < std::min(part.size(), at + kPhraseWordsMax); ++end) {
      phrase += (end == at ? "" : " ") + part[end];
      const Place* place = known.places.find(phrase);
      if (place == nullptr) continue;
      if (*place == Place::kBody) return Party::kBody;
      if (at > 0 && (*place == Place::kBehind || end + 1 < part.size())) return Party::kSeveral;
    }
  }
  return Party::kOne;
}

}  // namespace

Party party_of(const NameFields& fields) {
  if (!may_name_others(fields.given) && !may_name_others(fields.middle) && !may_name_others(fields.family)) return Party::kOne;
  std::vector<std::string> given = words(fold(fields.given), true);
  for (std::string& word : words(fold(fields.middle), true)) given.push_back(std::move(word));
  const std::vector<std::string> family = words(fold(fields.family), true);
  const Party said = std::max(party_of_words(given), party_of_words(family));
  if (said != Party::kOne) return said;
  return is_parted(fields.given) || is_parted(fields.middle) || is_parted(fields.family) ? Party::kSeveral : Party::kOne;
}

bool may_say_several(std::string_view word) {
  if (!phrases().may_begin(word)) return false;
  std::string upper(word);
  for (char& c : upper) c = static_cast<char>(c & ~0x20);
  return phrases().first_words.find(upper) != nullptr;
}

}  // namespace cs::names
