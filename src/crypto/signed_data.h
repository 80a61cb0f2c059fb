// The outer shape of a CMS SignedData, read by our own walk before the library sees a byte; for this room's .cc files only.
//   Errors   kLimit, kMalformed: not DER, or no SignedData at all.
//   Source   RFC 5652 section 5.1.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace cs::crypto {

struct SignedDataShape {
  bool versions_fit = false;            // SignerInfo: 1 by issuer and serial, 3 by key id; SignedData: 3 when one of them is, else 1
  bool plain_data = false;              // eContentType is id-data
  bool has_content = false;             // eContent is there: not detached
  std::size_t digest_algorithms = 0;
  std::vector<ByteView> certificates;   // DER, in the message's order
  bool other_certificates = false;      // something else stands among them
  std::size_t signers = 0;
};

Result<SignedDataShape> read_signed_data(ByteView cms, std::size_t bytes_max);

}  // namespace cs::crypto
