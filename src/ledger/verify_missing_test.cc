// What is gone: `ledger verify` asks for everything that entries name, and lets go only what an entry says is destroyed.
#include "ledger/contradiction.h"
#include "ledger/request_story_for_test.h"
#include "ledger/verify.h"

namespace cs::ledger {
namespace {

constexpr std::uint32_t kLines = 300;  // two rows a kind
const std::uint32_t kQuarter = quarter_of(kExampleTime);
const Period kInputs{std::string(RequestStory::kAgreement), OpeningClass::kInput, kQuarter};

class verify_missing : public ::testing::Test {
 protected:
  verify_missing() : ledger_(new_ledger(home_.path())), story_(home_.path()) {}

  VerifyReport report(const VerifyOptions& more = {}) {
    PeriodKeys keys(home_.path() / "keys");  // anew: what was read before may be gone
    VerifyOptions options = more;
    options.openings = &keys;
    return verify_ledger(home_.path(), test_signer().verifier(), options).value();
  }
  std::string fault(const VerifyOptions& more = {}) {
    const auto found = report(more).fault;
    return !found ? "holds" : (found->index ? std::to_string(found->index->value) + " " : "") + found->text;
  }
  void enter(const Entry& entry, std::vector<store::OpeningRow> rewritten = {}) {
    EXPECT_TRUE(ledger_->commit({ledger_->last_time(), {entry}, {}, std::nullopt, {to_bytes("an act")}, false, std::move(rewritten)}));
  }
  static ShredEntry shred(OpeningClass opening_class, std::uint32_t quarter) { return {{1}, opening_class, quarter, crypto::sha256(as_bytes("an act"))}; }
  static ExpungeEntry expunge(EntryIndex request, std::uint32_t line) { return {{{request, {line}}}, OpeningClass::kInput, crypto::sha256(as_bytes("an act"))}; }

  const TemporaryDirectory home_;
  Result<Ledger> ledger_;
  RequestStory story_;
};

TEST_F(verify_missing, nothing_and_it_holds) {
  story_.play(*ledger_, kLines);
  EXPECT_EQ(fault(), "holds");
  EXPECT_EQ(report().openings, kLines * 4 + 5u);
}

TEST_F(verify_missing, every_kind_of_opening_is_asked_for_and_counted) {
  const std::pair<OpeningKind, std::uint64_t> kinds[] = {
      {OpeningKind::kIn, kLines},     {OpeningKind::kAnswer, kLines}, {OpeningKind::kBasis, kLines},  {OpeningKind::kAdm, kLines},       {OpeningKind::kRequest, 1},
      {OpeningKind::kAdmission, 1}, {OpeningKind::kTally, 1},       {OpeningKind::kManifest, 1}, {OpeningKind::kManifestCms, 1}};
  for (const auto& [kind, count] : kinds) {
    const TemporaryDirectory home;
    auto ledger = new_ledger(home.path());
    RequestStory story(home.path());
    story.left_out = {kind};
    story.play(*ledger, kLines);
    const auto told = verify_ledger(home.path(), test_signer().verifier(), {{}, &story.keys()});
    ASSERT_TRUE(told);
    EXPECT_EQ(told->openings_missing, count) << opening_kind_word(kind);
    EXPECT_EQ(told->openings, kLines * 4 + 5u - count) << opening_kind_word(kind);
    ASSERT_TRUE(told->fault) << opening_kind_word(kind);
    EXPECT_NE(told->fault->text.find("missing, and no entry says that it is destroyed"), std::string::npos) << told->fault->text;
  }
}

TEST_F(verify_missing, the_lines_of_a_request_that_waits_for_its_answer_are_asked_for) {
  story_.left_out = {OpeningKind::kIn};
  story_.admitted(*ledger_, story_.received(*ledger_), kLines);
  EXPECT_EQ(report().openings_missing, kLines);
}

TEST_F(verify_missing, the_seed_of_a_map_is_asked_for) {
  enter(MapEntry{kQuarter, 1, filled(1)});
  EXPECT_EQ(fault(), "2 an opening `map` is missing, and no entry says that it is destroyed");
}

TEST_F(verify_missing, an_answer_is_asked_for_by_the_digest_in_its_close) {
  story_.has_answer = false;
  story_.play(*ledger_, 3);
  EXPECT_EQ(fault(), "the answer to request 2 is missing: entry 7 has its digest");
}

TEST_F(verify_missing, a_document_is_asked_for_by_every_entry_that_names_it) {
  story_.has_evidence = false;
  story_.play(*ledger_, 3);
  EXPECT_EQ(fault(), "entry 3 needs the document " + to_hex(crypto::sha256(as_bytes(RequestStory::kEvidence))) + ", and it is missing");
}

TEST_F(verify_missing, a_document_that_only_terms_name_is_asked_for) {
  story_.play(*ledger_, 3);
  VerifyOptions options;
  options.named_by_terms = [](ByteView terms) { return std::vector<Digest>{as_text(terms) == "terms" ? crypto::sha256(as_bytes("act")) : filled(1)}; };
  EXPECT_EQ(fault(options), "holds");
  options.named_by_terms = [](ByteView) { return std::vector<Digest>{filled(1)}; };
  EXPECT_EQ(fault(options), "entry 1 needs the document " + to_hex(filled(1)) + " that its terms name, and it is missing");
}

TEST_F(verify_missing, the_certificate_of_a_signatory_is_asked_for) {
  enter(SignatoryEntry{Party::kHolder, SignatoryAct::kPinned, filled(1), filled(2), {}});
  EXPECT_EQ(fault(), "entry 2 needs its signatory's certificate, and it is missing");
}

TEST_F(verify_missing, a_period_key_that_is_gone_is_excused_by_the_shred_of_that_period_and_by_no_other) {
  story_.play(*ledger_, kLines);
  ASSERT_TRUE(story_.keys().destroy(kInputs));
  EXPECT_EQ(fault(), "2 an opening `in` is missing, and no entry says that it is destroyed");
  EXPECT_EQ(report().openings_missing, kLines);
  enter(shred(OpeningClass::kInput, kQuarter - 1));
  enter(shred(OpeningClass::kOutcome, kQuarter - 1));
  EXPECT_EQ(report().openings_missing, kLines);
  enter(shred(OpeningClass::kInput, kQuarter));
  EXPECT_EQ(fault(), "holds");
  EXPECT_EQ(report().openings_destroyed, kLines);
  EXPECT_EQ(report().openings_missing, 0u);
}

TEST_F(verify_missing, a_period_key_that_was_shredded_and_is_there_again_is_named) {
  story_.play(*ledger_, 3);
  enter(shred(OpeningClass::kInput, kQuarter));
  EXPECT_EQ(fault(), "8 the period key that this entry says is destroyed is there");
}

TEST_F(verify_missing, a_line_that_was_expunged_is_excused_and_no_other_is) {
  const EntryIndex request = story_.play(*ledger_, kLines);
  const auto row = ledger_->opening_row(request, OpeningClass::kInput, static_cast<std::uint8_t>(OpeningKind::kIn), 1).value();
  const auto without = expunged(row, {{257}, {300}}, ledger_->origin(), story_.keys(), story_.random());
  ASSERT_TRUE(without);
  enter(expunge(request, 257), {*without});
  EXPECT_EQ(report().openings_destroyed, 1u);
  EXPECT_EQ(report().openings_missing, 1u);
  enter(expunge(request, 300));
  EXPECT_EQ(fault(), "holds");
  EXPECT_EQ(report().openings_destroyed, 2u);
}

TEST_F(verify_missing, a_line_that_opens_although_it_was_expunged_is_named) {
  const EntryIndex request = story_.play(*ledger_, 3);
  enter(expunge(request, 2));
  EXPECT_EQ(fault(), "8 line 2 of request 2 opens, and this entry says that it is destroyed");
}

TEST_F(verify_missing, a_kept_note_that_contradicts_the_ledger_is_named) {
  story_.play(*ledger_, 3);
  const auto note = [](std::uint64_t size) {
    tlog::Note signed_note;
    signed_note.text = tlog::Checkpoint{test_signer().verifier().name(), size, filled(1), {}}.text();
    tlog::sign_note(signed_note, test_signer());
    return signed_note.bytes();
  };
  ASSERT_TRUE(keep_contradiction(home_.path(), note(4)));
  EXPECT_NE(fault().find("FORK"), std::string::npos) << fault();
  ASSERT_TRUE(keep_contradiction(home_.path(), note(400)));
  EXPECT_NE(fault().find("ROLLBACK"), std::string::npos) << fault();
  ASSERT_TRUE(keep_contradiction(home_.path(), note(400).substr(1)));
  EXPECT_NE(fault().find("is damaged, or no head that the log has signed"), std::string::npos) << fault();
  ASSERT_TRUE(keep_contradiction(home_.path(), ledger_->checkpoint_note()));  // contradicts nothing
  EXPECT_EQ(fault(), "holds");
}

}  // namespace
}  // namespace cs::ledger
