#include "tlog/merkle.h"

#include <gtest/gtest.h>

#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

Digest hash(std::string_view hex) { return *digest_from_hex(hex); }

// The reference tree of RFC 6962 implementations (transparency-dev/merkle, testonly/constants.go): its leaves, the hashes of its full
// subtrees by level, and the roots of its first n leaves.
const std::vector<std::string_view> kLeaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::vector<std::string_view>> kNodes = {
    {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
     "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7", "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7",
     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658",
     "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
     "46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1"},
    {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
     "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"},
    {"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"},
    {"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}};
const std::vector<std::string_view> kRoots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

HashStack reference_tree() {
  HashStack stack;
  for (std::string_view leaf : kLeaves) stack.append(leaf_hash(*from_hex(leaf)));
  return stack;
}

std::vector<Digest> hashes(std::initializer_list<std::string_view> list) {
  std::vector<Digest> out;
  for (std::string_view hex : list) out.push_back(hash(hex));
  return out;
}

// RFC 6962 section 2.1, word for word, as the judge of everything faster.
Digest root_by_definition(const std::vector<Digest>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return empty_root();
  if (end - begin == 1) return leaves[begin];
  std::size_t k = 1;
  while (k * 2 < end - begin) k *= 2;
  return node_hash(root_by_definition(leaves, begin, begin + k), root_by_definition(leaves, begin + k, end));
}

TEST(merkle, roots_are_the_published_ones) {
  Frontier tree;
  std::vector<Digest> leaves;
  const HashStack stack = reference_tree();
  for (std::size_t size = 0; size <= kLeaves.size(); ++size) {
    EXPECT_EQ(tree.root(), hash(kRoots[size])) << size;
    EXPECT_EQ(root_of(leaves), hash(kRoots[size])) << size;
    EXPECT_EQ(*root_at(size, stack.reader()), hash(kRoots[size])) << size;
    EXPECT_EQ(tree.size(), size);
    if (size == kLeaves.size()) break;
    leaves.push_back(leaf_hash(*from_hex(kLeaves[size])));
    tree.append(leaves.back());
  }
}

TEST(merkle, full_subtrees_are_the_published_ones) {
  const HashStack stack = reference_tree();
  ASSERT_EQ(stack.levels().size(), kNodes.size());
  for (std::size_t level = 0; level < kNodes.size(); ++level) {
    ASSERT_EQ(stack.levels()[level].size(), kNodes[level].size());
    for (std::size_t i = 0; i < kNodes[level].size(); ++i) EXPECT_EQ(stack.levels()[level][i], hash(kNodes[level][i])) << level << ' ' << i;
  }
  EXPECT_FALSE(stack.reader()(1, 4));
  EXPECT_FALSE(stack.reader()(4, 0));
}

TEST(merkle, inclusion_proofs_are_the_published_ones) {
  const HashStack stack = reference_tree();
  EXPECT_EQ(*prove_inclusion(0, 1, stack.reader()), hashes({}));
  EXPECT_EQ(*prove_inclusion(0, 8, stack.reader()), hashes({kNodes[0][1], kNodes[1][1], kNodes[2][1]}));
  EXPECT_EQ(*prove_inclusion(5, 8, stack.reader()), hashes({kNodes[0][4], kNodes[1][3], kNodes[2][0]}));
  EXPECT_EQ(*prove_inclusion(2, 3, stack.reader()), hashes({kNodes[1][0]}));
  EXPECT_EQ(*prove_inclusion(1, 5, stack.reader()), hashes({kNodes[0][0], kNodes[1][1], kNodes[0][4]}));
}

TEST(merkle, consistency_proofs_are_the_published_ones) {
  const HashStack stack = reference_tree();
  EXPECT_EQ(*prove_consistency(1, 1, stack.reader()), hashes({}));
  EXPECT_EQ(*prove_consistency(1, 8, stack.reader()), hashes({kNodes[0][1], kNodes[1][1], kNodes[2][1]}));
  EXPECT_EQ(*prove_consistency(6, 8, stack.reader()), hashes({kNodes[1][2], kNodes[1][3], kNodes[2][0]}));
  EXPECT_EQ(*prove_consistency(2, 5, stack.reader()), hashes({kNodes[1][1], kNodes[0][4]}));
  EXPECT_EQ(*prove_consistency(6, 7, stack.reader()), hashes({kNodes[1][2], kNodes[0][6], kNodes[2][0]}));
}

TEST(merkle, every_entry_of_every_size_is_proved_and_nothing_else_is) {
  constexpr std::uint64_t kMax = 34;
  const HashStack stack = stack_of(kMax);
  const std::vector<Digest>& leaves = stack.levels()[0];
  for (std::uint64_t size = 1; size <= kMax; ++size) {
    const Digest root = root_by_definition(leaves, 0, size);
    ASSERT_EQ(*root_at(size, stack.reader()), root);
    for (std::uint64_t index = 0; index < size; ++index) {
      auto proof = *prove_inclusion(index, size, stack.reader());
      ASSERT_TRUE(verify_inclusion(index, size, leaves[index], root, proof)) << index << ' ' << size;
      for (std::uint64_t other = 0; other <= size; ++other) {
        EXPECT_EQ(verify_inclusion(other, size, leaves[index], root, proof), other == index) << index << " as " << other;
      }
      proof.push_back(root);
      EXPECT_FALSE(verify_inclusion(index, size, leaves[index], root, proof)) << "one hash more";
      proof.pop_back();
      if (proof.empty()) continue;
      proof.back()[7] ^= 1;
      EXPECT_FALSE(verify_inclusion(index, size, leaves[index], root, proof)) << "one bit";
      proof.pop_back();
      EXPECT_FALSE(verify_inclusion(index, size, leaves[index], root, proof)) << "one hash fewer";
    }
    EXPECT_FALSE(prove_inclusion(size, size, stack.reader()));
  }
  EXPECT_FALSE(prove_inclusion(0, 0, stack.reader()));
  EXPECT_FALSE(verify_inclusion(0, 0, leaves[0], empty_root(), {}));
}

TEST(merkle, every_pair_of_sizes_is_consistent_and_an_altered_one_is_not) {
  constexpr std::uint64_t kMax = 34;
  const HashStack stack = stack_of(kMax);
  std::vector<Digest> roots;
  for (std::uint64_t size = 0; size <= kMax; ++size) roots.push_back(root_by_definition(stack.levels()[0], 0, size));
  for (std::uint64_t size = 0; size <= kMax; ++size) {
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      auto proof = *prove_consistency(old_size, size, stack.reader());
      ASSERT_TRUE(verify_consistency(old_size, roots[old_size], size, roots[size], proof)) << old_size << ' ' << size;
      for (std::uint64_t other = 0; other <= size; ++other) {
        if (other == old_size) continue;
        EXPECT_FALSE(verify_consistency(old_size, roots[other], size, roots[size], proof)) << old_size << ' ' << size;
      }
      proof.push_back(roots[size]);
      EXPECT_FALSE(verify_consistency(old_size, roots[old_size], size, roots[size], proof)) << "one hash more";
      proof.pop_back();
      if (proof.empty()) continue;
      proof[0][31] ^= 0x80;
      EXPECT_FALSE(verify_consistency(old_size, roots[old_size], size, roots[size], proof)) << "one bit";
      proof.erase(proof.begin());
      EXPECT_FALSE(verify_consistency(old_size, roots[old_size], size, roots[size], proof)) << "one hash fewer";
    }
    EXPECT_FALSE(prove_consistency(size + 1, size, stack.reader()));
    EXPECT_FALSE(verify_consistency(size + 1, roots[size], size, roots[size], {}));
  }
}

TEST(merkle, a_frontier_goes_on_from_where_it_stood) {
  Frontier tree;
  const HashStack stack = stack_of(300);
  for (std::uint64_t size = 0; size < 300; ++size) {
    const auto resumed = Frontier::of(tree.size(), tree.right_edge());
    ASSERT_TRUE(resumed.ok());
    EXPECT_EQ(resumed->root(), *root_at(size, stack.reader()));
    tree = *resumed;
    tree.append(stack.levels()[0][size]);
  }
  EXPECT_FALSE(Frontier::of(3, tree.right_edge())) << "300 has four bits, 3 has two";
  EXPECT_FALSE(Frontier::of(0, {empty_root()}));
}

TEST(merkle, a_leaf_is_never_a_node) {
  const Digest left = leaf_hash(as_bytes("a"));
  const Digest right = leaf_hash(as_bytes("b"));
  Bytes joined(left.begin(), left.end());
  append(joined, ByteView(right));
  EXPECT_NE(leaf_hash(joined), node_hash(left, right));
}

TEST(merkle, a_reader_that_fails_makes_no_proof) {
  const HashReader broken = [](int, std::uint64_t) -> Result<Digest> { return io_fault("disk"); };
  EXPECT_EQ(root_at(3, broken).fault().kind, FaultKind::kIo);
  EXPECT_EQ(prove_inclusion(1, 3, broken).fault().kind, FaultKind::kIo);
  EXPECT_EQ(prove_consistency(1, 3, broken).fault().kind, FaultKind::kIo);
}

}  // namespace
}  // namespace cs::tlog
