// A model's digest says which rules decided (match/model_tables.h). Here they are held to it: the same public lines, the same answers, codes and
// weights, as long as the version is the same.
#include <gtest/gtest.h>

#include "crypto/digest.h"
#include "evaluation/evaluate.h"
#include "evaluation/sets_for_test.h"
#include "match/model_tables.h"

namespace cs::evaluation {
namespace {

constexpr std::uint64_t kPinnedVersion = 7;
constexpr std::string_view kPinnedTraps = "sha256:4abee3fe306b352cd96f561193484b2ffa642ad51e7c802b13a80dc81aba7666";
constexpr std::string_view kPinnedPpverify = "sha256:ad81bdb2fe56a33a3f9f1a7767d2f738ec0c97777dc92deb23abb2a60836d81b";

// SHA-256 of what `evaluate --explain` writes for a set.
Result<std::string> explained_digest(const std::vector<std::string>& register_files, const std::string& set) {
  const registry::test::TemporaryDirectory home;
  CS_TRY(built, test::build_set(home.path(), register_files, set));
  EXPECT_EQ(built.end, registry::BuildEnd::kPublished);
  EvaluationOptions options;
  options.register_directory = registry::test::register_of(home.path());
  options.lines = test::set_file(set + "/request.csv");
  options.out = home.path() / "answers.csv";
  options.explain = home.path() / "explained.ndjson";
  CS_TRY_VOID(evaluate(options));
  CS_TRY(explained, read_file(*options.explain, 1 << 24));
  return digest_text(crypto::sha256(as_bytes(explained)));
}

TEST(rules, whoever_changes_an_answer_a_code_or_a_weight_raises_their_version) {
  const auto traps = explained_digest({"register-1.csv", "register-2.csv"}, "traps");
  const auto ppverify = explained_digest({"register.csv"}, "ppverify");
  ASSERT_TRUE(traps && ppverify);
  EXPECT_EQ(match::kRulesVersion, kPinnedVersion) << "new rules: pin what they say here, and write models/default.model anew";
  EXPECT_EQ(*traps, kPinnedTraps) << "other rules under the same version: raise match::kRulesVersion";
  EXPECT_EQ(*ppverify, kPinnedPpverify) << "other rules under the same version: raise match::kRulesVersion";
}

}  // namespace
}  // namespace cs::evaluation
