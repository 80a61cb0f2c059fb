#include "orders/policy.h"

#include <gtest/gtest.h>

#include "crypto/note_key.h"

namespace cs::orders {
namespace {

std::string key(const std::string& name, crypto::NoteAlgorithm algorithm = crypto::NoteAlgorithm::kEd25519Cosignature) {
  return crypto::NoteSigner::from_seed(name, Digest{}, algorithm).value().verifier().text();
}

const std::string kThree = "witness a " + key("wa") + "\nwitness b " + key("wb") + " https://b.test.invalid\nwitness c " + key("wc") + "\n";

TEST(policy, asks_for_the_cosigners_that_it_names) {
  const CosignerPolicy one = CosignerPolicy::parse(kThree + "quorum b\n").value();
  EXPECT_TRUE(one.met_by({"wb"}));
  EXPECT_FALSE(one.met_by({"wa", "wc", "b"}));
  const CosignerPolicy two = CosignerPolicy::parse(kThree + "group g 2 a b c\nquorum g\n").value();
  EXPECT_FALSE(two.met_by({"wa"}));
  EXPECT_FALSE(two.met_by({"wa", "wa"}));
  EXPECT_TRUE(two.met_by({"wa", "wc"}));
  const CosignerPolicy nested =
      CosignerPolicy::parse("# comment\n\n" + kThree + "group g any a b # two\ngroup h all g c\nquorum h").value();
  EXPECT_FALSE(nested.met_by({"wa", "wb"}));
  EXPECT_TRUE(nested.met_by({"wb", "wc"}));
  EXPECT_EQ(nested.witnesses().size(), 3u);
}

TEST(policy, that_asks_for_no_cosignature_is_none) {
  EXPECT_FALSE(CosignerPolicy::parse("").ok());
  EXPECT_FALSE(CosignerPolicy::parse(kThree).ok());
  EXPECT_FALSE(CosignerPolicy::parse(kThree + "quorum none\n").ok());
}

TEST(policy, with_a_wrong_line_is_none_and_the_fault_names_it) {
  for (const std::string& bad : std::vector<std::string>{"witness d\n", "witness a " + key("wd") + "\n", "witness d " + key("wa") + "\n",
                                "witness d " + key("wd", crypto::NoteAlgorithm::kEd25519) + "\n", "witness d wd+00000000+AAAA\n",
                                "group g any\n", "group g 3 a b\n", "group g 0 a\n", "group g two a b\n", "group g 2 a a\n",
                                "group g any d\n",
                                "group a any b\n", "group none any b\n", "quorum d\n", "quorum\n", "watch a\n"}) {
    const Result<CosignerPolicy> read = CosignerPolicy::parse(kThree + bad + "quorum a\n");
    ASSERT_FALSE(read.ok()) << bad;
    EXPECT_NE(read.fault().text.find("line 4"), std::string::npos) << read.fault().text;
  }
  EXPECT_FALSE(CosignerPolicy::parse(kThree + "quorum a\nquorum b\n").ok());
  std::string many;
  for (int i = 0; i < 33; ++i) many += "witness w" + std::to_string(i) + " " + key("k" + std::to_string(i)) + "\n";
  EXPECT_FALSE(CosignerPolicy::parse(many + "quorum w0\n").ok());
}

}  // namespace
}  // namespace cs::orders
