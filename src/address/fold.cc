#include <array>
#include <cstring>

#include "address/line.h"
#include "text/unicode.h"

namespace cs::address {
namespace {

// A code point outside ASCII as the line reader wants it: marks and invisible characters go, dashes and quotes become plain ones.
char32_t plain(char32_t c) {
  if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4) return '\'';
  if (c == 0x2044 || c == 0x2215) return '/';
  switch (text::kind_of(c)) {
    case text::Kind::kFormat: return 0;
    case text::Kind::kDash: return '-';
    case text::Kind::kSpace:
    case text::Kind::kControl: return ' ';
    case text::Kind::kLineEnd: return ',';
    case text::Kind::kLetterOrDigit:
    case text::Kind::kMark:
    case text::Kind::kOther: return text::upper(c);
  }
  return ' ';
}

std::string fold_unicode(std::string_view text) {
  std::u32string kept;
  for (const char32_t whole : text::decomposed(text)) {
    const char32_t c = whole < 128 ? whole : plain(whole);
    if (c != 0) kept.push_back(c);
  }
  return text::composed(kept);
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out = text::is_ascii(text) ? std::string(text) : fold_unicode(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

bool is_plain_ascii(std::string_view text) { return text::is_ascii(text); }

PlainWords::PlainWords(std::string_view text) : rest_(text) {
  if (text::is_ascii(text)) return;
  folded_ = fold_unicode(text);
  rest_ = folded_;
}

namespace {

// Letters in upper case and digits as they are; 1 for what leaves no trace, 0 for what ends a word.
constexpr std::array<char, 256> make_plain() {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) {
    const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 128;
    table[c] = static_cast<char>(kept ? c : c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c == '.' || c == '\'' ? 1 : 0);
  }
  return table;
}
constexpr std::array<char, 256> kPlain = make_plain();

}  // namespace

std::string_view PlainWords::next() {
  const char* const text = rest_.data();
  const std::size_t end = rest_.size();
  std::size_t size = 0, at = 0;
  for (; at < end; ++at) {
    const char c = kPlain[static_cast<unsigned char>(text[at])];
    if (c == 1) continue;
    if (c == 0 && size == 0) continue;
    if (c == 0) break;
    if (size == sizeof small_) large_.assign(small_, size);
    if (size < sizeof small_) small_[size] = c;
    else large_.push_back(c);
    ++size;
  }
  rest_.remove_prefix(at);
  return size <= sizeof small_ ? std::string_view(small_, size) : std::string_view(large_);
}

std::string plain_words(std::string_view text) {
  std::string out;
  PlainWords words(text);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace cs::address
