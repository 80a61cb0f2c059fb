// A gate that dies in a shred or an expunge, at each step of its commit: afterwards what was to be destroyed is and the ledger says so, or neither.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

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

constexpr std::string_view kAgreementEnds = R"(story   shredding
title   An agreement that has ended, and whose year is over
world   plain
when    2026-10-02 12:01  "holder signatory" terminates
when    2027-10-02 12:01  "holder signatory", "requester signatory" shred the lines of 2026q3
)";
constexpr std::string_view kShredOutcome = R"(story   shredding
title   What was answered in a quarter of it
world   plain
when    2027-10-02 12:02  "holder signatory", "requester signatory" shred the outcomes of 2026q3
)";

constexpr std::string_view kExpunge = R"(story   shredding
title   One line of a request that is closed
world   plain
when    2026-10-02 12:01  "holder signatory", "requester signatory" expunge lines 1 to 1 of R1
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

bool in_any_file(const Path& home, const std::string& bytes) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(home))
    if (file.is_regular_file() && read_file(file.path(), std::size_t{1} << 30)->find(bytes) != std::string::npos) return true;
  return false;
}

struct Found {
  bool entry = false, opens = false, bytes_left = false;
  int aside = 0;
};

// What the next start finds, and leaves, while it is at work: it is not its orderly exit that finishes anything.
Result<Found> found(const Path& home, const std::vector<std::string>& bytes = {}) {
  ManualClock clock(*read_time("2026-10-03"));
  crypto::SeededRandom random(5);
  CS_TRY(gate, gate::Gate::open({.paths = {home}, .clock = clock, .random = random, .test_clock = clock.now()}));
  Found out;
  for (std::uint64_t i = 0; i < gate->ledger().size(); ++i) {
    CS_TRY(entry, gate->ledger().entry({i}));
    out.entry = out.entry || std::holds_alternative<ledger::ShredEntry>(entry.entry) || std::holds_alternative<ledger::ExpungeEntry>(entry.entry);
  }
  out.opens = gate->opening_reader().line(ledger::OpeningKind::kIn, gate->state().requests().front().request, {1}).ok();
  out.aside = set_aside(home);
  for (const std::string& one : bytes) out.bytes_left = out.bytes_left || in_any_file(home, one);
  return out;
}

// The same of class outcome: what is killed is the commit of the second key that is set aside. Its map's seed goes in the same transaction.
int die_forgetting(const Path& root, ledger::CommitStep step) {
  World world(root, false);
  const auto givens = read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds/plain.world");
  if (!givens) return 1;
  for (const Sentence& sentence : *givens)
    if (!world.given(sentence)) return 2;
  if (!world.given({Part::kGiven, {}, "setting retention.accounting_years is 1", {}, ""})) return 3;
  if (!world.begin() || !played(world, kStory) || !played(world, kAgreementEnds)) return 4;
  WorldAccess(world).gate().ledger().observe([step, home = root / "home"](ledger::CommitStep at) {
    if (at == step && set_aside(home) == 1) ::raise(SIGKILL);
  });
  return played(world, kShredOutcome) ? 5 : 6;
}

struct Forgotten {
  bool entry = false, opens = false, seed = false, budget_key = false;
  int aside = 0;
};

Result<Forgotten> forgotten(const Path& home) {
  ManualClock clock(*read_time("2027-10-03"));
  crypto::SeededRandom random(5);
  CS_TRY(gate, gate::Gate::open({.paths = {home}, .clock = clock, .random = random, .test_clock = clock.now()}));
  Forgotten out;
  const gate::HeldRequest& held = gate->state().requests().front();
  out.entry = held.destroyed.has_value();
  ledger::OpeningReader reader = gate->opening_reader();
  out.opens = reader.line(ledger::OpeningKind::kAnswer, held.request, {1}).ok() && reader.document(ledger::OpeningKind::kTally, *held.close).ok();
  for (const gate::MapHead& head : gate->state().maps())
    if (head.map.quarter == ledger::quarter_of(held.closed)) out.seed = reader.document(ledger::OpeningKind::kMap, head.entry).ok();
  out.budget_key = std::filesystem::exists(gate::HomePaths{home}.budget_key("removal-orders"));
  out.aside = set_aside(home);
  return out;
}

TEST(deletion_kill, L13_a_death_in_any_step_of_a_shred_of_outcomes_leaves_all_of_it_or_an_entry_and_nothing) {
  int destroyed = 0;
  for (const ledger::CommitStep step : {ledger::CommitStep::kBegin, ledger::CommitStep::kOpenings, ledger::CommitStep::kHead, ledger::CommitStep::kCommit, ledger::CommitStep::kCommitted,
                                        ledger::CommitStep::kDerived}) {
    const std::string word(ledger::commit_step_word(step));
    const Path root = std::filesystem::temp_directory_path() / ("countersign-forget-" + word + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(root);
    ASSERT_TRUE(make_directories(root));
    const pid_t child = ::fork();
    if (child == 0) ::_exit(die_forgetting(root, step));
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << word << ": " << (WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    const auto after = forgotten(root / "home");
    ASSERT_TRUE(after) << word << ": " << after.fault().text;
    EXPECT_NE(after->entry, after->opens) << word;
    EXPECT_NE(after->entry, after->seed) << word;
    EXPECT_NE(after->entry, after->budget_key) << word;
    EXPECT_EQ(after->aside, 0) << word;
    destroyed += after->entry ? 1 : 0;
    std::filesystem::remove_all(root);
  }
  EXPECT_EQ(destroyed, 2) << "after COMMIT, and in no step before it";
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

// The last bytes of the line's piece, and of the list that has its key.
std::pair<std::string, std::string> sealed_line(gate::Gate& gate) {
  const EntryIndex request = gate.state().requests().front().request;
  const auto row = gate.ledger().opening_row(request, ledger::OpeningClass::kInput, static_cast<std::uint8_t>(ledger::OpeningKind::kIn), 0);
  if (!row) return {};
  constexpr std::size_t kTold = 40;  // enough to be nobody else's
  return {std::string(as_text(ByteView(row->pieces).last(kTold))), std::string(as_text(ByteView(row->keys).last(kTold)))};
}

// Plays the expunge. Without a step: says by its exit how many commits that takes; with one: kills itself before that step of the last of them.
int die_expunging(const Path& root, std::optional<ledger::CommitStep> step, int commits) {
  World world(root, false);
  const auto givens = read_world(Path(CS_SOURCE_DIR) / "tests/cases/worlds/plain.world");
  if (!givens) return 101;
  for (const Sentence& sentence : *givens)
    if (!world.given(sentence)) return 102;
  if (!world.begin() || !played(world, kStory)) return 103;
  const auto [piece, keys] = sealed_line(WorldAccess(world).gate());
  if (!write_file(root / "piece", as_bytes(piece)) || !write_file(root / "keys", as_bytes(keys))) return 104;
  int seen = 0;
  WorldAccess(world).gate().ledger().observe([&](ledger::CommitStep at) {
    if (at == ledger::CommitStep::kBegin) ++seen;
    if (step == at && seen == commits) ::raise(SIGKILL);
  });
  return played(world, kExpunge) ? seen : 105;
}

int status_of(const std::function<int()>& child) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(child());
  int status = -1;
  return ::waitpid(pid, &status, 0) == pid ? status : -1;
}

TEST(deletion_kill, L13_a_death_in_any_step_of_an_expunge_leaves_the_line_and_no_entry_or_entry_and_no_byte_of_it) {
  const Path root = std::filesystem::temp_directory_path() / ("countersign-expunge-" + std::to_string(::getpid()));
  const auto anew = [&] {
    std::filesystem::remove_all(root);
    return make_directories(root).ok();
  };
  ASSERT_TRUE(anew());
  const int counted = status_of([&] { return die_expunging(root, std::nullopt, 0); });
  ASSERT_TRUE(WIFEXITED(counted) && WEXITSTATUS(counted) > 0 && WEXITSTATUS(counted) < 100) << counted;
  int destroyed = 0, left_behind = 0;
  for (const ledger::CommitStep step : ledger::kCommitSteps) {
    const std::string word(ledger::commit_step_word(step));
    ASSERT_TRUE(anew());
    const int status = status_of([&] { return die_expunging(root, step, WEXITSTATUS(counted)); });
    if (step == ledger::CommitStep::kAnswer) continue;  // an expunge has none
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << word << ": " << status;
    const std::string piece = *read_file(root / "piece", 1000), keys = *read_file(root / "keys", 1000);
    ASSERT_EQ(piece.size(), 40u);
    const bool before = in_any_file(root / "home", piece);
    const auto after = found(root / "home", {piece, keys});
    ASSERT_TRUE(after) << word << ": " << after.fault().text;
    EXPECT_NE(after->entry, after->opens) << word;
    EXPECT_EQ(after->bytes_left, !after->entry) << word;
    destroyed += after->entry ? 1 : 0;
    left_behind += after->entry && before ? 1 : 0;
  }
  EXPECT_EQ(destroyed, 2) << "after COMMIT, and in no step before it";
  EXPECT_GT(left_behind, 0) << "a death leaves bytes for the next start to remove";
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace cs::cases
