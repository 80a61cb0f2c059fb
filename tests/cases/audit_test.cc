// An auditor with an export, its openings and the context: what somebody with the log's own key cannot hide from him.
#include "audit/replay.h"
#include "audit/report.h"
#include "codec/json.h"
#include "gate/payloads.h"
#include "match/instructions.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using audit::What;
using ledger::OpeningKind;

TEST_F(Audit, L10_agrees_with_an_honest_ledger_and_recomputes_every_line) {
  const audit::Report report = replayed();
  EXPECT_TRUE(report.agrees()) << findings_of(report);
  ASSERT_EQ(report.requests.size(), 1u);
  EXPECT_EQ(report.requests[0].equal, 4u);
  EXPECT_GT(report.recomputed, 8u + 4u);
  ASSERT_EQ(report.accounting.size(), 1u);
  EXPECT_EQ(report.accounting[0].verified, 2u);
  EXPECT_EQ(report.accounting[0].not_verified, 2u);
}

TEST_F(Audit, L10_report_is_the_same_bytes_for_any_number_of_threads) {
  const audit::Report one = replayed(1), three = replayed(3);
  EXPECT_EQ(codec::write_json_pretty(audit::report_value(one)), codec::write_json_pretty(audit::report_value(three)));
  EXPECT_EQ(audit::report_page(one), audit::report_page(three));
}

TEST_F(Audit, L10_report_is_the_same_bytes_for_any_set_of_vector_instructions) {
  const std::string widest(match::instructions());
  std::set<std::string> reports, pages;
  for (const std::string& name : match::known_instructions()) {
    ASSERT_TRUE(match::hold_instructions(name));
    ASSERT_EQ(match::instructions(), name);
    const audit::Report report = replayed(1);
    EXPECT_TRUE(report.agrees()) << name;
    reports.insert(codec::write_json_pretty(audit::report_value(report)));
    pages.insert(audit::report_page(report));
  }
  EXPECT_TRUE(match::hold_instructions(widest));
  EXPECT_EQ(reports.size(), 1u);
  EXPECT_EQ(pages.size(), 1u);
}

TEST_F(Audit, L10_names_a_verdict_that_was_flipped_and_signed_again_by_the_gate_itself) {
  Forger forged = forger();
  const EntryIndex close = forged.last<ledger::CloseEntry>(), request = forged.last<ledger::RequestEntry>();
  auto answers = forged.line_payloads(OpeningKind::kAnswer, request, 4);
  ASSERT_TRUE(answers);
  (*answers)[2] = gate::encode_answer({3}, {Verdict::kVerified, Reason::kNone});
  const auto commitments = forged.seal_lines(OpeningKind::kAnswer, request, *answers);
  ASSERT_TRUE(commitments);
  const EntryIndex first = *forged.at<ledger::CloseEntry>(close).first_line;
  for (std::uint32_t i = 0; i < 4; ++i) forged.at<ledger::LineEntry>({first.value + i}).answer = (*commitments)[i];
  const auto tally = gate::read_tally(*forged.payload(OpeningKind::kTally, close));
  ASSERT_TRUE(tally);
  const Bytes counted = gate::encode_tally({{{Verdict::kVerified, Reason::kNone}, 3}, {{Verdict::kNotVerified, Reason::kNone}, 1}}, tally->document, Reason::kNone);
  forged.at<ledger::CloseEntry>(close).tally = *forged.seal(OpeningKind::kTally, close, close, counted);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names(report, What::kAltered, 3, "verified", "not_verified")) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).differing, 1u);
  EXPECT_EQ(report.requests.at(0).equal, 3u);
}

TEST_F(Audit, L10_names_two_lines_that_were_exchanged) {
  Forger forged = forger();
  const EntryIndex first = *forged.at<ledger::CloseEntry>(forged.last<ledger::CloseEntry>()).first_line;
  std::swap(forged.entries[first.value], forged.entries[first.value + 1]);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  for (const std::uint32_t line : {1u, 2u})
    EXPECT_TRUE(names(report, What::kReordered, line, std::to_string(first.value + 2 - line), std::to_string(first.value + line - 1))) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).equal, 2u);
}

TEST_F(Audit, L10_names_two_lines_whose_commitments_were_exchanged) {
  Forger forged = forger();
  const EntryIndex first = *forged.at<ledger::CloseEntry>(forged.last<ledger::CloseEntry>()).first_line;
  auto& one = forged.at<ledger::LineEntry>(first);
  auto& other = forged.at<ledger::LineEntry>({first.value + 1});
  std::swap(one.in, other.in);
  std::swap(one.answer, other.answer);
  std::swap(one.basis, other.basis);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_FALSE(report.agrees());
  EXPECT_EQ(report.requests.at(0).differing, 2u) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).equal, 2u);
}

TEST_F(Audit, L10_names_a_line_that_was_left_out_although_all_that_follows_was_made_to_fit) {
  Forger forged = forger();
  const EntryIndex close = forged.last<ledger::CloseEntry>(), first = *forged.at<ledger::CloseEntry>(close).first_line;
  auto payload = forged.payload(OpeningKind::kTally, close);
  ASSERT_TRUE(payload);
  forged.entries.erase(forged.entries.begin() + static_cast<std::ptrdiff_t>(first.value + 1));
  const EntryIndex moved{close.value - 1};
  forged.at<ledger::CloseEntry>(moved).lines = 3;
  forged.at<ledger::CloseEntry>(moved).tally = *forged.seal(OpeningKind::kTally, close, moved, *payload);
  for (std::uint64_t i = moved.value + 1; i < forged.entries.size(); ++i)
    if (auto* delivery = std::get_if<ledger::DeliveryEntry>(&forged.entries[i].entry)) delivery->close = moved;
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names(report, What::kMissing, 2, "", "")) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).missing, 1u);
}

TEST_F(Audit, L10_names_a_request_whose_time_was_moved_before_its_order_became_final) {
  Forger forged = forger();
  const Instant before = Date::civil(2026, 8, 30).midnight() + Span::hours(23);
  for (ledger::TimedEntry& entry : forged.entries) entry.time = std::min(entry.time, before);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names(report, What::kBackDated, 4, "admitted", "refused ORD-NOTFINAL")) << findings_of(report);
  EXPECT_FALSE(names(report, What::kBackDated, 1, "admitted", "refused ORD-NOTFINAL"));
}

TEST_F(Audit, L10_names_the_lines_when_another_generation_answered_than_the_ledger_says) {
  ASSERT_TRUE(make_directories(root_ / "empty"));
  World empty(root_ / "empty", true);
  play_whole(empty, kAuditedStory, true);
  Forger forged = forger();
  const EntryIndex pinned = forged.last<ledger::RegisterEntry>();
  const auto other = WorldAccess(empty).gate().state().register_head();
  ASSERT_TRUE(other);
  forged.at<ledger::RegisterEntry>(pinned).manifest = other->manifest;
  ASSERT_TRUE(forged.write(given_));
  const std::string name = "gen-" + to_hex(other->manifest).substr(0, 16);
  std::filesystem::copy(WorldAccess(empty).home() / "register" / name, given_ / "context" / "register" / name, std::filesystem::copy_options::recursive);
  const audit::Report report = replayed();
  for (const std::uint32_t line : {1u, 2u}) EXPECT_TRUE(names(report, What::kAltered, line, "verified", "not_verified")) << findings_of(report);
}

TEST_F(Audit, L10_says_what_is_missing_when_the_generation_is_not_given) {
  for (const auto& generation : std::filesystem::directory_iterator(given_ / "context" / "register")) std::filesystem::remove_all(generation.path());
  const audit::Report report = replayed();
  EXPECT_FALSE(report.agrees());
  EXPECT_EQ(report.requests.at(0).equal, 0u) << findings_of(report);
}

TEST_F(Audit, L10_says_what_is_missing_when_a_document_is_gone_that_no_step_asks_for) {
  Forger forged = forger();
  const EntryIndex admission = forged.last<ledger::AdmissionEntry>();
  forged.forget_document(forged.at<ledger::AdmissionEntry>(admission).evidence);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  ASSERT_EQ(report.findings.size(), 1u) << findings_of(report);
  EXPECT_EQ(report.findings[0].what, What::kMissing);
  EXPECT_EQ(report.findings[0].entry, admission);
  EXPECT_EQ(report.findings[0].of, "document");
  EXPECT_EQ(report.requests.at(0).equal, 4u);
}

TEST_F(Audit, L10_names_an_officials_office_that_nobody_signed) {
  Forger forged = forger();
  const EntryIndex designation = forged.last<ledger::DesignationEntry>();
  auto& entry = forged.at<ledger::DesignationEntry>(designation);
  entry.from = entry.from - Span::days(30);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  bool named = false;
  for (const audit::Finding& finding : report.findings) named = named || (finding.entry == designation && finding.of == "from");
  EXPECT_TRUE(named) << findings_of(report);
}

TEST_F(Audit, L10_names_a_split_view_by_a_checkpoint_that_somebody_kept) {
  const std::string kept = *read_file(given_ / "log" / "checkpoint", 1 << 16);
  ASSERT_TRUE(write_file(given_ / "kept", as_bytes(kept)));
  Forger forged = forger();
  forged.at<ledger::DeliveryEntry>(forged.last<ledger::DeliveryEntry>()).client = Digest{};
  ASSERT_TRUE(forged.write(given_));
  audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {given_ / "kept"}}, .context = given_ / "context", .from = {}, .to = {}, .sample = {}, .threads = 1};
  crypto::SeededRandom unused(1);
  const auto report = audit::replay(options, unused);
  ASSERT_TRUE(report) << report.fault().text;
  EXPECT_NE(findings_of(*report).find("FORK"), std::string::npos) << findings_of(*report);
}

TEST_F(Audit, L10_names_an_entry_of_the_export_that_is_not_the_one_of_the_openings) {
  Forger forged = forger();
  const Path other = root_ / "other";
  std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
  forged.at<ledger::DeliveryEntry>(forged.last<ledger::DeliveryEntry>()).client = Digest{};
  ASSERT_TRUE(forged.write(other));
  std::filesystem::remove_all(given_ / "log");
  std::filesystem::copy(other / "log", given_ / "log", std::filesystem::copy_options::recursive);
  EXPECT_NE(findings_of(replayed()).find("the export's entry is not the one of the openings"), std::string::npos);
}

// Whatever a byte of the openings becomes: a fault, a finding, or nothing that the report says otherwise.
TEST_F(Audit, L10_a_flipped_byte_of_the_openings_is_named_or_of_no_consequence) {
  const std::string whole = *read_file(given_ / "openings.db", std::size_t{1} << 30);
  const std::string honest = codec::write_json(audit::report_value(replayed()));
  std::uint64_t state = 12345;
  int named = 0;
  for (int i = 0; i < 60; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    std::string flipped = whole;
    std::size_t at = (state >> 20) % whole.size();
    while (at + 1 < whole.size() && whole[at] == 0) ++at;  // most of a small database is empty page
    flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
    ASSERT_TRUE(write_file(given_ / "openings.db", as_bytes(flipped)));
    const auto report = WorldAccess::replay(given_);
    if (!report || !report->agrees()) {
      ++named;
      continue;
    }
    EXPECT_EQ(codec::write_json(audit::report_value(*report)), honest) << "byte " << at;
  }
  EXPECT_GT(named, 30);
}

}  // namespace
}  // namespace cs::cases
