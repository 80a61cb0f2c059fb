// differences(): the identity table of section 6, one code for each field. What is read several ways is read the mildest way once, as a
// whole: straight, regrouped, or given and family exchanged; never the best of each field.
#include <algorithm>
#include <span>

#include "names/bearers.h"
#include "names/compare.h"
#include "names/likeness.h"
#include "names/scripts.h"
#include "names/syllables.h"
#include "names/tables.h"

namespace cs::names {
namespace {

using Tokens = std::span<const std::string>;

constexpr std::size_t kJoinedLettersMin = 6;

bool holds_initial(Tokens tokens) {
  return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) { return is_initial(token); });
}

// Whether the two lists are one text however it was spaced: XIAO MING and XIAOMING.
bool same_text(Tokens left, Tokens right) {
  if (left.size() == 1 && right.size() == 1) return left[0] == right[0];
  std::size_t left_at = 0, right_at = 0, left_token = 0, right_token = 0;
  for (;;) {
    while (left_token < left.size() && left_at == left[left_token].size()) ++left_token, left_at = 0;
    while (right_token < right.size() && right_at == right[right_token].size()) ++right_token, right_at = 0;
    if (left_token == left.size() || right_token == right.size()) return left_token == left.size() && right_token == right.size();
    if (left[left_token][left_at++] != right[right_token][right_at++]) return false;
  }
}

// Of two lists of one text: whether one was spaced where the other was, and more. FANG AN is no FAN GAN.
bool spaced_alike(Tokens left, Tokens right) {
  const Tokens few = left.size() < right.size() ? left : right, many = left.size() < right.size() ? right : left;
  std::size_t here = 0, there = 0, at = 0;
  for (const std::string& word : few) {
    here += word.size();
    while (at < many.size() && there < here) there += many[at++].size();
    if (there != here) return false;
  }
  return true;
}

// JO E is not JOE: an initial is never a part of another word.
bool same_given_text(Tokens left, Tokens right) {
  if (std::equal(left.begin(), left.end(), right.begin(), right.end())) return true;
  return !holds_initial(left) && !holds_initial(right) && same_text(left, right);
}

bool same_words(Tokens left, Tokens right) {
  if (left.size() != right.size()) return false;
  return std::is_permutation(left.begin(), left.end(), right.begin());
}

// Every word of `few` stands in `many`, in order, one of them whole.
bool within(Tokens few, Tokens many) {
  std::size_t at = 0;
  bool whole = false;
  for (const std::string& word : few) {
    while (at < many.size() && many[at] != word) ++at;
    if (at++ >= many.size()) return false;
    whole = whole || !is_initial(word);
  }
  return whole;
}

NameCode middle_word(const std::string& one, const std::string& other, const NameLimits& limits) {
  switch (given_likeness(one, other, limits)) {
    case Likeness::kEqual: return NameCode::kMiddleEqual;
    case Likeness::kInitial: return one == other ? NameCode::kMiddleEqual : NameCode::kMiddleInitial;
    case Likeness::kSpelling:
    case Likeness::kRomanization:
    case Likeness::kNickname:
    case Likeness::kSlip:
    case Likeness::kCut: return NameCode::kMiddleSlip;
    case Likeness::kListedKin: return NameCode::kMiddleHalf;
    case Likeness::kSharedFormal:
    case Likeness::kParticle:
    case Likeness::kDamaged:
    case Likeness::kOther: return NameCode::kMiddleOther;
  }
  return NameCode::kMiddleOther;
}

NameCode graver(NameCode one, NameCode other) {
  if (table_effect(one) != table_effect(other)) return table_effect(one) > table_effect(other) ? one : other;
  return std::max(one, other);
}

// Middle names in order; absence on a side costs nothing and adds nothing. Of one effect the codes are numbered from mild to grave.
NameCode middle_difference(Tokens line, Tokens record, const NameLimits& limits) {
  if (line.empty() || record.empty()) return NameCode::kMiddleAbsent;
  if (same_text(line, record) || within(line, record) || within(record, line)) return NameCode::kMiddleEqual;
  NameCode worst = NameCode::kMiddleEqual;
  for (std::size_t at = 0; at < std::min(line.size(), record.size()); ++at) worst = graver(worst, middle_word(line[at], record[at], limits));
  return worst;
}

struct GivenCodes {
  NameCode given = NameCode::kGivenOther;
  NameCode middle = NameCode::kMiddleAbsent;
  Effect worst() const { return std::max(table_effect(given), table_effect(middle)); }
};

NameCode first_given(const std::string& line, const std::string& record, const NameLimits& limits) {
  switch (given_likeness(line, record, limits)) {
    case Likeness::kEqual: return NameCode::kGivenEqual;
    case Likeness::kSpelling: return NameCode::kGivenSpelling;
    case Likeness::kRomanization: return NameCode::kGivenRomanization;
    case Likeness::kNickname: return NameCode::kGivenNickname;
    case Likeness::kSlip: return NameCode::kGivenSlip;
    case Likeness::kCut: return NameCode::kGivenCut;
    case Likeness::kSharedFormal: return NameCode::kGivenSharedFormal;
    case Likeness::kInitial: return NameCode::kGivenInitial;
    case Likeness::kDamaged: return NameCode::kGivenDamaged;
    case Likeness::kListedKin: return NameCode::kGivenListedKin;
    case Likeness::kParticle:
    case Likeness::kOther: return NameCode::kGivenOther;
  }
  return NameCode::kGivenOther;
}

// XIAO HONG is one given name: XIAO alone says half of it, and as much of XIAO MING. The first word may be damaged on a side. So does ABDUL, of
// ABDUL RAHMAN and of ABDUL KARIM.
bool half_said(Tokens line, Tokens record) {
  if ((line.size() > 1) == (record.size() > 1)) return false;
  if (is_half_alone(line[0]) && is_half_alone(record[0])) return true;
  return is_syllable((line.size() > 1 ? line : record)[1]) && (is_syllable(line[0]) || is_syllable(record[0]));
}

// MARIA JOSE is a woman, JOSE MARIA a man.
bool of_two_sexes(const std::string& one, const std::string& other) {
  const Sex left = given_bearers(one).sex, right = given_bearers(other).sex;
  return left != Sex::kEither && right != Sex::kEither && left != right;
}

// The first words against each other, and what stands behind them.
GivenCodes word_by_word(Tokens line, Tokens record, const NameLimits& limits) {
  const NameCode middle = half_said(line, record) ? NameCode::kMiddleHalf : middle_difference(line.subspan(1), record.subspan(1), limits);
  return {first_given(line[0], record[0], limits), middle};
}

// The first word of one side is the first words of the other, joined (MARYANN and MARY ANN); what is left are middle names.
bool joined(Tokens one, Tokens spaced, const NameLimits& limits, GivenCodes& out) {
  for (std::size_t taken = 2; taken <= spaced.size(); ++taken) {
    if (!same_given_text(one.first(1), spaced.first(taken))) continue;
    out = {NameCode::kGivenEqual, middle_difference(one.subspan(1), spaced.subspan(taken), limits)};
    if (out.worst() <= Effect::kSoft) return true;
  }
  return false;
}

// MIN JUN and MINJOON: one word against the words of the other side together.
GivenCodes joined_alike(const std::string& one, Tokens spaced, const NameLimits& limits) {
  std::string text;
  for (const std::string& word : spaced) text += word;
  if (one.size() < kJoinedLettersMin || text.size() < kJoinedLettersMin) return {};
  const NameCode code = first_given(one, text, limits);
  if (code == NameCode::kGivenNickname) return {};
  // MICHAELA is near to MICHAEL AL, and a name of many: whose it is, a clerk may know.
  const bool of_many = given_bearers(one).count >= limits.distinct_given_min;
  if (of_many && table_effect(code) == Effect::kSoft) return {NameCode::kGivenListedKin, NameCode::kMiddleAbsent};
  // ROSSANA for ROSA ANA: joined and mistyped are two differences.
  return {code == NameCode::kGivenSlip ? NameCode::kGivenDamaged : code, NameCode::kMiddleAbsent};
}

// A side whose only given name is the other's middle name or its initial has lost the first; a word that names nobody (MOTHER) is none.
bool without_given(Tokens line, Tokens record, const NameLimits& limits, GivenCodes& out) {
  const auto lost = [&](Tokens one, Tokens other) { return one.size() == 1 && is_initial(one[0]) && other.size() > 1 && other[1].starts_with(one[0]); };
  if (lost(line, record)) {
    out = {NameCode::kGivenAbsent, middle_difference(line, record.subspan(1), limits)};
  } else if (lost(record, line)) {
    out = {NameCode::kGivenAbsent, middle_difference(line.subspan(1), record, limits)};
  } else if (names_nobody(line) || names_nobody(record)) {
    out = {NameCode::kGivenAbsent, NameCode::kMiddleAbsent};
  } else {
    return false;
  }
  return true;
}

GivenCodes given_difference(Tokens line, Tokens record, const NameLimits& limits) {
  if (line.empty() || record.empty()) return {NameCode::kGivenAbsent, NameCode::kMiddleAbsent};
  const bool initial_first = is_initial(line[0]) || is_initial(record[0]);
  GivenCodes out;
  const GivenCodes straight = word_by_word(line, record, limits);
  if (straight.worst() == Effect::kFree) return straight;
  if (!initial_first && same_given_text(line, record)) return {spaced_alike(line, record) ? NameCode::kGivenEqual : NameCode::kGivenListedKin, NameCode::kMiddleAbsent};
  if (!initial_first && (joined(line, record, limits, out) || joined(record, line, limits, out))) return out;
  if (straight.worst() == Effect::kSoft) return straight;
  const bool no_initials = !holds_initial(line) && !holds_initial(record);
  if (line.size() > 1 && no_initials && same_words(line, record)) {
    return {of_two_sexes(line[0], record[0]) ? NameCode::kGivenListedKin : NameCode::kGivenReordered, NameCode::kMiddleEqual};
  }
  if (no_initials && (line.size() == 1) != (record.size() == 1)) {
    out = line.size() == 1 ? joined_alike(line[0], record, limits) : joined_alike(record[0], line, limits);
    if (out.worst() <= Effect::kGray) return out;
  }
  // Called by the middle name: "LEE" for "ROBERT LEE". A reviewer may know; we do not.
  const bool by_middle = (record.size() > 1 && line[0] == record[1]) || (line.size() > 1 && record[0] == line[1]);
  if (!initial_first && by_middle && table_effect(straight.given) == Effect::kVeto) return {NameCode::kGivenIsMiddle, NameCode::kMiddleAbsent};
  if (table_effect(straight.given) == Effect::kVeto && without_given(line, record, limits, out)) return out;
  return straight;
}

NameCode family_word(const std::string& line, const std::string& record, const NameLimits& limits) {
  switch (family_likeness(line, record, limits)) {
    case Likeness::kEqual: return NameCode::kFamilyEqual;
    case Likeness::kSpelling: return NameCode::kFamilySpelling;
    case Likeness::kRomanization: return NameCode::kFamilyRomanization;
    case Likeness::kSlip: return NameCode::kFamilySlip;
    case Likeness::kParticle: return NameCode::kFamilyParticle;
    case Likeness::kCut: return NameCode::kFamilyCut;
    case Likeness::kDamaged:
    case Likeness::kInitial: return NameCode::kFamilyDamaged;
    case Likeness::kListedKin: return NameCode::kFamilyListedKin;
    case Likeness::kNickname:
    case Likeness::kSharedFormal:
    case Likeness::kOther: return NameCode::kFamilyOther;
  }
  return NameCode::kFamilyOther;
}

bool both_of_many(const std::string& one, const std::string& other, const NameLimits& limits) {
  return std::min(surname_bearers(one), surname_bearers(other)) >= limits.distinct_surname_min;
}

// ALFORD is no FORD, DELANEY no LANEY and DELWOOD not surely WOOD: where nobody wrote the particle as a word, its letters may be none. Where they
// are two particles (DELAVERDUGO) they are taken for such, but between two names of a list.
bool particle_of_letters_alone(const std::string& one, const std::string& other) {
  constexpr std::size_t kTwoParticles = 4;
  const std::size_t letters = std::max(one.size(), other.size()) - std::min(one.size(), other.size());
  return letters < kTwoParticles || (surname_bearers(one) > 0 && surname_bearers(other) > 0);
}

// One surname of a list against the other's at the same place. Behind the first, two that many bear are not one with a particle and without:
// AYALA DELACRUZ and AYALA CRUZ may be half-sisters. GARCIA L says of GARCIA LOPEZ what GARCIA alone says.
NameCode family_word_at(std::size_t at, const PersonName& line_name, const PersonName& record_name, const NameLimits& limits) {
  const std::string &line = line_name.family[at], &record = record_name.family[at];
  const NameCode code = family_word(line, record, limits);
  const bool apart = ((line_name.particles | record_name.particles) >> at & 1) != 0;
  if (code == NameCode::kFamilyParticle && !apart && particle_of_letters_alone(line, record)) return NameCode::kFamilyListedKin;
  if (at == 0) return code;
  if (code == NameCode::kFamilyParticle && both_of_many(line, record, limits)) return NameCode::kFamilyListedKin;
  const bool initial = code == NameCode::kFamilyDamaged && (is_initial(line) || is_initial(record));
  return initial ? NameCode::kFamilyFirstOfTwo : code;
}

// Two lists of as many surnames, word by word: one soft difference is itself, several are damage, another first name is another family.
NameCode family_in_order(const PersonName& line, const PersonName& record, const NameLimits& limits) {
  NameCode worst = NameCode::kFamilyEqual;
  for (std::size_t at = 0; at < line.family.size(); ++at) {
    const NameCode code = family_word_at(at, line, record, limits);
    if (code == NameCode::kFamilyOther) return at == 0 ? code : NameCode::kFamilySecondOther;
    if (code == NameCode::kFamilyEqual) continue;
    const bool both_romanized = code == NameCode::kFamilyRomanization && worst == code;
    worst = worst == NameCode::kFamilyEqual || both_romanized ? code : NameCode::kFamilyDamaged;
  }
  return worst;
}

bool starts_with(Tokens many, Tokens few) { return std::equal(few.begin(), few.end(), many.begin()); }
bool ends_with(Tokens many, Tokens few) { return std::equal(few.begin(), few.end(), many.end() - static_cast<std::ptrdiff_t>(few.size())); }

NameCode family_of_lengths(Tokens few, Tokens many, const NameLimits& limits) {
  if (starts_with(many, few)) return NameCode::kFamilyFirstOfTwo;
  if (ends_with(many, few)) return NameCode::kFamilySecondOfTwo;
  std::string text;
  for (const std::string& word : many) text += word;
  const NameCode whole = few.size() == 1 ? family_word(few[0], text, limits) : NameCode::kFamilyOther;
  if (table_effect(whole) <= Effect::kSoft) {
    const bool of_letters = whole == NameCode::kFamilyParticle && particle_of_letters_alone(few[0], text);
    return of_letters ? NameCode::kFamilyListedKin : whole;
  }
  const NameCode first = family_word(few[0], many[0], limits);
  return few.size() == 1 && table_effect(first) <= Effect::kSoft ? NameCode::kFamilyDamaged : NameCode::kFamilyOther;
}

NameCode family_difference(const PersonName& line_name, const PersonName& record_name, const NameLimits& limits) {
  const Tokens line(line_name.family), record(record_name.family);
  if (line.empty() || record.empty()) return NameCode::kFamilyAbsent;
  if (same_text(line, record)) return spaced_alike(line, record) ? NameCode::kFamilyEqual : NameCode::kFamilyListedKin;
  if (line.size() < record.size()) return family_of_lengths(line, record, limits);
  if (record.size() < line.size()) return family_of_lengths(record, line, limits);
  if (line.size() == 2 && line[0] == record[1] && line[1] == record[0]) return NameCode::kFamilySwapped;
  return family_in_order(line_name, record_name, limits);
}

NameCode suffix_difference(const std::string& line, const std::string& record) {
  const bool unread = line == kUnreadSuffix || record == kUnreadSuffix;
  if (line == record && !unread) return NameCode::kSuffixEqual;
  if (line.empty() || record.empty()) return NameCode::kSuffixOneSide;
  if (unread) return NameCode::kSuffixNear;
  const auto pair_is = [&](std::string_view one, std::string_view other) {
    return (line == one && record == other) || (line == other && record == one);
  };
  return pair_is("JR", "II") || pair_is("SR", "I") ? NameCode::kSuffixNear : NameCode::kSuffixOther;
}

// Given and family names exchanged whole, every word equal; middle names beside them are absent on a side or the same.
bool exchanged(const PersonName& line, const PersonName& record, const NameLimits& limits, NameCode& middle) {
  if (line.given.empty() || record.given.empty() || line.family.empty() || record.family.empty()) return false;
  if (is_initial(line.given[0]) || is_initial(record.given[0])) return false;
  const Tokens line_given(line.given), record_given(record.given);
  middle = NameCode::kMiddleAbsent;
  // ROBERTA of JOHNSON ROBERTA is not the ROBERT A of ROBERT A JOHNSON.
  if (same_given_text(line_given, record.family) && same_given_text(line.family, record_given)) return true;
  if (!same_given_text(line_given.first(1), record.family) || !same_given_text(line.family, record_given.first(1))) return false;
  middle = middle_difference(line_given.subspan(1), record_given.subspan(1), limits);
  if (table_effect(middle) != Effect::kFree) return false;
  if (is_syllable(record_given[0]) && half_said(line_given, record_given)) middle = NameCode::kMiddleHalf;
  return true;
}

// A changed surname, or a stranger of the same first name.
bool rest_equal(const PersonName& line, const PersonName& record, const GivenCodes& given) {
  const bool both_without = line.given.size() == 1 && record.given.size() == 1;
  return given.given == NameCode::kGivenEqual && (given.middle == NameCode::kMiddleEqual || given.middle == NameCode::kMiddleInitial || both_without);
}

bool is_place(Tokens words, PlaceholderPlace place) { return !words.empty() && placeholder_place(words[0]) == place; }

// SON J LOPEZ may be the boy of the house or a form's word for him; DENISE DOE may have another surname. One part of two at most.
void say_less_of_roles(const PersonName& line, const PersonName& record, const GivenCodes& given, NameDifferences& out) {
  const Effect family = table_effect(out.family());
  if (given.given == NameCode::kGivenOther && table_effect(given.middle) != Effect::kVeto && family != Effect::kVeto) {
    const bool role = is_place(line.given, PlaceholderPlace::kRole) || is_place(record.given, PlaceholderPlace::kRole);
    if (role) out.of[0] = NameCode::kGivenAbsent;
  } else if (family == Effect::kVeto && given.worst() != Effect::kVeto) {
    const bool stands_in = is_place(line.family, PlaceholderPlace::kStandIn) || is_place(record.family, PlaceholderPlace::kStandIn);
    if (stands_in) out.of[1] = NameCode::kFamilyAbsent;
  }
}

// LONG HUONG: its family name is a given name of many and a surname of few, its given name a surname of many. It rather says HUONG LONG, and is no
// LONG LUONG with a letter mistyped.
bool reads_exchanged(const PersonName& name, const NameLimits& limits) {
  if (name.given.empty() || name.family.size() != 1) return false;
  const std::string& family = name.family[0];
  return surname_bearers(family) < limits.distinct_surname_min && given_bearers(family).count >= limits.distinct_given_min &&
         surname_bearers(name.given[0]) >= limits.distinct_surname_min;
}

// ALI HASSAN: where a father's given name stands as the surname, either is both, and HASSAN ALI may be another man. Of JAMES THOMAS a form's order
// is the likelier reason.
bool reads_either_way(const PersonName& name, const NameLimits& limits) {
  const auto either = [&](const std::string& word) {
    return is_romanized(word) && !is_syllable(word) && surname_bearers(word) >= limits.distinct_surname_min &&
           given_bearers(word).count >= limits.distinct_given_min;
  };
  return name.family.size() == 1 && either(name.given[0]) && either(name.family[0]);
}

NameDifferences in_one_script(const PersonName& line, const PersonName& record, const NameLimits& limits) {
  const GivenCodes given = given_difference(line.given, record.given, limits);
  NameDifferences out{{given.given, family_difference(line, record, limits), given.middle, suffix_difference(line.suffix, record.suffix)}};
  NameCode middle = NameCode::kMiddleAbsent;
  if (std::max(given.worst(), table_effect(out.family())) > Effect::kSoft && exchanged(line, record, limits, middle)) {
    const bool either_way = middle != NameCode::kMiddleEqual && reads_either_way(line, limits);
    out.of = {NameCode::kGivenEqual, either_way ? NameCode::kFamilyListedKin : NameCode::kExchanged, middle, out.suffix()};
  } else if (out.family() == NameCode::kFamilyOther && rest_equal(line, record, given)) {
    out.of[1] = NameCode::kFamilyOtherRestEqual;
  } else if (out.family() == NameCode::kFamilySlip && (reads_exchanged(line, limits) || reads_exchanged(record, limits))) {
    out.of[1] = NameCode::kFamilyListedKin;
  } else {
    say_less_of_roles(line, record, given, out);
  }
  return out;
}

bool all_latin(const std::vector<std::string>& tokens) {
  for (const std::string& token : tokens)
    if (!is_latin(token)) return false;
  return true;
}

bool in_latin(const PersonName& name) { return all_latin(name.given) && all_latin(name.family); }

// Written in another script and mistyped are two differences; and of how a word is romanized no list of many bearers knows.
NameCode of_two_scripts(NameCode code) {
  if (code == NameCode::kGivenSlip || code == NameCode::kGivenCut) return NameCode::kGivenDamaged;
  if (code == NameCode::kFamilySlip || code == NameCode::kFamilyCut) return NameCode::kFamilyDamaged;
  return code == NameCode::kFamilyEqual ? NameCode::kFamilyRomanization : code;
}

PersonName romanized_name(const PersonName& name) {
  PersonName out = name;
  for (std::string& token : out.given) token = romanized(token);
  for (std::string& token : out.family) token = romanized(token);
  return out;
}

}  // namespace

NameDifferences differences(const PersonName& line, const PersonName& record, const NameLimits& limits) {
  if (in_latin(line) == in_latin(record)) return in_one_script(line, record, limits);
  NameDifferences out = in_one_script(romanized_name(line), romanized_name(record), limits);
  if (out.given() == NameCode::kGivenEqual && out.family() != NameCode::kExchanged) out.of[0] = NameCode::kGivenRomanization;
  for (NameCode& code : out.of) code = of_two_scripts(code);
  return out;
}

}  // namespace cs::names
