#include "codec/toml_scan.h"

#include <algorithm>
#include <charconv>

#include "codec/text.h"

namespace cs::codec {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_bare(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }

void append_utf8(std::string& out, std::uint32_t point) {
  const auto byte = [&out](std::uint32_t value) { out += static_cast<char>(value); };
  if (point < 0x80) return byte(point);
  if (point < 0x800) {
    byte(0xC0 | point >> 6);
  } else {
    if (point < 0x10000) {
      byte(0xE0 | point >> 12);
    } else {
      byte(0xF0 | point >> 18);
      byte(0x80 | (point >> 12 & 0x3F));
    }
    byte(0x80 | (point >> 6 & 0x3F));
  }
  byte(0x80 | (point & 0x3F));
}

// Digits without the underscores that may stand between two of them; nullopt-like empty when one stands elsewhere.
std::string digits_of(std::string_view word) {
  std::string digits;
  bool after_digit = false;
  for (const char c : word) {
    if (c == '_' && !after_digit) return {};
    after_digit = c != '_';
    if (after_digit) digits += c;
  }
  return after_digit ? digits : std::string();
}

bool parse_whole(std::string_view digits, int base, std::int64_t& value) {
  if (digits.empty() || digits[0] == '+' || (base != 10 && digits[0] == '-')) return false;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, base);
  return read.ec == std::errc() && read.ptr == end;
}

}  // namespace

Result<void> is_clean_toml(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') ++line;
    const bool line_end = byte == '\n' || (byte == '\r' && text.substr(i + 1).starts_with('\n'));
    if ((byte < 0x20 && byte != '\t' && !line_end) || byte == 0x7F)
      return malformed("a control character (line " + std::to_string(line) + ")");
  }
  if (!is_utf8(text)) return malformed("not UTF-8");
  return {};
}

Fault TomlScan::fault(std::string_view what) const { return malformed(std::string(what) + " (line " + std::to_string(line_) + ")"); }

bool TomlScan::take(std::string_view word) {
  if (!starts(word)) return false;
  next_ += word.size();
  return true;
}

bool TomlScan::take_line_end() {
  if (!take("\n") && !take("\r\n")) return false;
  ++line_;
  return true;
}

void TomlScan::skip_blanks() {
  while (peek() == ' ' || peek() == '\t') ++next_;
}

void TomlScan::skip_comment() {
  if (peek() != '#') return;
  next_ = std::min(text_.find('\n', next_), text_.size());
  if (!at_end() && text_[next_ - 1] == '\r') --next_;
}

void TomlScan::skip_between() {
  do {
    skip_blanks();
    skip_comment();
  } while (take_line_end());
}

Result<void> TomlScan::end_line() {
  skip_blanks();
  skip_comment();
  if (!at_end() && !take_line_end()) return fault("something stands where the line must end");
  return {};
}

Result<std::vector<std::string>> TomlScan::key() {
  std::vector<std::string> parts;
  do {
    skip_blanks();
    CS_TRY(part, key_part());
    parts.push_back(std::move(part));
    skip_blanks();
  } while (take("."));
  return parts;
}

Result<std::string> TomlScan::key_part() {
  if (peek() == '"' || peek() == '\'') {
    const char quote = peek();
    ++next_;
    return one_line(quote);
  }
  const std::size_t begin = next_;
  while (is_bare(peek())) ++next_;
  if (next_ == begin) return fault("no key stands where one must");
  return std::string(text_.substr(begin, next_ - begin));
}

Result<std::string> TomlScan::text() {
  const char quote = peek();
  if (take("\"\"\"") || take("'''")) return many_lines(quote);
  ++next_;
  return one_line(quote);
}

Result<std::string> TomlScan::one_line(char quote) {
  std::string out;
  while (true) {
    if (at_end() || peek() == '\n' || peek() == '\r') return fault("a text is not closed on its line");
    const char c = text_[next_++];
    if (c == quote) return out;
    if (c == '\\' && quote == '"') {
      CS_TRY_VOID(escape(out));
    } else {
      out += c;
    }
  }
}

Result<std::string> TomlScan::many_lines(char quote) {
  const std::string three(3, quote);
  std::string out;
  take_line_end();  // a line end right after the opening quotes is no part of the text
  while (!at_end()) {
    if (take(three)) {
      // One or two quotes more belong to the text: the last three close it.
      for (int more = 0; more < 2 && peek() == quote; ++more, ++next_) out += quote;
      return out;
    }
    const char c = text_[next_++];
    if (c == '\n') ++line_;
    if (c == '\\' && quote == '"') {
      CS_TRY_VOID(escape(out));
    } else {
      out += c;
    }
  }
  return fault("a text is not closed");
}

// The part of a line end that a backslash swallows: with all white space up to the next other character.
void TomlScan::skip_folded() {
  do skip_blanks();
  while (take_line_end());
}

Result<void> TomlScan::escape(std::string& out) {
  static constexpr std::string_view kNames = "btnfr\"\\";
  static constexpr std::string_view kMeant = "\b\t\n\f\r\"\\";
  const std::size_t named = at_end() ? std::string_view::npos : kNames.find(peek());
  if (named != std::string_view::npos) return ++next_, out += kMeant[named], Result<void>();
  if (take("u")) return scalar(out, 4);
  if (take("U")) return scalar(out, 8);
  const std::size_t before = next_;
  skip_blanks();
  if (peek() == '\n' || peek() == '\r') return skip_folded(), Result<void>();
  next_ = before;
  return fault("an escape that TOML does not have");
}

Result<void> TomlScan::scalar(std::string& out, std::size_t digits) {
  const std::string_view hex = text_.substr(next_, digits);
  std::uint32_t point = 0;
  const auto read = std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
  if (hex.size() != digits || read.ptr != hex.data() + hex.size() || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
    return fault("an escape that is no character");
  next_ += digits;
  append_utf8(out, point);
  return {};
}

Result<std::int64_t> TomlScan::number() {
  const std::size_t begin = next_;
  while (!at_end() && std::string_view(" \t\r\n,]}#").find(peek()) == std::string_view::npos) ++next_;
  std::string_view word = text_.substr(begin, next_ - begin);
  std::int64_t value = 0;
  for (const auto& [prefix, base] : {std::pair{"0x", 16}, {"0o", 8}, {"0b", 2}}) {
    if (!word.starts_with(prefix)) continue;
    if (parse_whole(digits_of(word.substr(2)), base, value)) return value;
    return fault("no number that TOML has, or too large a one");
  }
  const bool negative = word.starts_with('-');
  if (negative || word.starts_with('+')) word.remove_prefix(1);
  const std::string digits = digits_of(word);
  const bool whole = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
  if (!whole) return fault("a value that is no text, whole number, true, false, list or table");
  if (digits.size() > 1 && digits[0] == '0') return fault("a number with a leading zero");
  if (!parse_whole((negative ? "-" : "") + digits, 10, value)) return fault("a number does not fit 64 bits with a sign");
  return value;
}

}  // namespace cs::codec
