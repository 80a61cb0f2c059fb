#include "names/compare.h"

#include <algorithm>
#include <span>

#include "names/tables.h"

namespace cs::names {
namespace {

using Tokens = std::span<const std::string>;

Effect worse(Effect left, Effect right) { return std::max(left, right); }

bool is_initial(const std::string& token) { return token.size() == 1; }

// Whether the two lists are one text however it was spaced: XIAO MING and XIAOMING.
bool same_text(Tokens left, Tokens right) {
  std::size_t left_at = 0, right_at = 0, left_token = 0, right_token = 0;
  for (;;) {
    while (left_token < left.size() && left_at == left[left_token].size()) ++left_token, left_at = 0;
    while (right_token < right.size() && right_at == right[right_token].size()) ++right_token, right_at = 0;
    if (left_token == left.size() || right_token == right.size()) return left_token == left.size() && right_token == right.size();
    if (left[left_token][left_at++] != right[right_token][right_at++]) return false;
  }
}

bool holds_initial(Tokens tokens) { return std::any_of(tokens.begin(), tokens.end(), is_initial); }

// JO E is not JOE: an initial is never a part of another word.
bool same_given_text(Tokens left, Tokens right) {
  if (std::equal(left.begin(), left.end(), right.begin(), right.end())) return true;
  return !holds_initial(left) && !holds_initial(right) && same_text(left, right);
}

bool same_words(Tokens left, Tokens right) {
  std::vector<std::string_view> one(left.begin(), left.end()), other(right.begin(), right.end());
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return one == other;
}

Effect compare_first_given(const std::string& line, const std::string& record) {
  if (is_initial(line) || is_initial(record)) return line[0] == record[0] ? Effect::kGray : Effect::kVeto;
  if (line == record) return Effect::kFree;
  const Kin kin = kin_of(line, record);
  if (kin == Kin::kNone) return Effect::kVeto;
  return kin == Kin::kSharedFormal ? Effect::kGray : Effect::kSoft;
}

// Middle names in order; absence on a side costs nothing and adds nothing.
Effect compare_middle(Tokens line, Tokens record) {
  if (line.empty() || record.empty() || same_text(line, record)) return Effect::kFree;
  for (std::size_t at = 0; at < std::min(line.size(), record.size()); ++at) {
    const bool initial = is_initial(line[at]) || is_initial(record[at]);
    if (line[at] != record[at] && !(initial && line[at][0] == record[at][0])) return Effect::kVeto;
  }
  return Effect::kFree;
}

struct GivenEffects {
  Effect given = Effect::kVeto;
  Effect middle = Effect::kFree;
};

// The first word of one side is the first words of the other, joined (MARYANN and MARY ANN); what is left are middle names.
bool given_joined(Tokens one, Tokens spaced) {
  for (std::size_t taken = 2; taken <= spaced.size(); ++taken) {
    if (same_given_text(one.first(1), spaced.first(taken)) && compare_middle(one.subspan(1), spaced.subspan(taken)) == Effect::kFree) return true;
  }
  return false;
}

bool given_regrouped(Tokens line, Tokens record) { return given_joined(line, record) || given_joined(record, line); }

GivenEffects compare_given(Tokens line, Tokens record) {
  if (line.empty() || record.empty()) return {Effect::kGray, Effect::kFree};
  if (!is_initial(line[0]) && !is_initial(record[0]) && (same_given_text(line, record) || given_regrouped(line, record))) {
    return {Effect::kFree, Effect::kFree};
  }
  const GivenEffects straight{compare_first_given(line[0], record[0]), compare_middle(line.subspan(1), record.subspan(1))};
  if (worse(straight.given, straight.middle) <= Effect::kSoft) return straight;
  if (line.size() > 1 && !holds_initial(line) && same_words(line, record)) return {Effect::kSoft, Effect::kFree};
  // Called by the middle name: "LEE" for "ROBERT LEE". A reviewer may know; we do not.
  const bool by_middle = (record.size() > 1 && line[0] == record[1]) || (line.size() > 1 && record[0] == line[1]);
  if (straight.given == Effect::kVeto && by_middle && !is_initial(line[0]) && !is_initial(record[0])) return {Effect::kGray, Effect::kFree};
  return straight;
}

Effect compare_family(Tokens line, Tokens record) {
  if (line.empty() || record.empty()) return Effect::kGray;
  if (same_text(line, record)) return Effect::kFree;
  if (line.size() == 2 && record.size() == 2 && line[0] == record[1] && line[1] == record[0]) return Effect::kSoft;
  const Tokens& one = line.size() < record.size() ? line : record;
  const Tokens& two = line.size() < record.size() ? record : line;
  if (two.size() == 2 && one.size() == 1) {
    if (one[0] == two[0]) return Effect::kSoft;
    if (one[0] == two[1]) return Effect::kGray;  // often the mother's name
  }
  if (line.size() == 1 && record.size() == 1 && kin_of(line[0], record[0]) == Kin::kRomanization) return Effect::kSoft;
  return Effect::kVeto;
}

Effect compare_suffix(const std::string& line, const std::string& record) {
  if (line == record) return Effect::kFree;
  if (line.empty() || record.empty()) return Effect::kGray;
  const auto pair_is = [&](std::string_view one, std::string_view other) {
    return (line == one && record == other) || (line == other && record == one);
  };
  return pair_is("JR", "II") || pair_is("SR", "I") ? Effect::kGray : Effect::kVeto;
}

// Given and family names exchanged whole, every word equal; the middle name is on one side only or the same.
bool exchanged(const PersonName& line, const PersonName& record) {
  if (line.given.empty() || record.given.empty() || line.family.empty() || record.family.empty()) return false;
  if (is_initial(line.given[0]) || is_initial(record.given[0])) return false;
  const Tokens line_given(line.given), record_given(record.given);
  if (same_text(line_given, record.family) && same_text(line.family, record_given)) return true;
  return same_text(line_given.first(1), record.family) && same_text(line.family, record_given.first(1)) &&
         compare_middle(line_given.subspan(1), record_given.subspan(1)) == Effect::kFree;
}

int count_soft(const IdentityJudgment& judgment) {
  int count = 0;
  for (const Effect effect : {judgment.given, judgment.family, judgment.middle, judgment.suffix}) count += effect == Effect::kSoft ? 1 : 0;
  return count;
}

Effect worst(const IdentityJudgment& judgment) {
  return worse(worse(judgment.given, judgment.family), worse(judgment.middle, judgment.suffix));
}

}  // namespace

bool IdentityJudgment::verifiable() const { return worst(*this) <= Effect::kSoft && soft_count <= 1; }
bool IdentityJudgment::vetoed() const { return worst(*this) == Effect::kVeto; }

IdentityJudgment compare(const PersonName& line, const PersonName& record) {
  const GivenEffects given = compare_given(line.given, record.given);
  IdentityJudgment judgment;
  judgment.given = given.given;
  judgment.middle = given.middle;
  judgment.family = compare_family(line.family, record.family);
  judgment.suffix = compare_suffix(line.suffix, record.suffix);
  // Only where the straight reading cannot be verified: an exchange is one soft difference, never a way around a better reading.
  if (worse(worse(judgment.given, judgment.middle), judgment.family) > Effect::kSoft && exchanged(line, record)) {
    judgment.given = Effect::kSoft;
    judgment.middle = Effect::kFree;
    judgment.family = Effect::kFree;
  }
  judgment.soft_count = count_soft(judgment);
  return judgment;
}

std::vector<std::string> equivalents(std::string_view token) {
  std::vector<std::string> out{std::string(token)};
  for (std::string& other : related(token)) out.push_back(std::move(other));
  return out;
}

}  // namespace cs::names
