#include "names/name_print.h"

#include <algorithm>

#include "names/likeness.h"
#include "names/scripts.h"
#include "names/syllables.h"
#include "names/tables.h"

namespace cs::names {

NamePrint name_print(std::string_view word) {
  NamePrint out;
  out.latin = is_latin(word);
  out.half_alone = is_half_alone(word);
  out.syllable = is_syllable(word);
  out.plain = word.size() > 1 && word.size() <= NamePrint::kPlainMax && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!out.plain) return out;
  std::copy(word.begin(), word.end(), out.letters.begin());
  out.bytes = static_cast<std::uint8_t>(word.size());
  out.alphabet = alphabet(word);
  out.word = word_id(word);
  out.may_begin_nobody = may_begin_placeholder(word);
  out.nobody = out.may_begin_nobody && placeholder_place(word) != PlaceholderPlace::kNone;
  out.article = has_article(word);
  return out;
}

bool NamePattern::related(const NamePrint& other) const { return kin_of_ids(print_.word, other.word) != Kin::kNone; }

bool NamePattern::surely_far(const NamePrint& other) const {
  return letters_surely_far(print_.alphabet, print_.bytes, other.alphabet, other.bytes) || osa_.edits(other.text()) > kLikenessEditsMax;
}

// A particle before one of them leaves their ends the same.
bool NamePattern::surely_other_family(const NamePrint& other) const {
  const std::string_view one = print_.text(), two = other.text();
  if (print_.article || other.article || one.ends_with(two) || two.ends_with(one)) return false;
  return surely_far(other) && !related(other);
}

}  // namespace cs::names
