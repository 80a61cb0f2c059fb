// Small tests of text, a character at a time: the library's own search with a set calls memchr for each character.
#pragma once

#include <string_view>

namespace cs::address {

inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

inline bool is_blank(std::string_view text) {
  for (const char c : text) {
    if (!is_space(c)) return false;
  }
  return true;
}

inline bool holds(std::string_view text, char wanted) {
  for (const char c : text) {
    if (c == wanted) return true;
  }
  return false;
}

inline bool is_number(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

}  // namespace cs::address
