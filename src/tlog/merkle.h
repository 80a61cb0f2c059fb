// Merkle trees of a transparency log: hashes, roots and proofs. Pure functions.
//   Source   RFC 6962 section 2.1 (vectors of transparency-dev/merkle in the tests); RFC 9162 section 2.1.3-2.1.4 for verification.
//   Units    a size counts entries; `leaf` and `leaves` are leaf hashes, never entries; level 0 are the leaves.
//   Errors   verify_* are plain false; prove_* are kMalformed where index or size do not fit, else what the reader said.
//   Threads  free functions; a Frontier or HashStack belongs to one thread at a time while it grows.
#pragma once

#include <functional>
#include <vector>

#include "base/bytes.h"

namespace cs::tlog {

Digest leaf_hash(ByteView leaf);
Digest node_hash(const Digest& left, const Digest& right);
Digest empty_root();

// The compact state of a growing tree: what must be known to append and to give the root.
class Frontier {
 public:
  Frontier() = default;
  static Result<Frontier> of(std::uint64_t size, std::vector<Digest> right_edge);  // largest subtree first
  void append(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;
  const std::vector<Digest>& right_edge() const { return edge_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> edge_;
};

Digest root_of(const std::vector<Digest>& leaf_hashes);

// Gives the hash of the full subtree of 2^level leaves that starts at leaf index * 2^level.
using HashReader = std::function<Result<Digest>(int level, std::uint64_t index)>;

Result<Digest> root_at(std::uint64_t size, const HashReader& read);
Result<std::vector<Digest>> prove_inclusion(std::uint64_t index, std::uint64_t size, const HashReader& read);
Result<std::vector<Digest>> prove_consistency(std::uint64_t old_size, std::uint64_t size, const HashReader& read);
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf, const Digest& root, const std::vector<Digest>& proof);
bool verify_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t size, const Digest& root,
                        const std::vector<Digest>& proof);

// All levels of the tree over leaf hashes held in memory, as a HashReader: for logs that fit.
class HashStack {
 public:
  void append(const Digest& leaf);
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
  HashReader reader() const;  // refers to this
  const std::vector<std::vector<Digest>>& levels() const { return levels_; }

 private:
  std::vector<std::vector<Digest>> levels_;  // levels_[0] the leaves, full subtrees only
};

}  // namespace cs::tlog
