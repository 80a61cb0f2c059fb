// How far two words are apart: in edits, and in quarters of an edit where the eye, the hand or the ear confuses letters.
//   Shape    letters are code points; words are folded (names/fold.h). Of a longer word than kWordLettersMax letters
//            the first are held, and is_cut() says so: two words are compared whole or not at all.
//   Units    edits (insert, drop, replace, exchange two neighbors); quarters of an edit (RN and M are 2 apart, 0 and O 1).
//   Threads  pure.
//   Source   optimal string alignment (Damerau 1964, restricted); data/names/confusions.csv with data/SOURCES.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace cs::names {

inline constexpr std::size_t kWordLettersMax = 48;

// The letters of a word, on the stack.
class Letters {
 public:
  explicit Letters(std::string_view word);
  std::size_t size() const { return size_; }
  bool is_cut() const { return cut_; }
  char32_t operator[](std::size_t at) const { return letters_[at]; }
  std::span<const char32_t> all() const { return {letters_.data(), size_}; }

 private:
  std::array<char32_t, kWordLettersMax> letters_;
  std::size_t size_ = 0;
  bool cut_ = false;
};

// Edits between them, at most `most` + 1.
int edits(const Letters& one, const Letters& other, int most);
// Quarters of an edit between them, never more than four times the edits.
int confusion_quarters(const Letters& one, const Letters& other);

}  // namespace cs::names
