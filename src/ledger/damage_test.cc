// Disks that fail, fill and lie: what is damaged is found or was of no consequence; what fails stops the ledger.
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "ledger/request_story_for_test.h"
#include "ledger/verify.h"

namespace cs::ledger {
namespace {

// Everything that can be read from a ledger, in one text; a fault where something cannot be.
Result<std::string> everything(const Path& home, PeriodKeys& keys) {
  CS_TRY(report, verify_ledger(home, test_signer().verifier(), {{}, &keys}));
  if (report.fault) return untrusted(report.fault->text);
  CS_TRY(ledger, Ledger::open_to_read(home, test_signer().verifier()));
  std::string out = ledger.checkpoint_note();
  CS_TRY_VOID(ledger.for_each_bytes({0}, [&](EntryIndex, ByteView bytes) -> Result<void> {
    out += to_hex(bytes) + "\n";
    return {};
  }));
  CS_TRY(answer, ledger.answer({2}));
  CS_TRY(document, ledger.document(crypto::sha256(as_bytes(RequestStory::kEvidence))));
  OpeningReader reader(ledger, keys);
  CS_TRY_VOID(reader.for_each_line(OpeningKind::kIn, {2}, 40, [&](LineNumber, const Digest& r, ByteView payload) -> Result<void> {
    out += to_hex(r) + to_hex(payload) + "\n";
    return {};
  }));
  return out + to_string(answer.sealed) + to_string(document);
}

// A settled ledger with lines, openings, an answer and a document.
void make_home(const Path& home, bool small = false) {
  auto ledger = small ? new_small_ledger(home) : new_ledger(home);
  ASSERT_TRUE(ledger);
  RequestStory story(home);
  ASSERT_EQ(story.play(*ledger, 40).value, 2u);
  ASSERT_TRUE(ledger->settle());
}

class Numbers {  // a small fixed sequence, the same in every run
 public:
  std::uint64_t below(std::uint64_t limit) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % limit;
  }
  // A byte that is not zero: most of a small database is empty page.
  std::uint64_t used_place(const std::string& bytes) {
    std::uint64_t at = below(bytes.size());
    while (bytes[at] == 0) at = (at + 1) % bytes.size();
    return at;
  }

 private:
  std::uint64_t state_ = 42;
};

void remove_journal(const Path& home) {
  for (const char* name : {"store.db-wal", "store.db-shm"}) std::filesystem::remove(home / name);
}

TEST(damage, any_flipped_or_cut_byte_of_the_database_is_found_or_of_no_consequence) {
  const TemporaryDirectory home;
  make_home(home.path());
  PeriodKeys keys(home.path() / "keys");
  const auto expected = everything(home.path(), keys);
  ASSERT_TRUE(expected) << expected.fault().text;
  const Path file = home.path() / "store.db";
  const std::string whole = *read_file(file, 1 << 26);
  Numbers numbers;
  int found = 0, harmless = 0;
  for (int sample = 0; sample < 500; ++sample) {
    std::string bytes = whole;
    if (sample % 10 == 0)
      bytes.resize(numbers.below(whole.size()));
    else
      bytes[numbers.used_place(whole)] ^= static_cast<char>(1 << numbers.below(8));
    remove_journal(home.path());
    ASSERT_TRUE(write_file(file, as_bytes(bytes)));
    const auto seen = everything(home.path(), keys);
    if (!seen)
      ++found;
    else if (*seen == *expected)
      ++harmless;
    else
      ADD_FAILURE() << "sample " << sample << " was read and is not what was written";
  }
  EXPECT_GT(found, 50);
  RecordProperty("found", found);
  RecordProperty("harmless", harmless);
}

// One bit of one byte of one file. CS_FLIPS: how many are drawn, or `all` for every byte of every file.
TEST(damage, any_flipped_byte_of_a_small_home_is_found_or_of_no_consequence) {
  constexpr std::uint64_t kSmallHomeBytes = 64 * 1024;
  const TemporaryDirectory home;
  make_home(home.path(), true);
  PeriodKeys keys(home.path() / "keys");
  const auto expected = everything(home.path(), keys);
  ASSERT_TRUE(expected) << expected.fault().text;
  remove_journal(home.path());
  std::vector<std::pair<Path, std::string>> files;
  std::uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(home.path())) {
    if (!file.is_regular_file()) continue;
    files.emplace_back(file.path(), *read_file(file.path(), 1 << 26));
    bytes += files.back().second.size();
  }
  std::sort(files.begin(), files.end());
  ASSERT_LE(bytes, kSmallHomeBytes);
  const char* wanted = std::getenv("CS_FLIPS");
  const bool all = wanted != nullptr && std::string_view(wanted) == "all";
  const std::uint64_t flips = all ? bytes : wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 100;
  Numbers numbers;
  std::uint64_t found = 0, harmless = 0;
  for (std::uint64_t flip = 0; flip < flips; ++flip) {
    std::uint64_t at = all ? flip : numbers.below(bytes);
    std::size_t file = 0;
    while (at >= files[file].second.size()) at -= files[file++].second.size();
    std::string changed = files[file].second;
    changed[at] ^= static_cast<char>(1 << (all ? flip % 8 : numbers.below(8)));
    remove_journal(home.path());
    ASSERT_TRUE(write_file(files[file].first, as_bytes(changed)));
    const auto seen = everything(home.path(), keys);
    EXPECT_TRUE(!seen || *seen == *expected) << files[file].first.filename() << " byte " << at << " was read and is not what was written";
    ++(seen ? harmless : found);
    ASSERT_TRUE(write_file(files[file].first, as_bytes(files[file].second)));
  }
  EXPECT_GT(found, flips / 20);
  std::printf("%llu of %llu bytes flipped: %llu found, %llu of no consequence\n", static_cast<unsigned long long>(flips), static_cast<unsigned long long>(bytes),
              static_cast<unsigned long long>(found), static_cast<unsigned long long>(harmless));
}

TEST(damage, a_flipped_byte_of_any_entry_is_no_start) {
  const TemporaryDirectory home;
  make_home(home.path());
  std::vector<Bytes> entries;
  for (std::uint64_t index = 0; index < 45; ++index) entries.push_back(*reopened(home.path())->entry_bytes({index}));
  const Path file = home.path() / "store.db";
  const std::string whole = *read_file(file, 1 << 26);
  for (const Bytes& entry : entries) {
    const std::size_t at = whole.find(std::string(as_text(ByteView(entry).first(40))));
    ASSERT_NE(at, std::string::npos);
    std::string bytes = whole;
    bytes[at + 20] = static_cast<char>(bytes[at + 20] ^ 1);
    remove_journal(home.path());
    ASSERT_TRUE(write_file(file, as_bytes(bytes)));
    EXPECT_EQ(reopened(home.path()).fault().kind, FaultKind::kUntrusted);
  }
}

TEST(damage, a_cut_or_flipped_journal_leaves_a_whole_prefix_and_an_old_checkpoint_tells) {
  const TemporaryDirectory home;
  std::vector<std::string> notes;
  {
    auto ledger = new_ledger(home.path());
    for (std::uint8_t i = 0; i < 4; ++i) {
      ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
      notes.push_back(ledger->checkpoint_note());
    }
  }
  std::filesystem::remove(home.path() / "guard.path");  // which would tell too: guard_test.cc
  const Path file = home.path() / "store.db", journal = home.path() / "store.db-wal";
  const std::string database = *read_file(file, 1 << 26), whole = *read_file(journal, 1 << 26);
  Numbers numbers;
  int rolled_back = 0;
  for (int sample = 0; sample < 100; ++sample) {
    std::string bytes = whole;
    if (sample % 2 == 0)
      bytes.resize(numbers.below(whole.size()));
    else
      bytes[numbers.below(whole.size())] ^= static_cast<char>(1 << numbers.below(8));
    std::filesystem::remove(home.path() / "store.db-shm");
    ASSERT_TRUE(write_file(file, as_bytes(database)));
    ASSERT_TRUE(write_file(journal, as_bytes(bytes)));
    const auto ledger = Ledger::open_to_read(home.path(), test_signer().verifier());
    if (!ledger) continue;
    EXPECT_LE(ledger->size(), 6u);
    if (ledger->size() == 6) continue;
    ++rolled_back;
    const bool first_only = ledger->size() == 2;
    EXPECT_TRUE(first_only || ledger->checkpoint_note() == notes[ledger->size() - 3]) << "sample " << sample;
    const auto report = verify_ledger(home.path(), test_signer().verifier(), {notes, nullptr});
    ASSERT_TRUE(report->fault);
    EXPECT_TRUE(report->fault->text.starts_with("ROLLBACK"));
  }
  EXPECT_GT(rolled_back, 10);
}

TEST(damage, a_ledger_whose_file_was_removed_or_linked_stops_and_stays_stopped) {
  for (const bool removed : {true, false}) {
    const TemporaryDirectory home;
    auto ledger = new_ledger(home.path());
    ASSERT_TRUE(ledger);
    if (removed)
      std::filesystem::remove(home.path() / "store.db");
    else
      std::filesystem::create_hard_link(home.path() / "store.db-wal", home.path() / "other");
    EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kIo);
    std::filesystem::remove(home.path() / "other");
    EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kIo);
    EXPECT_EQ(ledger->entry({0}).fault().kind, FaultKind::kIo);
    EXPECT_EQ(ledger->settle().fault().kind, FaultKind::kIo);
    EXPECT_EQ(ledger->prove({0}).fault().kind, FaultKind::kIo);
  }
}

// At the start nothing was asked for yet: it is refused (exit 1), not a disk that fails (exit 74).
TEST(damage, a_ledger_with_a_file_of_two_names_or_a_link_for_a_file_is_not_started) {
  for (const bool linked : {true, false}) {
    const TemporaryDirectory home;
    ASSERT_TRUE(new_ledger(home.path()));
    const Path file = home.path() / "store.db", other = home.path() / "other";
    if (linked) std::filesystem::create_hard_link(file, other);
    if (!linked) std::filesystem::rename(file, other);
    if (!linked) std::filesystem::create_symlink(other, file);
    const auto opened = Ledger::open(home.path(), test_signer());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.fault().kind, FaultKind::kUntrusted) << opened.fault().text;
  }
}

TEST(damage, a_replaced_database_stops_the_ledger) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  const std::string bytes = *read_file(home.path() / "store.db", 1 << 26);
  ASSERT_TRUE(write_file_durable(home.path() / "store.db", as_bytes(bytes), 0600));  // a rename over it
  EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kIo);
}

// Runs `work` in a process of its own and gives its exit code.
template <typename Work>
int exit_code_of(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// Files cannot grow beyond `bytes`: a full disk as write(2) tells it.
void fill_disk_at(std::uint64_t bytes) {
  ::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST(damage, a_disk_that_fills_anywhere_in_a_commit_stops_the_ledger_and_leaves_nothing_of_it) {
  int failed = 0, durable = 0;
  for (std::uint64_t room = 0; room <= 180'000; room += 12'000) {
    const TemporaryDirectory home;
    {
      auto ledger = new_ledger(home.path());
      ASSERT_EQ(commit_request(*ledger).value, 2u);
      ASSERT_TRUE(ledger->settle());
    }
    const int code = exit_code_of([&] {
      auto ledger = reopened(home.path());
      if (!ledger) return 9;
      ledger->observe([&](CommitStep step) {
        if (step == CommitStep::kBegin) fill_disk_at(room);
      });
      const auto made = ledger->commit(answer_append({2}, {3}, 900, kExampleTime));  // 117 kB
      if (made) return 0;
      if (made.fault().kind != FaultKind::kIo) return 8;
      return ledger->commit(desk_append(*ledger, 1)).fault().kind == FaultKind::kIo ? 1 : 7;
    });
    ASSERT_TRUE(code == 0 || code == 1) << "room " << room << " code " << code;
    ++(code == 0 ? durable : failed);
    const auto ledger = reopened(home.path());
    ASSERT_TRUE(ledger) << ledger.fault().text;
    EXPECT_EQ(ledger->size(), code == 0 ? 904u : 3u) << "room " << room;
  }
  EXPECT_GT(failed, 5);
  EXPECT_GT(durable, 0);
}

// As a user whom the modes of files bind.
void become_nobody() {
  if (::geteuid() != 0) return;
  if (::setgroups(0, nullptr) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(20);
}

TEST(damage, in_a_directory_that_cannot_be_written_it_is_read_but_not_opened_for_writing) {
  const TemporaryDirectory home;
  ASSERT_EQ(::chmod(home.path().c_str(), 0777), 0);
  const int code = exit_code_of([&] {
    become_nobody();
    const Path directory = home.path() / "ledger";
    {
      auto ledger = new_ledger(directory);
      if (!ledger || !ledger->settle()) return 2;
    }
    std::filesystem::remove(directory / "store.db.lock");
    if (::chmod(directory.c_str(), 0555) != 0) return 3;
    const auto written = reopened(directory);
    if (written || written.fault().kind != FaultKind::kIo) return 4;
    const auto read = Ledger::open_to_read(directory, test_signer().verifier());
    if (!read || read->size() != 2) return 5;
    const auto made = new_ledger(directory / "other");
    if (made || made.fault().kind != FaultKind::kIo) return 6;
    return ::chmod(directory.c_str(), 0755) == 0 ? 0 : 7;
  });
  EXPECT_EQ(code, 0);
}

TEST(damage, period_keys_that_cannot_be_written_seal_nothing) {
  const TemporaryDirectory home;
  ASSERT_EQ(::chmod(home.path().c_str(), 0755), 0);
  const int code = exit_code_of([&] {
    if (::geteuid() != 0 && ::chmod(home.path().c_str(), 0555) != 0) return 3;
    become_nobody();
    PeriodKeys keys(home.path() / "keys");
    crypto::SystemRandom random;
    OpeningWriter writer("origin", keys, random);
    const auto sealed = writer.document(OpeningKind::kGround, {1}, kExampleTime, kNoAgreement, {});
    return !sealed && sealed.fault().kind == FaultKind::kIo ? 0 : 4;
  });
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace cs::ledger
