// A gate that dies in a shred, at each step of its commit: afterwards the key is destroyed and the ledger says so, or neither.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cases/world_access.h"

namespace cs::cases {
namespace {

constexpr std::string_view kStory = R"(story   shredding
title   Lines of a quarter that has ended
world   plain
when    2026-09-01 12:00  request R1 signed by "director" arrives
        | line | order | address                         |
        | 1    | O1    | 12 Oak St Apt 4, Salem OH 44460 |
when    2026-09-01 12:01  release time of R1
when    2026-10-02 12:00  time passes
)";
constexpr std::string_view kShred = R"(story   shredding
title   Lines of a quarter that has ended
world   plain
when    2026-10-02 12:01  "holder signatory", "requester signatory" shred the lines of 2026q3
)";

bool played(World& world, std::string_view text) {
  const auto story = read_story_text("shredding", text);
  if (!story) return false;
  for (const Sentence& sentence : story->sentences)
    if (!world.when(sentence)) return false;
  return true;
}

int set_aside(const Path& home) {
  int keys = 0;
  for (const auto& key : std::filesystem::directory_iterator(gate::HomePaths{home}.period_keys())) keys += key.path().extension() == ".aside" ? 1 : 0;
  return keys;
}

// Plays, and kills itself before `step` of the act's commit: the one during which a key is set aside.
int die(const Path& root, ledger::CommitStep step) {
  World world(root, false);
  const auto givens = read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds/plain.world");
  if (!givens) return 1;
  for (const Sentence& sentence : *givens)
    if (!world.given(sentence)) return 2;
  if (!world.begin() || !played(world, kStory)) return 3;
  WorldAccess(world).gate().ledger().observe([step, home = root / "home"](ledger::CommitStep at) {
    if (at == step && set_aside(home) == 1) ::raise(SIGKILL);
  });
  return played(world, kShred) ? 4 : 5;
}

struct Found {
  bool entry = false, opens = false;
  int aside = 0;
};

Result<Found> found(const Path& home) {
  ManualClock clock(*read_time("2026-10-03"));
  crypto::SeededRandom random(5);
  CS_TRY(gate, gate::Gate::open({.paths = {home}, .clock = clock, .random = random, .test_clock = clock.now()}));
  Found out;
  for (std::uint64_t i = 0; i < gate->ledger().size(); ++i) {
    CS_TRY(entry, gate->ledger().entry({i}));
    out.entry = out.entry || std::holds_alternative<ledger::ShredEntry>(entry.entry);
  }
  out.opens = gate->opening_reader().line(ledger::OpeningKind::kIn, gate->state().requests().front().request, {1}).ok();
  out.aside = set_aside(home);
  return out;
}

TEST(deletion_kill, L13_a_death_in_any_step_of_a_shred_leaves_key_and_no_entry_or_entry_and_no_key) {
  int destroyed = 0;
  for (const ledger::CommitStep step : {ledger::CommitStep::kBegin, ledger::CommitStep::kCommit, ledger::CommitStep::kCommitted, ledger::CommitStep::kDerived}) {
    const std::string word(ledger::commit_step_word(step));
    const Path root = std::filesystem::temp_directory_path() / ("countersign-shred-" + word + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(root);
    ASSERT_TRUE(make_directories(root));
    const pid_t child = ::fork();
    if (child == 0) ::_exit(die(root, step));
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << word << ": " << (WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    const auto after = found(root / "home");
    ASSERT_TRUE(after) << word << ": " << after.fault().text;
    EXPECT_NE(after->entry, after->opens) << word;
    EXPECT_EQ(after->aside, 0) << word;
    destroyed += after->entry ? 1 : 0;
    std::filesystem::remove_all(root);
  }
  EXPECT_EQ(destroyed, 2) << "after COMMIT, and in no step before it";
}

}  // namespace
}  // namespace cs::cases
