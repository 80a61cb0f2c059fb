// What must hold between entries, whatever they say: the same checker before a commit, in `ledger verify` and in an audit.
//   Shape    entry 0 is genesis and no other is; an entry names earlier ones only; a request's lines are 1..n, adjacent, with their close
//            right after them (L5).
#pragma once

#include "ledger/entry.h"

namespace cs::ledger {

class OrderChecker {
 public:
  // The next entry; nullptr when it may stand here, else the rule that it breaks.
  const char* look(EntryIndex index, const Entry& entry);
  // The end of a record: no lines may wait for their close.
  const char* end_of_record() const { return lines_ == 0 ? nullptr : "L5 a request's lines and their close are in one record"; }

 private:
  const char* look_at_line(EntryIndex index, const LineEntry& line);
  const char* look_at_close(const CloseEntry& close);
  EntryIndex request_;
  EntryIndex first_line_;
  std::uint32_t lines_ = 0;  // seen of the request whose close is to come
};

}  // namespace cs::ledger
