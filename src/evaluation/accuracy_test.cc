// The published sets: no false verification in any class that must not be verified. What of the true lines is verified is printed.
#include <gtest/gtest.h>

#include <cstdio>

#include "evaluation/evaluate.h"
#include "evaluation/score.h"
#include "evaluation/sets_for_test.h"

namespace cs::evaluation {
namespace {

Result<ReportCounts> score_set(const std::vector<std::string>& register_files, const std::string& set, std::uint64_t rows,
                        std::uint64_t rejected_max) {
  const registry::test::TemporaryDirectory home;
  CS_TRY(built, test::build_set(home.path(), register_files, set));
  EXPECT_EQ(built.end, registry::BuildEnd::kPublished);
  EXPECT_EQ(built.rows.read, rows);
  EXPECT_LE(built.rows.rejected, rejected_max);
  EvaluationOptions options;
  options.register_directory = registry::test::register_of(home.path());
  options.lines = test::set_file(set + "/request.csv");
  options.out = home.path() / "answers.csv";
  options.threads = 2;
  CS_TRY_VOID(evaluate(options));
  return count_answers(options.out, test::set_file(set + "/expected.csv"), std::nullopt);
}

void print(const std::string& set, const ReportCounts& held) {
  std::printf("%s\n%s%s\n", set.c_str(), score_table(held).c_str(), score_line(held).c_str());
}

TEST(accuracy, no_line_of_traps_that_must_not_be_verified_is_verified) {
  const auto held = score_set({"register-1.csv", "register-2.csv"}, "traps", 20'000, 0);
  ASSERT_TRUE(held) << held.fault().text;
  print("traps", *held);
  EXPECT_EQ(held->class_count(), 43U);
  EXPECT_EQ(held->false_verifications(), 0U);
  for (const Expected expected : {Expected::kFalse, Expected::kReview})
    for (const auto& [name, each] : held->classes(expected)) EXPECT_EQ(each.count(Answer::kVerified), 0U) << name;
}

// Its register has rows without any address, without a city and a ZIP, and one street that reads like a unit ("LOTUS # 923 PKWY").
TEST(accuracy, no_line_of_ppverify_that_must_not_be_verified_is_verified) {
  const auto held = score_set({"register.csv"}, "ppverify", 6'495, 11);
  ASSERT_TRUE(held) << held.fault().text;
  print("ppverify", *held);
  EXPECT_EQ(held->all(Expected::kTrue).lines(), 2'967U);
  EXPECT_EQ(held->false_verifications(), 0U);
}

}  // namespace
}  // namespace cs::evaluation
