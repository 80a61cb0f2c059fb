// What a verifier asks of every entry, whether it comes from a store or from an export. Inside this room only.
//   Errors   kUntrusted, kMalformed with the reason.
#pragma once

#include "codec/canonical.h"
#include "ledger/chain.h"
#include "ledger/order.h"

namespace cs::ledger {

class EntryChecks {
 public:
  explicit EntryChecks(const tlog::LogKeys& known) : known_(known) {}
  // The next entry: canonical, of the log, and where it may stand.
  Result<TimedEntry> look(EntryIndex index, ByteView bytes);
  Result<void> end_of_record() const;

 private:
  const tlog::LogKeys& known_;
  OrderChecker order_;
  codec::CborWriter encoded_;
};

// A note kept by somebody else: kUntrusted, beginning with ROLLBACK or FORK, where the chain does not have its head.
Result<void> check_old_checkpoint(const std::string& note, const Chain& chain);

// A head that holds the rotation, of the chain, signed by every key that signs heads of its size: also by the one before.
Result<void> check_handover(const std::string& note, EntryIndex rotation, const Chain& chain);

}  // namespace cs::ledger
