// What a word of a name tells of another without its text being looked for: enough to part most pairs of words.
//   Shape    name_print() reads a word once; a NamePattern is one word that is asked about many. `true` is certain; false says nothing.
//   Threads  pure.
//   Holds    what is said here of two words is what likeness.h and surely_different.h say of their texts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "names/osa.h"

namespace cs::names {

struct NamePrint {
  static constexpr std::size_t kPlainMax = 14;
  std::array<char, kPlainMax> letters{};  // of a plain word
  std::uint8_t bytes = 0;
  bool latin = false;
  bool plain = false;          // two letters A to Z or more, and not too many
  bool may_begin_nobody = false, nobody = false;  // may_begin_placeholder(), and it is one alone
  bool article = false;        // stands before it
  bool half_alone = false;     // is_half_alone()
  bool syllable = false;       // is_syllable()
  std::uint32_t alphabet = 0;  // which letters, a bit each
  std::uint32_t word = 0;      // its number in the tables of names; 0: in none

  std::string_view text() const { return {letters.data(), bytes}; }
};

NamePrint name_print(std::string_view word);

// Both plain.
inline bool begin_alike(const NamePrint& one, const NamePrint& other) {
  return one.text().starts_with(other.text()) || other.text().starts_with(one.text());
}

// A plain word.
class NamePattern {
 public:
  NamePattern() = default;
  explicit NamePattern(const NamePrint& word) : print_(word), osa_(word.text()) {}
  const NamePrint& print() const { return print_; }
  // given_likeness(), family_likeness() are kOther. `other` is plain, and the two do not begin_alike().
  bool surely_other_given(const NamePrint& other) const { return surely_far(other) && !related(other); }
  bool surely_other_family(const NamePrint& other) const;

 private:
  bool surely_far(const NamePrint& other) const;
  bool related(const NamePrint& other) const;

  NamePrint print_;
  OsaPattern osa_;
};

}  // namespace cs::names
