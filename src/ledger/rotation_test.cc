// A log whose key is replaced: who signs which head, who can follow, and what is refused.
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "ledger/export.h"
#include "ledger/guard.h"
#include "ledger/ledger_test_home.h"
#include "ledger/receipt.h"
#include "ledger/verify_export.h"
#include "store/store.h"
#include "tlog/example_for_test.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

using Algorithm = crypto::NoteAlgorithm;
crypto::NoteSigner signer(std::uint8_t seed, Algorithm algorithm = Algorithm::kEd25519) {
  return crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(seed), algorithm).value();
}
const crypto::NoteSigner kOld = test_signer(), kNew = signer(0x43), kNewest = signer(0x44);
const Bytes kPolicy = to_bytes("quorum none\n");
const Instant kAfter = kExampleTime + kKeysOverlap;

KeyEntry naming(const crypto::NoteSigner& key) {
  return {{key.verifier().text()}, crypto::sha256(kPolicy), WitnessMode::kNone, {crypto::sha256(as_bytes("act"))}};
}
Append rotation(const crypto::NoteSigner& to, Instant at) { return {at, {naming(to)}, {}, std::nullopt, {kPolicy}}; }
Append desk(Instant at) { return {at, {DeskEntry{kExampleTime, filled(9)}}, {}, std::nullopt, {}}; }

std::vector<std::uint32_t> signed_by(const std::string& note) {
  std::vector<std::uint32_t> ids;
  for (const tlog::NoteSignature& one : tlog::Note::parse(note)->signatures) ids.push_back(one.key_id);
  return ids;
}
std::uint32_t id(const crypto::NoteSigner& key) { return key.verifier().key_id(); }

// Entries 0 and 1, the rotation at 2, one of the same day, one 30 days later.
class rotation_of_the_key : public ::testing::Test {
 protected:
  rotation_of_the_key() {
    EXPECT_TRUE(new_ledger(home()));
    open({kOld, kNew});
  }
  void open(const std::vector<crypto::NoteSigner>& signers) {
    ledger_.reset();
    auto opened = Ledger::open(home(), signers);
    ASSERT_TRUE(opened) << opened.fault().text;
    ledger_.emplace(std::move(*opened));
  }
  void rotate_and_wait() {
    before_ = ledger_->checkpoint_note();
    ASSERT_TRUE(ledger_->commit(rotation(kNew, kExampleTime)));
    handover_ = ledger_->checkpoint_note();
    ASSERT_TRUE(ledger_->commit(desk({kAfter.ms - 1})));
    both_ = ledger_->checkpoint_note();
    ASSERT_TRUE(ledger_->commit(desk(kAfter)));
    after_ = ledger_->checkpoint_note();
  }
  std::string verified(const tlog::LogKeys& known, const VerifyOptions& options = {}) {
    const auto report = verify_ledger(home(), known, options);
    if (!report) return "fault: " + report.fault().text;
    return report->fault ? report->fault->text : "sound";
  }
  std::string exported(const tlog::LogKeys& known) const {
    const auto report = verify_export(out(), known);
    if (!report) return "fault: " + report.fault().text;
    return report->fault ? report->fault->text : "sound";
  }
  Path home() const { return directory_.path() / "home"; }
  Path out() const { return directory_.path() / "export"; }

  const TemporaryDirectory directory_;
  std::optional<Ledger> ledger_;
  std::string before_, handover_, both_, after_;
};

TEST_F(rotation_of_the_key, L16_heads_carry_both_signatures_for_thirty_days_and_then_the_new_one_alone) {
  rotate_and_wait();
  EXPECT_EQ(signed_by(before_), std::vector{id(kOld)});
  EXPECT_EQ(signed_by(handover_), (std::vector{id(kOld), id(kNew)}));
  EXPECT_EQ(signed_by(both_), (std::vector{id(kOld), id(kNew)})) << "one millisecond before it is over";
  EXPECT_EQ(signed_by(after_), std::vector{id(kNew)});
  EXPECT_EQ(ledger_->log_key().text(), kNew.verifier().text());
}

TEST_F(rotation_of_the_key, everything_verifies_for_whoever_knows_the_old_key_the_new_one_or_both) {
  rotate_and_wait();
  const tlog::LogKeys keys = ledger_->log_keys();
  ledger_.reset();
  for (const tlog::LogKeys& known : {tlog::LogKeys(kOld.verifier()), tlog::LogKeys(kNew.verifier()), keys}) {
    EXPECT_EQ(verified(known, {.old_checkpoints = {before_, handover_, both_, after_}}), "sound");
    EXPECT_TRUE(Ledger::open_to_read(home(), known));
  }
  EXPECT_NE(verified(kNewest.verifier()), "sound");
  EXPECT_FALSE(Ledger::open_to_read(home(), kNewest.verifier()));
}

TEST_F(rotation_of_the_key, it_opens_with_the_new_key_alone_once_the_old_one_signs_no_more) {
  rotate_and_wait();
  open({kNew});
  EXPECT_TRUE(ledger_->commit(desk(kAfter)));
  EXPECT_EQ(signed_by(ledger_->checkpoint_note()), std::vector{id(kNew)});
}

TEST_F(rotation_of_the_key, without_the_old_key_nothing_is_entered_before_the_thirty_days_are_over) {
  ASSERT_TRUE(ledger_->commit(rotation(kNew, kExampleTime)));
  open({kNew});
  const auto early = ledger_->commit(desk({kAfter.ms - 1}));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.fault().kind, FaultKind::kConflict);
  EXPECT_NE(early.fault().text.find(kOld.verifier().text()), std::string::npos) << early.fault().text;
  EXPECT_TRUE(ledger_->commit(desk(kAfter)));
}

TEST_F(rotation_of_the_key, a_key_that_may_not_be_named_is_refused_and_the_ledger_lives_on) {
  const auto refused = [&](const Append& append, const std::string& why) {
    const auto durable = ledger_->commit(append);
    EXPECT_TRUE(!durable && durable.fault().kind == FaultKind::kConflict && durable.fault().text.find(why) != std::string::npos) << why;
  };
  const auto stranger = crypto::NoteSigner::from_seed("other.test.invalid/log", filled(7)).value();
  const auto cosigner = signer(7, Algorithm::kEd25519Cosignature);
  Append two = rotation(kNew, kExampleTime);
  std::get<KeyEntry>(two.entries[0]).vkeys.push_back(kOld.verifier().text());
  refused(two, "names 2 keys");
  refused(rotation(stranger, kExampleTime), "another log");
  refused(rotation(cosigner, kExampleTime), "cosigner");
  refused(rotation(kNewest, kExampleTime), "is not here");
  open({kOld, kNew, kNewest});
  ASSERT_TRUE(ledger_->commit(rotation(kOld, kExampleTime))) << "the present key again: other witnesses only";
  EXPECT_EQ(signed_by(ledger_->checkpoint_note()), std::vector{id(kOld)});
  ASSERT_TRUE(ledger_->commit(rotation(kNew, kExampleTime)));
  refused(rotation(kNewest, {kAfter.ms - 1}), "while two sign");
  refused(rotation(kOld, {kAfter.ms - 1}), "had before");
  ASSERT_TRUE(ledger_->commit(rotation(kNew, kExampleTime))) << "other witnesses, in the thirty days";
  ASSERT_TRUE(ledger_->commit(rotation(kNewest, kAfter)));
  EXPECT_EQ(signed_by(ledger_->checkpoint_note()), (std::vector{id(kNew), id(kNewest)}));
  refused(rotation(kOld, kAfter + kKeysOverlap), "had before");
}

TEST_F(rotation_of_the_key, a_key_made_since_the_ledger_was_opened_is_learned) {
  open({kOld});
  EXPECT_FALSE(ledger_->commit(rotation(kNew, kExampleTime)));
  ledger_->learn(kNew);
  ledger_->learn(kNew);
  EXPECT_TRUE(ledger_->commit(rotation(kNew, kExampleTime)));
}

TEST_F(rotation_of_the_key, a_process_killed_at_any_step_of_the_entry_leaves_a_ledger_that_opens_rotated_or_not) {
  ledger_.reset();
  for (const CommitStep step : kCommitSteps) {
    const Path copy = directory_.path() / std::string(commit_step_word(step));
    ASSERT_TRUE(new_ledger(copy));
    const pid_t child = ::fork();
    if (child == 0) {
      auto ledger = Ledger::open(copy, {kOld, kNew});
      ledger->observe([&](CommitStep at) {
        if (at == step) ::_exit(0);
      });
      (void)ledger->commit(rotation(kNew, kExampleTime));
      ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(WEXITSTATUS(status), 0) << commit_step_word(step);
    std::optional<Result<Ledger>> ledger_there(Ledger::open(copy, {kOld, kNew}));
    Result<Ledger>& ledger = *ledger_there;
    ASSERT_TRUE(ledger) << commit_step_word(step) << ": " << ledger.fault().text;
    const bool rotated = ledger->log_key().text() == kNew.verifier().text();
    EXPECT_EQ(rotated, step == CommitStep::kCommitted || step == CommitStep::kDerived) << commit_step_word(step);
    EXPECT_EQ(signed_by(ledger->checkpoint_note()).size(), rotated ? 2u : 1u);
    EXPECT_TRUE(rotated || ledger->commit(rotation(kNew, kExampleTime)));
    ledger_there.reset();
    EXPECT_FALSE(verify_ledger(copy, kOld.verifier())->fault);
  }
}

TEST_F(rotation_of_the_key, receipts_of_before_during_and_after_hold_with_the_logs_list_and_not_with_another_key) {
  const std::string before = *make_receipt(*ledger_, {1});
  ASSERT_NO_FATAL_FAILURE(rotate_and_wait());
  const std::string during = *make_receipt(*ledger_, {1}, {}, both_), after = *make_receipt(*ledger_, {2});
  const auto keys = tlog::LogKeys::parse(ledger_->log_keys().text());
  ASSERT_TRUE(keys);
  for (const std::string& one : {before, during, after}) EXPECT_TRUE(read_receipt(one, *keys));
  const tlog::LogKeys old_alone(kOld.verifier()), new_alone(kNew.verifier());
  EXPECT_TRUE(read_receipt(before, old_alone) && read_receipt(during, old_alone));
  EXPECT_TRUE(read_receipt(during, new_alone) && read_receipt(after, new_alone));
  EXPECT_FALSE(read_receipt(after, old_alone));
  EXPECT_FALSE(read_receipt(before, new_alone));
}

TEST_F(rotation_of_the_key, an_export_hands_over_from_the_old_key_to_the_new_one) {
  rotate_and_wait();
  ASSERT_TRUE(export_log(*ledger_, out()));
  EXPECT_EQ(*read_file(out() / "checkpoint.key-2", limits::kNoteBytesMax), handover_);
  const auto told = read_log_keys(out() / "log.vkey");
  ASSERT_TRUE(told) << told.fault().text;
  for (const tlog::LogKeys& known : {tlog::LogKeys(kOld.verifier()), tlog::LogKeys(kNew.verifier()), *told})
    EXPECT_EQ(exported(known), "sound");
  EXPECT_EQ(verify_export(out(), kOld.verifier())->log_key, kNew.verifier().text()) << "whoever knows the old one learns the new one";
  EXPECT_FALSE(verify_export(out(), *told)->log_key);
  EXPECT_NE(exported(kNewest.verifier()), "sound");
}

TEST_F(rotation_of_the_key, without_a_head_that_the_old_key_signed_the_old_key_vouches_for_nothing) {
  rotate_and_wait();
  ASSERT_TRUE(export_log(*ledger_, out()));
  const auto with = [&](const std::string& note) {
    EXPECT_TRUE(write_file_durable(out() / "checkpoint.key-2", as_bytes(note)));
    return exported(kOld.verifier());
  };
  EXPECT_NE(with(after_), "sound") << "the new key's word for itself";
  EXPECT_NE(with(before_), "sound") << "a head that does not hold the entry";
  EXPECT_EQ(with(both_), "sound") << "any head that both have signed";
  tlog::Note forged{tlog::Checkpoint{kOld.verifier().name(), 3, filled(1), {}}.text(), {}};
  tlog::sign_note(forged, kOld);
  tlog::sign_note(forged, kNew);
  EXPECT_NE(with(forged.bytes()), "sound") << "of another tree";
  std::filesystem::remove(out() / "checkpoint.key-2");
  EXPECT_NE(exported(kOld.verifier()).find("checkpoint.key-2 is missing"), std::string::npos);
  EXPECT_EQ(exported(kNew.verifier()), "sound") << "who knows the new one needs nobody's word";
}

TEST_F(rotation_of_the_key, the_pages_example_is_these_bytes) {
  rotate_and_wait();
  EXPECT_EQ(ledger_->log_keys().text(), tlog::example("log-key.md", "```vkeys\n"));
  EXPECT_EQ(handover_, tlog::example("log-key.md", "```handover\n"));
}

TEST_F(rotation_of_the_key, a_witness_may_show_a_head_with_one_signature_of_the_two_and_a_retired_key_is_nobodys_word) {
  rotate_and_wait();
  const auto head = [&](std::uint64_t size, const crypto::NoteSigner& by) {
    tlog::Note note{tlog::Checkpoint{kOld.verifier().name(), size, filled(7), {}}.text(), {}};
    tlog::sign_note(note, by);
    return note.bytes();
  };
  EXPECT_TRUE(ledger_->contradicted_by(head(4, kOld)));
  EXPECT_TRUE(ledger_->contradicted_by(head(4, kNew)));
  EXPECT_TRUE(ledger_->contradicted_by(head(5, kNew)));
  EXPECT_FALSE(ledger_->contradicted_by(head(5, kOld)));
  EXPECT_FALSE(ledger_->contradicted_by(head(2, kNew)));
  EXPECT_FALSE(ledger_->contradicted_by(head(99, kOld)));
  EXPECT_TRUE(ledger_->contradicted_by(head(99, kNew)));
}

// A ledger written by somebody who has some of the keys: everything fits but who signed.
class forged_rotation : public ::testing::Test {
 protected:
  using Signers = std::vector<crypto::NoteSigner>;
  forged_rotation() : store_(store::Store::create(home_.path() / "store.db").value()) {
    const Append genesis = genesis_append();
    for (const Bytes& document : genesis.documents) EXPECT_TRUE(store_.put_document(crypto::sha256(document), document));
    EXPECT_TRUE(store_.put_document(crypto::sha256(kPolicy), kPolicy));
    record(genesis.entries, kExampleTime, {kOld});
  }
  void record(const std::vector<Entry>& entries, Instant time, const Signers& signers, std::optional<Instant> row_time = {}) {
    store::RecordRow row{tree_.size(), entries.size(), row_time.value_or(time).ms, 0, {}, {}, {}, 0};
    for (const Entry& entry : entries) {
      tree_.append(tlog::leaf_hash(encode(entry, time)));
      tlog::append_bundle_entry(row.entries, encode(entry, time));
    }
    row.root = tree_.root();
    tlog::Note note{tlog::Checkpoint{kOld.verifier().name(), tree_.size(), row.root, {}}.text(), {}};
    for (const auto& one : signers) tlog::sign_note(note, one);
    row.checkpoint = note.bytes();
    EXPECT_TRUE(store_.put_record(row));
    EXPECT_TRUE(store_.set_head({kOld.verifier().name(), tree_.size(), row.root, row.first, 0}));
  }
  // Whether it opens, and whether it verifies: by anybody's key.
  std::string verdict() {
    EXPECT_TRUE(store_.commit());
    auto guard = make_guard(home_.path(), home_.path() / kGuardFile);
    const store::GuardHead head{tree_.size(), tree_.root()};
    EXPECT_TRUE(guard && guard->write(1, head, head) && guard->sync());
    std::string out;
    for (const auto& known : {kOld, kNew}) {
      const auto report = verify_ledger(home_.path(), known.verifier());
      out += report && !report->fault ? "sound " : "refused ";
    }
    return out + (Ledger::open_to_read(home_.path(), kOld.verifier()) ? "opens" : "shut");
  }

  const TemporaryDirectory home_;
  store::Store store_;
  tlog::Frontier tree_;
};

TEST_F(forged_rotation, the_honest_one_is_sound) {
  record({naming(kNew)}, kExampleTime, {kOld, kNew});
  record({DeskEntry{kExampleTime, filled(1)}}, kAfter, {kNew});
  EXPECT_EQ(verdict(), "sound sound opens");
}

TEST_F(forged_rotation, L16_a_head_that_the_retired_key_signed_alone_is_refused) {
  record({naming(kNew)}, kExampleTime, {kOld, kNew});
  record({DeskEntry{kExampleTime, filled(1)}}, kAfter, {kOld});
  EXPECT_EQ(verdict(), "refused refused shut");
}

TEST_F(forged_rotation, a_head_that_one_of_the_two_signed_alone_is_refused) {
  record({naming(kNew)}, kExampleTime, {kOld, kNew});
  record({DeskEntry{kExampleTime, filled(1)}}, {kAfter.ms - 1}, {kNew});
  EXPECT_EQ(verdict(), "refused refused shut");
}

TEST_F(forged_rotation, a_head_that_the_new_key_signed_before_its_entry_is_refused) {
  record({DeskEntry{kExampleTime, filled(1)}}, kExampleTime, {kNew});
  record({naming(kNew)}, kExampleTime, {kOld, kNew});
  const std::string said = verdict();
  EXPECT_TRUE(said.starts_with("refused refused")) << said;
}

TEST_F(forged_rotation, L16_a_new_key_that_the_old_one_has_not_vouched_for_is_refused) {
  record({naming(kNew)}, kExampleTime, {kNew});
  record({DeskEntry{kExampleTime, filled(1)}}, kAfter, {kNew});
  EXPECT_EQ(verdict(), "refused refused shut");
}

TEST_F(forged_rotation, a_time_of_the_record_that_its_entries_do_not_have_ends_nothing) {
  record({naming(kNew)}, kExampleTime, {kOld, kNew});
  // Whoever can write the database moves the record's time, which nobody signed, beyond the thirty days: the entries' own time counts.
  record({DeskEntry{kExampleTime, filled(1)}}, kExampleTime, {kNew}, kAfter);
  EXPECT_EQ(verdict(), "refused refused shut");
}

}  // namespace
}  // namespace cs::ledger
