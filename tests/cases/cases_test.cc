// Plays every story of tests/cases/*.case twice: with its register, and with an empty one.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/verdict.h"
#include "crypto/weaken.h"
#include "gate/weaken.h"
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

// A story of what the requester's own verdicts bring about: without them it ends otherwise.
bool depends_on_verdicts(const Story& story) {
  return std::any_of(story.sentences.begin(), story.sentences.end(), [](const Sentence& sentence) { return sentence.part == Part::kGiven && sentence.text == "what follows depends on verdicts"; });
}

TEST(cases, but_for_follow_ups_no_story_depends_on_verdicts) {
  for (const std::string& name : cases_in(kCases)) EXPECT_EQ(depends_on_verdicts(*read_story(kCases / (name + ".case"))), name == "sole-basis") << name;
}

class Cases : public testing::TestWithParam<std::string> {};

TEST_P(Cases, R1_plays_as_told_and_an_empty_register_changes_nothing_but_verdicts) {
  const auto story = read_story(kCases / (GetParam() + ".case"));
  ASSERT_TRUE(story) << story.fault().text;
  const auto told = play(*story, false);
  ASSERT_TRUE(told) << told.fault().text;
  if (depends_on_verdicts(*story)) return;
  const auto empty = play(*story, true);
  ASSERT_TRUE(empty) << "with an empty register: " << empty.fault().text;
  EXPECT_EQ(*told, *empty);
}

INSTANTIATE_TEST_SUITE_P(stories, Cases, testing::ValuesIn(cases_in(kCases)), [](const auto& name) {
  std::string out = name.param;
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
});

// A defense of the gate and the story that shows it: with this one defense off, the story must fail, and at the sentence that it is about.
struct Defense {
  std::string name, story, fault;
};

class DefenseOff : public testing::TestWithParam<Defense> {};

TEST_P(DefenseOff, fails_its_story_and_on_passes_it) {
#ifdef COUNTERSIGN_WEAKEN
  const auto story = read_story(kCases / (GetParam().story + ".case"));
  ASSERT_TRUE(story) << story.fault().text;
  ASSERT_TRUE(gate::weaken(GetParam().name) || crypto::weaken(GetParam().name));
  const auto off = play(*story, false);
  ASSERT_TRUE(gate::weaken("") && crypto::weaken(""));
  ASSERT_FALSE(off) << "without " << GetParam().name << " the story passes: it shows nothing";
  EXPECT_NE(off.fault().text.find(GetParam().fault), std::string::npos) << off.fault().text;
  const auto on = play(*story, false);
  EXPECT_TRUE(on) << on.fault().text;
#else
  static_assert(!gate::weakened("act_counts_once"));
  GTEST_SKIP() << "no defense can be turned off in this build";
#endif
}

INSTANTIATE_TEST_SUITE_P(
    gate, DefenseOff,
    testing::Values(Defense{"one_person_counts_once", "quorum", "R2 is admitted, not refused SIG-QUORUM"},
                    Defense{"stop_counts_until_release", "injunction-mid-batch", "an answer of R left"},
                    Defense{"protected_until_release", "protected-before-release", "line 1 is verified, not not_verified"},
                    Defense{"budget_by_order", "enumeration", "line 3 is not_verified, not refused BUD-ORACLE"},
                    Defense{"fresh_orders", "stale-court", "line 1 is verified, not refused ORD-STALE"},
                    Defense{"consistent_orders", "forked-court", "a forked log was taken"},
                    Defense{"request_of_its_client", "stranger-with-my-id", "R1again is nowhere in the ledger; the same request"},
                    Defense{"overdue_disposals_suspend", "overdue-disposal", "R2 is released, not cut AGR-SUSPENDED"},
                    Defense{"release_waits_for_witnesses", "silent-witnesses", "R2 is admitted, not refused SVC-WITNESS"},
                    Defense{"start_asks_witnesses", "older-copy-of-the-home", "the gate has started"},
                    Defense{"witnesses_before_see_the_change", "older-copy-before-other-witnesses", "the gate has started"},
                    Defense{"witnesses_before_see_the_change", "other-witnesses-on-an-older-copy", "R2 was taken, or told "},
                    Defense{"map_has_every_subject", "all-your-disclosures", "accounting does not hold"},
                    Defense{"line_of_its_own_people", "shown-a-line", "the line was shown"},
                    Defense{"shred_destroys_the_key", "after-the-lines-are-gone", "the lines of R1 can be opened"},
                    Defense{"deletion_waits_for_hold", "deletion-waits-for-hold", "the act was entered"},
                    Defense{"self_check_stops", "self-check", "R2 is admitted, not refused SVC-SELFCHECK"},
                    Defense{"only_verified_lines_are_the_subjects", "shown-a-line", "a line is shown by 1 proofs, not 2"},
                    Defense{"overdue_follow_ups_suspend", "sole-basis", "R4 is admitted, not refused AGR-SUSPENDED"},
                    Defense{"canaries_stop", "canary", "R1 is admitted, not refused AGR-SUSPENDED"},
                    Defense{"outcome_outlives_the_agreement", "after-the-accounting-is-gone", "not because the agreement has not ended"},
                    Defense{"outcome_is_kept_its_years", "after-the-accounting-is-gone", "not because is kept until 2028-04-01T00:00:00Z"},
                    Defense{"forgotten_acts_are_not_entered", "after-the-accounting-is-gone", "the act was entered"},
                    Defense{"retired_log_key", "another-key-for-the-log", "the first key alone is believed"},
                    Defense{"act_counts_once", "act-twice", "the act was entered"}),
    [](const auto& defense) {
      std::string out = defense.param.name + "_in_" + defense.param.story;  // one may have several stories
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

// A reason is shown by a story in which it is the answer.
TEST(cases, every_refusal_code_has_a_story) {
  std::string all;
  for (const std::string& name : cases_in(kCases)) all += *read_file(kCases / (name + ".case"), limits::kCaseBytesMax);
  for (const ReasonRow& row : reason_table()) {
    const bool told = all.find("refused " + std::string(row.code)) != std::string::npos || all.find("cut " + std::string(row.code)) != std::string::npos;
    EXPECT_TRUE(told) << row.code << " is the answer of no story";
  }
}

}  // namespace
}  // namespace cs::cases
