// Where the quotes of a JSON text stand, and whether one of them may be none that begins or ends a text. Inside this room only.
//   Shape    of `quotes` bit n is that of byte n; 64 more are set behind the last byte, so that a text that nobody closes ends there.
//   Units    `quotes` is of quote_bytes(size) bytes and more; kJsonPadding bytes may be read behind the text, whatever they are.
//   Errors   unusual: a backslash or a control character (a quote may be no end then), and what `quotes` says counts for nothing.
//   Threads  pure.
//   Source   json_quotes_test.cc compares each set of vector instructions with the plain loop, byte for byte.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace cs::codec {

struct TextMarks {
  bool unusual = false;
  bool ascii = true;      // no byte from 0x80 on
  bool operator==(const TextMarks&) const = default;
};

constexpr std::size_t kQuotesBehind = 64;  // bytes: of the longest vector's bits, and the 64 that are set
constexpr std::size_t quote_bytes(std::size_t text_bytes) { return text_bytes / 8 + 1 + kQuotesBehind; }

TextMarks find_quotes(std::string_view padded, std::span<std::uint8_t> quotes);
TextMarks find_quotes_plain(std::string_view text, std::span<std::uint8_t> quotes);  // the same, byte by byte

// For tests: the sets of instructions that this machine may use, as hwy::SetSupportedTargetsForTest takes them.
std::int64_t find_quotes_targets();

}  // namespace cs::codec
