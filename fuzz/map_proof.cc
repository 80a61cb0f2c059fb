// Any bytes as a map proof of the tests' log, and as a leaf: a leaf has one spelling.
#include <algorithm>

#include "base/check.h"
#include "ledger/map.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key =
      cs::crypto::NoteVerifier::parse("holder.test.invalid/countersign/main+f92b3fea+ASFS+NGbeR0kRTJC4V8uq2y3z/p7al7TAJeWDgaYgdsS");
  const cs::ByteView bytes(data, size);
  if (const auto leaf = cs::ledger::parse_map_leaf(bytes)) CS_CHECK(std::ranges::equal(cs::ledger::encode_map_leaf(*leaf), bytes), "one spelling");
  const auto proof = cs::ledger::read_map_proof(cs::as_text(bytes), *key);
  if (proof) CS_CHECK(proof->present == proof->commitment.has_value(), "who is present has a commitment");
  return 0;
}
