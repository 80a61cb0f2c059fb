// The characters of a signed note. Inside this room only.
//   Source   C2SP signed-note: UTF-8, no control character below U+0020 but LF; a key's name has no Unicode space and no plus.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cs::tlog {
bool is_note_text(std::string_view bytes);
bool is_key_name(std::string_view name);  // of valid UTF-8
// A decimal number as logs write it: digits, no leading zero, at most 2^63 - 1 (as much as every reader of such files holds).
Result<std::uint64_t> parse_decimal(std::string_view text);
}  // namespace cs::tlog
