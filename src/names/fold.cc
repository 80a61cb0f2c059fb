#include "names/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <array>

namespace cs::names {
namespace {

constexpr char kDrop = 0;

constexpr std::array<char, 128> make_ascii() {
  std::array<char, 128> table{};
  for (std::size_t at = 0; at < 128; ++at) {
    const char c = static_cast<char>(at);
    if (c >= 'a' && c <= 'z') table[at] = static_cast<char>(c - 'a' + 'A');
    else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') table[at] = c;
    else table[at] = ' ';
  }
  for (const char c : {'\'', '`', '"'}) table[static_cast<std::size_t>(c)] = kDrop;
  table['.'] = kDrop;
  return table;
}
constexpr std::array<char, 128> kAscii = make_ascii();

bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 128;
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// "J.R." is two initials and "ST. JOHN" two words: a period between letters is a space, any other vanishes.
bool period_parts(std::string_view text, std::size_t at) {
  return at >= 1 && at + 1 < text.size() && is_letter(text[at - 1]) && is_letter(text[at + 1]);
}

std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = kAscii[static_cast<unsigned char>(text[at])];
    if (text[at] == '.' && period_parts(text, at)) c = ' ';
    if (c != kDrop) out.push_back(c);
  }
  return out;
}

// Letters that NFKD leaves whole, as they are written without their stroke or ligature.
const char* plain_letter(UChar32 c) {
  switch (c) {
    case 0x00D8: return "O";
    case 0x0141: return "L";
    case 0x0110: case 0x00D0: return "D";
    case 0x00C6: return "AE";
    case 0x0152: return "OE";
    case 0x00DE: return "TH";
    case 0x0126: return "H";
    case 0x014A: return "NG";
    case 0x1E9E: return "SS";
    default: return nullptr;
  }
}

// Marks that a registrar may leave out; vowel signs of Indic and other scripts are letters in all but name and stay.
bool is_optional_mark(UChar32 c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE2F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640;
}

bool is_apostrophe(UChar32 c) { return c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x00B4 || c == 0x02B9 || c == 0x2032; }

void append_code_point(std::u16string& out, UChar32 c) {
  if (c > 0xFFFF) out.push_back(static_cast<char16_t>(U16_LEAD(c)));
  out.push_back(c > 0xFFFF ? static_cast<char16_t>(U16_TRAIL(c)) : static_cast<char16_t>(c));
}

void append_folded(std::u16string& out, UChar32 c) {
  if (is_optional_mark(c) || is_apostrophe(c)) return;
  if (c < 128) {
    const char plain = kAscii[static_cast<std::size_t>(c)];
    if (plain != kDrop) out.push_back(static_cast<char16_t>(plain));
    return;
  }
  if (const char* plain = plain_letter(c)) {
    for (; *plain != 0; ++plain) out.push_back(static_cast<char16_t>(*plain));
    return;
  }
  const int kind = u_charType(c);
  if (kind == U_FORMAT_CHAR) return;
  if (kind == U_DASH_PUNCTUATION) return out.push_back(u'-');
  const bool kept = u_isalnum(c) || kind == U_NON_SPACING_MARK || kind == U_COMBINING_SPACING_MARK;
  kept ? append_code_point(out, c) : out.push_back(u' ');
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

std::u16string upper(const std::u16string& text) {
  std::u16string out(text.size() * 3 + 3, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = u_strToUpper(reinterpret_cast<UChar*>(out.data()), static_cast<int32_t>(out.size()),
                                    reinterpret_cast<const UChar*>(text.data()), static_cast<int32_t>(text.size()), "", &status);
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

std::string fold_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* decompose = unorm2_getNFKDInstance(&status);
  const UNormalizer2* compose = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return {};
  const std::u16string source = upper(normalized(decompose, to_utf16(text)));
  std::u16string kept;
  for (std::size_t at = 0; at < source.size(); ++at) {
    const bool pair = U16_IS_LEAD(source[at]) && at + 1 < source.size() && U16_IS_TRAIL(source[at + 1]);
    append_folded(kept, pair ? U16_GET_SUPPLEMENTARY(source[at], source[at + 1]) : static_cast<UChar32>(source[at]));
    at += pair ? 1 : 0;
  }
  return to_utf8(normalized(compose, kept));
}

}  // namespace

std::string fold(std::string_view text) {
  text = text.substr(0, kFoldBytesMax);
  return is_ascii(text) ? fold_ascii(text) : fold_unicode(text);
}

std::vector<std::string> words(std::string_view folded, bool hyphen_splits) {
  std::vector<std::string> out;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  for (const char c : folded) {
    if (c == ' ' || (c == '-' && hyphen_splits)) close();
    else if (c != '-') word.push_back(c);
  }
  close();
  return out;
}

}  // namespace cs::names
