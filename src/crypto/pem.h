// PEM, read strictly: blocks and blank lines between them, nothing else.
//   Shape    RFC 7468 section 3, lax only in line ends (LF or CRLF) and line width (at most 76): label, then base64 without headers.
//   Errors   kMalformed with the line number; kLimit.
//   Threads  free functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace cs::crypto {

struct PemBlock {
  std::string label;  // "CERTIFICATE"
  Bytes body;
};

// One block or more. `label`: every block must have it; empty: any label.
Result<std::vector<PemBlock>> read_pem(std::string_view text, std::string_view label, std::size_t bytes_max);
std::string write_pem(std::string_view label, ByteView body);

}  // namespace cs::crypto
