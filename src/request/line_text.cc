#include "request/line_text.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/eight_bytes.h"
#include "codec/text.h"

namespace cs::request {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Printable ASCII all through. No early end: nearly every text is, and so the loops are of few branches. Eight bytes are looked at together: from 0x20 on
// 0x60 more sets the highest bit, for 0x7F alone 1 more does; a byte that has it already is none of ours, whatever it carries to the next.
bool is_plain(std::string_view text) {
  std::uint64_t all = kHighBits;
  const auto look = [&](std::uint64_t bytes) { all &= (bytes + kEveryByte * 0x60) & ~(bytes + kEveryByte) & ~bytes; };
  for (; text.size() >= sizeof all; text.remove_prefix(sizeof all)) look(eight_bytes(text.data()));
  if (!text.empty()) look(few_bytes(text.data(), text.size(), kEveryByte * ' '));
  return all == kHighBits;
}

bool has_pattern(std::string_view text) {
  constexpr std::string_view kForm = "ddd-dd-dddd";
  if (text.size() < kForm.size()) return false;
  for (std::size_t at = text.find('-', 3); at != std::string_view::npos; at = text.find('-', at + 1)) {
    const std::size_t begin = at - 3;
    if (begin + kForm.size() > text.size()) return false;
    bool fits = true;
    for (std::size_t i = 0; i < kForm.size() && fits; ++i) fits = kForm[i] == 'd' ? is_digit(text[begin + i]) : text[begin + i] == '-';
    const bool alone = (begin == 0 || !is_digit(text[begin - 1])) &&
        (begin + kForm.size() == text.size() || !is_digit(text[begin + kForm.size()]));
    if (fits && alone) return true;
  }
  return false;
}

// The dashes and the digits of other scripts that a person reads as those of the form, brought to ASCII.
std::string plain_digits_and_dashes(std::string_view text) {
  constexpr std::string_view kDashes[] = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95",
                                          "\xE2\x88\x92", "\xEF\xB9\x98", "\xEF\xB9\xA3", "\xEF\xBC\x8D"};
  std::string out;
  while (!text.empty()) {
    const auto dash = std::find_if(std::begin(kDashes), std::end(kDashes), [&](std::string_view one) { return text.starts_with(one); });
    const bool wide_digit = text.size() >= 3 && text.starts_with("\xEF\xBC") && text[2] >= '\x90' && text[2] <= '\x99';  // U+FF10..U+FF19
    if (dash != std::end(kDashes)) out += '-';
    else if (wide_digit) out += static_cast<char>('0' + (text[2] - '\x90'));
    else out += text[0];
    text.remove_prefix(dash != std::end(kDashes) || wide_digit ? 3 : 1);
  }
  return out;
}

Reason judge_plain(std::string_view text, std::size_t code_points_max) {
  if (text.size() > code_points_max) return Reason::kLinFormat;
  if (text.front() != ' ' && text.back() != ' ') return Reason::kNone;
  const bool blank = std::all_of(text.begin(), text.end(), [](char c) { return c == ' '; });
  return blank ? Reason::kNone : Reason::kLinFormat;
}

Reason judge_other(std::string_view text, std::size_t code_points_max, unsigned kind) {
  if (codec::code_points(text) > code_points_max || text.front() == ' ' || text.back() == ' ') return Reason::kLinFormat;
  if (!codec::is_text(text, code_points_max)) return Reason::kLinText;
  return (kind & kLatin) != 0 && !codec::letters_are_latin(text) ? Reason::kLinText : Reason::kNone;
}

}  // namespace

bool holds_identity_number(std::string_view text) {
  return has_pattern(is_plain(text) ? std::string(text) : plain_digits_and_dashes(text));
}

Reason judge_text(std::string_view text, std::size_t code_points_max, unsigned kind) {
  if (text.empty()) return Reason::kNone;
  const bool plain = is_plain(text);
  const Reason reason = plain ? judge_plain(text, code_points_max) : judge_other(text, code_points_max, kind);
  if (reason != Reason::kNone || (kind & kFree) == 0) return reason;
  return (plain ? has_pattern(text) : holds_identity_number(text)) ? Reason::kLinForbidden : Reason::kNone;
}

}  // namespace cs::request
