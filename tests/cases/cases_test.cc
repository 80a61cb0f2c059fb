// Plays every story of tests/cases/*.case twice: with its register, and with an empty one.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/verdict.h"
#include "tests/cases/world.h"

namespace cs::cases {
namespace {

const Path kCases = Path(CS_SOURCE_DIR) / "tests/cases";

std::vector<std::string> all_cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kCases))
    if (entry.path().extension() == ".case") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

Path scratch(const std::string& name) {
  std::error_code error;
  const Path memory = "/dev/shm";
  const Path root = std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
  return root / ("countersign-case-" + name + "-" + std::to_string(::getpid()));
}

Result<std::string> play(const Story& story, bool empty_register) {
  const Path directory = scratch(story.slug + (empty_register ? "-empty" : ""));
  CS_TRY_VOID(make_directories(directory));
  World world(directory, empty_register);
  CS_TRY(givens, read_world(kCases / "worlds" / (story.world + ".world")));
  for (const Sentence& sentence : givens) CS_TRY_VOID(world.given(sentence));
  bool begun = false;
  for (const Sentence& sentence : story.sentences) {
    if (sentence.part == Part::kGiven) {
      if (begun) return malformed(sentence.where + ": given after when");
      CS_TRY_VOID(world.given(sentence));
      continue;
    }
    if (!begun) CS_TRY_VOID(world.begin());
    begun = true;
    CS_TRY_VOID(sentence.part == Part::kWhen ? world.when(sentence) : world.then(sentence));
  }
  std::string transcript = world.transcript();
  CS_TRY_VOID(world.finish());
  return transcript;
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

INSTANTIATE_TEST_SUITE_P(stories, Cases, testing::ValuesIn(all_cases()), [](const auto& name) {
  std::string out = name.param;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
});

// A reason is shown by a story in which it is the answer; what cannot be reached yet is listed with its reason.
TEST(cases, every_refusal_code_has_a_story) {
  const std::set<std::string_view> later = {
      "SVC-LEDGER", "SVC-WITNESS", "SVC-SELFCHECK", "SVC-CAPACITY",  // witnesses, self-check and queue come with their own parts
  };
  std::string all;
  for (const std::string& name : all_cases()) all += *read_file(kCases / (name + ".case"), limits::kCaseBytesMax);
  for (const ReasonRow& row : reason_table()) {
    const bool told = all.find("refused " + std::string(row.code)) != std::string::npos || all.find("cut " + std::string(row.code)) != std::string::npos;
    EXPECT_TRUE(told || later.contains(row.code)) << row.code << " is the answer of no story";
  }
}

}  // namespace
}  // namespace cs::cases
