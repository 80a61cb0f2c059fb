// What openings say of a request, as far as a verifier must know it to tell which other openings are to be there. Inside this room only.
//   Errors   kMalformed.
//   Source   docs/formats/opening.md.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace cs::ledger {

// Of a request that was never admitted, by its tally: whether its lines, which have this digest, are kept as received. They are not where there was
// none, nor where there was no room for them.
bool keeps_lines(const Digest& lines, ByteView tally);

}  // namespace cs::ledger
