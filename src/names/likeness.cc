#include "names/likeness.h"

#include <algorithm>
#include <bit>

#include "names/bearers.h"
#include "names/edits.h"
#include "names/scripts.h"
#include "names/syllables.h"
#include "names/tables.h"

namespace cs::names {
namespace {

constexpr std::size_t kSlipLettersMin = 4;   // of the longer word
constexpr std::size_t kCutLettersMin = 6;    // of what is left
constexpr std::size_t kListedCutLettersMax = 2;  // cut off a word that leave a slip, even where what is left is a name
constexpr std::size_t kStemLettersMin = 3;   // after a particle
constexpr int kSlipQuarters = 4;             // one edit
constexpr int kConfusedEditsMax = 2;  // RN for M; three letters that each look or sound alike make another name: EERIC is no IRIS
constexpr std::size_t kConfusedLettersMin = 6;  // of the longer word: two letters of four are half a name, YON6 is no HONG
constexpr int kShortConfusionQuarters = 2;  // of a shorter word: RN for M alone, KIRN and KIM
constexpr int kChosenEditsMin = 3;    // two spellings so far apart were chosen, not mistyped
constexpr std::uint32_t kMostlySlipTimes = 32;  // so much rarer than the name that it is a slip of, it is hardly ever anything else
constexpr std::size_t kShortRomanizedLetters = 4;
constexpr std::size_t kShortSlipLetters = 3;  // both words, where one is no name and the other a common one

struct Word {
  std::string_view text;
  std::uint32_t bearers;
  Sex sex;
};

Word given_word(std::string_view text) {
  const Bearers found = given_bearers(text);
  return {text, found.count, found.sex};
}
Word family_word(std::string_view text) { return {text, surname_bearers(text), Sex::kEither}; }

// ISIDORO and ISIDORA: two listed names of the two sexes that part at their last letter, however few bear them.
bool other_sex(const Word& one, const Word& two) {
  if (one.sex == Sex::kEither || two.sex == Sex::kEither || one.sex == two.sex) return false;
  const std::size_t stem = std::min(one.text.size(), two.text.size()) - 1;
  return one.text.substr(0, stem) == two.text.substr(0, stem);
}

// AARON and ERIN: what a list of short forms calls one name, and no person is called both.
bool opposite_sexes(std::string_view one, std::string_view other) {
  const Sex left = given_bearers(one).sex, right = given_bearers(other).sex;
  return left != Sex::kEither && right != Sex::kEither && left != right;
}

// Two listed names of the two sexes, whatever letter parts them: OLIVE and CLIVE, SALLY and WALLY. Where neither is of many, one
// mistyped is as likely.
bool sexes_apart(const Word& one, const Word& two, std::uint32_t bearers_min) {
  if (std::max(one.bearers, two.bearers) < bearers_min) return false;
  return one.sex != Sex::kEither && two.sex != Sex::kEither && one.sex != two.sex;
}

// KRZYZEWSKIJR: a generation without the space before it, of a word that is otherwise no name.
bool generation_glued(const Word& one, const Word& two) {
  const Word& shorter = one.text.size() < two.text.size() ? one : two;
  const Word& longer = one.text.size() < two.text.size() ? two : one;
  if (shorter.text.size() < kStemLettersMin || longer.bearers > 0 || !longer.text.starts_with(shorter.text)) return false;
  return !generation_in(NamePart::kFamily, longer.text.substr(shorter.text.size())).empty();
}

// Both are names that people bear: however few letters lie between them, one is not written for the other.
bool distinct_names(const Word& one, const Word& two, std::uint32_t bearers_min) {
  return std::min(one.bearers, two.bearers) >= bearers_min || other_sex(one, two) || romanized_apart(one.text, two.text);
}

// What stands before is whole: JOHNSO of JOHNSON, CHRISTOPH of CHRISTOPHER; but WILLIAM is no WILLIAMS cut short.
bool is_cut(const Word& one, const Word& two, std::uint32_t bearers_min) {
  const Word& shorter = one.text.size() < two.text.size() ? one : two;
  const Word& longer = one.text.size() < two.text.size() ? two : one;
  if (shorter.text.size() < kCutLettersMin || shorter.text.size() == longer.text.size() || !longer.text.starts_with(shorter.text)) return false;
  return shorter.bearers < bearers_min && !other_sex(one, two) && !romanized_apart(one.text, two.text);
}

// JOHANN is a name, if of few: JOHANNSEN may be another. One or two letters less are a slip all the same.
bool cut_is_a_name(const Word& one, const Word& two) {
  const Word& shorter = one.text.size() < two.text.size() ? one : two;
  return shorter.bearers > 0 && std::max(one.text.size(), two.text.size()) - shorter.text.size() > kListedCutLettersMax;
}

// Two or three edits, or one in a short word, where one of the words is no name at all: less than half of the longer.
bool is_damaged(const Word& one, const Word& two, std::size_t longer, int apart) {
  if (one.bearers != 0 && two.bearers != 0) return false;
  return apart <= kLikenessEditsMax && static_cast<std::size_t>(apart) * 2 <= longer;
}

// A word of three letters says little: one of them mistyped is a slip only where what was written is no name at all and what was meant is one
// of many bearers; C0X for COX, but not KIM for TIM.
bool is_short_slip(const Word& one, const Word& two, const Letters& left, const Letters& right, int apart, std::uint32_t bearers_min) {
  if (left.size() != kShortSlipLetters || right.size() != kShortSlipLetters || apart != 1) return false;
  return std::min(one.bearers, two.bearers) == 0 && std::max(one.bearers, two.bearers) >= bearers_min;
}

bool surely_far(std::string_view one, std::string_view other) {
  const std::uint32_t left = alphabet(one), right = alphabet(other);
  return left != UINT32_MAX && right != UINT32_MAX && letters_surely_far(left, one.size(), right, other.size());
}

// The lists count words of Latin letters alone: of any other nobody knows whether it is a name of many, and a slip of it may be the sister's.
bool is_uncounted(std::string_view one, std::string_view other) { return !is_latin(one) || !is_latin(other); }

// The letters first, then who bears the names: most pairs are far apart and need no table.
template <typename WordOf>
Likeness by_letters(std::string_view one_text, std::string_view two_text, WordOf word_of, std::uint32_t bearers_min) {
  const bool begins = one_text.starts_with(two_text) || two_text.starts_with(one_text);
  if (!begins && surely_far(one_text, two_text)) return Likeness::kOther;
  const Letters left(one_text), right(two_text);
  if (left.is_cut() || right.is_cut()) return Likeness::kOther;  // what stands behind the cut may differ
  const std::size_t longer = std::max(left.size(), right.size());
  const int apart = edits(left, right, kLikenessEditsMax);
  if (apart > kLikenessEditsMax && !begins) return Likeness::kOther;
  const Word one = word_of(one_text), two = word_of(two_text);
  if (is_uncounted(one_text, two_text)) return is_damaged(one, two, longer, apart) ? Likeness::kDamaged : Likeness::kOther;
  const int confused_max = longer >= kConfusedLettersMin ? kSlipQuarters : kShortConfusionQuarters;
  const bool near = apart <= 1 || (apart <= kConfusedEditsMax && confusion_quarters(left, right) <= confused_max);
  if (begins && generation_glued(one, two)) return Likeness::kListedKin;
  if (near && longer >= kSlipLettersMin && !distinct_names(one, two, bearers_min)) return sexes_apart(one, two, bearers_min) ? Likeness::kListedKin : Likeness::kSlip;
  if (is_short_slip(one, two, left, right, apart, bearers_min)) return Likeness::kSlip;
  if (is_cut(one, two, bearers_min)) return cut_is_a_name(one, two) ? Likeness::kListedKin : Likeness::kCut;
  return is_damaged(one, two, longer, apart) ? Likeness::kDamaged : Likeness::kOther;
}

Likeness by_initial(std::string_view one, std::string_view other) {
  const std::string_view letter = is_initial(one) ? one : other;
  return (is_initial(one) ? other : one).starts_with(letter) ? Likeness::kInitial : Likeness::kOther;
}

// AL, EL or UL before a word of the romanization tables: how the article is written is part of the romanization.
std::string_view without_article(std::string_view token) {
  const bool article = token.size() >= 2 + kStemLettersMin && (token.starts_with("AL") || token.starts_with("EL") || token.starts_with("UL"));
  return article && is_romanized(token.substr(2)) ? token.substr(2) : token;
}

bool same_but_for_article(std::string_view one, std::string_view other) {
  const std::string_view left = without_article(one), right = without_article(other);
  if (left.size() == one.size() && right.size() == other.size()) return false;
  return left == right || kin_of(left, right) == Kin::kRomanization;
}

// `longer` is `shorter` with particles before it, and nothing else. DELGADO, a name of many, is no GADO with a particle, which is nobody's name.
bool has_particle_before(std::string_view longer, std::string_view shorter, const NameLimits& limits) {
  if (shorter.size() < kStemLettersMin || longer.size() <= shorter.size() || !longer.ends_with(shorter)) return false;
  if (!is_particle_text(longer.substr(0, longer.size() - shorter.size()))) return false;
  return surname_bearers(shorter) != 0 || surname_bearers(longer) < limits.distinct_surname_min;
}

// LE NGUYEN, DU WANG: before a Vietnamese or Chinese surname LE is another one and no particle. ABU HASSAN is Hassan's father.
bool particle_is_a_surname(std::string_view longer, std::string_view shorter) {
  const std::string_view particle = longer.substr(0, longer.size() - shorter.size());
  if (particle == "ABU") return true;
  if (particle == "VAN") return is_vietnamese_surname(shorter);
  const bool surname = particle == "LE" || particle == "DO" || particle == "DU" || particle == "DI" || particle == "DA";
  return surname && (is_vietnamese_surname(shorter) || is_syllable(shorter));
}

// Two letters exchanged, or a doubled letter written once: JOSEPH and JOESPH, BRITTANY and BRITANY.
bool is_slip_of_hand(std::string_view one, std::string_view other) {
  const std::string_view longer = one.size() < other.size() ? other : one, shorter = one.size() < other.size() ? one : other;
  const std::size_t at = static_cast<std::size_t>(std::mismatch(shorter.begin(), shorter.end(), longer.begin()).first - shorter.begin());
  if (longer.size() == shorter.size())
    return at + 1 < longer.size() && longer[at] == shorter[at + 1] && longer[at + 1] == shorter[at] && longer.substr(at + 2) == shorter.substr(at + 2);
  return longer.size() == shorter.size() + 1 && at > 0 && longer[at] == longer[at - 1] && longer.substr(at + 1) == shorter.substr(at);
}

// JOESPH has 12,436 bearers: they are what is left of 1,600,664 times JOSEPH. DIANNA, an eighth of DIANA, is a name.
bool mostly_a_slip(const Word& one, const Word& two) {
  return std::max(one.bearers, two.bearers) / kMostlySlipTimes >= std::min(one.bearers, two.bearers) && is_slip_of_hand(one.text, two.text);
}

// SONJA and SONYA, JAXON and JAXSON, DIANA and DIANNA: spellings that parents choose; BRITNI and BRITTANY, three letters apart, may be two
// sisters. A clerk may know whether they are one person's.
bool chosen_apart(std::string_view one_text, std::string_view other_text, const NameLimits& limits) {
  if (edits(Letters(one_text), Letters(other_text), kLikenessEditsMax) >= kChosenEditsMin) return true;
  const Word one = given_word(one_text), other = given_word(other_text);
  return distinct_names(one, other, limits.distinct_given_min) && !mostly_a_slip(one, other);
}

// HONG and HUNG, OMAR and OMER: two short names of many are two, whatever a table makes of them; of a longer one more than a letter is said.
bool two_romanized_names(std::string_view one, std::string_view other, const NameLimits& limits) {
  return std::max(one.size(), other.size()) <= kShortRomanizedLetters &&
         std::min(given_bearers(one).count, given_bearers(other).count) >= limits.distinct_given_min;
}

// KELLY and KELLEY, PECK and PAEK, AHMAD and AHMED: two surnames that many people bear are two, whatever a list of spellings or romanizations
// says of them.
Likeness family_kin(std::string_view one, std::string_view other, const NameLimits& limits) {
  const Kin kin = kin_of(one, other);
  if (kin != Kin::kRomanization && kin != Kin::kSpelling && kin != Kin::kSyllables) return Likeness::kOther;
  if (std::min(surname_bearers(one), surname_bearers(other)) >= limits.distinct_surname_min) return Likeness::kListedKin;
  return kin == Kin::kSpelling ? Likeness::kSpelling : Likeness::kRomanization;
}

}  // namespace

std::uint32_t alphabet(std::string_view text) {
  std::uint32_t bits = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return UINT32_MAX;
    bits |= 1u << (c & 31);
  }
  return bits;
}

// An edit changes two letters of the alphabet at most, and the length by one.
bool letters_surely_far(std::uint32_t one, std::size_t one_bytes, std::uint32_t other, std::size_t other_bytes) {
  const std::size_t left = std::min(one_bytes, kWordLettersMax), right = std::min(other_bytes, kWordLettersMax);
  const std::size_t apart = left < right ? right - left : left - right;
  return apart > static_cast<std::size_t>(kLikenessEditsMax) || std::popcount(one ^ other) > 2 * kLikenessEditsMax;
}

bool has_article(std::string_view token) { return without_article(token).size() != token.size(); }

bool is_initial(std::string_view token) { return token.size() == 1; }

Likeness given_likeness(std::string_view one, std::string_view other, const NameLimits& limits) {
  if (is_initial(one) || is_initial(other)) return by_initial(one, other);
  if (one == other) return Likeness::kEqual;
  switch (kin_of(one, other)) {
    case Kin::kSpelling: return chosen_apart(one, other, limits) ? Likeness::kListedKin : Likeness::kSpelling;
    case Kin::kRomanization: return two_romanized_names(one, other, limits) ? Likeness::kListedKin : Likeness::kRomanization;
    case Kin::kNickname: return opposite_sexes(one, other) ? Likeness::kListedKin : Likeness::kNickname;
    case Kin::kApart: return opposite_sexes(one, other) ? Likeness::kOther : Likeness::kListedKin;
    case Kin::kSharedFormal: return Likeness::kSharedFormal;
    case Kin::kSyllables:  // of surnames
    case Kin::kNone: break;
  }
  return by_letters(one, other, given_word, limits.distinct_given_min);
}

Likeness family_likeness(std::string_view one, std::string_view other, const NameLimits& limits) {
  if (one == other) return Likeness::kEqual;
  if (is_initial(one) || is_initial(other)) return by_initial(one, other);
  if (const Likeness listed = family_kin(one, other, limits); listed != Likeness::kOther) return listed;
  if (has_particle_before(one, other, limits)) return particle_is_a_surname(one, other) ? Likeness::kListedKin : Likeness::kParticle;
  if (has_particle_before(other, one, limits)) return particle_is_a_surname(other, one) ? Likeness::kListedKin : Likeness::kParticle;
  if (same_but_for_article(one, other)) return Likeness::kRomanization;
  return by_letters(one, other, family_word, limits.distinct_surname_min);
}

}  // namespace cs::names
