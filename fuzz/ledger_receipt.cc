// Any bytes as a receipt of the tests' log: what reads was signed by the log's key and holds an entry of the log.
#include "base/check.h"
#include "ledger/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key =
      cs::crypto::NoteVerifier::parse("holder.test.invalid/countersign/main+f92b3fea+ASFS+NGbeR0kRTJC4V8uq2y3z/p7al7TAJeWDgaYgdsS");
  CS_CHECK(key.ok(), "the tests' key is a key");
  const auto receipt = cs::ledger::read_receipt(cs::as_text({data, size}), *key);
  if (!receipt) return 0;
  CS_CHECK(receipt->index.value < receipt->checkpoint.size, "a proven entry is in the tree");
  return 0;
}
