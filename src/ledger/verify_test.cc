#include "ledger/verify.h"

#include "ledger/export.h"
#include "ledger/ledger_test_home.h"
#include "tlog/tiles.h"

namespace cs::ledger {
namespace {

constexpr std::string_view kAgreement = "first-agreement";

Result<VerifyReport> verified(const Path& home, const VerifyOptions& options = {}) {
  return verify_ledger(home, test_signer().verifier(), options);
}

// A request with `lines` lines, all its openings, its admission's too; `wrong_line` gets an `answer` opening that its commitment is not of.
class RequestStory {
 public:
  explicit RequestStory(const Path& home) : keys_(home / "keys"), random_(7), writer_(test_signer().verifier().name(), keys_, random_) {}

  void play(Ledger& ledger, std::uint32_t lines, std::uint32_t wrong_line = 0) {
    const EntryIndex request = ledger.next();
    auto opening = document(OpeningKind::kRequest, request, "manifest, CMS and lines");
    commit(ledger, {RequestEntry{opening.commitment, filled(8)}}, {opening.row});
    const auto adm = per_line(OpeningKind::kAdm, request, lines);
    Bytes list = to_bytes("01J00000000000000000000000");
    append_u32_be(list, lines);
    for (const Digest& commitment : adm.commitments) append(list, ByteView(commitment));
    opening = document(OpeningKind::kAdmission, ledger.next(), to_string(list));
    auto rows = adm.rows;
    rows.push_back(opening.row);
    commit(ledger, {AdmissionEntry{request, {1}, {1}, {1}, {{1}}, {1}, opening.commitment, kExampleLater, {{1}}, filled(4), lines}}, rows);
    close(ledger, request, lines, wrong_line);
  }

  PeriodKeys& keys() { return keys_; }

 private:
  void close(Ledger& ledger, EntryIndex request, std::uint32_t lines, std::uint32_t wrong_line) {
    const auto in = per_line(OpeningKind::kIn, request, lines);
    auto answer = per_line(OpeningKind::kAnswer, request, lines);
    const auto basis = per_line(OpeningKind::kBasis, request, lines);
    if (wrong_line != 0) answer.commitments[wrong_line - 1] = filled(0x66);
    const EntryIndex first = ledger.next();
    const auto tally = document(OpeningKind::kTally, {first.value + lines}, "tally");
    Append append = answer_append(request, first, lines, ledger.last_time());
    for (std::uint32_t i = 0; i < lines; ++i) {
      append.entries[i] = LineEntry{request, {i + 1}, in.commitments[i], answer.commitments[i], basis.commitments[i]};
    }
    std::get<CloseEntry>(append.entries.back()).tally = tally.commitment;
    for (const std::vector<store::OpeningRow>* rows : {&in.rows, &std::as_const(answer).rows, &basis.rows})
      append.openings.insert(append.openings.end(), rows->begin(), rows->end());
    append.openings.push_back(tally.row);
    EXPECT_TRUE(ledger.commit(append));
  }
  SealedOpening document(OpeningKind kind, EntryIndex entry, std::string_view payload) {
    return writer_.document(kind, entry, kExampleTime, kAgreement, as_bytes(payload)).value();
  }
  OpeningWriter::Lines per_line(OpeningKind kind, EntryIndex request, std::uint32_t count) {
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < count; ++i) texts.push_back("payload " + std::to_string(i));
    std::vector<ByteView> views;
    for (const std::string& text : texts) views.push_back(as_bytes(text));
    return writer_.lines(kind, request, kExampleTime, kAgreement, views).value();
  }
  static void commit(Ledger& ledger, std::vector<Entry> entries, std::vector<store::OpeningRow> rows) {
    EXPECT_TRUE(ledger.commit({ledger.last_time(), std::move(entries), std::move(rows), std::nullopt, {}}));
  }

  PeriodKeys keys_;
  crypto::SeededRandom random_;
  OpeningWriter writer_;
};

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
  EXPECT_EQ(report->openings, 301u * 4 + 2 * 3);
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

TEST(verify, openings_whose_period_key_is_gone_are_counted_as_missing) {
  const TemporaryDirectory home;
  auto ledger = new_ledger(home.path());
  ASSERT_TRUE(ledger);
  RequestStory story(home.path());
  story.play(*ledger, 10);
  std::filesystem::remove(home.path() / "keys" / "first-agreement.input.2026q3.key");
  PeriodKeys left(home.path() / "keys");
  VerifyOptions options;
  options.openings = &left;
  const auto report = verified(home.path(), options);
  ASSERT_FALSE(report->fault) << report->fault->text;
  EXPECT_EQ(report->openings_missing, 10u);
  EXPECT_EQ(report->openings, 10u * 3 + 3);
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
