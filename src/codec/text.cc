#include "codec/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "base/eight_bytes.h"

namespace cs::codec {
namespace {

// A code point and how many bytes it has; 0 bytes when the next bytes are no UTF-8.
struct Decoded {
  char32_t point;
  std::size_t bytes;
};

// RFC 3629 section 4: no overlong form, no surrogate, nothing above U+10FFFF.
Decoded decode(std::string_view rest) {
  const auto byte = [rest](std::size_t i) -> std::uint32_t { return i < rest.size() ? static_cast<std::uint8_t>(rest[i]) : 0u; };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first <= 0xDF && tail(1)) return {(first & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (first >= 0xE0 && first <= 0xEF && tail(1) && tail(2)) {
    const char32_t point = (first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (point >= 0x800 && (point < 0xD800 || point > 0xDFFF)) return {point, 3};
  }
  if (first >= 0xF0 && first <= 0xF4 && tail(1) && tail(2) && tail(3)) {
    const char32_t point = (first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    if (point >= 0x10000 && point <= 0x10FFFF) return {point, 4};
  }
  return {0, 0};
}

// How many bytes at the start are ASCII, in steps of eight.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t done = 0;
  while (done + 8 <= text.size()) {
    if ((eight_bytes(text.data() + done) & kHighBits) != 0) break;
    done += 8;
  }
  return done;
}

// A code point that Unicode 15.0 had not assigned counts as unassigned, whatever the tables of a newer ICU say: the same text gets the same
// answer on every release.
bool assigned_in_15_0(UChar32 point) {
  UVersionInfo age;
  u_charAge(point, age);
  return age[0] != 0 && age[0] <= 15 && (age[0] < 15 || age[1] == 0);
}

bool is_forbidden(char32_t point) {
  if (point < 0x20) return true;
  if (point < 0x7F) return false;
  if (point < 0x300) return point < 0xA0 || point == 0xAD;  // all assigned; the controls and the soft hyphen
  const auto at = static_cast<UChar32>(point);
  const std::uint32_t forbidden = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_CN_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
  return (U_GET_GC_MASK(at) & forbidden) != 0 || !assigned_in_15_0(at);
}

bool is_space(char32_t point) {
  if (point < 0x80) return point == 0x20;
  return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_ZS_MASK) != 0;
}

bool is_nfc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  CS_CHECK(U_SUCCESS(status), "the normalization tables are part of the library");
  const bool normal = nfc->isNormalizedUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), status);
  return U_SUCCESS(status) && normal;
}

// The Latin script has its letters, and two that stand in Latin names but belong to no script: the okina and the letter apostrophe.
bool is_latin_letter(UChar32 point) {
  if (point == 0x02BB || point == 0x02BC) return true;
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(point, &status) == USCRIPT_LATIN && U_SUCCESS(status);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (true) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    const Decoded decoded = decode(text);
    if (decoded.bytes == 0) return false;
    text.remove_prefix(decoded.bytes);
  }
}

bool is_text(std::string_view text, std::size_t code_points_max) {
  if (text.empty() || text.size() > code_points_max * 4) return false;
  std::size_t count = 0;
  char32_t highest = 0;
  char32_t first = 0;
  char32_t last = 0;
  for (std::string_view rest = text; !rest.empty(); ++count) {
    const Decoded decoded = decode(rest);
    if (decoded.bytes == 0 || is_forbidden(decoded.point)) return false;
    if (count == 0) first = decoded.point;
    last = decoded.point;
    highest = std::max(highest, decoded.point);
    rest.remove_prefix(decoded.bytes);
  }
  if (count > code_points_max || is_space(first) || is_space(last)) return false;
  // Below U+0300 nothing composes, decomposes or combines: such a text is NFC (Unicode Standard Annex 15, section 9).
  return highest < 0x300 || is_nfc(text);
}

std::size_t code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

bool has_forbidden_character(std::string_view utf8) {
  while (!utf8.empty()) {
    const Decoded decoded = decode(utf8);
    if (decoded.bytes == 0 || is_forbidden(decoded.point)) return true;
    utf8.remove_prefix(decoded.bytes);
  }
  return false;
}

bool letters_are_latin(std::string_view utf8) {
  while (!utf8.empty()) {
    const Decoded decoded = decode(utf8);
    if (decoded.bytes == 0) return false;
    const auto point = static_cast<UChar32>(decoded.point);
    if (point >= 0x80 && u_isalpha(point) && !is_latin_letter(point)) return false;
    utf8.remove_prefix(decoded.bytes);
  }
  return true;
}

}  // namespace cs::codec
