// Disclosure maps: "these are all your disclosures", one a quarter.
//   Shape    a tree of leaves that ascend by subject key, between two sentinels; the `map` entry holds its size and root. A map proof is a text that
//            travels: one leaf shows presence, two adjacent ones absence, with the receipt of the `map` entry behind them.
//   Units    leaves count the two sentinels too; quarter = year * 4 + quarter (0..3), UTC.
//   Errors   of: kMalformed for a key twice, or a sentinel's. read_map_proof: kMalformed, kLimit, kUntrusted.
//   Threads  plain values.
//   Source   docs/formats/map.md has the same example byte for byte as the tests.
//   Holds    what a proof says was hashed and is under the root that the ledger's entry holds. That the whole tree ascends is for whoever has all
//            leaves to check: the auditor's replay builds it anew.
#pragma once

#include "ledger/receipt.h"

namespace cs::ledger {

struct MapLeaf {
  Digest key{};         // HMAC of the subject under the quarter's map key
  Digest commitment{};  // commit("map", r, accounting records)
  auto operator<=>(const MapLeaf&) const = default;
};

Bytes encode_map_leaf(const MapLeaf& leaf);
Result<MapLeaf> parse_map_leaf(ByteView bytes);

class DisclosureMap {
 public:
  static Result<DisclosureMap> of(std::vector<MapLeaf> leaves);  // in any order
  const std::vector<MapLeaf>& leaves() const { return leaves_; }  // with the sentinels
  MapEntry entry(std::uint32_t quarter) const;
  // That the key is among the leaves, or that it is not. `receipt`: of this map's entry. kMalformed for a sentinel's key.
  Result<std::string> prove(const Digest& key, std::string_view receipt) const;

 private:
  std::vector<MapLeaf> leaves_;
  tlog::HashStack hashes_;
};

struct MapProof {
  Digest key{};
  std::uint32_t quarter = 0;
  EntryIndex entry;  // the `map` entry
  Instant time;
  bool present = false;
  std::optional<Digest> commitment;  // of one that is present
};
Result<MapProof> read_map_proof(std::string_view text, const tlog::LogKeys& log_keys);

}  // namespace cs::ledger
