// Two gates over one PostgreSQL database: frozen in each step of a commit, killed, revived, with clocks that jump. The log never forks.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <map>

#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"
#include "store/postgres_for_test.h"

namespace cs::ledger {
namespace {

using store::TestServer;

// What a gate was told is durable: written to a pipe the moment that commit returns, read by the one who judges.
struct Acknowledged {
  std::uint64_t index = 0;
  Digest root{};
  std::uint8_t mark = 0;  // in the entry: which gate, which turn
};

class two_gates : public ::testing::Test {
 protected:
  void SetUp() override {
    CS_NEEDS_POSTGRES();
    TestServer::running()->empty();
    for (const Path& home : {first(), second()}) std::filesystem::create_directory(home);
    ASSERT_EQ(::pipe2(pipe_, O_CLOEXEC | O_NONBLOCK), 0);
    auto made = Ledger::create(first(), test_signer(), genesis_append(), {{}, TestServer::running()->url()});
    ASSERT_TRUE(made) << made.fault().text;
    made = conflict("closed");
    for (const char* name : {"database", "guard", "guard.path"}) std::filesystem::copy_file(first() / name, second() / name);
  }
  Path first() const { return directory_.path() / "first"; }
  Path second() const { return directory_.path() / "second"; }
  static void set_lease(int ms) { TestServer::running()->ask("UPDATE ledger_lease SET lease_ms = " + std::to_string(ms)); }

  // One commit of a gate; exit codes: 0 durable, 1 refused and the ledger is dead, 2 not opened, 3 refused and it lives on.
  int act(const Path& home, std::uint8_t mark, std::int64_t clock_ms, const CommitSteps& steps) const {
    auto ledger = reopened(home);
    if (!ledger) {
      const std::string text = ledger.fault().text + "\n";
      if (ledger.fault().kind != FaultKind::kConflict) (void)!::write(2, text.data(), text.size());
      return 2;
    }
    ledger->observe(steps);
    Append append = desk_append(*ledger, mark);
    append.time = Instant{ledger->last_time().ms + clock_ms};
    const EntryIndex index = ledger->next();
    const auto durable = ledger->commit(append);
    if (!durable) return durable.fault().kind == FaultKind::kIo ? 1 : 3;
    const Acknowledged told{index.value, ledger->root(), mark};
    return ::write(pipe_[1], &told, sizeof told) == sizeof told ? 0 : 9;
  }

  pid_t start(const Path& home, std::uint8_t mark, std::int64_t clock_ms, const CommitSteps& steps = {}) const {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(act(home, mark, clock_ms, steps));
    return child;
  }
  static int end(pid_t child) {
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  // Every acknowledged entry is in the log at its index under its root, once; the log is whole.
  void judge(std::size_t acknowledged_at_least) {
    std::map<std::uint64_t, Acknowledged> told;
    Acknowledged one;
    while (::read(pipe_[0], &one, sizeof one) == sizeof one) EXPECT_TRUE(told.emplace(one.index, one).second) << "index " << one.index << " was given twice";
    EXPECT_GE(told.size(), acknowledged_at_least);
    const auto report = verify_ledger(first(), test_signer().verifier());
    ASSERT_TRUE(report) << report.fault().text;
    EXPECT_FALSE(report->fault) << report->fault->text;
    const auto ledger = Ledger::open_to_read(first(), test_signer().verifier());
    ASSERT_TRUE(ledger);
    for (const auto& [index, held] : told) {
      const auto entry = ledger->entry({index});
      ASSERT_TRUE(entry) << "entry " << index << " was acknowledged and is lost";
      const auto* desk = std::get_if<DeskEntry>(&entry->entry);
      ASSERT_NE(desk, nullptr);
      EXPECT_EQ(desk->desk, filled(held.mark)) << index;
      EXPECT_TRUE(tlog::verify_consistency(index + 1, held.root, ledger->size(), ledger->root(), ledger->prove_consistency(index + 1).value())) << index;
    }
  }

  TemporaryDirectory directory_;
  int pipe_[2] = {-1, -1};
};

CommitSteps freeze_at(CommitStep fatal) {
  return [fatal](CommitStep step) {
    if (step == fatal) ::raise(SIGSTOP);
  };
}

// The first gate freezes; the second follows it when its lease has run out and goes on; the first wakes, and must have lost unless it was through.
TEST_F(two_gates, one_that_is_frozen_in_any_step_of_a_commit_and_revived_never_forks_the_log) {
  const int rounds = std::getenv("CS_TWO_GATES_ROUNDS") != nullptr ? std::atoi(std::getenv("CS_TWO_GATES_ROUNDS")) : 2;
  set_lease(30);
  std::size_t durable = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const CommitStep step : kCommitSteps) {
      const bool first_freezes = (round + static_cast<int>(step)) % 2 == 0;
      const Path frozen_home = first_freezes ? first() : second(), other_home = first_freezes ? second() : first();
      const pid_t frozen = start(frozen_home, 1, 0, freeze_at(step));
      int status = 0;
      ASSERT_EQ(::waitpid(frozen, &status, WUNTRACED), frozen);
      ASSERT_TRUE(WIFSTOPPED(status)) << commit_step_word(step) << " " << status;
      EXPECT_EQ(end(start(other_home, 2, 0)), 0) << commit_step_word(step);
      ::kill(frozen, SIGCONT);
      const int woken = end(frozen);
      const bool was_through = step == CommitStep::kCommitted || step == CommitStep::kDerived;
      EXPECT_EQ(woken, was_through ? 0 : 1) << commit_step_word(step);
      durable += was_through ? 2 : 1;
    }
  }
  judge(durable);
  EXPECT_EQ(verify_ledger(first(), test_signer().verifier())->entries, 2 + durable);
}

TEST_F(two_gates, one_that_is_killed_in_any_step_is_followed_at_once) {
  std::size_t durable = 0;
  for (const CommitStep step : kCommitSteps) {
    const pid_t killed = start(first(), 1, 0, [step](CommitStep now) {
      if (now == step) ::raise(SIGKILL);
    });
    EXPECT_EQ(end(killed), -SIGKILL);
    EXPECT_EQ(end(start(second(), 2, 0)), 0) << commit_step_word(step);  // its lease of 120 s is no hindrance
    ++durable;
  }
  judge(durable);
}

TEST_F(two_gates, their_clocks_may_jump_but_time_in_the_log_does_not_fall) {
  std::size_t durable = 0;
  for (const std::int64_t jump_ms : {std::int64_t{3'600'000}, std::int64_t{-3'600'000}, std::int64_t{0}, std::int64_t{-1}, std::int64_t{86'400'000}}) {
    const int code = end(start(jump_ms > 0 ? first() : second(), 3, jump_ms));
    EXPECT_EQ(code, jump_ms < 0 ? 3 : 0) << jump_ms;
    durable += code == 0 ? 1 : 0;
  }
  judge(durable);
}

// Both at once, stopped and killed at random, while the server's clock seems to jump: whoever gets in gets in.
TEST_F(two_gates, a_tangle_of_pauses_kills_and_leases_that_end_early_loses_nothing_and_forks_nothing) {
  const int turns = std::getenv("CS_TWO_GATES_TURNS") != nullptr ? std::atoi(std::getenv("CS_TWO_GATES_TURNS")) : 24;
  set_lease(20);
  std::uint64_t state = 7;
  const auto below = [&](std::uint64_t limit) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % limit;
  };
  std::size_t durable = 0;
  for (int turn = 0; turn < turns; ++turn) {
    const pid_t gates[] = {start(first(), 1, 0), start(second(), 2, 0), start(below(2) == 0 ? first() : second(), 3, 0)};
    for (int blows = 0; blows < 6; ++blows) {
      ::usleep(static_cast<useconds_t>(below(12'000)));
      const pid_t struck = gates[below(3)];
      const std::uint64_t what = below(8);
      ::kill(struck, what == 0 ? SIGKILL : what < 4 ? SIGSTOP : SIGCONT);
      if (what == 7) TestServer::running()->ask("UPDATE ledger_lease SET until_ms = " + std::to_string(below(2) == 0 ? 1 : 9'000'000'000'000'000));
    }
    for (const pid_t gate : gates) ::kill(gate, SIGCONT);
    for (const pid_t gate : gates) {
      const int code = end(gate);
      EXPECT_TRUE(code == 0 || code == 1 || code == 2 || code == -SIGKILL) << code;
      durable += code == 0 ? 1 : 0;
    }
  }
  EXPECT_GT(durable, static_cast<std::size_t>(turns) / 2);
  judge(durable);
}

TEST_F(two_gates, a_database_that_was_set_back_is_told_by_the_guard_of_the_gate_that_saw_more) {
  EXPECT_EQ(end(start(first(), 1, 0)), 0);
  const auto sql = [](const char* statement) { return TestServer::running()->ask(statement); };
  sql("CREATE SCHEMA IF NOT EXISTS kept; DROP TABLE IF EXISTS kept.head; CREATE TABLE kept.head AS SELECT * FROM ledger_head");
  EXPECT_EQ(end(start(first(), 1, 0)), 0);
  sql("DELETE FROM ledger_record WHERE first = 3; DELETE FROM ledger_head; INSERT INTO ledger_head SELECT * FROM kept.head");
  const auto ledger = reopened(first());
  ASSERT_FALSE(ledger);
  EXPECT_NE(ledger.fault().text.find("ROLLBACK"), std::string::npos) << ledger.fault().text;
  sql("DROP SCHEMA kept CASCADE");
}

}  // namespace
}  // namespace cs::ledger
