#include "tlog/note_text.h"

#include <algorithm>
#include <charconv>

namespace cs::tlog {
namespace {

// The code point at the start of `rest`, which is taken off; -1 when the next bytes are no UTF-8 (RFC 3629 section 4).
std::int32_t take_point(std::string_view& rest) {
  const auto first = static_cast<std::uint8_t>(rest[0]);
  if (first < 0x80) return rest.remove_prefix(1), first;
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || rest.size() < bytes) return -1;
  std::int32_t point = first & (0x7F >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<std::uint8_t>(rest[i]);
    if ((next & 0xC0) != 0x80) return -1;
    point = point << 6 | (next & 0x3F);
  }
  const bool overlong = (bytes == 3 && point < 0x800) || (bytes == 4 && point < 0x10000);
  if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return -1;
  rest.remove_prefix(bytes);
  return point;
}

// White_Space of Unicode 15.0, PropList.txt.
bool is_space(std::int32_t point) {
  static constexpr std::int32_t kSpaces[] = {0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  if ((point >= 0x09 && point <= 0x0D) || (point >= 0x2000 && point <= 0x200A)) return true;
  return std::find(std::begin(kSpaces), std::end(kSpaces), point) != std::end(kSpaces);
}

}  // namespace

bool is_note_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::int32_t point = take_point(bytes);
    if (point < 0x20 && point != '\n') return false;
  }
  return true;
}

bool is_key_name(std::string_view name) {
  if (name.empty()) return false;
  while (!name.empty()) {
    const std::int32_t point = take_point(name);
    if (point < 0 || point == '+' || is_space(point)) return false;
  }
  return true;
}

Result<std::uint64_t> parse_decimal(std::string_view text) {
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::uint64_t value = 0;
  if (!digits || (text[0] == '0' && text.size() > 1) || std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc() ||
      value > static_cast<std::uint64_t>(INT64_MAX))
    return malformed("not a decimal number without leading zeros");
  return value;
}

}  // namespace cs::tlog
