// Roll-back: an older copy of the database, of the guard, of both; a commit that was cut off; a guard that is gone.
#include "ledger/guard.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"

namespace cs::ledger {
namespace {

void copy_home(const Path& from, const Path& to) {
  std::error_code error;
  std::filesystem::remove_all(to, error);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

// A home of its own with a ledger of `commits` entries behind the first record.
struct Home {
  TemporaryDirectory directory;
  Path ledger = directory.path() / "home" / "ledger";
  Path guard = directory.path() / "home" / "guard";
  Home() {
    std::filesystem::create_directory(directory.path() / "home");
    EXPECT_TRUE(Ledger::create(ledger, test_signer(), genesis_append(), {guard}));
  }
  Path aside(const std::string& name) const { return directory.path() / name; }
  void commit(int times) const {
    auto opened = reopened(ledger);
    ASSERT_TRUE(opened) << opened.fault().text;
    for (int i = 0; i < times; ++i) ASSERT_TRUE(opened->commit(desk_append(*opened, static_cast<std::uint8_t>(i))));
  }
  std::string refusal() const {
    const auto opened = reopened(ledger);
    return opened ? "opens" : opened.fault().text;
  }
};

bool says(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

TEST(guard, at_an_orderly_exit_next_is_safe_and_both_are_the_head) {
  const Home home;
  home.commit(3);
  const auto mark = store::read_guard(home.guard);
  ASSERT_TRUE(mark);
  EXPECT_EQ(mark->safe.size, 5u);
  EXPECT_EQ(mark->safe, mark->next);
  EXPECT_EQ(mark->safe.root, reopened(home.ledger)->root());
}

TEST(guard, an_older_copy_of_the_database_does_not_start) {
  const Home home;
  home.commit(1);
  copy_home(home.ledger, home.aside("old"));
  home.commit(2);
  copy_home(home.aside("old"), home.ledger);
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << home.refusal();
  EXPECT_TRUE(says(Ledger::open_to_read(home.ledger, test_signer().verifier()).fault().text, "ROLLBACK"));
  const auto report = verify_ledger(home.ledger, test_signer().verifier());
  ASSERT_TRUE(report->fault);
  EXPECT_TRUE(report->fault->text.starts_with("ROLLBACK"));
}

TEST(guard, a_database_that_was_emptied_or_deleted_is_a_rollback_and_not_one_that_never_began) {
  for (const bool emptied : {true, false}) {
    const Home home;
    home.commit(3);
    for (const char* suffix : {"-wal", "-shm", ""}) std::filesystem::remove(home.ledger / ("store.db" + std::string(suffix)));
    ASSERT_TRUE(!emptied || write_file(home.ledger / "store.db", {}));
    const std::string reading = Ledger::open_to_read(home.ledger, test_signer().verifier()).fault().text;
    const std::string verified = verify_ledger(home.ledger, test_signer().verifier(), {}).fault().text;
    const auto recovered = Ledger::open_to_recover(home.ledger, test_signer(), home.guard);
    ASSERT_FALSE(recovered);
    for (const std::string& told : {home.refusal(), reading, verified, recovered.fault().text}) {
      EXPECT_TRUE(told.starts_with("ROLLBACK: the guard knows 5 entries")) << told;
      EXPECT_TRUE(says(told, "the newest copy")) << told;
    }
  }
}

TEST(guard, a_copy_that_went_on_by_itself_is_a_fork) {
  const Home home;
  home.commit(1);
  copy_home(home.ledger.parent_path(), home.aside("twin"));
  home.commit(2);
  auto twin = reopened(home.aside("twin") / "ledger");
  ASSERT_TRUE(twin) << twin.fault().text;  // it moved with its own guard
  for (std::uint8_t i = 0; i < 3; ++i) ASSERT_TRUE(twin->commit(desk_append(*twin, static_cast<std::uint8_t>(0x70 + i))));
  ASSERT_TRUE(twin->settle());
  copy_home(home.aside("twin") / "ledger", home.ledger);
  EXPECT_TRUE(says(home.refusal(), "FORK")) << home.refusal();
}

TEST(guard, an_older_copy_of_the_guard_does_not_start_the_ledger) {
  const Home home;
  home.commit(1);
  std::filesystem::copy_file(home.guard, home.aside("guard"));
  home.commit(2);
  std::filesystem::copy_file(home.aside("guard"), home.guard, std::filesystem::copy_options::overwrite_existing);
  EXPECT_TRUE(says(home.refusal(), "older copy")) << home.refusal();
  const auto report = verify_ledger(home.ledger, test_signer().verifier());
  ASSERT_TRUE(report->fault);
  EXPECT_TRUE(says(report->fault->text, "older copy")) << report->fault->text;
}

TEST(guard, one_that_is_gone_or_damaged_does_not_start_the_ledger) {
  for (const char* harm : {"removed", "place removed", "emptied", "flipped", "moved"}) {
    const Home home;
    home.commit(1);
    const std::string word = harm;
    if (word == "removed") std::filesystem::remove(home.guard);
    if (word == "place removed") std::filesystem::remove(home.ledger / "guard.path");
    if (word == "emptied") std::filesystem::resize_file(home.guard, 0);
    if (word == "moved") std::filesystem::rename(home.aside("home") / "guard", home.aside("home") / "other");
    if (word == "flipped") {
      std::string bytes = *read_file(home.guard, 1 << 20);
      bytes[30] = static_cast<char>(bytes[30] ^ 1);
      bytes[4126] = static_cast<char>(bytes[4126] ^ 1);
      ASSERT_TRUE(write_file(home.guard, as_bytes(bytes)));
    }
    EXPECT_EQ(reopened(home.ledger).fault().kind, FaultKind::kUntrusted) << harm;
  }
}

TEST(guard, a_reader_who_cannot_see_the_guard_reads_all_the_same_and_verify_says_that_it_is_gone) {
  const Home home;
  home.commit(1);
  std::filesystem::remove(home.guard);
  EXPECT_TRUE(Ledger::open_to_read(home.ledger, test_signer().verifier()));
  const auto report = verify_ledger(home.ledger, test_signer().verifier());
  ASSERT_TRUE(report->fault);
  EXPECT_TRUE(says(report->fault->text, "guard is gone")) << report->fault->text;
  EXPECT_FALSE(report->guarded);
}

TEST(guard, each_cut_of_a_lost_journal_is_a_rollback) {
  const TemporaryDirectory home;
  {
    auto ledger = new_ledger(home.path());
    for (std::uint8_t i = 0; i < 4; ++i) ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
  }
  const Path file = home.path() / "store.db", journal = home.path() / "store.db-wal";
  const std::string database = *read_file(file, 1 << 26), whole = *read_file(journal, 1 << 26);
  int told = 0;
  for (std::size_t size = 0; size <= whole.size(); size += 2048) {
    std::filesystem::remove(home.path() / "store.db-shm");
    ASSERT_TRUE(write_file(file, as_bytes(database)));
    ASSERT_TRUE(write_file(journal, as_bytes(whole.substr(0, size))));
    const auto ledger = Ledger::open_to_read(home.path(), test_signer().verifier());
    EXPECT_TRUE(!ledger || ledger->size() == 6) << "cut at " << size;
    if (!ledger) told += says(ledger.fault().text, "ROLLBACK") ? 1 : 0;
  }
  EXPECT_GT(told, 5);
}

// Dies in the commit at `fatal`; where the guard's write is then lost, `lost` puts the old one back.
void cut_off(const Home& home, CommitStep fatal, bool lost) {
  home.commit(1);
  const std::string guard_before = *read_file(home.guard, 1 << 20);
  const pid_t child = ::fork();
  if (child == 0) {
    auto ledger = reopened(home.ledger);
    ledger->observe([fatal](CommitStep step) {
      if (step == fatal) ::kill(::getpid(), SIGKILL);
    });
    (void)ledger->commit(desk_append(*ledger, 0x55));
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  if (!lost) return;
  ASSERT_TRUE(write_file(home.guard, as_bytes(guard_before), 0600));
}

TEST(guard, a_commit_cut_off_before_or_after_it_was_durable_starts) {
  for (const CommitStep fatal : {CommitStep::kBegin, CommitStep::kCommit, CommitStep::kCommitted}) {
    for (const bool lost : {false, true}) {
      const Home home;
      cut_off(home, fatal, lost);
      EXPECT_EQ(home.refusal(), "opens") << commit_step_word(fatal) << lost;
      EXPECT_EQ(reopened(home.ledger)->size(), fatal == CommitStep::kCommitted ? 4u : 3u);
      const auto mark = store::read_guard(home.guard);
      EXPECT_EQ(mark->safe, mark->next);
      home.commit(2);
    }
  }
}

TEST(guard, after_a_start_the_commit_that_a_kill_left_can_no_longer_be_taken_back) {
  const Home home;
  home.commit(1);
  copy_home(home.ledger, home.aside("old"));
  cut_off(home, CommitStep::kCommitted, false);
  EXPECT_EQ(home.refusal(), "opens");
  copy_home(home.aside("old"), home.ledger);
  EXPECT_TRUE(says(home.refusal(), "ROLLBACK")) << home.refusal();
}

TEST(guard, another_ledgers_guard_is_not_taken) {
  const Home home;
  const TemporaryDirectory other;
  EXPECT_EQ(Ledger::create(other.path() / "ledger", test_signer(), genesis_append(), {home.guard}).fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(Ledger::create(other.path() / "ledger", test_signer(), genesis_append()));  // and creating may be tried again
}

TEST(guard, one_elsewhere_is_found_from_any_working_directory) {
  const Home home;
  const TemporaryDirectory other;
  {
    auto created = Ledger::create(other.path() / "ledger", test_signer(), genesis_append(), {home.aside("guard elsewhere")});
    ASSERT_TRUE(created);
    EXPECT_EQ(created->guard_file(), home.aside("guard elsewhere"));
  }
  EXPECT_TRUE(reopened(other.path() / "ledger"));
  std::filesystem::remove(home.aside("guard elsewhere"));
  EXPECT_FALSE(reopened(other.path() / "ledger"));
}

TEST(guard, a_guard_that_another_process_wrote_stops_the_ledger_before_it_signs) {
  const Home home;
  auto ledger = reopened(home.ledger);
  auto thief = store::Guard::open(home.guard);
  ASSERT_TRUE(thief->write(1, thief->mark().safe, thief->mark().next));
  EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kIo);
  EXPECT_EQ(ledger->settle().fault().kind, FaultKind::kIo);
  EXPECT_EQ(Ledger::open_to_read(home.ledger, test_signer().verifier())->size(), 2u);
}

}  // namespace
}  // namespace cs::ledger
