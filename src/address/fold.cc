#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <array>
#include <cstring>

#include "address/line.h"

namespace cs::address {
namespace {

bool is_ascii(std::string_view text) {
  std::uint64_t all = 0;
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    all |= eight;
  }
  for (; at < text.size(); ++at) all |= static_cast<unsigned char>(text[at]);
  return (all & 0x8080808080808080u) == 0;
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out(text.size() + 1, u'\0');
  int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8WithSub(reinterpret_cast<UChar*>(out.data()), static_cast<int32_t>(out.size()), &size, text.data(),
                       static_cast<int32_t>(text.size()), ' ', nullptr, &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
  return out;
}

std::u16string normalized(const UNormalizer2* form, const std::u16string& text) {
  std::u16string out(text.size() * 18 + 18, u'\0');  // the longest expansion of NFKD, in UTF-16
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = unorm2_normalize(form, reinterpret_cast<const UChar*>(text.data()), static_cast<int32_t>(text.size()),
                                        reinterpret_cast<UChar*>(out.data()), static_cast<int32_t>(out.size()), &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
  return out;
}

std::string to_utf8(const std::u16string& text) {
  std::string out(text.size() * 3 + 1, '\0');
  int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(out.data(), static_cast<int32_t>(out.size()), &size, reinterpret_cast<const UChar*>(text.data()),
                     static_cast<int32_t>(text.size()), ' ', nullptr, &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
  return out;
}

// A code point outside ASCII as the line reader wants it: marks and invisible characters go, dashes and quotes become plain ones.
UChar32 plain(UChar32 c) {
  if ((c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F)) return 0;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4) return '\'';
  const int kind = u_charType(c);
  if (kind == U_FORMAT_CHAR) return 0;
  if (kind == U_DASH_PUNCTUATION) return '-';
  if (kind == U_SPACE_SEPARATOR || kind == U_CONTROL_CHAR) return ' ';
  if (kind == U_LINE_SEPARATOR || kind == U_PARAGRAPH_SEPARATOR) return ',';
  if (c == 0x2044 || c == 0x2215) return '/';
  return u_toupper(c);
}

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* decompose = unorm2_getNFKDInstance(&status);
  const UNormalizer2* compose = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return {};
  const std::u16string source = normalized(decompose, to_utf16(text));
  std::u16string kept;
  for (std::size_t at = 0; at < source.size(); ++at) {
    const bool pair = U16_IS_LEAD(source[at]) && at + 1 < source.size() && U16_IS_TRAIL(source[at + 1]);
    const UChar32 whole = pair ? U16_GET_SUPPLEMENTARY(source[at], source[at + 1]) : static_cast<UChar32>(source[at]);
    at += pair ? 1 : 0;
    const UChar32 c = whole < 128 ? whole : plain(whole);
    if (c == 0) continue;
    if (c > 0xFFFF) kept.push_back(static_cast<char16_t>(U16_LEAD(c)));
    kept.push_back(c > 0xFFFF ? static_cast<char16_t>(U16_TRAIL(c)) : static_cast<char16_t>(c));
  }
  return to_utf8(normalized(compose, kept));
}

}  // namespace

std::string fold(std::string_view text) {
  std::string out = is_ascii(text) ? std::string(text) : fold_unicode(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

bool is_plain_ascii(std::string_view text) { return is_ascii(text); }

PlainWords::PlainWords(std::string_view text) : rest_(text) {
  if (is_ascii(text)) return;
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
  std::size_t size = 0, at = 0;
  for (; at < rest_.size(); ++at) {
    const char c = kPlain[static_cast<unsigned char>(rest_[at])];
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
