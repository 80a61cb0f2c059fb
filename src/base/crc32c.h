// CRC-32C, against rot of disks; never against an adversary.
//   Source   RFC 3720 appendix B.4 (its vectors are the test).
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace cs {
std::uint32_t crc32c(ByteView bytes, std::uint32_t before = 0);
}  // namespace cs
