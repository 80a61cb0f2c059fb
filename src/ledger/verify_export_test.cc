// An export by itself: what an outsider finds with the log's key alone.
#include "ledger/verify_export.h"

#include "base/limits.h"
#include "ledger/export.h"
#include "ledger/request_story_for_test.h"
#include "tlog/tiles.h"
#include "tlog/witness.h"

namespace cs::ledger {
namespace {

class verify_exported : public ::testing::Test {
 protected:
  verify_exported() : ledger_(new_ledger(directory_.path() / "home")), story_(directory_.path() / "home") {
    story_.play(*ledger_, 300);
    EXPECT_TRUE(export_log(*ledger_, exported()));
  }
  Path exported() const { return directory_.path() / "export"; }

  std::string fault(const ExportOptions& options = {}, const crypto::NoteVerifier& key = test_signer().verifier()) const {
    const auto report = verify_export(exported(), key, options);
    if (!report) return "fault: " + report.fault().text;
    return !report->fault ? "holds" : (report->fault->index ? std::to_string(report->fault->index->value) + " " : "") + report->fault->text;
  }
  static std::string signed_note(std::uint64_t size, const Digest& root) {
    tlog::Note note;
    note.text = tlog::Checkpoint{test_signer().verifier().name(), size, root, {}}.text();
    tlog::sign_note(note, test_signer());
    return note.bytes();
  }
  // An export of these entries, which the log's own key has signed.
  void forge(const std::vector<Bytes>& entries) {
    tlog::Frontier tree;
    for (const Bytes& entry : entries) tree.append(tlog::leaf_hash(entry));
    std::filesystem::remove_all(exported());
    EXPECT_TRUE(tlog::write_static_log(exported(), entries.size(), [&](std::uint64_t i) -> Result<ByteView> { return ByteView(entries[i]); }, signed_note(entries.size(), tree.root())));
  }
  std::vector<Bytes> entries() const {
    std::vector<Bytes> out;
    for (std::uint64_t index = 0; index < ledger_->size(); ++index) out.push_back(*ledger_->entry_bytes({index}));
    return out;
  }

  const TemporaryDirectory directory_;
  Result<Ledger> ledger_;
  RequestStory story_;
};

TEST_F(verify_exported, counts_what_it_saw_when_everything_holds) {
  const auto report = verify_export(exported(), test_signer().verifier(), {{ledger_->checkpoint_note()}});
  ASSERT_TRUE(report) << report.fault().text;
  ASSERT_FALSE(report->fault) << report->fault->text;
  EXPECT_EQ(report->entries, ledger_->size());
  EXPECT_EQ(report->root, ledger_->root());
  EXPECT_EQ(report->requests, 1u);
  EXPECT_EQ(report->lines, 300u);
  EXPECT_EQ(report->answered, 1u);
  EXPECT_EQ(report->old_checkpoints, 1u);
  EXPECT_FALSE(report->cosigned);
}

TEST_F(verify_exported, one_bit_of_any_file_is_found) {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(exported())) {
    if (!file.is_regular_file()) continue;
    ++files;
    const std::string whole = *read_file(file.path(), limits::kRecordPartBytes);
    for (const std::size_t at : {std::size_t{0}, whole.size() / 2, whole.size() - 2}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
      ASSERT_TRUE(write_file(file.path(), as_bytes(bytes)));
      EXPECT_NE(fault(), "holds") << file.path().filename() << " byte " << at;
    }
    ASSERT_TRUE(write_file(file.path(), as_bytes(whole)));
  }
  EXPECT_GE(files, 7u);  // the checkpoint, the key, two bundles, tiles of two levels
  EXPECT_EQ(fault(), "holds");
}

TEST_F(verify_exported, another_logs_key_opens_no_checkpoint) {
  const auto other = crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(0x43)).value();
  EXPECT_EQ(fault({}, other.verifier()), "the log names other keys than the one that is known");
}

TEST_F(verify_exported, L16_an_export_that_names_another_key_than_its_entries_is_found_by_who_knows_the_right_one) {
  const auto other = crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(0x43)).value();
  ASSERT_TRUE(write_log_keys(exported(), other.verifier()));
  EXPECT_EQ(fault(), "log.vkey: the export's own file names other keys than the log's entries: " + other.verifier().text() + ", not " + test_signer().verifier().text());
  ASSERT_TRUE(write_file(exported() / "log.vkey", as_bytes(std::string("no key\n"))));
  EXPECT_TRUE(fault().starts_with("log.vkey: the export's own file of the log's keys is none")) << fault();
  std::filesystem::remove(exported() / "log.vkey");
  EXPECT_EQ(fault(), "holds") << "who has the key from elsewhere needs none";
}

TEST_F(verify_exported, old_checkpoints_tell_a_rollback_from_a_fork) {
  EXPECT_TRUE(fault({{signed_note(400, filled(1))}}).starts_with("ROLLBACK"));
  EXPECT_TRUE(fault({{signed_note(4, filled(1))}}).starts_with("FORK"));
}

TEST_F(verify_exported, what_the_holder_signed_against_the_rules_is_found_by_anybody) {
  auto all = entries();
  std::swap(all[4], all[5]);
  forge(all);
  EXPECT_EQ(fault(), "4 L5 a request's lines are 1..n in order");
  all = entries();
  all.pop_back();
  forge(all);
  EXPECT_EQ(fault(), "L5 a request's lines and their close are in one record");
  all = entries();
  all.push_back(encode(DeskEntry{kExampleTime, filled(1)}, Instant{kExampleTime.ms - 1}));
  forge(all);
  EXPECT_EQ(fault(), "305 L2 time falls");
  all = entries();
  all[3].push_back(0);
  forge(all);
  EXPECT_TRUE(fault().starts_with("3 ")) << fault();
}

TEST_F(verify_exported, a_policy_asks_for_its_quorum_on_the_checkpoint_or_on_the_one_beside_it) {
  const auto logs = tlog::Policy::parse("log " + test_signer().verifier().text() + "\nquorum none\n");
  auto witness = tlog::Witness::open(directory_.path() / "w", *logs, "w.test.invalid", filled(5)).value();
  ExportOptions options;
  options.policy = tlog::Policy::parse("witness w " + witness.key().text() + "\nquorum w\n").value();
  EXPECT_EQ(fault(options), "no quorum of the policy has cosigned the checkpoint");
  const auto answer = witness.add_checkpoint(tlog::AddCheckpoint{0, {}, ledger_->checkpoint_note()}.body(), kExampleTime);
  ASSERT_EQ(answer.status, 200);
  ASSERT_TRUE(write_file(exported() / "checkpoint.cosigned", as_bytes(ledger_->checkpoint_note() + answer.body)));
  const auto report = verify_export(exported(), test_signer().verifier(), options);
  ASSERT_TRUE(report && !report->fault) << fault(options);
  EXPECT_EQ(report->cosigned, ledger_->size());
  EXPECT_EQ(report->witnesses, 1u);
}

}  // namespace
}  // namespace cs::ledger
