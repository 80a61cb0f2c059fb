// How alike two raw names are, 0 to 1000: an integer measure for ranking pairs. It decides nothing in the gate.
//   First the lexicon, then the letters: words are equal, or spellings, romanizations or short forms of one name, or so many quarters of an
//   edit apart by the table of confusions. Each word finds its best partner, wherever it stands; a word whose best partner is another name
//   speaks against, and counts in full. Words that one side leaves out cost little when two others agree.
#include <algorithm>
#include <array>
#include <bit>

#include "names/bearers.h"
#include "names/compare.h"
#include "names/edits.h"
#include "names/fold.h"
#include "names/likeness.h"
#include "names/scripts.h"
#include "names/tables.h"

namespace cs::names {
namespace {

constexpr std::size_t kTokensMax = 12;

// Scores of two words. What is listed as one name is above kSameNameMin alone; an initial is not.
constexpr int kListed = 950;
constexpr int kNickname = 920;
constexpr int kSharedFormalScore = 870;
constexpr int kInitialScore = 860;
constexpr int kClash = 600;           // below: another word
constexpr int kDistinctMost = 500;    // two common names, however near
constexpr int kWordAbsent = 30;       // for each word of the longer name without a partner
constexpr int kSingleMost = 700;      // one word agrees and the other name has more
constexpr int kClashMost = 800;       // one word of the shorter name is another name: below kSameNameMin, however many others agree
constexpr int kLengthWeightMost = 10; // letters that a word counts for at most
constexpr int kParticleWeight = 1;

struct Name {
  std::array<std::string, kTokensMax> words;
  std::size_t size = 0;

  void add(std::string word) {
    const bool twice = size > 0 && words[size - 1] == word;  // SERGEY SERGEY SHOIGU
    if (size < kTokensMax && !word.empty() && !twice) words[size++] = std::move(word);
  }
  void drop(std::size_t at) {
    const auto from = words.begin() + static_cast<std::ptrdiff_t>(at);
    std::move(from + 1, words.begin() + static_cast<std::ptrdiff_t>(size), from);
    --size;
  }
};

// A name of Hangul or Chinese signs without spaces: the family name is the first of up to four.
void add_syllabic(Name& name, std::string_view word) {
  const std::size_t first = 3;
  const bool whole = word.size() > first && word.size() <= 4 * first;
  name.add(std::string(word.substr(0, whole ? first : word.size())));
  if (whole) name.add(std::string(word.substr(first)));
}

Name name_of(std::string_view raw) {
  Name name;
  const std::string folded = fold(raw);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" -", at), folded.size());
    const std::string_view word = std::string_view(folded).substr(at, end - at);
    at = end + 1;
    if (word.empty() || is_title(word)) continue;
    is_syllabic(word) ? add_syllabic(name, word) : name.add(std::string(word));
  }
  return name;
}

bool in_latin(const Name& name) {
  return std::all_of(name.words.begin(), name.words.begin() + static_cast<std::ptrdiff_t>(name.size), [](const std::string& word) { return is_latin(word); });
}

Name in_latin_letters(const Name& name) {
  Name out;
  for (std::size_t at = 0; at < name.size; ++at) out.add(romanized(name.words[at]));
  return out;
}

// A word with what its comparisons with several others share.
struct Word {
  const std::string* text = nullptr;
  Letters letters{std::string_view()};
  std::uint32_t id = 0;       // of the tables
  std::uint32_t alphabet = 0; // which of A to Z it holds; others share a bit
  int weight = 0;
};

std::uint32_t alphabet_of(const Letters& letters) {
  std::uint32_t bits = 0;
  for (const char32_t letter : letters.all()) bits |= 1u << (letter >= U'A' && letter <= U'Z' ? letter - U'A' : 26 + letter % 6);
  return bits;
}

Word word_of(const std::string& text) {
  Word word{&text, Letters(text), word_id(text), 0, 0};
  word.alphabet = alphabet_of(word.letters);
  word.weight = is_particle(text) ? kParticleWeight : std::min(static_cast<int>(word.letters.size()) + 1, kLengthWeightMost);
  return word;
}

// Two common given names are two names, however near they are written.
bool are_two_names(const std::string& one, const std::string& other) {
  const NameLimits limits;
  if (romanized_apart(one, other)) return true;
  const Bearers left = given_bearers(one);
  return left.count >= limits.distinct_given_min && given_bearers(other).count >= limits.distinct_given_min;
}

int score_by_letters(const Word& one, const Word& other) {
  const int longest = static_cast<int>(std::max(one.letters.size(), other.letters.size()));
  const int shortest = static_cast<int>(std::min(one.letters.size(), other.letters.size()));
  if (shortest * 2 < longest || std::popcount(one.alphabet ^ other.alphabet) * 3 > longest * 2) return 0;
  if (edits(one.letters, other.letters, longest / 2) > longest / 2) return 0;
  const int alike = 1000 - 250 * confusion_quarters(one.letters, other.letters) / longest;
  if (alike < kClash) return alike / 3;
  return are_two_names(*one.text, *other.text) ? std::min(alike, kDistinctMost) : alike;
}

int word_score(const Word& one, const Word& other) {
  if (*one.text == *other.text) return 1000;
  if (is_initial(*one.text) || is_initial(*other.text)) return (*one.text)[0] == (*other.text)[0] ? kInitialScore : 0;
  switch (kin_of_ids(one.id, other.id)) {
    case Kin::kSpelling:
    case Kin::kRomanization:
    case Kin::kSyllables: return kListed;
    case Kin::kNickname: return kNickname;
    case Kin::kSharedFormal: return kSharedFormalScore;
    case Kin::kApart:
    case Kin::kNone: break;
  }
  return score_by_letters(one, other);
}

// JEAN CLAUDE and JEANCLAUDE, JC and JEAN CLAUDE: two words of one side that are a word of the other become one.
void join_words(Name& spaced, const Name& other) {
  for (std::size_t at = 0; at + 1 < spaced.size; ++at) {
    const std::string &first = spaced.words[at], &second = spaced.words[at + 1];
    if (is_initial(first) || is_initial(second)) continue;
    for (std::size_t there = 0; there < other.size; ++there) {
      const std::string& whole = other.words[there];
      if (whole[0] != first[0] || whole.size() > first.size() + second.size() + 1) continue;
      const bool initials = whole.size() == 2 && whole[1] == second[0] && whole != first;
      if (!initials && (whole.size() < 4 || whole.size() + 1 < first.size() + second.size())) continue;
      const std::string joined = first + second;
      if (!initials && whole != joined && kin_of(whole, joined) > Kin::kSyllables) continue;
      spaced.words[at] = initials ? whole : joined;
      spaced.drop(at + 1);
      break;
    }
  }
}

bool is_son_of(std::string_view word) { return word == "BIN" || word == "IBN" || word == "BEN" || word == "BINT"; }

std::size_t son_of(const Name& name) {
  for (std::size_t at = 1; at + 1 < name.size; ++at) {
    if (is_son_of(name.words[at])) return at;
  }
  return 0;
}

// OMAR BIN ABDULLAH is not ABDULLAH BIN OMAR: the son stands before.
bool father_for_son(const Name& one, const Name& other) {
  const std::size_t here = son_of(one), there = son_of(other);
  if (here == 0 || there == 0) return false;
  const Word son = word_of(one.words[here - 1]);
  return word_score(son, word_of(other.words[there - 1])) < kClash && word_score(son, word_of(other.words[there + 1])) >= kSameNameMin;
}

// The best remaining partner for each word of the shorter name, greedily by score; ties by position. The weighted mean of their scores.
int aligned(const Name& few, const Name& many) {
  std::array<Word, kTokensMax> left, right;
  for (std::size_t i = 0; i < few.size; ++i) left[i] = word_of(few.words[i]);
  for (std::size_t j = 0; j < many.size; ++j) right[j] = word_of(many.words[j]);
  std::array<std::array<int, kTokensMax>, kTokensMax> scores;
  for (std::size_t i = 0; i < few.size; ++i) {
    for (std::size_t j = 0; j < many.size; ++j) scores[i][j] = word_score(left[i], right[j]);
  }
  std::array<bool, kTokensMax> used_few{}, used_many{};
  int total = 0, weights = 0, agreeing = 0, worst = 1000;
  for (std::size_t pair = 0; pair < few.size; ++pair) {
    int best = -1;
    std::size_t best_few = 0, best_many = 0;
    for (std::size_t i = 0; i < few.size; ++i) {
      for (std::size_t j = 0; j < many.size && !used_few[i]; ++j) {
        if (!used_many[j] && scores[i][j] > best) best = scores[i][j], best_few = i, best_many = j;
      }
    }
    used_few[best_few] = used_many[best_many] = true;
    const int weight = std::max(left[best_few].weight, right[best_many].weight);
    total += best * weight;
    weights += weight;
    agreeing += best >= kClash && weight > kParticleWeight ? 1 : 0;
    if (weight > kParticleWeight) worst = std::min(worst, best);
  }
  int absent = 0;
  for (std::size_t j = 0; j < many.size; ++j) absent += used_many[j] || right[j].weight == kParticleWeight ? 0 : 1;
  int score = total / std::max(weights, 1) - absent * kWordAbsent;
  if (absent > 0 && agreeing < 2) score = std::min(score, kSingleMost);
  if (worst < kDistinctMost) score = std::min(score, kClashMost);
  return std::max(0, score);
}

std::string text_of(const Name& name) {
  std::string out;
  for (std::size_t at = 0; at < name.size; ++at) out += name.words[at];
  return out;
}

}  // namespace

int similarity(std::string_view left, std::string_view right) {
  Name one = name_of(left), other = name_of(right);
  if (in_latin(one) != in_latin(other)) one = in_latin_letters(one), other = in_latin_letters(other);
  if (one.size == 0 || other.size == 0) return 0;
  if (text_of(one) == text_of(other)) return 1000;
  join_words(one, other);
  join_words(other, one);
  const int score = one.size <= other.size ? aligned(one, other) : aligned(other, one);
  return father_for_son(one, other) || father_for_son(other, one) ? std::min(score, kClashMost) : score;
}

}  // namespace cs::names
