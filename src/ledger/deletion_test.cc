// What is destroyed is gone, also from the file; what is not stays; and a death between leaves one or the other.
#include "base/limits.h"
#include "crypto/digest.h"
#include "ledger/ledger_test_home.h"
#include "ledger/opening.h"

namespace cs::ledger {
namespace {

constexpr std::string_view kAgreement = "first-agreement";
const Period kPeriod{std::string(kAgreement), OpeningClass::kInput, quarter_of(kExampleTime)};

// A request of 300 lines: two rows.
class deletion : public ::testing::Test {
 protected:
  static constexpr std::uint32_t kLines = 300;
  deletion() : keys_(home_.path() / "keys"), random_(1) {
    ledger_.emplace(new_ledger(home_.path() / "ledger").value());
    request_ = commit_request(*ledger_);
    OpeningWriter writer(ledger_->origin(), keys_, random_);
    for (std::uint32_t line = 1; line <= kLines; ++line) payloads_.push_back(to_bytes("what line " + std::to_string(line) + " asked"));
    Append append = desk_append(*ledger_, 1);
    append.openings = writer.lines(OpeningKind::kIn, request_, kExampleTime, kAgreement, {payloads_.begin(), payloads_.end()}).value().rows;
    EXPECT_TRUE(ledger_->commit(append));
  }
  Result<Opening> line(std::uint32_t number) { return OpeningReader(*ledger_, keys_).line(OpeningKind::kIn, request_, {number}); }
  store::OpeningRow row(std::uint32_t part) { return ledger_->opening_row(request_, OpeningClass::kInput, static_cast<std::uint8_t>(OpeningKind::kIn), part).value(); }

  const TemporaryDirectory home_;
  PeriodKeys keys_;
  crypto::SeededRandom random_;
  std::optional<Ledger> ledger_;
  EntryIndex request_;
  std::vector<Bytes> payloads_;
};

TEST_F(deletion, an_expunged_line_is_gone_from_the_row_and_every_other_stays) {
  const store::OpeningRow before = row(1);
  const auto without = expunged(before, {{258}, {300}}, ledger_->origin(), keys_, random_);
  ASSERT_TRUE(without) << without.fault().text;
  Append append = desk_append(*ledger_, 2);
  append.rewritten = {*without};
  ASSERT_TRUE(ledger_->commit(append));
  for (std::uint32_t number = 1; number <= kLines; ++number) {
    const auto opened = line(number);
    if (number == 258 || number == 300) {
      EXPECT_EQ(opened.fault().kind, FaultKind::kNotFound) << number;
    } else {
      ASSERT_TRUE(opened) << number << opened.fault().text;
      EXPECT_EQ(opened->payload, payloads_[number - 1]);
    }
  }
  EXPECT_EQ(expunged(row(1), {{258}}, ledger_->origin(), keys_, random_).fault().kind, FaultKind::kNotFound) << "twice";
  EXPECT_EQ(expunged(row(1), {{256}}, ledger_->origin(), keys_, random_).fault().kind, FaultKind::kNotFound) << "of the row before";
  EXPECT_EQ(expunged(row(1), {{301}}, ledger_->origin(), keys_, random_).fault().kind, FaultKind::kNotFound) << "beyond the last";
}

// Not the piece, and not the key list that had its key: neither in the database nor in its journal.
TEST_F(deletion, the_bytes_of_an_expunged_line_are_in_no_file_once_the_ledger_is_settled) {
  const store::OpeningRow before = row(1);
  const std::string piece(as_text(ByteView(before.pieces).last(40))), list(as_text(ByteView(before.keys).first(40)));
  const auto holds = [&](const std::string& bytes) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(home_.path() / "ledger"))
      if (file.is_regular_file() && read_file(file.path(), std::size_t{1} << 30)->find(bytes) != std::string::npos) return true;
    return false;
  };
  ASSERT_TRUE(holds(piece) && holds(list));
  Append append = desk_append(*ledger_, 2);
  append.rewritten = {*expunged(before, {{300}}, ledger_->origin(), keys_, random_)};
  ASSERT_TRUE(ledger_->commit(append));
  ASSERT_TRUE(ledger_->settle());
  EXPECT_FALSE(holds(piece));
  EXPECT_FALSE(holds(list));
}

TEST_F(deletion, a_row_that_is_not_there_cannot_be_rewritten) {
  Append append = desk_append(*ledger_, 2);
  append.rewritten = {row(1)};
  append.rewritten[0].part = 7;
  EXPECT_EQ(ledger_->commit(append).fault().kind, FaultKind::kIo);
}

TEST_F(deletion, a_key_set_aside_opens_nothing_and_a_destroyed_one_is_in_no_file) {
  const auto key = keys_.find(kPeriod);
  ASSERT_TRUE(key);
  const std::string secret(as_text(ByteView(*key)));
  ASSERT_TRUE(line(1));
  ASSERT_TRUE(keys_.set_aside(kPeriod));
  EXPECT_EQ(line(1).fault().kind, FaultKind::kNotFound) << "also for who has read it before";
  EXPECT_EQ(PeriodKeys(home_.path() / "keys").find(kPeriod).fault().kind, FaultKind::kNotFound);
  EXPECT_EQ(keys_.set_aside(kPeriod).fault().kind, FaultKind::kNotFound);
  ASSERT_TRUE(keys_.destroy(kPeriod));
  ASSERT_TRUE(keys_.put_back_all());
  EXPECT_EQ(line(300).fault().kind, FaultKind::kNotFound);
  for (const auto& file : std::filesystem::directory_iterator(home_.path() / "keys")) EXPECT_EQ(read_file(file.path(), 1000)->find(secret), std::string::npos);
  EXPECT_TRUE(keys_.destroy(kPeriod)) << "what is gone may be destroyed again, by the next start";
}

TEST_F(deletion, a_key_that_was_set_aside_and_not_destroyed_comes_back) {
  ASSERT_TRUE(keys_.set_aside(kPeriod));
  PeriodKeys after_a_death(home_.path() / "keys");
  ASSERT_TRUE(after_a_death.put_back_all());
  EXPECT_EQ(OpeningReader(*ledger_, after_a_death).line(OpeningKind::kIn, request_, {1})->payload, payloads_[0]);
}

}  // namespace
}  // namespace cs::ledger
