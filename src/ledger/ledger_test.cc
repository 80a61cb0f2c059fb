#include "ledger/ledger.h"

#include "base/limits.h"
#include "ledger/ledger_test_home.h"
#include "store/store.h"
#include "tlog/merkle.h"

namespace cs::ledger {
namespace {

TEST(ledger, what_was_committed_is_there_after_opening_again) {
  const TemporaryDirectory home;
  std::string note;
  {
    auto ledger = new_ledger(home.path());
    ASSERT_TRUE(ledger) << ledger.fault().text;
    const EntryIndex request = commit_request(*ledger);
    const auto durable = ledger->commit(answer_append(request, ledger->next(), 3, {kExampleTime.ms + 5}));
    ASSERT_TRUE(durable) << durable.fault().text;
    EXPECT_EQ(durable->first().value, 3u);
    EXPECT_EQ(durable->count(), 4u);
    EXPECT_FALSE(durable->holds({2}));
    EXPECT_TRUE(durable->holds({3}));
    EXPECT_TRUE(durable->holds({6}));
    EXPECT_FALSE(durable->holds({7}));
    note = ledger->checkpoint_note();
  }
  auto again = reopened(home.path());
  ASSERT_TRUE(again) << again.fault().text;
  EXPECT_EQ(again->size(), 7u);
  EXPECT_EQ(again->last_time().ms, kExampleTime.ms + 5);
  EXPECT_EQ(again->checkpoint_note(), note);
  const auto line = again->entry({4});
  ASSERT_TRUE(line);
  EXPECT_EQ(std::get<LineEntry>(line->entry).line.value, 2u);
  EXPECT_EQ(again->entry({7}).fault().kind, FaultKind::kNotFound);
  const auto answer = again->answer({2});
  ASSERT_TRUE(answer) << answer.fault().text;
  EXPECT_EQ(to_string(answer->sealed), "sealed answer");
  EXPECT_EQ(answer->close.value, 6u);
  EXPECT_EQ(again->answer({1}).fault().kind, FaultKind::kNotFound);
}

TEST(ledger, for_each_gives_every_entry_in_order_across_records_and_parts) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  const EntryIndex request = commit_request(*ledger);
  const std::uint32_t lines = 70'000;  // 8.8 MB: two parts
  ASSERT_TRUE(ledger->commit(answer_append(request, ledger->next(), lines, kExampleTime)));
  std::uint64_t next = 1;
  ASSERT_TRUE(ledger->for_each({1}, [&](EntryIndex index, const TimedEntry& entry) -> Result<void> {
    EXPECT_EQ(index.value, next++);
    const auto* line = std::get_if<LineEntry>(&entry.entry);
    EXPECT_TRUE(line == nullptr || line->line.value == index.value - 2);
    return {};
  }));
  EXPECT_EQ(next, 3u + lines + 1);
  EXPECT_EQ(std::get<LineEntry>(ledger->entry({2 + lines})->entry).line.value, lines);
  EXPECT_EQ(std::get<LineEntry>(ledger->entry({3})->entry).line.value, 1u);
  const Digest root = ledger->root();
  ledger = conflict("closed");
  auto again = reopened(home.path());
  ASSERT_TRUE(again) << again.fault().text;
  EXPECT_EQ(again->root(), root);
  EXPECT_EQ(std::get<LineEntry>(again->entry({2 + lines})->entry).line.value, lines);
}

TEST(ledger, L2_a_commit_before_the_last_entrys_time_is_refused_and_the_ledger_lives_on) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  Append late = desk_append(*ledger, 1);
  late.time.ms -= 1;
  EXPECT_EQ(ledger->commit(late).fault().kind, FaultKind::kConflict);
  EXPECT_EQ(ledger->size(), 2u);
  EXPECT_TRUE(ledger->commit(desk_append(*ledger, 1)));  // the same millisecond is right
  EXPECT_EQ(ledger->size(), 3u);
}

TEST(ledger, L5_lines_out_of_order_or_without_their_close_stop_the_process) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  const EntryIndex request = commit_request(*ledger);
  const auto commit_without = [&](std::size_t gone) {
    Append append = answer_append(request, ledger->next(), 3, kExampleTime);
    append.answer.reset();
    append.entries.erase(append.entries.begin() + static_cast<std::ptrdiff_t>(gone));
    (void)ledger->commit(append);
  };
  EXPECT_DEATH(commit_without(0), "L5");
  EXPECT_DEATH(commit_without(1), "L5");
  EXPECT_DEATH(commit_without(3), "L5");
  EXPECT_EQ(ledger->size(), 3u);
}

TEST(ledger, L6_an_answer_with_another_digest_than_its_close_stops_the_process) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  const EntryIndex request = commit_request(*ledger);
  Append append = answer_append(request, ledger->next(), 1, kExampleTime);
  append.answer->sealed.push_back(0);
  EXPECT_DEATH((void)ledger->commit(append), "L6");
}

TEST(ledger, an_entry_that_names_a_later_one_stops_the_process) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  EXPECT_DEATH((void)ledger->commit({kExampleTime, {ClearEntry{{2}, filled(1)}}, {}, std::nullopt, {}}), "earlier");
  EXPECT_TRUE(ledger->commit({kExampleTime, {ClearEntry{{1}, filled(1)}}, {}, std::nullopt, {}}));
}

TEST(ledger, an_entry_outside_its_form_is_refused_before_anything_is_written) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  Append append = desk_append(*ledger, 1);
  append.entries.push_back(RegisterEntry{{"No Id"}, 1, filled(1), kExampleTime});
  EXPECT_EQ(ledger->commit(append).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(ledger->commit({kExampleTime, {}, {}, std::nullopt, {}}).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(ledger->size(), 2u);
  EXPECT_TRUE(ledger->commit(desk_append(*ledger, 1)));
}

TEST(ledger, too_little_room_is_told_apart_and_the_ledger_lives_on) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  const std::uint64_t bytes = 2 + encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime).size();
  std::uint64_t room = 2 * bytes + limits::kSpaceReserveBytes - 1;
  ledger->measure_space_with([&]() -> Result<std::uint64_t> { return room; });
  EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kLimit);
  EXPECT_EQ(ledger->size(), 2u);
  ++room;
  EXPECT_TRUE(ledger->commit(desk_append(*ledger, 1)));
}

TEST(ledger, what_is_urgent_uses_the_room_that_is_kept_free) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  std::uint64_t room = 2 * (2 + encode(DeskEntry{kExampleTime, filled(1)}, kExampleTime).size()) - 1;
  ledger->measure_space_with([&]() -> Result<std::uint64_t> { return room; });
  Append urgent = desk_append(*ledger, 1);
  urgent.openings.clear();
  urgent.urgent = true;
  EXPECT_EQ(ledger->commit(urgent).fault().kind, FaultKind::kLimit);
  ++room;
  EXPECT_TRUE(ledger->commit(urgent));
}

TEST(ledger, one_home_is_open_for_writing_once_and_may_be_read_meanwhile) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  EXPECT_EQ(reopened(home.path()).fault().kind, FaultKind::kConflict);
  auto reader = Ledger::open_to_read(home.path(), test_signer().verifier());
  ASSERT_TRUE(reader) << reader.fault().text;
  EXPECT_EQ(reader->size(), 2u);
  EXPECT_EQ(reader->commit(desk_append(*reader, 1)).fault().kind, FaultKind::kConflict);
  EXPECT_TRUE(ledger->commit(desk_append(*ledger, 1)));
}

TEST(ledger, create_refuses_a_home_in_use_and_a_genesis_of_another_key) {
  const TemporaryDirectory home;
  ASSERT_TRUE(new_ledger(home.path()));
  EXPECT_EQ(new_ledger(home.path()).fault().kind, FaultKind::kConflict);
  const TemporaryDirectory other;
  Append first = genesis_append();
  std::get<GenesisEntry>(first.entries[0]).origin = "another";
  EXPECT_EQ(Ledger::create(other.path(), test_signer(), first).fault().kind, FaultKind::kMalformed);
  first = genesis_append();
  std::get<GenesisEntry>(first.entries[0]).vkeys = {"another"};
  EXPECT_EQ(Ledger::create(other.path(), test_signer(), first).fault().kind, FaultKind::kMalformed);
  first.entries.erase(first.entries.begin());
  EXPECT_EQ(Ledger::create(other.path(), test_signer(), first).fault().kind, FaultKind::kMalformed);
  EXPECT_EQ(Ledger::open(other.path(), test_signer()).fault().kind, FaultKind::kNotFound);
}

TEST(ledger, another_key_or_name_does_not_open_it) {
  const TemporaryDirectory home;
  ASSERT_TRUE(new_ledger(home.path()));
  const auto other_key = crypto::NoteSigner::from_seed(test_signer().verifier().name(), filled(0x43)).value();
  EXPECT_EQ(Ledger::open(home.path(), other_key).fault().kind, FaultKind::kUntrusted);
  const auto other_name = crypto::NoteSigner::from_seed("another", filled(0x42)).value();
  EXPECT_EQ(Ledger::open(home.path(), other_name).fault().kind, FaultKind::kUntrusted);
}

TEST(ledger, documents_are_found_by_their_digest_and_kept_once) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  for (int i = 0; i < 2; ++i) {
    Append append = desk_append(*ledger, 1);
    append.documents = {to_bytes("the agreement"), Bytes{}};
    ASSERT_TRUE(ledger->commit(append));
  }
  EXPECT_EQ(to_string(*ledger->document(crypto::sha256(as_bytes("the agreement")))), "the agreement");
  EXPECT_TRUE(ledger->document(crypto::sha256({}))->empty());
  EXPECT_EQ(ledger->document(filled(9)).fault().kind, FaultKind::kNotFound);
}

TEST(ledger, proofs_of_inclusion_and_consistency_hold) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  std::vector<Digest> roots{{}, {}, ledger->root()};
  for (std::uint8_t i = 0; i < 9; ++i) {
    ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
    roots.push_back(ledger->root());
  }
  for (std::uint64_t index = 0; index < ledger->size(); ++index) {
    const auto proof = ledger->prove({index});
    ASSERT_TRUE(proof);
    const Digest leaf = tlog::leaf_hash(*ledger->entry_bytes({index}));
    EXPECT_TRUE(tlog::verify_proof(*proof, leaf, ledger->origin(), ledger->log_key()));
  }
  for (std::uint64_t size = 2; size <= ledger->size(); ++size)
    EXPECT_TRUE(tlog::verify_consistency(size, roots[size], ledger->size(), ledger->root(), *ledger->prove_consistency(size)));
  EXPECT_EQ(ledger->prove({ledger->size()}).fault().kind, FaultKind::kNotFound);
}

TEST(ledger, the_steps_of_a_commit_are_told_in_order) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  std::vector<CommitStep> seen;
  ledger->observe([&](CommitStep step) { seen.push_back(step); });
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  EXPECT_EQ(seen, std::vector<CommitStep>(std::begin(kCommitSteps), std::end(kCommitSteps)));
}

TEST(ledger, L3_no_checkpoint_is_seen_before_it_is_durable_and_each_extends_the_one_before) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  std::string before = ledger->checkpoint_note();
  ledger->observe([&](CommitStep step) {
    const bool durable = step == CommitStep::kCommitted || step == CommitStep::kDerived;
    EXPECT_EQ(ledger->checkpoint_note() != before, durable) << commit_step_word(step);
  });
  for (std::uint8_t i = 0; i < 5; ++i) {
    const std::uint64_t old_size = ledger->size();
    const Digest old_root = ledger->root();
    ASSERT_TRUE(ledger->commit(desk_append(*ledger, i)));
    EXPECT_TRUE(tlog::verify_consistency(old_size, old_root, ledger->size(), ledger->root(), *ledger->prove_consistency(old_size)));
    before = ledger->checkpoint_note();
  }
}

TEST(ledger, L3_a_commit_that_failed_shows_no_new_size_root_or_checkpoint) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  const std::string note = ledger->checkpoint_note();
  const Digest root = ledger->root();
  ledger->observe([&](CommitStep step) {
    if (step == CommitStep::kCommit) std::filesystem::remove(home.path() / "store.db-wal");
  });
  EXPECT_EQ(ledger->commit(desk_append(*ledger, 1)).fault().kind, FaultKind::kIo);
  EXPECT_EQ(ledger->size(), 2u);
  EXPECT_EQ(ledger->root(), root);
  EXPECT_EQ(ledger->checkpoint_note(), note);
}

TEST(ledger, the_format_page_shows_its_first_record_byte_for_byte) {
  const auto page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/record.md", 256 * 1024);
  ASSERT_TRUE(page);
  const TemporaryDirectory home;
  ASSERT_TRUE(example_ledger(home.path()));
  const auto store = store::Store::open(home.path() / "store.db", store::OpenMode::kRead);
  ASSERT_TRUE(store);
  ASSERT_TRUE(store->for_each_record([&](const store::RecordRow& row) -> Result<void> {
    EXPECT_EQ(row.count, 2u);
    EXPECT_EQ(row.time_ms, kExampleTime.ms);
    for (const std::string& column :
         {"| `root` | `" + to_hex(row.root) + "` |", "| `entries` | `" + to_hex(row.entries) + "` |", row.checkpoint})
      EXPECT_NE(page->find(column), std::string::npos) << "docs/formats/record.md lacks:\n" << column;
    return {};
  }));
}

TEST(ledger, settling_empties_the_journal_and_keeps_everything) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 1)));
  EXPECT_GT(std::filesystem::file_size(home.path() / "store.db-wal"), 0u);
  ASSERT_TRUE(ledger->settle());
  EXPECT_EQ(std::filesystem::file_size(home.path() / "store.db-wal"), 0u);
  ASSERT_TRUE(ledger->commit(desk_append(*ledger, 2)));
  ledger = conflict("closed");
  EXPECT_EQ(reopened(home.path())->size(), 4u);
}

}  // namespace
}  // namespace cs::ledger
