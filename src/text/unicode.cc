#include "text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/check.h"

namespace cs::text {
namespace {

constexpr UChar32 kInstead = ' ';                  // of what is no text
constexpr std::size_t kDecomposedUnitsMax = 18;    // of one UTF-16 unit, in NFKD (Unicode Standard Annex 15, section 17)
constexpr std::size_t kUpperUnitsMax = 3;          // of one, in upper case (SpecialCasing.txt)

const UNormalizer2* form(const UNormalizer2* (*of)(UErrorCode*)) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const found = of(&status);
  CS_CHECK(U_SUCCESS(status), "the normalization tables are part of the library");
  return found;
}

int32_t size_of(std::size_t size) { return static_cast<int32_t>(size); }

// What a call of the library wrote, where it wrote all; nothing otherwise.
std::u16string cut(std::u16string out, int32_t size, UErrorCode status) {
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
  return out;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string out(utf8.size() + 1, u'\0');
  int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strFromUTF8WithSub(out.data(), size_of(out.size()), &size, utf8.data(), size_of(utf8.size()), kInstead, nullptr, &status);
  return cut(std::move(out), size, status);
}

std::u16string normalized(const UNormalizer2* normal_form, const std::u16string& text) {
  std::u16string out((text.size() + 1) * kDecomposedUnitsMax, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = unorm2_normalize(normal_form, text.data(), size_of(text.size()), out.data(), size_of(out.size()), &status);
  return cut(std::move(out), size, status);
}

std::u16string in_upper_case(const std::u16string& text) {
  std::u16string out((text.size() + 1) * kUpperUnitsMax, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size = u_strToUpper(out.data(), size_of(out.size()), text.data(), size_of(text.size()), "", &status);
  return cut(std::move(out), size, status);
}

std::u32string points_of(const std::u16string& text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool pair = U16_IS_LEAD(text[at]) && at + 1 < text.size() && U16_IS_TRAIL(text[at + 1]);
    out.push_back(pair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(text[at], text[at + 1])) : text[at]);
    at += pair ? 1 : 0;
  }
  return out;
}

std::u16string units_of(const std::u32string& points) {
  std::u16string out;
  for (char32_t point : points) {
    if (point > 0x10FFFF) point = static_cast<char32_t>(kInstead);
    if (point > 0xFFFF) out.push_back(static_cast<char16_t>(U16_LEAD(point)));
    out.push_back(point > 0xFFFF ? static_cast<char16_t>(U16_TRAIL(point)) : static_cast<char16_t>(point));
  }
  return out;
}

std::u16string decomposed_units(std::string_view utf8) { return normalized(form(unorm2_getNFKDInstance), to_utf16(utf8)); }

}  // namespace

// Eight bytes at a time: every field of every line is asked.
bool is_ascii(std::string_view utf8) {
  std::uint64_t all = 0, piece = 0;
  for (; utf8.size() >= sizeof piece; utf8.remove_prefix(sizeof piece)) {
    std::memcpy(&piece, utf8.data(), sizeof piece);
    all |= piece;
  }
  unsigned char rest = 0;
  for (const char c : utf8) rest |= static_cast<unsigned char>(c);
  return (all & 0x8080808080808080U) == 0 && rest < 128;
}

std::u32string decomposed(std::string_view utf8) { return points_of(decomposed_units(utf8)); }

std::u32string decomposed_upper(std::string_view utf8) { return points_of(in_upper_case(decomposed_units(utf8))); }

std::string composed(const std::u32string& points) {
  const std::u16string text = normalized(form(unorm2_getNFCInstance), units_of(points));
  std::string out(text.size() * 3 + 1, '\0');
  int32_t size = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(out.data(), size_of(out.size()), &size, text.data(), size_of(text.size()), kInstead, nullptr, &status);
  out.resize(U_SUCCESS(status) ? static_cast<std::size_t>(size) : 0);
  return out;
}

char32_t upper(char32_t point) { return static_cast<char32_t>(u_toupper(static_cast<UChar32>(point))); }

Kind kind_of(char32_t point) {
  const auto at = static_cast<UChar32>(point);
  if (u_isalnum(at)) return Kind::kLetterOrDigit;
  switch (u_charType(at)) {
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK: return Kind::kMark;
    case U_FORMAT_CHAR: return Kind::kFormat;
    case U_DASH_PUNCTUATION: return Kind::kDash;
    case U_SPACE_SEPARATOR: return Kind::kSpace;
    case U_CONTROL_CHAR: return Kind::kControl;
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return Kind::kLineEnd;
    default: return Kind::kOther;  // of the library's thirty categories the others fold alike
  }
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace cs::text
