// The documents that a log asks for, gathered entry by entry and held against those that are there. Inside this room only.
//   Errors   kUntrusted naming the entry and the digest of the first that is missing.
#pragma once

#include <map>
#include <set>

#include "ledger/verify.h"

namespace cs::store {
class Store;
}

namespace cs::ledger {

class NeededDocuments {
 public:
  void note(EntryIndex index, const Entry& entry);
  void there(const Digest& digest, ByteView bytes);
  Result<void> all_there(const store::Store& store, const VerifyOptions& options) const;

 private:
  using Pinned = std::pair<Digest, Digest>;     // a certificate: issuer and serial, key
  std::map<Digest, std::uint64_t> documents_;   // and the first entry that needs it
  std::map<Digest, std::uint64_t> terms_;
  std::map<Pinned, std::uint64_t> certificates_;
  std::set<Digest> there_;
  std::set<Pinned> certificates_there_;
};

}  // namespace cs::ledger
