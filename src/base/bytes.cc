#include "base/bytes.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cs {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr const char* kNoHex = "hex: a character that is no lower-case hex digit";
constexpr std::uint8_t kNoHexDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_hex_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoHexDigit);
  for (std::size_t i = 0; i < kHexDigits.size(); ++i) values[static_cast<unsigned char>(kHexDigits[i])] = static_cast<std::uint8_t>(i);
  return values;
}
constexpr std::array<std::uint8_t, 256> kHexValues = make_hex_values();

// Two digits a byte into `out`; false when one is no digit. A digit's value has four bits, so no digit shows in any of the others.
bool read_hex(std::string_view text, std::uint8_t* out) {
  unsigned all = 0;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const unsigned high = kHexValues[static_cast<unsigned char>(text[i])], low = kHexValues[static_cast<unsigned char>(text[i + 1])];
    all |= high | low;
    *out++ = static_cast<std::uint8_t>(high << 4 | low);
  }
  return all < 16;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return -1;
}

template <std::size_t N>
void append_be(Bytes& out, std::uint64_t value) {
  for (std::size_t i = 0; i < N; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * (N - 1 - i))));
}

template <std::size_t N>
std::uint64_t read_be(ByteView bytes) {
  CS_CHECK(bytes.size() >= N, "an integer is read only where all its bytes are");
  std::uint64_t value = 0;
  std::memcpy(reinterpret_cast<std::uint8_t*>(&value) + sizeof value - N, bytes.data(), N);
  return __builtin_bswap64(value);
}
static_assert(std::endian::native == std::endian::little, "the register's maps are little-endian, and so is every machine of ours");

}  // namespace

std::string to_hex(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::uint8_t b : bytes) {
    out += kHexDigits[b >> 4];
    out += kHexDigits[b & 15];
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return malformed("hex: an odd number of digits");
  Bytes out(text.size() / 2);
  if (!read_hex(text, out.data())) return malformed(kNoHex);
  return out;
}

std::string to_base64(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = static_cast<std::uint32_t>(bytes[i]) << 16;
    if (have > 1) group |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
    if (have > 2) group |= bytes[i + 2];
    out += kBase64Digits[group >> 18];
    out += kBase64Digits[group >> 12 & 63];
    out += have > 1 ? kBase64Digits[group >> 6 & 63] : '=';
    out += have > 2 ? kBase64Digits[group & 63] : '=';
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return malformed("base64: the length is no multiple of four");
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const int padding = last && text[i + 3] == '=' ? (text[i + 2] == '=' ? 2 : 1) : 0;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const int value = k >= 4 - static_cast<std::size_t>(padding) ? 0 : base64_value(text[i + k]);
      if (value < 0) return malformed("base64: a character outside the alphabet");
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    if ((padding == 1 && (group & 0xFF) != 0) || (padding == 2 && (group & 0xFFFF) != 0))
      return malformed("base64: bits set after the end");
    out.push_back(static_cast<std::uint8_t>(group >> 16));
    if (padding < 2) out.push_back(static_cast<std::uint8_t>(group >> 8));
    if (padding < 1) out.push_back(static_cast<std::uint8_t>(group));
  }
  return out;
}

std::string digest_text(const Digest& digest) { return "sha256:" + to_hex(digest); }

Result<Digest> parse_digest(std::string_view text) {
  if (!text.starts_with("sha256:")) return malformed("digest: does not begin with \"sha256:\"");
  return digest_from_hex(text.substr(7));
}

Result<Digest> digest_from_hex(std::string_view hex64) {
  if (hex64.size() != 64) return malformed("digest: not 64 hex digits");
  Digest digest;
  if (!read_hex(hex64, digest.data())) return malformed(kNoHex);
  return digest;
}

void append_u64_be(Bytes& out, std::uint64_t value) { append_be<8>(out, value); }
void append_u32_be(Bytes& out, std::uint32_t value) { append_be<4>(out, value); }
void append_u16_be(Bytes& out, std::uint16_t value) { append_be<2>(out, value); }
std::uint64_t read_u64_be(ByteView bytes) { return read_be<8>(bytes); }
std::uint32_t read_u32_be(ByteView bytes) { return static_cast<std::uint32_t>(read_be<4>(bytes)); }
std::uint16_t read_u16_be(ByteView bytes) { return static_cast<std::uint16_t>(read_be<2>(bytes)); }

bool equal_constant_time(ByteView left, ByteView right) {
  if (left.size() != right.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < left.size(); ++i) difference |= static_cast<unsigned>(left[i] ^ right[i]);
  return difference == 0;
}

}  // namespace cs
