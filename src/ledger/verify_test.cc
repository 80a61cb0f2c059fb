#include "ledger/verify.h"

#include "ledger/export.h"
#include "ledger/request_story_for_test.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

Result<VerifyReport> verified(const Path& home, const VerifyOptions& options = {}) {
  return verify_ledger(home, test_signer().verifier(), options);
}

TEST(verify, counts_what_it_saw_when_everything_holds) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  RequestStory story(home.path());
  story.play(*ledger, 300);
  story.play(*ledger, 1);
  VerifyOptions options;
  options.openings = &story.keys();
  const auto report = verified(home.path(), options);
  ASSERT_TRUE(report) << report.fault().text;
  ASSERT_FALSE(report->fault) << report->fault->text;
  EXPECT_EQ(report->entries, ledger->size());
  EXPECT_EQ(report->records, 7u);
  EXPECT_EQ(report->checkpoints, 7u);
  EXPECT_EQ(report->answers, 2u);
  EXPECT_EQ(report->openings, 301u * 4 + 2 * 5);
  EXPECT_EQ(report->documents, 3u);
  EXPECT_TRUE(report->guarded);
  EXPECT_EQ(report->openings_missing, 0u);
  EXPECT_EQ(report->root, ledger->root());
}

TEST(verify, names_the_line_whose_opening_is_another_one) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  RequestStory story(home.path());
  story.play(*ledger, 300, 257);
  EXPECT_FALSE(verified(home.path())->fault);  // the log itself is sound
  VerifyOptions options;
  options.openings = &story.keys();
  const auto report = verified(home.path(), options);
  ASSERT_TRUE(report->fault);
  EXPECT_EQ(report->fault->index->value, 2u + 2 + 256);
  EXPECT_NE(report->fault->text.find("answer"), std::string::npos);
}

TEST(verify, old_checkpoints_tell_a_rollback_from_a_fork) {
  const TemporaryDirectory home, other;
  auto ledger = new_ledger(home.path());
  auto fork = new_ledger(other.path());
  std::vector<std::string> notes{ledger->checkpoint_note()};
  for (std::uint8_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
    notes.push_back(ledger->checkpoint_note());
  }
  VerifyOptions options{notes, nullptr};
  EXPECT_EQ(verified(home.path(), options)->old_checkpoints, 5u);
  auto report = verified(other.path(), options);
  ASSERT_TRUE(report->fault);
  EXPECT_TRUE(report->fault->text.starts_with("ROLLBACK"));
  for (std::uint8_t i = 9; i < 15; ++i) ASSERT_TRUE(fork->commit(desk_append(*fork, i)));
  report = verified(other.path(), options);
  ASSERT_TRUE(report->fault);
  EXPECT_TRUE(report->fault->text.starts_with("FORK")) << report->fault->text;
}

TEST(verify, another_logs_key_finds_no_signature) {
  const TemporaryDirectory home;
  ASSERT_TRUE(new_ledger(home.path()));
  const auto other = crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(0x43)).value();
  EXPECT_TRUE(verify_ledger(home.path(), other.verifier())->fault);
  const TemporaryDirectory empty;
  EXPECT_EQ(verified(empty.path()).fault().kind, FaultKind::kNotFound);
}

TEST(export_log, writes_a_static_log_that_reads_back_to_the_same_root) {
  const TemporaryDirectory home, out;
  auto ledger = new_ledger(home.path());
  RequestStory story(home.path());
  story.play(*ledger, 600);
  ASSERT_TRUE(export_log(*ledger, out.path()));
  std::uint64_t seen = 0;
  const auto read =
      tlog::read_static_log(out.path(), ledger->size(), ledger->root(), [&](std::uint64_t index, ByteView bytes) -> Result<void> {
        EXPECT_EQ(index, seen++);
        EXPECT_EQ(Bytes(bytes.begin(), bytes.end()), *ledger->entry_bytes({index}));
        return {};
      });
  EXPECT_TRUE(read);
  EXPECT_EQ(seen, ledger->size());
  EXPECT_EQ(*read_file(out.path() / "checkpoint", 10000), ledger->checkpoint_note());
  EXPECT_EQ(*read_file(out.path() / "log.vkey", 10000), ledger->log_key().text() + "\n");
  EXPECT_EQ(export_log(*ledger, out.path()).fault().kind, FaultKind::kConflict);
}

}  // namespace
}  // namespace cs::ledger
