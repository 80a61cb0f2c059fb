#include "tlog/merkle.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "crypto/digest.h"
#include "crypto/digest_pairs.h"
#include "tlog/node_hashes.h"

namespace cs::tlog {
namespace {

// RFC 6962 section 2.1: one byte keeps a leaf from ever being taken for a node.
constexpr std::uint8_t kLeafPrefix[] = {0x00};
constexpr std::uint8_t kNodePrefix = 0x01;

// The largest power of two below n, for n >= 2.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// Root of the leaves begin..end-1, where begin is a multiple of the largest power of two that fits: the subtrees, largest first, are full.
Result<Digest> hash_of_range(std::uint64_t begin, std::uint64_t end, const HashReader& read) {
  std::vector<Digest> edge;
  while (begin < end) {
    const std::uint64_t width = std::bit_floor(end - begin);
    const int level = std::countr_zero(width);
    CS_TRY(hash, read(level, begin >> level));
    edge.push_back(hash);
    begin += width;
  }
  Digest root = edge.back();
  for (std::size_t i = edge.size() - 1; i-- > 0;) root = node_hash(edge[i], root);
  return root;
}

}  // namespace

Digest leaf_hash(ByteView leaf) { return crypto::sha256_of({kLeafPrefix, leaf}); }

Digest node_hash(const Digest& left, const Digest& right) { return crypto::sha256_pair(kNodePrefix, left, right); }

void node_hashes(std::span<const Digest> below, std::span<Digest> out) { crypto::sha256_pairs(kNodePrefix, below.first(2 * out.size()), out); }

Digest empty_root() { return crypto::sha256({}); }

Result<Frontier> Frontier::of(std::uint64_t size, std::vector<Digest> right_edge) {
  if (static_cast<std::size_t>(std::popcount(size)) != right_edge.size())
    return malformed("a tree's right edge has " + std::to_string(right_edge.size()) + " hashes where its size needs " +
                     std::to_string(std::popcount(size)));
  Frontier out;
  out.size_ = size;
  out.edge_ = std::move(right_edge);
  return out;
}

void Frontier::append(const Digest& leaf) {
  Digest hash = leaf;
  for (std::uint64_t rest = size_; rest % 2 == 1; rest /= 2) {
    hash = node_hash(edge_.back(), hash);
    edge_.pop_back();
  }
  edge_.push_back(hash);
  ++size_;
}

Digest Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Digest root = edge_.back();
  for (std::size_t i = edge_.size() - 1; i-- > 0;) root = node_hash(edge_[i], root);
  return root;
}

Digest root_of(const std::vector<Digest>& leaf_hashes) {
  Frontier tree;
  for (const Digest& leaf : leaf_hashes) tree.append(leaf);
  return tree.root();
}

Result<Digest> root_at(std::uint64_t size, const HashReader& read) {
  if (size == 0) return empty_root();
  return hash_of_range(0, size, read);
}

// RFC 6962 section 2.1.1, PATH, walked from the root down; the proof goes from the leaf up.
Result<std::vector<Digest>> prove_inclusion(std::uint64_t index, std::uint64_t size, const HashReader& read) {
  if (index >= size) return malformed("no inclusion proof: entry " + std::to_string(index) + " is not below size " + std::to_string(size));
  std::vector<Digest> proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = index < middle;
    CS_TRY(sibling, left ? hash_of_range(middle, end, read) : hash_of_range(begin, middle, read));
    proof.push_back(sibling);
    (left ? end : begin) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// RFC 6962 section 2.1.2, SUBPROOF, walked the same way: down to the subtree in which the old tree ends.
Result<std::vector<Digest>> prove_consistency(std::uint64_t old_size, std::uint64_t size, const HashReader& read) {
  if (old_size > size)
    return malformed("no consistency proof: size " + std::to_string(old_size) + " is above size " + std::to_string(size));
  std::vector<Digest> proof;
  if (old_size == 0) return proof;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end != old_size) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = old_size <= middle;
    CS_TRY(sibling, left ? hash_of_range(middle, end, read) : hash_of_range(begin, middle, read));
    proof.push_back(sibling);
    (left ? end : begin) = middle;
  }
  if (begin != 0) {  // where the old tree is a left subtree of the new one, the verifier has its hash already
    CS_TRY(last, hash_of_range(begin, end, read));
    proof.push_back(last);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

// RFC 9162 section 2.1.3.2.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf, const Digest& root, const std::vector<Digest>& proof) {
  if (index >= size) return false;
  std::uint64_t at = index;
  std::uint64_t last = size - 1;
  Digest hash = leaf;
  for (const Digest& sibling : proof) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      hash = node_hash(sibling, hash);
      while (at % 2 == 0 && at != 0) at /= 2, last /= 2;
    } else {
      hash = node_hash(hash, sibling);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 && hash == root;
}

// RFC 9162 section 2.1.4.2.
bool verify_consistency(std::uint64_t old_size, const Digest& old_root, std::uint64_t size, const Digest& root,
                        const std::vector<Digest>& proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::uint64_t at = old_size - 1;
  std::uint64_t last = size - 1;
  const int shared = std::countr_one(at);
  at >>= shared;
  last >>= shared;
  const bool whole = std::has_single_bit(old_size);  // then the old root is the first hash and is not sent
  if (!whole && proof.empty()) return false;
  Digest old_hash = whole ? old_root : proof[0];
  Digest hash = old_hash;
  for (std::size_t i = whole ? 0 : 1; i < proof.size(); ++i) {
    if (last == 0) return false;
    if (at % 2 == 1 || at == last) {
      old_hash = node_hash(proof[i], old_hash);
      hash = node_hash(proof[i], hash);
      while (at % 2 == 0 && at != 0) at /= 2, last /= 2;
    } else {
      hash = node_hash(hash, proof[i]);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

void HashStack::append(const Digest& leaf) {
  Digest hash = leaf;
  for (std::size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Digest>& here = levels_[level];
    here.push_back(hash);
    if (here.size() % 2 == 1) return;
    hash = node_hash(here[here.size() - 2], here.back());
  }
}

HashReader HashStack::reader() const {
  return [this](int level, std::uint64_t index) -> Result<Digest> {
    CS_CHECK(level >= 0, "a level of a tree counts from 0");
    const auto at = static_cast<std::size_t>(level);
    if (at >= levels_.size() || index >= levels_[at].size())
      return not_found("the tree has no subtree " + std::to_string(index) + " of level " + std::to_string(level));
    return levels_[at][index];
  };
}

}  // namespace cs::tlog
