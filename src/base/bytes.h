// Bytes and their printable forms.
//   Shape    ByteView is a borrowed run of bytes; Bytes owns one. A Digest is the 32 bytes of a SHA-256.
//   Errors   the from_* readers are strict: lower-case hex, padded canonical base64 without white space; anything else is kMalformed.
//   Source   RFC 4648.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cs {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Digest = std::array<std::uint8_t, 32>;

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes to_bytes(std::string_view text) { return {text.begin(), text.end()}; }
inline std::string to_string(ByteView bytes) { return std::string(as_text(bytes)); }
inline void append(Bytes& out, ByteView more) { out.insert(out.end(), more.begin(), more.end()); }
inline void append(Bytes& out, std::string_view more) { out.insert(out.end(), more.begin(), more.end()); }

std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);
std::string to_base64(ByteView bytes);
Result<Bytes> from_base64(std::string_view text);

// "sha256:" + 64 lower-case hex digits, the form of a digest in every file of ours (design: rules of the gate, common forms).
std::string digest_text(const Digest& digest);
Result<Digest> parse_digest(std::string_view text);
Result<Digest> digest_from_hex(std::string_view hex64);

// Big-endian integers, as in every format of ours that is not the register's.
void append_u64_be(Bytes& out, std::uint64_t value);
void append_u32_be(Bytes& out, std::uint32_t value);
void append_u16_be(Bytes& out, std::uint16_t value);
std::uint64_t read_u64_be(ByteView bytes);  // needs bytes.size() >= 8
std::uint32_t read_u32_be(ByteView bytes);  // needs bytes.size() >= 4
std::uint16_t read_u16_be(ByteView bytes);  // needs bytes.size() >= 2

// Compares in a time that depends on the sizes only.
bool equal_constant_time(ByteView left, ByteView right);

}  // namespace cs
