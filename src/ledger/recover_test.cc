// A ledger that does not start, and the act of both parties by which it goes on.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/contradiction.h"
#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"
#include "store/guard.h"

namespace cs::ledger {
namespace {

const Digest kAct = filled(0x77);

void copy_over(const Path& from, const Path& to) {
  std::error_code error;
  std::filesystem::remove_all(to, error);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

bool says(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

// Five entries, of which the database knows three again.
struct Restored {
  TemporaryDirectory directory;
  Path ledger = directory.path() / "home" / "ledger";
  Path guard = directory.path() / "home" / "guard";
  Path old = directory.path() / "old";
  std::string lost_note;
  Restored() {
    std::filesystem::create_directory(directory.path() / "home");
    EXPECT_TRUE(Ledger::create(ledger, test_signer(), genesis_append(), {guard}));
    commit(1);
    copy_over(ledger, old);
    commit(2);
    lost_note = reopened(ledger)->checkpoint_note();
    put_back();
  }
  void put_back() const { copy_over(old, ledger); }
  void commit(int times) const {
    auto opened = reopened(ledger);
    ASSERT_TRUE(opened) << opened.fault().text;
    for (int i = 0; i < times; ++i) ASSERT_TRUE(opened->commit(desk_append(*opened, static_cast<std::uint8_t>(0x30 + i))));
  }
  Result<Ledger> to_recover() const { return Ledger::open_to_recover(ledger, test_signer(), guard); }
  std::string refusal() const {
    const auto opened = reopened(ledger);
    return opened ? "opens" : opened.fault().text;
  }
};

Append recovery(const Ledger& ledger, const Digest& act = kAct) {
  return {ledger.last_time(), {RecoveryEntry{RecoveryKind::kRecovery, ledger.awry()->known.size, ledger.token(), act}}, {}, std::nullopt, {}};
}

TEST(recover, says_which_head_is_known_and_which_is_there) {
  const Restored home;
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << home.refusal();
  EXPECT_TRUE(says(home.refusal(), "countersign ledger recover")) << home.refusal();
  const auto ledger = home.to_recover();
  ASSERT_TRUE(ledger) << ledger.fault().text;
  const auto awry = ledger->awry();
  ASSERT_TRUE(awry);
  EXPECT_TRUE(says(awry->cause, "ROLLBACK")) << awry->cause;
  const auto lost = tlog::open_checkpoint(home.lost_note, test_signer().verifier());
  EXPECT_EQ(awry->known, (Head{5, lost->checkpoint.root}));
  EXPECT_EQ(awry->present, (Head{3, ledger->root()}));
}

TEST(recover, enters_nothing_but_trust_before_the_act_and_only_the_act_that_names_the_known_head) {
  const Restored home;
  auto ledger = home.to_recover();
  ASSERT_TRUE(ledger);
  EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kConflict);
  Append other = recovery(*ledger);
  std::get<RecoveryEntry>(other.entries[0]).size_before = 4;
  EXPECT_EQ(ledger->commit(other).fault().kind, FaultKind::kConflict);
  std::get<RecoveryEntry>(other.entries[0]) = {RecoveryKind::kRecovery, 5, 0, std::nullopt};
  EXPECT_EQ(ledger->commit(other).fault().kind, FaultKind::kConflict);
  Append two = recovery(*ledger);
  two.entries.push_back(DeskEntry{kExampleTime, filled(1)});
  EXPECT_EQ(ledger->commit(two).fault().kind, FaultKind::kConflict);
  EXPECT_EQ(ledger->settle().fault().kind, FaultKind::kConflict);
  const Append trust{ledger->last_time(), {TrustEntry{{0}, filled(1), filled(2), kExampleTime, kExampleTime, std::nullopt}}, {}, std::nullopt, {}};
  ASSERT_TRUE(ledger->commit(trust));
  EXPECT_EQ(ledger->awry()->present, (Head{4, ledger->root()}));
  ledger = not_found("closed");
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << "what was entered before the act does not start it: " << home.refusal();
}

TEST(recover, goes_on_from_the_copy_and_the_guard_holds_the_new_head_in_a_new_epoch) {
  const Restored home;
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger);
    ASSERT_TRUE(ledger->commit(recovery(*ledger)));
    EXPECT_FALSE(ledger->awry());
    ASSERT_TRUE(ledger->commit(desk_append(*ledger, 9)));  // and it is a ledger like any other
  }
  EXPECT_EQ(home.refusal(), "opens");
  const auto mark = store::read_guard(home.guard);
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->epoch, 2u);
  EXPECT_EQ(mark->safe.size, 5u);
  home.put_back();
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << home.refusal();
}

TEST(recover, has_nothing_to_do_where_the_ledger_starts) {
  const Restored home;
  auto ledger = home.to_recover();
  ASSERT_TRUE(ledger) << ledger.fault().text;
  ASSERT_TRUE(ledger->commit(recovery(*ledger)));
  ledger = not_found("closed");
  EXPECT_EQ(home.to_recover().fault().kind, FaultKind::kConflict);
}

// Dies at `fatal` of the recovery's commit.
void die_at(const Restored& home, CommitStep fatal) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto ledger = home.to_recover();
    ledger->observe([fatal](CommitStep step) {
      if (step == fatal) ::kill(::getpid(), SIGKILL);
    });
    (void)ledger->commit(recovery(*ledger));
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(recover, a_death_between_the_entry_and_the_guard_is_finished_by_the_same_act_and_no_other) {
  for (const CommitStep fatal : {CommitStep::kBegin, CommitStep::kCommit, CommitStep::kCommitted, CommitStep::kDerived}) {
    const Restored home;
    die_at(home, fatal);
    EXPECT_TRUE(says(home.refusal(), "countersign ledger recover")) << commit_step_word(fatal) << home.refusal();
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger) << ledger.fault().text;
    const bool entered = fatal == CommitStep::kCommitted || fatal == CommitStep::kDerived;
    EXPECT_EQ(ledger->size(), entered ? 4u : 3u) << commit_step_word(fatal);
    EXPECT_FALSE(*ledger->finish_recovery(filled(0x78)));
    EXPECT_EQ(*ledger->finish_recovery(kAct), entered) << commit_step_word(fatal);
    if (!entered) {
      ASSERT_TRUE(ledger->commit(recovery(*ledger)));
    }
    ledger = not_found("closed");
    EXPECT_EQ(home.refusal(), "opens") << commit_step_word(fatal);
  }
}

TEST(recover, an_act_that_was_used_finishes_no_later_loss) {
  const Restored home;
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger->commit(recovery(*ledger)));
  }
  home.commit(1);
  copy_over(home.ledger, home.old);
  home.commit(3);
  home.put_back();
  auto ledger = home.to_recover();
  ASSERT_TRUE(ledger) << ledger.fault().text;
  EXPECT_FALSE(*ledger->finish_recovery(kAct));
  ledger = not_found("closed");
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK"));
}

TEST(recover, a_guard_that_is_gone_or_unsound_is_made_anew_by_an_act_that_gives_nothing_up) {
  for (const char* harm : {"removed", "emptied", "place removed"}) {
    const Restored home;
    {
      auto ledger = home.to_recover();
      ASSERT_TRUE(ledger->commit(recovery(*ledger)));
    }
    const std::string word = harm;
    if (word == "removed") std::filesystem::remove(home.guard);
    if (word == "emptied") std::filesystem::resize_file(home.guard, 0);
    if (word == "place removed") std::filesystem::remove(home.ledger / "guard.path");
    EXPECT_TRUE(says(home.refusal(), "countersign ledger recover")) << harm << ": " << home.refusal();
    auto ledger = home.to_recover();
    if (word == "place removed") {  // the guard itself is where it always was, and agrees
      EXPECT_EQ(ledger.fault().kind, FaultKind::kConflict);
      continue;
    }
    ASSERT_TRUE(ledger) << harm << ": " << ledger.fault().text;
    EXPECT_EQ(ledger->awry()->known, ledger->awry()->present) << harm;
    ASSERT_TRUE(ledger->commit(recovery(*ledger, filled(0x79)))) << harm;
    ledger = not_found("closed");
    EXPECT_EQ(home.refusal(), "opens") << harm;
    EXPECT_GT(store::read_guard(home.guard)->epoch, 1u);
  }
}

TEST(recover, a_head_that_was_given_up_stops_no_start_and_is_told_to_whoever_kept_it) {
  const Restored home;
  ASSERT_TRUE(keep_contradiction(home.ledger, home.lost_note));
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger->commit(recovery(*ledger)));
    EXPECT_TRUE(ledger->contradicted_by(home.lost_note));
    EXPECT_EQ(ledger->gave_up(home.lost_note), EntryIndex{3});
  }
  EXPECT_EQ(home.refusal(), "opens");
  EXPECT_TRUE(std::filesystem::exists(home.ledger / "contradiction.3"));
  ASSERT_TRUE(keep_contradiction(home.ledger, home.lost_note));  // a witness shows it again
  EXPECT_EQ(home.refusal(), "opens");
  const auto report = verify_ledger(home.ledger, test_signer().verifier(), {{home.lost_note}, nullptr});
  ASSERT_TRUE(report && report->fault);
  EXPECT_TRUE(says(report->fault->text, "ROLLBACK")) << report->fault->text;
  EXPECT_TRUE(says(report->fault->text, "entry 3 says so")) << report->fault->text;
}

TEST(recover, a_head_of_more_entries_than_were_given_up_is_a_contradiction_still) {
  const Restored home;
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger->commit(recovery(*ledger)));
  }
  tlog::Note note;
  note.text = tlog::Checkpoint{test_signer().verifier().name(), 6, filled(0x11), {}}.text();
  tlog::sign_note(note, test_signer());
  ASSERT_TRUE(keep_contradiction(home.ledger, note.bytes()));
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << home.refusal();
  EXPECT_EQ(home.to_recover()->awry()->known, (Head{6, filled(0x11)}));
}

// What it showed nobody can tell: the act names the head that is there, and a witness that knows better will show it again.
TEST(recover, a_damaged_note_is_put_aside_by_both_parties_act) {
  const Restored home;
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger->commit(recovery(*ledger)));
  }
  ASSERT_EQ(home.refusal(), "opens");
  ASSERT_TRUE(keep_contradiction(home.ledger, "damaged"));
  EXPECT_TRUE(says(home.refusal(), "is damaged")) << home.refusal();
  std::uint64_t entry = 0;
  {
    auto ledger = home.to_recover();
    ASSERT_TRUE(ledger) << ledger.fault().text;
    EXPECT_TRUE(says(ledger->awry()->cause, "is damaged")) << ledger->awry()->cause;
    EXPECT_EQ(ledger->awry()->known, ledger->awry()->present);
    entry = ledger->size();
    ASSERT_TRUE(ledger->commit(recovery(*ledger, filled(0x79))));
  }
  EXPECT_EQ(home.refusal(), "opens");
  EXPECT_TRUE(std::filesystem::exists(home.ledger / ("contradiction." + std::to_string(entry))));
}

}  // namespace
}  // namespace cs::ledger
