#include "names/scripts.h"

#include <algorithm>

#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"
#include "names/fold.h"

CS_EMBEDDED_TABLE(names_arabic_words)
CS_EMBEDDED_TABLE(names_scripts)

namespace cs::names {
namespace {

constexpr std::size_t kSignBytesMax = 8;  // two kana, two Greek letters

const WordTable<std::string_view>& signs() {
  static const WordTable<std::string_view> built = [] {
    WordTable<std::string_view> out(2048);
    each_row(embedded_names_scripts(), [&](const RowFields& row) { out.put(row[0], row[1]); });
    return out;
  }();
  return built;
}

// Arabic is written without its short vowels: whole words of the romanization tables are known, others are read letter by letter.
const WordTable<std::string_view>& arabic_words() {
  static const WordTable<std::string_view> built = [] {
    WordTable<std::string_view> out(2048);
    each_row(embedded_names_arabic_words(), [&](const RowFields& row) { out.put(row[0], row[1]); });
    return out;
  }();
  return built;
}

std::size_t sign_bytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

char32_t code_point(std::string_view sign) {
  if (sign.size() != 3 || static_cast<unsigned char>(sign[0]) < 0xE0) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<char32_t>(static_cast<unsigned char>(sign[at])); };
  return (byte(0) & 15u) << 12 | (byte(1) & 63u) << 6 | (byte(2) & 63u);
}

// Revised Romanization (2000), syllable by syllable: assimilation between syllables is not written in names.
constexpr std::string_view kInitials[] = {"G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J", "JJ", "CH", "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WO", "WE", "WI", "YU", "EU", "UI", "I"};
constexpr std::string_view kFinals[] = {"",  "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L",
                                        "P", "L", "M", "P", "P", "T", "T", "NG", "T", "T", "K", "T", "P", "T"};
constexpr char32_t kHangulBegin = 0xAC00, kHangulEnd = 0xD7A4;

bool append_hangul(std::string& out, char32_t point) {
  if (point < kHangulBegin || point >= kHangulEnd) return false;
  const char32_t at = point - kHangulBegin;
  out.append(kInitials[at / 588]).append(kVowels[at / 28 % 21]).append(kFinals[at % 28]);
  return true;
}

// A vowel sign of an Indic script takes the place of the consonant's own A.
void append_sign(std::string& out, std::string_view latin) {
  if (!latin.starts_with('+')) {
    out.append(latin);
    return;
  }
  if (out.ends_with('A')) out.pop_back();
  out.append(latin.substr(1));
}

// The longest sign of the table at the front, of two letters before one.
std::size_t take_sign(std::string& out, std::string_view rest) {
  const std::size_t first = std::min(sign_bytes(rest[0]), rest.size());
  const std::size_t two = first < rest.size() ? std::min(first + sign_bytes(rest[first]), rest.size()) : first;
  if (two > first && two <= kSignBytesMax) {
    if (const std::string_view* latin = signs().find(rest.substr(0, two))) return append_sign(out, *latin), two;
  }
  if (append_hangul(out, code_point(rest.substr(0, first)))) return first;
  if (const std::string_view* latin = signs().find(rest.substr(0, first))) append_sign(out, *latin);
  return first;
}

}  // namespace

bool is_syllabic(std::string_view token) {
  const char32_t point = token.size() < 3 ? 0 : code_point(token.substr(0, 3));
  return (point >= kHangulBegin && point < kHangulEnd) || (point >= 0x4E00 && point < 0xA000);
}

std::string romanized(std::string_view token) {
  if (const std::string_view* whole = arabic_words().find(token)) return std::string(*whole);
  constexpr std::string_view kArticle = "ال";
  if (token.starts_with(kArticle)) {
    if (const std::string_view* whole = arabic_words().find(token.substr(kArticle.size()))) return "AL" + std::string(*whole);
  }
  std::string out;
  while (!token.empty()) {
    const auto byte = static_cast<unsigned char>(token[0]);
    if (byte < 0x80) out.push_back(token[0]);
    token.remove_prefix(byte < 0x80 ? 1 : take_sign(out, token));
  }
  return out;
}

}  // namespace cs::names
