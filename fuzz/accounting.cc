// Any bytes as a subject's accounting, read with the key of the tests' log: quarters that are believed follow each other.
#include "base/check.h"
#include "ledger/accounting.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto key =
      cs::crypto::NoteVerifier::parse("holder.test.invalid/countersign/main+f92b3fea+ASFS+NGbeR0kRTJC4V8uq2y3z/p7al7TAJeWDgaYgdsS");
  const auto given = cs::ledger::read_accounting(cs::as_text(cs::ByteView(data, size)), *key);
  if (!given) return 0;
  std::uint32_t expected = cs::ledger::quarter_of(given->founded);
  for (const auto& one : given->quarters) {
    CS_CHECK(one.quarter == expected++, "no quarter is left out");
    CS_CHECK((one.records == 0) == one.text.empty(), "who is absent has no records");
  }
  return 0;
}
