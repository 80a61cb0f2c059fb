#include "names/fold.h"

#include <array>

#include "text/unicode.h"

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
const char* plain_letter(char32_t c) {
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

// Marks that a registrar may leave out, and the two Hangul letters that only fill a place; vowel signs of Indic and other scripts are letters in all but name and stay.
bool is_optional_mark(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE2F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 || c == 0x0640 || c == 0x115F || c == 0x1160;
}

bool is_apostrophe(char32_t c) { return c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB || c == 0x00B4 || c == 0x02B9 || c == 0x2032; }

void append_folded(std::u32string& out, char32_t c) {
  if (is_optional_mark(c) || is_apostrophe(c)) return;
  if (c < 128) {
    const char plain = kAscii[static_cast<std::size_t>(c)];
    if (plain != kDrop) out.push_back(static_cast<char32_t>(plain));
    return;
  }
  if (const char* plain = plain_letter(c)) {
    for (; *plain != 0; ++plain) out.push_back(static_cast<char32_t>(*plain));
    return;
  }
  switch (text::kind_of(c)) {
    case text::Kind::kFormat: return;
    case text::Kind::kDash: return out.push_back(U'-');
    case text::Kind::kLetterOrDigit:
    case text::Kind::kMark: return out.push_back(c);
    case text::Kind::kSpace:
    case text::Kind::kControl:
    case text::Kind::kLineEnd:
    case text::Kind::kOther: return out.push_back(U' ');
  }
}

std::string fold_unicode(std::string_view text) {
  std::u32string kept;
  for (const char32_t c : text::decomposed_upper(text)) append_folded(kept, c);
  return text::composed(kept);
}

}  // namespace

std::string fold(std::string_view text) {
  text = text.substr(0, kFoldBytesMax);
  return text::is_ascii(text) ? fold_ascii(text) : fold_unicode(text);
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
