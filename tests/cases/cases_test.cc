// Plays every story of tests/cases/*.case twice: with its register, and with an empty one.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/verdict.h"
#include "tests/cases/play.h"

namespace cs::cases {
namespace {

const Path kCases = Path(CS_SOURCE_DIR) / "tests/cases";

std::vector<std::string> cases_in(const Path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.path().extension() == ".case") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

class Cases : public testing::TestWithParam<std::string> {};

TEST_P(Cases, R1_plays_as_told_and_an_empty_register_changes_nothing_but_verdicts) {
  const auto story = read_story(kCases / (GetParam() + ".case"));
  ASSERT_TRUE(story) << story.fault().text;
  const auto told = play(*story, false);
  ASSERT_TRUE(told) << told.fault().text;
  const auto empty = play(*story, true);
  ASSERT_TRUE(empty) << "with an empty register: " << empty.fault().text;
  EXPECT_EQ(*told, *empty);
}

INSTANTIATE_TEST_SUITE_P(stories, Cases, testing::ValuesIn(cases_in(kCases)), [](const auto& name) {
  std::string out = name.param;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
});

// Full sizes, minutes of them: `tests_cases --gtest_also_run_disabled_tests --gtest_filter='DISABLED_full/*'`.
class FullCases : public testing::TestWithParam<std::string> {};

TEST_P(FullCases, plays_as_told) {
  const auto story = read_story(kCases / "full" / (GetParam() + ".case"));
  ASSERT_TRUE(story) << story.fault().text;
  const auto told = play(*story, false);
  ASSERT_TRUE(told) << told.fault().text;
}

INSTANTIATE_TEST_SUITE_P(DISABLED_full, FullCases, testing::ValuesIn(cases_in(kCases / "full")), [](const auto& name) {
  std::string out = name.param;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
});

// A reason is shown by a story in which it is the answer; what cannot be reached yet is listed with its reason.
TEST(cases, every_refusal_code_has_a_story) {
  const std::set<std::string_view> later = {
      "SVC-WITNESS", "SVC-SELFCHECK", "SVC-CAPACITY",  // witnesses, self-check and queue come with their own parts
  };
  std::string all;
  for (const std::string& name : cases_in(kCases)) all += *read_file(kCases / (name + ".case"), limits::kCaseBytesMax);
  for (const ReasonRow& row : reason_table()) {
    const bool told = all.find("refused " + std::string(row.code)) != std::string::npos || all.find("cut " + std::string(row.code)) != std::string::npos;
    EXPECT_TRUE(told || later.contains(row.code)) << row.code << " is the answer of no story";
  }
}

}  // namespace
}  // namespace cs::cases
