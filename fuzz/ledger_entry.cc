// Any bytes as a ledger entry: what reads, writes back to the same bytes, and every view of it can be made.
#include <algorithm>

#include "base/check.h"
#include "codec/json.h"
#include "ledger/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cs::ByteView bytes(data, size);
  const auto read = cs::ledger::decode(bytes);
  if (!read) return 0;
  CS_CHECK(cs::ledger::is_valid(read->entry, read->time).ok(), "what reads may be written");
  const cs::Bytes again = cs::ledger::encode(read->entry, read->time);
  CS_CHECK(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()), "encode(decode(x)) == x");
  CS_CHECK(!cs::codec::write_json(cs::ledger::entry_view({0}, *read)).empty(), "an entry has a view");
  (void)cs::ledger::commitments_of(read->entry);
  (void)cs::ledger::references_of(read->entry);
  return 0;
}
