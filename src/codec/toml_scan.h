// The words of a TOML document: keys, texts, numbers, white space. What they make together is toml.cc's. Inside this room only.
//   Shape    bytes that is_clean_toml accepts, so that every control character left is a tab or part of a line end.
//   Errors   kMalformed, "what (line n)".
//   Source   TOML 1.0.0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cs::codec {

// UTF-8, no control character but tab, LF and CR before LF: TOML allows no other anywhere, not even in a comment.
Result<void> is_clean_toml(std::string_view text);

class TomlScan {
 public:
  explicit TomlScan(std::string_view clean) : text_(clean) {}

  bool at_end() const { return next_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[next_]; }
  bool starts(std::string_view word) const { return text_.substr(next_).starts_with(word); }
  bool take(std::string_view word);
  int line() const { return line_; }
  Fault fault(std::string_view what) const;

  void skip_blanks();                      // spaces and tabs
  void skip_between();                     // blanks, line ends and comments
  Result<void> end_line();                 // blanks, perhaps a comment, then a line end or the end
  Result<std::vector<std::string>> key();  // a.b."c d"
  Result<std::string> text();              // at a quote: any of the four kinds
  Result<std::int64_t> number();           // decimal, 0x, 0o, 0b; a fraction, date or time is kMalformed

 private:
  Result<std::string> key_part();
  Result<std::string> one_line(char quote);
  Result<std::string> many_lines(char quote);
  Result<void> escape(std::string& out);
  Result<void> scalar(std::string& out, std::size_t digits);
  bool take_line_end();
  void skip_comment();
  void skip_folded();

  std::string_view text_;
  std::size_t next_ = 0;
  int line_ = 1;
};

}  // namespace cs::codec
