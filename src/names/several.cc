#include "names/several.h"

#include <algorithm>
#include <bitset>
#include <span>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"
#include "names/bearers.h"
#include "names/fold.h"
#include "names/tables.h"

CS_EMBEDDED_TABLE(names_several)

namespace cs::names {
namespace {

constexpr std::size_t kPhraseWordsMax = 3;

constexpr std::uint32_t kAmericanGivenMin = 50'000, kMarkIsGivenMin = 5000;

// between: other words of the part on both sides. behind: a word before it. body: anywhere. mark, mark-family, mark-between: behind a word, behind a
// surname, between two given names, where it marks the name of one. wife: a title that, with a man's given name, is his wife's.
enum class Place : std::uint8_t { kBetween, kBehind, kBody, kMark, kMarkFamily, kMarkBetween, kWife };

Place place_of(std::string_view text) {
  if (text == "between") return Place::kBetween;
  if (text == "behind") return Place::kBehind;
  if (text == "mark") return Place::kMark;
  if (text == "mark-family") return Place::kMarkFamily;
  if (text == "wife") return Place::kWife;
  return text == "mark-between" ? Place::kMarkBetween : Place::kBody;
}

// The phrases with a space between their words, and the first three letters of each.
struct Phrases {
  WordTable<Place> places{256};
  WordTable<bool> first_words{256};
  std::bitset<1 << 15> begins;

  static std::size_t begin_of(std::string_view word) {
    const auto letter = [&](std::size_t at) { return at < word.size() ? static_cast<std::size_t>(word[at]) & 31 : 0; };
    return letter(0) << 10 | letter(1) << 5 | letter(2);
  }
  bool may_begin(std::string_view word) const { return begins.test(begin_of(word)); }
};

const Phrases& phrases() {
  static const Phrases built = [] {
    Phrases out;
    each_row(embedded_names_several(), [&](const RowFields& row) {
      const std::string_view phrase = row[0];
      out.places.put(phrase, place_of(row[1]));
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

bool is_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_letter(c); });
}

// Most names: no mark, and no word that begins as a phrase does. The bits of a letter are the same in upper and lower case.
bool may_name_others(std::string_view text) {
  if (is_letters(text)) return holds_first_word(text);
  const Phrases& known = phrases();
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_mark(c) || static_cast<unsigned char>(c) >= 0x80) return true;
    const bool letter = is_letter(c);
    if (letter && !inside) {
      std::size_t letters = 1;
      while (letters < 3 && at + letters < text.size() && is_letter(text[at + letters])) ++letters;
      if (known.may_begin(text.substr(at, letters))) return true;
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
    const bool generation_behind = !behind.empty() && (!generation(behind.front(), true).empty() || is_degree(behind.front()));
    if (!always && !generation_behind && longest_word(before) > 1 && longest_word(after) > 1) return true;
  }
  return false;
}

// JOHN & | MARY, JOHN | /MARY: the mark at a field's edge. A comma there only ends a field.
bool is_parted_between(const NameFields& fields) {
  const auto without = [](std::string text, std::string_view marks) {
    for (char& c : text) c = marks.find(c) == std::string_view::npos ? c : ' ';
    return text;
  };
  const std::string given = fields.given + " " + fields.middle;
  return is_parted(without(given + " " + fields.family, ",/")) || is_parted(without(given, ","));
}

// SON and JUN are given names as well: they say something only behind a name of very many Americans.
bool marks_given(std::span<const std::string> before, const std::string& word) {
  if (given_bearers(word).count < kMarkIsGivenMin) return true;
  return std::any_of(before.begin(), before.end(), [](const std::string& name) {
    const Bearers bearers = given_bearers(name);
    return bearers.count >= kAmericanGivenMin && bearers.sex != Sex::kEither;
  });
}

Party party_of_place(Place place, NamePart in, std::span<const std::string> part, std::size_t at, std::size_t end) {
  const bool behind = at > 0, between = behind && end + 1 < part.size(), given = in == NamePart::kGiven;
  switch (place) {
    case Place::kBetween: return between ? Party::kSeveral : Party::kOne;
    case Place::kBehind: return behind ? Party::kSeveral : Party::kOne;
    case Place::kBody: return Party::kBody;
    case Place::kMark: return behind && (!given || marks_given(part.first(at), part[at])) ? Party::kMarked : Party::kOne;
    case Place::kMarkFamily: return behind && !given ? Party::kMarked : Party::kOne;
    case Place::kMarkBetween: return between && given ? Party::kMarked : Party::kOne;
    case Place::kWife: return Party::kOne;
  }
  return Party::kOne;
}

Party party_of_words(NamePart in, std::span<const std::string> part) {
  const Phrases& known = phrases();
  Party worst = Party::kOne;
  for (std::size_t at = 0; at < part.size(); ++at) {
    if (!known.may_begin(part[at])) continue;
    std::string phrase;
    for (std::size_t end = at; end < std::min(part.size(), at + kPhraseWordsMax); ++end) {
      phrase += (end == at ? "" : " ") + part[end];
      const Place* place = known.places.find(phrase);
      if (place == nullptr) continue;
      worst = std::max(worst, party_of_place(*place, in, part, at, end));
    }
  }
  return worst;
}

bool holds_wife(std::span<const std::string> part) {
  return std::any_of(part.begin(), part.end(), [](const std::string& word) {
    const Place* place = phrases().places.find(word);
    return place != nullptr && *place == Place::kWife;
  });
}

// MRS JOHN SMITH is John's wife, in whatever field the title stands.
bool is_by_husband(std::span<const std::string> given, std::span<const std::string> family, const std::string& suffix) {
  if (!holds_wife(given) && !holds_wife(family) && !holds_wife(words(fold(suffix), true))) return false;
  const auto first = std::find_if(given.begin(), given.end(), [](const std::string& word) { return !is_title(word); });
  return first != given.end() && given_bearers(*first).sex == Sex::kMale;
}

}  // namespace

Party party_of(const NameFields& fields) {
  const bool may = may_name_others(fields.given) || may_name_others(fields.middle) || may_name_others(fields.family);
  if (!may && is_letters(fields.suffix) && !holds_first_word(fields.suffix)) return Party::kOne;
  std::vector<std::string> given = words(fold(fields.given), true);
  for (std::string& word : words(fold(fields.middle), true)) given.push_back(std::move(word));
  const std::vector<std::string> family = words(fold(fields.family), true);
  const Party said = std::max(party_of_words(NamePart::kGiven, given), party_of_words(NamePart::kFamily, family));
  if (said > Party::kMarked) return said;
  if (is_parted(fields.given) || is_parted(fields.middle) || is_parted(fields.family) || is_parted_between(fields)) return Party::kSeveral;
  return is_by_husband(given, family, fields.suffix) ? Party::kMarked : said;
}

namespace {

std::string upper_case(std::string_view letters) {
  std::string out(letters);
  for (char& c : out) c = static_cast<char>(c & ~0x20);
  return out;
}

}  // namespace

bool may_say_several(std::string_view word) {
  return phrases().may_begin(word) && phrases().first_words.find(upper_case(word)) != nullptr;
}

bool says_several_alone(std::string_view word) {
  return phrases().may_begin(word) && phrases().places.find(upper_case(word)) != nullptr;
}

}  // namespace cs::names
