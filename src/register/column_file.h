// One array as a file: header, body, zeros, one CRC-32C a page.
//   Shape    docs/formats/register.md, section "One file, one array".
//   Errors   check_column_file: kUntrusted, naming the file and, for a body, the page.
//   Threads  pure.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "register/layout.h"

namespace cs::registry {

using BuildTag = std::array<std::uint8_t, 16>;

// First 16 bytes of SHA-256(manifest lines before `file`; bodies of every .text, .count and .few): files of two builds never mix.
BuildTag build_tag(std::string_view manifest_head, const std::array<ByteView, kFileCount>& bodies);

// The bytes before and after a body.
Bytes column_header(File file, std::uint64_t body_bytes, const BuildTag& tag);
Bytes column_trailer(ByteView body);
// What is told of a body while it passes, for the trailer.
class PageSums {
 public:
  void add(ByteView bytes);
  std::uint64_t body_bytes() const { return body_bytes_; }
  Bytes trailer() const;

 private:
  std::uint64_t body_bytes_ = 0;
  std::uint32_t open_ = 0;               // of the page that is not whole
  std::vector<std::uint32_t> whole_;
};
std::uint64_t column_file_bytes(std::uint64_t body_bytes);

struct ColumnBody {
  ByteView body;
  std::uint64_t count = 0;
  BuildTag tag{};
};
// Sizes, header, zeros and checksums of a whole file; gives its body.
Result<ColumnBody> check_column_file(File file, ByteView bytes);

}  // namespace cs::registry
