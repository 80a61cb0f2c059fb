#include "tlog/proof.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "tlog/example_for_test.h"
#include "tlog/log_for_test.h"

namespace cs::tlog {
namespace {

const std::string kOrigin = log_signer().verifier().name();

Proof proof_of(std::uint64_t index, const HashStack& stack) {
  Proof proof;
  proof.index = index;
  proof.hashes = *prove_inclusion(index, stack.size(), stack.reader());
  proof.checkpoint_note = signed_note_of(checkpoint_of(stack)).bytes();
  return proof;
}

Digest leaf(std::uint64_t index) { return leaf_hash(as_bytes(entry_of(index))); }

TEST(proof, reads_and_prints_as_itself) {
  const HashStack stack = stack_of(300);
  for (std::uint64_t index : {0u, 1u, 255u, 256u, 299u}) {
    Proof proof = proof_of(index, stack);
    for (const char* extra : {"", "some opening"}) {
      if (*extra != '\0') proof.extra = to_bytes(extra);
      const std::string bytes = proof.bytes();
      const auto back = Proof::parse(bytes);
      ASSERT_TRUE(back.ok()) << bytes;
      EXPECT_EQ(back->bytes(), bytes);
      EXPECT_EQ(back->extra, proof.extra);
      const auto opened = verify_proof(*back, leaf(index), kOrigin, log_signer().verifier());
      ASSERT_TRUE(opened.ok()) << opened.fault().text;
      EXPECT_EQ(opened->checkpoint.size, 300u);
    }
  }
  const HashStack one = stack_of(1);
  EXPECT_TRUE(verify_proof(*Proof::parse(proof_of(0, one).bytes()), leaf(0), kOrigin, log_signer().verifier())) << "no hashes at all";
}

TEST(proof, proves_nothing_but_its_entry) {
  const HashStack stack = stack_of(300);
  const Proof good = proof_of(7, stack);
  const auto refused = [](const Proof& proof, const Digest& of, std::string_view origin) {
    const auto opened = verify_proof(proof, of, origin, log_signer().verifier());
    return !opened.ok() && opened.fault().kind == FaultKind::kUntrusted;
  };
  EXPECT_TRUE(refused(good, leaf(8), kOrigin)) << "another entry";
  EXPECT_TRUE(refused(good, leaf(7), "other.test.invalid/log")) << "another log";
  Proof bad = good;
  bad.index = 6;
  EXPECT_TRUE(refused(bad, leaf(7), kOrigin)) << "another index";
  bad = good;
  bad.hashes[3][0] ^= 1;
  EXPECT_TRUE(refused(bad, leaf(7), kOrigin)) << "another path";
  bad = good;
  bad.checkpoint_note = signed_note_of(checkpoint_of(stack_of(299))).bytes();
  EXPECT_TRUE(refused(bad, leaf(7), kOrigin)) << "another checkpoint";
  bad = good;
  bad.checkpoint_note[0] = 'H';
  EXPECT_TRUE(refused(bad, leaf(7), "Holder" + kOrigin.substr(6))) << "an unsigned origin";
  bad = good;
  Checkpoint elsewhere = checkpoint_of(stack);
  elsewhere.origin = "other.test.invalid/log";
  bad.checkpoint_note = signed_note_of(elsewhere).bytes();
  EXPECT_TRUE(refused(bad, leaf(7), kOrigin)) << "the same key signs another log";
}

TEST(proof, has_one_spelling) {
  Proof proof = proof_of(7, stack_of(300));
  proof.extra = to_bytes("x!");
  const std::string good = proof.bytes();
  ASSERT_TRUE(Proof::parse(good));
  const auto with = [&good](std::string_view from, std::string_view to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const std::string hash = to_base64(proof.hashes[0]);
  for (const std::string& bad : {std::string(),
                                 std::string("c2sp.org/tlog-proof@v1\n"),
                                 with("@v1", "@v2"),
                                 with("c2sp", "C2SP"),
                                 with("extra eCE=\n", "extra eCE=\nextra eCE=\n"),
                                 with("extra eCE=", "extra eCF="),
                                 with("extra eCE=", "extra "),
                                 with("extra eCE=", "extra eCE"),
                                 with("extra eCE=", "extra  eCE="),
                                 with("index 7", "index 07"),
                                 with("index 7", "index +7"),
                                 with("index 7", "index 7 "),
                                 with("index 7", "index -7"),
                                 with("index 7\n", ""),
                                 with("index 7\n", "index 7\r\n"),
                                 with("index 7\n", "index 7\nindex 7\n"),
                                 with("index 7", "index 9223372036854775808"),
                                 with(hash + "\n", hash + " \n"),
                                 with(hash + "\n", hash.substr(4) + "\n"),
                                 with(hash + "\n", "\n"),
                                 good.substr(0, good.find("\n\n") + 2),
                                 good.substr(0, good.find("\n\n") + 1)}) {
    const auto read = Proof::parse(bad);
    EXPECT_TRUE(!read.ok() || !verify_proof(*read, leaf(7), kOrigin, log_signer().verifier())) << bad;
    EXPECT_TRUE(!read.ok() || read->bytes() == bad) << bad;
  }
}

TEST(proof, ends_at_its_limits) {
  Proof proof = proof_of(7, stack_of(300));
  proof.hashes.resize(63);
  EXPECT_TRUE(Proof::parse(proof.bytes()));
  proof.hashes.resize(64);
  EXPECT_FALSE(Proof::parse(proof.bytes()));
  proof.hashes.clear();
  proof.extra = Bytes(limits::kProofBytesMax, 'x');
  EXPECT_EQ(Proof::parse(proof.bytes()).fault().kind, FaultKind::kLimit);
}

TEST(proof, the_example_in_the_docs_is_these_bytes) {
  Proof proof = proof_of(1, stack_of(3));
  proof.extra = to_bytes("entry 1");
  EXPECT_EQ(proof.bytes(), example("proof.md", "```text\n"));
}

}  // namespace
}  // namespace cs::tlog
