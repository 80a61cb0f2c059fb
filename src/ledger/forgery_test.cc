// A ledger written by somebody who has the log's key and breaks the rules: its roots and signatures fit, and `ledger verify` still says
// where it is wrong.
#include "ledger/guard.h"
#include "ledger/ledger_test_home.h"
#include "ledger/verify.h"
#include "store/store.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

class forgery : public ::testing::Test {
 protected:
  forgery() : store_(store::Store::create(home_.path() / "store.db").value()) {
    const Append genesis = genesis_append();
    for (const Bytes& document : genesis.documents) EXPECT_TRUE(store_.put_document(crypto::sha256(document), document));
    record(genesis.entries, kExampleTime);
  }

  static std::string signed_note(std::uint64_t size, const Digest& root) {
    tlog::Note note;
    note.text = tlog::Checkpoint{test_signer().verifier().name(), size, root, {}}.text();
    tlog::sign_note(note, test_signer());
    return note.bytes();
  }

  store::RecordRow row_of(const std::vector<Bytes>& entries, Instant time) {
    store::RecordRow row{tree_.size(), entries.size(), time.ms, 0, {}, {}, {}, 0};
    for (const Bytes& entry : entries) {
      tree_.append(tlog::leaf_hash(entry));
      tlog::append_bundle_entry(row.entries, entry);
    }
    row.root = tree_.root();
    row.checkpoint = signed_note(tree_.size(), row.root);
    return row;
  }
  void put(const store::RecordRow& row) {
    EXPECT_TRUE(store_.put_record(row));
    EXPECT_TRUE(store_.set_head({test_signer().verifier().name(), tree_.size(), row.root, row.first, 0}));
  }
  void record(const std::vector<Entry>& entries, Instant time) {
    std::vector<Bytes> bytes;
    for (const Entry& entry : entries) bytes.push_back(encode(entry, time));
    put(row_of(bytes, time));
  }

  // What `ledger verify` says: index and text, or "sound".
  std::string verdict() {
    EXPECT_TRUE(store_.commit());
    auto guard = make_guard(home_.path(), home_.path() / kGuardFile);
    const store::GuardHead head{tree_.size(), tree_.root()};
    EXPECT_TRUE(guard && guard->write(1, head, head) && guard->sync());
    const auto report = verify_ledger(home_.path(), test_signer().verifier());
    if (!report) return "fault: " + report.fault().text;
    if (!report->fault) return "sound";
    return (report->fault->index ? std::to_string(report->fault->index->value) + " " : "") + report->fault->text;
  }

  const TemporaryDirectory home_;
  store::Store store_;
  tlog::Frontier tree_;
};

TEST_F(forgery, the_honest_start_is_sound) {
  record({DeskEntry{kExampleTime, filled(1)}}, kExampleTime);
  EXPECT_EQ(verdict(), "sound");
}

TEST_F(forgery, L2_time_that_falls_is_found) {
  record({DeskEntry{kExampleTime, filled(1)}}, {kExampleTime.ms - 1});
  EXPECT_EQ(verdict(), "2 L2 time falls");
}

TEST_F(forgery, an_entry_with_another_time_than_its_record_is_found) {
  auto row = row_of({encode(DeskEntry{kExampleTime, filled(1)}, {kExampleTime.ms + 1})}, kExampleTime);
  put(row);
  EXPECT_EQ(verdict(), "2 its time is not its record's");
}

TEST_F(forgery, L5_lines_in_another_order_are_found) {
  record({RequestEntry{filled(1), filled(2)}}, kExampleTime);
  Append append = answer_append({2}, {3}, 3, kExampleTime);
  std::swap(append.entries[0], append.entries[1]);
  record(append.entries, kExampleTime);
  EXPECT_EQ(verdict(), "3 L5 a request's lines are 1..n in order");
}

TEST_F(forgery, L5_a_close_in_another_record_than_its_lines_is_found) {
  record({RequestEntry{filled(1), filled(2)}}, kExampleTime);
  Append append = answer_append({2}, {3}, 1, kExampleTime);
  record({append.entries[0]}, kExampleTime);
  record({append.entries[1]}, kExampleTime);
  EXPECT_EQ(verdict(), "4 L5 a request's lines and their close are in one record");
}

TEST_F(forgery, L5_a_close_of_another_request_than_its_lines_is_found) {
  record({RequestEntry{filled(1), filled(2)}, RequestEntry{filled(3), filled(2)}}, kExampleTime);
  Append append = answer_append({2}, {4}, 1, kExampleTime);
  std::get<CloseEntry>(append.entries[1]).request = {3};
  record(append.entries, kExampleTime);
  EXPECT_EQ(verdict(), "5 L5 a close stands after the lines of its own request");
}

TEST_F(forgery, an_entry_that_names_itself_is_found) {
  record({ClearEntry{{2}, filled(1)}}, kExampleTime);
  EXPECT_EQ(verdict(), "2 an entry names earlier entries only");
}

TEST_F(forgery, a_second_genesis_is_found) {
  record({genesis_append().entries[0]}, kExampleTime);
  EXPECT_EQ(verdict(), "2 entry 0 is genesis, and no other is");
}

TEST_F(forgery, bytes_that_are_no_entry_are_found) {
  Bytes entry = encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime);
  entry.push_back(0);
  put(row_of({entry}, kExampleTime));
  EXPECT_TRUE(verdict().starts_with("2 "));
}

TEST_F(forgery, a_gap_between_records_is_found) {
  auto row = row_of({encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime)}, kExampleTime);
  row.first = 3;
  put(row);
  EXPECT_TRUE(verdict().starts_with("2 the next record begins at 3"));
}

TEST_F(forgery, a_record_that_counts_more_or_fewer_entries_than_it_has_is_found) {
  auto row = row_of({encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime)}, kExampleTime);
  row.count = 2;
  put(row);
  EXPECT_TRUE(verdict().starts_with("3 a record has fewer entries"));
}

TEST_F(forgery, a_checkpoint_of_another_size_is_found_in_any_record) {
  auto row = row_of({encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime)}, kExampleTime);
  row.checkpoint = signed_note(2, row.root);
  put(row);
  record({DeskEntry{kExampleTime, filled(1)}}, kExampleTime);
  EXPECT_EQ(verdict(), "3 a record's checkpoint has another size than the record");
}

TEST_F(forgery, L6_an_answer_that_was_changed_is_found) {
  record({RequestEntry{filled(1), filled(2)}}, kExampleTime);
  record(answer_append({2}, {3}, 1, kExampleTime).entries, kExampleTime);
  EXPECT_TRUE(store_.put_answer({2, 4, crypto::sha256(as_bytes("another")), to_bytes("another")}));
  EXPECT_EQ(verdict(), "L6 the answer to request 2 has not the digest in its close");
}

TEST_F(forgery, a_document_under_anothers_digest_is_found) {
  EXPECT_TRUE(store_.put_document(filled(1), to_bytes("text")));
  EXPECT_TRUE(verdict().find("has another digest") != std::string::npos);
}

TEST_F(forgery, a_part_that_no_record_has_is_found) {
  EXPECT_TRUE(store_.put_part(1, 1, to_bytes("xx")));
  EXPECT_EQ(verdict(), "there are parts of records that no record has");
}

TEST_F(forgery, a_head_beside_the_last_record_is_found) {
  const Digest before = tree_.root();
  record({DeskEntry{kExampleTime, filled(1)}}, kExampleTime);
  EXPECT_TRUE(store_.set_head({test_signer().verifier().name(), 2, before, 0, 0}));
  EXPECT_EQ(verdict(), "the head says 2 entries, the records have 3");
}

}  // namespace
}  // namespace cs::ledger
