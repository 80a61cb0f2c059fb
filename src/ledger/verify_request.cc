#include "ledger/verify_request.h"

#include "base/limits.h"
#include "base/verdict.h"
#include "codec/canonical.h"
#include "crypto/digest.h"

namespace cs::ledger {
namespace {

// Of a tally {1: [[verdict, reason, count]], 2: digest, 3: reason of a whole refusal} the last.
Result<std::uint64_t> refusal_of(ByteView tally) {
  codec::CborReader reader(tally);
  CS_TRY(keys, reader.map(3));
  if (keys != 3) return malformed("a tally has three keys");
  CS_TRY_VOID(reader.key(1));
  CS_TRY(rows, reader.list(limits::kLinesPerRequestMax));
  for (std::size_t row = 0; row < rows; ++row) {
    CS_TRY(numbers, reader.list(3));
    for (std::size_t number = 0; number < numbers; ++number) CS_TRY_VOID(reader.unsigned_number());
  }
  CS_TRY_VOID(reader.key(2));
  CS_TRY_VOID(reader.digest());
  CS_TRY_VOID(reader.key(3));
  return reader.unsigned_number();
}

}  // namespace

bool keeps_lines(const Digest& lines, ByteView tally) {
  const auto refusal = refusal_of(tally);
  return refusal && *refusal != static_cast<std::uint64_t>(Reason::kSvcLedger) && lines != crypto::sha256({});
}

}  // namespace cs::ledger
