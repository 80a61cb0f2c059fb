// What the ledger says is destroyed: by `shred` whole period keys, by `expunge` single lines. Inside this room only.
//   Errors   read: kUntrusted where a shred names no agreement.
//   Source   docs/formats/opening.md. Holds L13: only this excuses that an opening is gone, and what is here opens no more.
#pragma once

#include <map>

#include "ledger/opening.h"

namespace cs::ledger {

class Destroyed {
 public:
  static Result<Destroyed> read(const Ledger& ledger);
  // The entry that says so; none where nothing does.
  std::optional<EntryIndex> period(const Period& period) const;
  std::optional<EntryIndex> line(OpeningKind kind, EntryIndex request, LineNumber line) const;
  // A map cannot be made again once a shred of class outcome took what it is made of: the salts of its leaves go with it.
  std::optional<EntryIndex> map_of(std::uint32_t quarter) const;
  const std::map<Period, EntryIndex>& periods() const { return periods_; }

 private:
  Result<void> note(EntryIndex index, const Entry& entry);
  std::map<std::uint64_t, std::string> agreements_;  // by the index of every entry of kind agreement
  std::map<Period, EntryIndex> periods_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, EntryIndex> lines_[2];  // (request, line); of class input and outcome
};

}  // namespace cs::ledger
