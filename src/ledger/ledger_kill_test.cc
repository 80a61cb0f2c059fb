// L1 by force: a process that dies in each step of a commit leaves all of it or nothing, and no answer before it is durable.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"
#include "store/store.h"

namespace cs::ledger {
namespace {

constexpr std::uint32_t kLines = 300;

// Runs `work` in a process of its own, which ends by SIGKILL or with the exit code.
template <typename Work>
int in_child(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

void die_at(const Path& home, CommitStep fatal) {
  auto ledger = reopened(home);
  if (!ledger) ::_exit(3);
  ledger->observe([fatal](CommitStep step) {
    if (step == fatal) ::kill(::getpid(), SIGKILL);
  });
  const auto durable = ledger->commit(answer_append({2}, ledger->next(), kLines, ledger->last_time()));
  ::_exit(durable ? 4 : 5);
}

TEST(ledger_kill, L1_a_death_in_any_step_leaves_the_whole_commit_or_nothing) {
  for (const CommitStep fatal : kCommitSteps) {
    const TemporaryDirectory home;
    {
      auto ledger = new_ledger(home.path());
      ASSERT_TRUE(ledger);
      ASSERT_EQ(commit_request(*ledger).value, 2u);
    }
    const int status = in_child([&] { die_at(home.path(), fatal); });
    ASSERT_TRUE(WIFSIGNALED(status)) << commit_step_word(fatal) << " " << status;
    const bool durable = fatal == CommitStep::kCommitted || fatal == CommitStep::kDerived;
    auto ledger = reopened(home.path());
    ASSERT_TRUE(ledger) << commit_step_word(fatal) << ": " << ledger.fault().text;
    EXPECT_EQ(ledger->size(), durable ? 3u + kLines + 1 : 3u) << commit_step_word(fatal);
    EXPECT_EQ(ledger->answer({2}).ok(), durable) << commit_step_word(fatal);
    const auto report = verify_ledger(home.path(), test_signer().verifier());
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->fault) << commit_step_word(fatal) << ": " << report->fault->text;
    EXPECT_TRUE(ledger->commit(desk_append(*ledger, 1)));  // and it goes on
  }
}

TEST(ledger_kill, a_death_while_the_ledger_is_created_leaves_no_ledger_that_opens) {
  const TemporaryDirectory home;
  const int status = in_child([&] {
    auto store = store::Store::create(home.path() / "store.db");  // its tables wait for the first record
    if (store) ::kill(::getpid(), SIGKILL);
  });
  EXPECT_TRUE(WIFSIGNALED(status));
  const auto ledger = reopened(home.path());
  ASSERT_FALSE(ledger);
  EXPECT_EQ(ledger.fault().kind, FaultKind::kNotFound) << ledger.fault().text;
}

}  // namespace
}  // namespace cs::ledger
