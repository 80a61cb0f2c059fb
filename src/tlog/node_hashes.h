// The nodes above a row of hashes, several at once. Inside this room only.
//   Shape    out[i] is the node above below[2i] and below[2i + 1]; `out` lies elsewhere.
#pragma once

#include <span>

#include "base/bytes.h"

namespace cs::tlog {

void node_hashes(std::span<const Digest> below, std::span<Digest> out);

}  // namespace cs::tlog
