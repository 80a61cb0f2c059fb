// The kept head that a quorum of witnesses cosigned, as a verifier judges it: by the policy that was in force at its size. Inside this room only.
#pragma once

#include <map>

#include "ledger/chain.h"
#include "ledger/witness.h"

namespace cs::ledger {

// Which witness policy was in force from which entry on.
class PolicyHistory {
 public:
  void note(EntryIndex index, const Entry& entry) {
    if (const auto* genesis = std::get_if<GenesisEntry>(&entry)) policies_[index.value] = genesis->policy;
    if (const auto* key = std::get_if<KeyEntry>(&entry)) policies_[index.value] = key->policy, changes_.push_back(index);
  }
  const std::vector<EntryIndex>& changes() const { return changes_; }
  std::optional<Digest> at_size(std::uint64_t size) const {  // of the last entry in a tree of this size that names one
    const auto after = policies_.lower_bound(size);
    return after == policies_.begin() ? std::nullopt : std::optional(std::prev(after)->second);
  }

 private:
  std::map<std::uint64_t, Digest> policies_;
  std::vector<EntryIndex> changes_;  // `key` entries
};

// The size of the cosigned head; none where none was kept yet, or both parties have given it up. kUntrusted where it is not the log's, the log
// contradicts it, or the quorum did not cosign it.
Result<std::optional<std::uint64_t>> check_cosigned(const Result<std::string>& note, const Chain& chain,
                                                    const PolicyHistory& policies, const store::Store& store);

// What is kept of witnesses who were replaced: the files `handover-N`, by name.
using HandoverNotes = std::map<std::string, Result<std::string>>;
Result<HandoverNotes> read_handovers(const Path& directory);
// kUntrusted where the one of a `key` entry is no head that holds the entry and that a quorum of those before it has cosigned.
Result<void> check_handovers(const HandoverNotes& notes, const Chain& chain, const PolicyHistory& policies, const store::Store& store);

}  // namespace cs::ledger
