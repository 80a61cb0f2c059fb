// An address line cut into words, once.
//   Shape    a Line owns the folded text of every field; its tokens point into it. Upper case, no marks, no apostrophes; a period stays
//            between digits (39.2), a hyphen between characters (112-10, D-6), a slash between digits (1/2). WILKES-BARRE is two words.
//   Units    at most kAddressTokensMax tokens; more sets `too_long`. No heap for a line of ordinary length.
//   Threads  a value.
#pragma once

#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "address/lexicon.h"
#include "base/limits.h"

namespace cs::address {

enum class Field : std::uint8_t { kHouse, kLine1, kLine2, kPoBox };

// Made by describe() in line.cc, which sets every member; it has no initializers so that a Line's room for 32 costs nothing.
struct Token {
  std::string_view text;
  const WordFacts* facts;
  Field field;
  std::uint8_t at;      // its place among the tokens
  bool has_digit;
  bool all_digits;      // 12
  bool all_letters;
  bool ordinal;         // 5TH
  bool fraction;        // 1/2
  bool breaks;          // a comma, semicolon, line break or a new field stands before it
  bool used;            // taken by a clause (box, unit, care-of ...)

  bool is(Role role) const { return (facts->roles & role) != 0; }
  bool is_type() const { return !facts->type.empty(); }
  bool is_direction() const { return !facts->direction.empty(); }
};

// Which tokens of a line a part was read from: bit n is token n.
using TokenSet = std::uint32_t;
static_assert(limits::kAddressTokensMax <= 32);

class Tokens {
 public:
  Tokens() {}  // the room stays as it is: the first size_ are set
  Tokens(const Tokens&) = delete;
  Tokens& operator=(const Tokens&) = delete;
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool full() const { return size_ == limits::kAddressTokensMax; }
  Token* begin() { return items_; }
  Token* end() { return items_ + size_; }
  const Token* begin() const { return items_; }
  const Token* end() const { return items_ + size_; }
  std::reverse_iterator<const Token*> rbegin() const { return std::reverse_iterator(end()); }
  std::reverse_iterator<const Token*> rend() const { return std::reverse_iterator(begin()); }
  Token& operator[](std::size_t at) { return items_[at]; }
  const Token& operator[](std::size_t at) const { return items_[at]; }
  Token& back() { return items_[size_ - 1]; }
  Token& add() { return *std::construct_at(items_ + size_++); }
  void pop_back() { --size_; }

 private:
  union {
    Token items_[limits::kAddressTokensMax];
  };
  std::size_t size_ = 0;
};

class Line {
 public:
  // `bytes_expected`: all fields together.
  explicit Line(std::size_t bytes_expected);
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void add(std::string_view raw, Field field);

  Tokens& tokens() { return tokens_; }
  const Tokens& tokens() const { return tokens_; }
  std::uint32_t roles = 0;  // of all tokens
  bool too_long = false;
  bool stray = false;     // a character that stands in no address: // = < >
  bool wildcard = false;  // * ? or ## without a number behind it
  bool list = false;      // a slash or semicolon between two whole numbers

 private:
  char small_[512];
  std::string large_;     // for more than small_ holds
  char* next_;            // where the next character goes
  char* limit_;
  Tokens tokens_;
};

// Upper case, no marks; ASCII never reaches ICU.
std::string fold(std::string_view text);
bool is_plain_ascii(std::string_view text);
// The words of a text, one space between them: "St. Louis" -> "ST LOUIS".
std::string plain_words(std::string_view text);

// The same words one after the other; each stands until the next is asked for.
class PlainWords {
 public:
  explicit PlainWords(std::string_view text);
  PlainWords(const PlainWords&) = delete;
  PlainWords& operator=(const PlainWords&) = delete;
  std::string_view next();  // empty at the end

 private:
  std::string folded_;  // where the text is not ASCII
  std::string_view rest_;
  char small_[64];
  std::string large_;   // a longer word
};

}  // namespace cs::address
