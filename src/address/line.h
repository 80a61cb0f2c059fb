// An address line cut into words, once.
//   Shape    a Line owns the folded text of every field; its tokens point into it. Upper case, no marks, no apostrophes; a period stays
//            between digits (39.2), a hyphen between characters (112-10, D-6), a slash between digits (1/2). WILKES-BARRE is two words.
//   Units    at most kAddressTokensMax tokens; more sets `too_long`.
//   Threads  a value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "address/lexicon.h"

namespace cs::address {

enum class Field : std::uint8_t { kHouse, kLine1, kLine2, kPoBox };

struct Token {
  std::string_view text;
  const WordFacts* facts = nullptr;
  Field field = Field::kLine1;
  bool has_digit = false;
  bool all_digits = false;    // 12
  bool all_letters = false;
  bool ordinal = false;       // 5TH
  bool fraction = false;      // 1/2
  bool breaks = false;        // a comma, semicolon, line break or a new field stands before it
  bool used = false;          // taken by a clause (box, unit, care-of ...)

  bool is(Role role) const { return (facts->roles & role) != 0; }
  bool is_type() const { return !facts->type.empty(); }
  bool is_direction() const { return !facts->direction.empty(); }
};

class Line {
 public:
  explicit Line(std::size_t bytes_expected) { text_.reserve(bytes_expected * 3 + 64); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void add(std::string_view raw, Field field);

  std::vector<Token>& tokens() { return tokens_; }
  const std::vector<Token>& tokens() const { return tokens_; }
  bool too_long = false;
  bool stray = false;     // a character that stands in no address: // = < >
  bool wildcard = false;  // * ? or ## without a number behind it
  bool list = false;      // a slash or semicolon between two whole numbers

 private:
  std::string text_;
  std::vector<Token> tokens_;
};

// Upper case, no marks; ASCII never reaches ICU.
std::string fold(std::string_view text);
// The words of a text, one space between them: "St. Louis" -> "ST LOUIS".
std::string plain_words(std::string_view text);

}  // namespace cs::address
