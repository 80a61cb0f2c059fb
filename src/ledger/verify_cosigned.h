// The kept head that a quorum of witnesses cosigned, as a verifier judges it: by the policy that was in force at its size. Inside this room only.
#pragma once

#include <map>

#include "ledger/chain.h"

namespace cs::ledger {

inline constexpr const char* kCosignedFile = "cosigned";

// Which witness policy was in force from which entry on.
class PolicyHistory {
 public:
  void note(EntryIndex index, const Entry& entry) {
    if (const auto* genesis = std::get_if<GenesisEntry>(&entry)) policies_[index.value] = genesis->policy;
    if (const auto* key = std::get_if<KeyEntry>(&entry)) policies_[index.value] = key->policy;
  }
  std::optional<Digest> at_size(std::uint64_t size) const {  // of the last entry in a tree of this size that names one
    const auto after = policies_.lower_bound(size);
    return after == policies_.begin() ? std::nullopt : std::optional(std::prev(after)->second);
  }

 private:
  std::map<std::uint64_t, Digest> policies_;
};

// The size of the cosigned head; none where none was kept yet, or both parties have given it up. kUntrusted where it is not the log's, the log
// contradicts it, or the quorum did not cosign it.
Result<std::optional<std::uint64_t>> check_cosigned(const Result<std::string>& note, const Chain& chain,
                                                    const PolicyHistory& policies, const store::Store& store);

}  // namespace cs::ledger
