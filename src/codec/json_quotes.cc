// This file is compiled once for every set of instructions; what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is there for each.
#include "codec/json_quotes.h"

#include "base/check.h"
#include "codec/json_parser.h"

#ifndef CS_JSON_QUOTES_PLAIN
#define CS_JSON_QUOTES_PLAIN
#include <cstring>

namespace cs::codec {
namespace {

constexpr std::size_t kVectorBytesMax = 32;  // a line is some hundred bytes: longer vectors would be half empty
static_assert(kVectorBytesMax <= kJsonPadding, "the last vector of a text is read whole");
static_assert(kVectorBytesMax / 8 + sizeof(std::uint64_t) <= kQuotesBehind);

// A text that nobody closes ends behind the last byte.
void close(std::span<std::uint8_t> quotes, std::size_t text_bytes) {
  std::memset(quotes.data() + (text_bytes + 7) / 8, 0xFF, sizeof(std::uint64_t));
}

TextMarks find_plain(const std::uint8_t* text, std::size_t size, std::uint8_t* quotes) {
  TextMarks out;
  std::memset(quotes, 0, size / 8 + 1);
  for (std::size_t at = 0; at < size; ++at) {
    if (text[at] == '"') quotes[at / 8] = static_cast<std::uint8_t>(quotes[at / 8] | 1U << at % 8);
    out.unusual = out.unusual || text[at] == '\\' || text[at] < ' ';
    out.ascii = out.ascii && text[at] < 0x80;
  }
  return out;
}

}  // namespace
}  // namespace cs::codec
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "codec/json_quotes.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace cs::codec::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
TextMarks find_quotes(const std::uint8_t* text, std::size_t size, std::uint8_t* quotes) { return find_plain(text, size, quotes); }
#else
TextMarks find_quotes(const std::uint8_t* text, std::size_t size, std::uint8_t* quotes) {
  const hn::CappedTag<std::uint8_t, kVectorBytesMax> bytes;
  const auto quote = hn::Set(bytes, std::uint8_t{'"'}), backslash = hn::Set(bytes, std::uint8_t{'\\'}), blank = hn::Set(bytes, std::uint8_t{' '});
  static_assert(hn::MaxLanes(bytes) >= 8, "the bits of a vector are whole bytes");
  const std::size_t at_once = hn::Lanes(bytes);
  auto unusual = hn::Zero(bytes), all = hn::Zero(bytes);
  const auto look = [&](auto piece, std::size_t at) {
    hn::StoreMaskBits(bytes, hn::Eq(piece, quote), quotes + at / 8);
    unusual = hn::Or(unusual, hn::VecFromMask(bytes, hn::Or(hn::Eq(piece, backslash), hn::Lt(piece, blank))));
    all = hn::Or(all, piece);
  };
  std::size_t at = 0;
  for (; at + at_once <= size; at += at_once) look(hn::LoadU(bytes, text + at), at);
  if (at < size) look(hn::IfThenElse(hn::FirstN(bytes, size - at), hn::LoadU(bytes, text + at), blank), at);  // what stands behind is none of it
  const auto high = hn::Set(bytes, std::uint8_t{0x80});
  return {!hn::AllFalse(bytes, hn::TestBit(unusual, high)), hn::AllFalse(bytes, hn::TestBit(all, high))};
}
#endif

}  // namespace cs::codec::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cs::codec {
namespace {

HWY_EXPORT(find_quotes);

}  // namespace

TextMarks find_quotes(std::string_view padded, std::span<std::uint8_t> quotes) {
  CS_CHECK(quotes.size() >= quote_bytes(padded.size()), "each byte has a bit");
  const TextMarks out = HWY_DYNAMIC_DISPATCH(find_quotes)(reinterpret_cast<const std::uint8_t*>(padded.data()), padded.size(), quotes.data());
  close(quotes, padded.size());
  return out;
}

TextMarks find_quotes_plain(std::string_view text, std::span<std::uint8_t> quotes) {
  CS_CHECK(quotes.size() >= quote_bytes(text.size()), "each byte has a bit");
  const TextMarks out = find_plain(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), quotes.data());
  close(quotes, text.size());
  return out;
}

std::int64_t find_quotes_targets() { return HWY_TARGETS; }

}  // namespace cs::codec
#endif
