#include "ledger/opening.h"

#include <sys/stat.h>

#include "base/limits.h"
#include "ledger/ledger_test_home.h"
#include "ledger/opening_form.h"
#include "store/store.h"

namespace cs::ledger {
namespace {

constexpr std::string_view kAgreement = "first-agreement";

std::vector<Bytes> payloads_of(std::uint32_t count) {
  std::vector<Bytes> out;
  for (std::uint32_t line = 1; line <= count; ++line) out.push_back(to_bytes("line " + std::to_string(line)));
  return out;
}

std::vector<ByteView> views_of(const std::vector<Bytes>& payloads) { return {payloads.begin(), payloads.end()}; }

class opening : public ::testing::Test {
 protected:
  opening() : keys_(home_.path() / "keys"), random_(1), writer_(test_signer().verifier().name(), keys_, random_) {}

  // A ledger whose last record brought these rows.
  Result<Ledger> ledger_with(std::vector<store::OpeningRow> rows) {
    CS_TRY(ledger, new_ledger(home_.path() / "ledger"));
    Append append = desk_append(ledger, 1);
    append.openings = std::move(rows);
    CS_TRY_VOID(committed(ledger.commit(append)));
    return ledger;
  }
  static Result<void> committed(const Result<Durable>& durable) {
    if (!durable) return durable.fault();
    return {};
  }

  const TemporaryDirectory home_;
  PeriodKeys keys_;
  crypto::SeededRandom random_;
  OpeningWriter writer_;
};

TEST_F(opening, a_document_comes_back_with_the_r_of_its_commitment) {
  const auto sealed = writer_.document(OpeningKind::kTally, {2}, kExampleTime, kAgreement, as_bytes("three lines"));
  ASSERT_TRUE(sealed) << sealed.fault().text;
  auto ledger = ledger_with({sealed->row});
  ASSERT_TRUE(ledger) << ledger.fault().text;
  OpeningReader reader(*ledger, keys_);
  const auto opened = reader.document(OpeningKind::kTally, {2});
  ASSERT_TRUE(opened) << opened.fault().text;
  EXPECT_EQ(to_string(opened->payload), "three lines");
  EXPECT_EQ(crypto::commit("tally", opened->r, opened->payload), sealed->commitment);
  EXPECT_EQ(reader.document(OpeningKind::kTally, {2}, 1).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(reader.document(OpeningKind::kDesk, {2}).fault().kind, FaultKind::kNotFound);
}

TEST_F(opening, lines_come_back_in_order_one_fewer_exactly_and_one_more_than_a_row_holds) {
  for (const std::uint32_t count : {1u, 255u, 256u, 257u, 513u}) {
    const TemporaryDirectory home;
    const auto payloads = payloads_of(count);
    const auto lines = writer_.lines(OpeningKind::kBasis, {2}, kExampleTime, kAgreement, views_of(payloads));
    ASSERT_TRUE(lines);
    EXPECT_EQ(lines->rows.size(), (count + 255) / 256);
    auto ledger = new_ledger(home.path());
    ASSERT_TRUE(ledger);
    Append append = desk_append(*ledger, 1);
    append.openings = lines->rows;
    ASSERT_TRUE(ledger->commit(append));
    OpeningReader reader(*ledger, keys_);
    std::uint32_t seen = 0;
    const auto read =
        reader.for_each_line(OpeningKind::kBasis, {2}, count, [&](LineNumber line, const Digest& r, ByteView payload) -> Result<void> {
          EXPECT_EQ(line.value, ++seen);
          EXPECT_EQ(to_string(payload), to_string(payloads[seen - 1]));
          EXPECT_EQ(crypto::commit("basis", r, payload), lines->commitments[seen - 1]);
          return {};
        });
    EXPECT_TRUE(read);
    EXPECT_EQ(seen, count);
    EXPECT_EQ(to_string(reader.line(OpeningKind::kBasis, {2}, {count})->payload), to_string(payloads.back()));
    EXPECT_EQ(reader.line(OpeningKind::kBasis, {2}, {count + 1}).fault().kind, FaultKind::kNotFound);
    EXPECT_EQ(reader.line(OpeningKind::kBasis, {2}, {0}).fault().kind, FaultKind::kNotFound);
    EXPECT_FALSE(
        reader.for_each_line(OpeningKind::kBasis, {2}, count + 1, [](LineNumber, const Digest&, ByteView) -> Result<void> { return {}; }));
  }
}

TEST_F(opening, equal_lines_have_unequal_commitments) {
  const Bytes same = to_bytes("the same");
  const auto lines = writer_.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, {same, same});
  ASSERT_TRUE(lines);
  EXPECT_NE(lines->commitments[0], lines->commitments[1]);
}

TEST_F(opening, a_replay_makes_the_same_commitments_and_another_payload_another_one) {
  const auto payloads = payloads_of(300);
  const auto lines = writer_.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, views_of(payloads));
  const auto tally = writer_.document(OpeningKind::kTally, {2}, kExampleTime, kAgreement, as_bytes("three lines"));
  ASSERT_TRUE(lines && tally);
  auto rows = lines->rows;
  rows.push_back(tally->row);
  auto ledger = ledger_with(rows);
  ASSERT_TRUE(ledger) << ledger.fault().text;
  OpeningReader reader(*ledger, keys_);
  std::vector<std::pair<OpeningKind, std::uint32_t>> unlike;
  OpeningWriter replay(reader, [&](OpeningKind kind, EntryIndex, LineNumber line) { unlike.emplace_back(kind, line.value); });
  EXPECT_EQ(replay.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, views_of(payloads))->commitments, lines->commitments);
  EXPECT_EQ(replay.document(OpeningKind::kTally, {2}, kExampleTime, kAgreement, as_bytes("three lines"))->commitment, tally->commitment);
  EXPECT_TRUE(unlike.empty());
  EXPECT_NE(replay.document(OpeningKind::kTally, {2}, kExampleTime, kAgreement, as_bytes("four lines"))->commitment, tally->commitment);
  auto others = views_of(payloads);
  others[299] = payloads[0];
  others[7] = ByteView();  // as it stands
  const auto again = replay.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, others);
  ASSERT_TRUE(again);
  for (std::size_t i = 0; i < 300; ++i) EXPECT_EQ(again->commitments[i] == lines->commitments[i], i != 299) << i;
  EXPECT_EQ(unlike, (std::vector<std::pair<OpeningKind, std::uint32_t>>{{OpeningKind::kTally, 0}, {OpeningKind::kIn, 300}}));
  EXPECT_EQ(replay.document(OpeningKind::kDesk, {2}, kExampleTime, kAgreement, {})->commitment, crypto::commit("desk", Digest{}, {}));
}

TEST_F(opening, lines_are_read_around_those_that_are_gone) {
  const auto payloads = payloads_of(600);
  const auto lines = writer_.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, views_of(payloads));
  ASSERT_TRUE(lines);
  crypto::SeededRandom random(9);
  const auto without = expunged(lines->rows[2], {{600}, {513}}, "holder.test.invalid/countersign/main", keys_, random);
  ASSERT_TRUE(without) << without.fault().text;
  auto ledger = ledger_with({lines->rows[0], *without});  // the row of lines 257 to 512 is not there at all
  ASSERT_TRUE(ledger) << ledger.fault().text;
  OpeningReader reader(*ledger, keys_);
  std::vector<std::uint32_t> gone;
  std::uint32_t next = 1;
  ASSERT_TRUE(reader.for_each_line(
      OpeningKind::kIn, {2}, 600,
      [&](LineNumber line, const Digest&, ByteView payload) -> Result<void> {
        EXPECT_EQ(line.value, next++);
        EXPECT_EQ(Bytes(payload.begin(), payload.end()), payloads[line.value - 1]);
        return {};
      },
      [&](LineNumber line) -> Result<void> {
        EXPECT_EQ(line.value, next++);
        gone.push_back(line.value);
        return {};
      }));
  EXPECT_EQ(next, 601u);
  ASSERT_EQ(gone.size(), 258u);
  EXPECT_EQ(gone.front(), 257u);
  EXPECT_EQ(gone[256], 513u);
  EXPECT_EQ(gone.back(), 600u);
  EXPECT_EQ(reader.for_each_line(OpeningKind::kIn, {2}, 600, [](LineNumber, const Digest&, ByteView) -> Result<void> { return {}; }).fault().kind, FaultKind::kNotFound);
}

TEST_F(opening, a_row_in_another_place_does_not_open) {
  const auto payloads = payloads_of(2);
  const auto lines = writer_.lines(OpeningKind::kAnswer, {2}, kExampleTime, kAgreement, views_of(payloads));
  ASSERT_TRUE(lines);
  const auto moved = [&](auto change) {
    const TemporaryDirectory home;
    store::OpeningRow row = lines->rows[0];
    change(row);
    auto ledger = new_ledger(home.path());
    Append append = desk_append(*ledger, 1);
    append.openings = {row};
    EXPECT_TRUE(ledger->commit(append));
    OpeningReader reader(*ledger, keys_);
    return reader.line(static_cast<OpeningKind>(row.kind), {row.entry}, {row.part * 256 + 1});
  };
  EXPECT_TRUE(moved([](store::OpeningRow&) {}));
  EXPECT_EQ(moved([](store::OpeningRow& row) { row.entry = 1; }).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(moved([](store::OpeningRow& row) { row.part = 1; }).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(moved([](store::OpeningRow& row) { row.kind = static_cast<std::uint8_t>(OpeningKind::kBasis); }).fault().kind,
            FaultKind::kUntrusted);
  EXPECT_EQ(moved([](store::OpeningRow& row) { row.quarter += 1; }).fault().kind, FaultKind::kNotFound);  // no such period key
  EXPECT_EQ(moved([](store::OpeningRow& row) { row.agreement = "../../etc"; }).fault().kind, FaultKind::kMalformed);
}

TEST_F(opening, lines_swapped_inside_a_row_do_not_open) {
  const auto payloads = payloads_of(2);
  auto lines = writer_.lines(OpeningKind::kAnswer, {2}, kExampleTime, kAgreement, views_of(payloads));
  ASSERT_TRUE(lines);
  store::OpeningRow& row = lines->rows[0];
  const auto pieces = split_pieces(row);
  ASSERT_TRUE(pieces);
  row.pieces = join_pieces({Bytes((*pieces)[1].begin(), (*pieces)[1].end()), Bytes((*pieces)[0].begin(), (*pieces)[0].end())});
  auto ledger = ledger_with({row});
  ASSERT_TRUE(ledger);
  OpeningReader reader(*ledger, keys_);
  EXPECT_EQ(reader.line(OpeningKind::kAnswer, {2}, {1}).fault().kind, FaultKind::kUntrusted);
}

TEST_F(opening, an_expunged_piece_is_gone_and_its_neighbours_stay) {
  const auto payloads = payloads_of(3);
  auto lines = writer_.lines(OpeningKind::kAnswer, {2}, kExampleTime, kAgreement, views_of(payloads));
  ASSERT_TRUE(lines);
  store::OpeningRow& row = lines->rows[0];
  const auto pieces = split_pieces(row);
  row.pieces = join_pieces({Bytes((*pieces)[0].begin(), (*pieces)[0].end()), {}, Bytes((*pieces)[2].begin(), (*pieces)[2].end())});
  auto ledger = ledger_with({row});
  OpeningReader reader(*ledger, keys_);
  EXPECT_TRUE(reader.line(OpeningKind::kAnswer, {2}, {1}));
  EXPECT_EQ(reader.line(OpeningKind::kAnswer, {2}, {2}).fault().kind, FaultKind::kNotFound);
  EXPECT_TRUE(reader.line(OpeningKind::kAnswer, {2}, {3}));
}

TEST_F(opening, without_its_period_key_nothing_opens) {
  const auto sealed = writer_.document(OpeningKind::kTally, {2}, kExampleTime, kAgreement, as_bytes("x"));
  auto ledger = ledger_with({sealed->row});
  ASSERT_TRUE(ledger);
  const Path file = home_.path() / "keys" / "first-agreement.outcome.2026q3.key";
  ASSERT_TRUE(std::filesystem::remove(file));
  PeriodKeys after(home_.path() / "keys");
  EXPECT_EQ(OpeningReader(*ledger, after).document(OpeningKind::kTally, {2}).fault().kind, FaultKind::kNotFound);
}

TEST_F(opening, period_keys_are_private_files_one_an_agreement_class_and_quarter) {
  ASSERT_TRUE(writer_.lines(OpeningKind::kIn, {2}, kExampleTime, kAgreement, {ByteView()}));
  ASSERT_TRUE(writer_.document(OpeningKind::kGround, {2}, *Instant::parse("2026-12-31T23:59:59Z"), kNoAgreement, {}));
  for (const char* name : {"first-agreement.input.2026q3.key", "ALL.outcome.2026q4.key"}) {
    struct stat status{};
    ASSERT_EQ(::stat((home_.path() / "keys" / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u);
    EXPECT_EQ(status.st_size, 44);
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(home_.path() / "keys"), {}), 2);
}

TEST_F(opening, a_period_key_that_others_may_read_opens_nothing) {
  ASSERT_TRUE(writer_.document(OpeningKind::kGround, {2}, kExampleTime, kAgreement, {}));
  const Path file = home_.path() / "keys" / "first-agreement.outcome.2026q3.key";
  const Period period{std::string(kAgreement), OpeningClass::kOutcome, quarter_of(kExampleTime)};
  for (const mode_t mode : {mode_t{0640}, mode_t{0604}, mode_t{0620}}) {
    ASSERT_EQ(::chmod(file.c_str(), mode), 0);
    EXPECT_EQ(PeriodKeys(home_.path() / "keys").find(period).fault().kind, FaultKind::kUntrusted) << mode;
  }
  ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
  EXPECT_TRUE(PeriodKeys(home_.path() / "keys").find(period));
}

TEST_F(opening, a_damaged_key_file_is_no_key) {
  ASSERT_TRUE(writer_.document(OpeningKind::kGround, {2}, kExampleTime, kAgreement, {}));
  const Path file = home_.path() / "keys" / "first-agreement.outcome.2026q3.key";
  auto bytes = read_file(file, 100);
  ASSERT_TRUE(bytes);
  (*bytes)[20] = static_cast<char>((*bytes)[20] ^ 1);
  ASSERT_TRUE(write_file(file, as_bytes(*bytes)));
  PeriodKeys again(home_.path() / "keys");
  const Period period{std::string(kAgreement), OpeningClass::kOutcome, quarter_of(kExampleTime)};
  EXPECT_EQ(again.find(period).fault().kind, FaultKind::kUntrusted);
  EXPECT_EQ(again.find_or_make(period, random_).fault().kind, FaultKind::kUntrusted);  // and it is not written over
}

TEST_F(opening, kinds_and_words_belong_together) {
  for (int number = 1; number < 256; ++number) {
    const auto kind = static_cast<OpeningKind>(number);
    const std::string_view word = opening_kind_word(kind);
    if (word == "unknown") continue;
    EXPECT_EQ(*parse_opening_kind(word), kind);
    EXPECT_EQ(class_of(kind), word == "in" || word == "lines" ? OpeningClass::kInput : OpeningClass::kOutcome);
  }
  for (const Entry& entry : entry_examples()) {
    for (const TaggedCommitment& held : commitments_of(entry)) EXPECT_TRUE(parse_opening_kind(held.tag)) << held.tag;
  }
}

// docs/formats/opening.md prints this row.
TEST_F(opening, the_format_page_shows_a_row_byte_for_byte) {
  const auto page = read_file(Path(CS_SOURCE_DIR) / "docs/formats/opening.md", 256 * 1024);
  ASSERT_TRUE(page);
  const auto lines = writer_.lines(OpeningKind::kAnswer, {70000}, kExampleTime, kAgreement, {as_bytes("A"), as_bytes("BC")});
  ASSERT_TRUE(lines);
  const store::OpeningRow& row = lines->rows[0];
  const OpeningPlace place{"holder.test.invalid/countersign/main", row.opening_class, row.kind, row.entry};
  const auto period_key = keys_.find({row.agreement, OpeningClass::kOutcome, row.quarter});
  for (const std::string& hex : {to_hex(*period_key), to_hex(additional_data(place, SealedThing::kKeyList, row.part)), to_hex(row.keys),
                                 to_hex(additional_data(place, SealedThing::kPiece, 1)), to_hex(row.pieces), to_hex(lines->commitments[0]),
                                 to_hex(lines->commitments[1])})
    EXPECT_NE(page->find("`" + hex + "`"), std::string::npos) << "docs/formats/opening.md lacks " << hex;
}

TEST(request_digests, are_read_as_they_were_written_and_nothing_else_is) {
  for (const std::optional<Digest>& lines : {std::optional<Digest>(), std::optional<Digest>(Digest{3})}) {
    const Bytes payload = request_payload({Digest{1}, Digest{2}, lines});
    const auto read = read_request_digests(payload);
    ASSERT_TRUE(read) << read.fault().text;
    EXPECT_EQ(read->manifest, Digest{1});
    EXPECT_EQ(read->cms, Digest{2});
    EXPECT_EQ(read->lines, lines);
    for (std::size_t size = 0; size < payload.size(); ++size) EXPECT_FALSE(read_request_digests(ByteView(payload).first(size)));
    Bytes longer = payload;
    longer.push_back(0);
    EXPECT_FALSE(read_request_digests(longer));
  }
}

}  // namespace
}  // namespace cs::ledger
