// Lines that are destroyed: what an auditor still recomputes, and what nobody can change behind that.
#include "gate/payloads.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using audit::What;
using ledger::OpeningKind;

constexpr const char* kExpunge = R"(when    2026-09-05 12:00  "holder signatory", "requester signatory" expunge lines 2 to 2 of R1
then    the act is entered
)";
constexpr const char* kShred = R"(when    2026-10-02 12:00  "holder signatory", "requester signatory" shred the lines of 2026q3
then    the act is entered
)";

bool names_of(const audit::Report& report, What what, std::optional<std::uint32_t> line, const std::string& of) {
  for (const audit::Finding& f : report.findings)
    if (f.what == what && f.line == line && f.of == of) return true;
  return false;
}

// Every line's answer, with one of them another, and everything that follows from it.
void answer_otherwise(Forger& forged, std::uint32_t line, gate::LineVerdict other) {
  const EntryIndex close = forged.last<ledger::CloseEntry>(), request = forged.last<ledger::RequestEntry>();
  auto answers = forged.line_payloads(OpeningKind::kAnswer, request, 4);
  ASSERT_TRUE(answers);
  (*answers)[line - 1] = gate::encode_answer({line}, other);
  const auto commitments = forged.seal_lines(OpeningKind::kAnswer, request, *answers);
  ASSERT_TRUE(commitments);
  const EntryIndex first = *forged.at<ledger::CloseEntry>(close).first_line;
  std::vector<gate::LineVerdict> verdicts;
  for (std::uint32_t i = 0; i < 4; ++i) {
    forged.at<ledger::LineEntry>({first.value + i}).answer = (*commitments)[i];
    verdicts.push_back(*gate::read_answer((*answers)[i]));
  }
  const auto tally = gate::read_tally(*forged.payload(OpeningKind::kTally, close));
  ASSERT_TRUE(tally);
  forged.at<ledger::CloseEntry>(close).tally = *forged.seal(OpeningKind::kTally, close, close, gate::encode_tally(gate::tally_of(verdicts), tally->document, Reason::kNone));
}

TEST_F(Audit, L13_recomputes_every_line_beside_one_that_was_expunged) {
  also(kExpunge);
  const audit::Report report = replayed();
  EXPECT_TRUE(report.agrees()) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).excused, 1u);
  EXPECT_EQ(report.requests.at(0).equal, 3u);
  ASSERT_EQ(report.accounting.size(), 1u);
  EXPECT_EQ(report.accounting[0].verified, 2u);
}

TEST_F(Audit, L13_an_expunge_of_one_line_hides_no_verdict_of_another) {
  also(kExpunge);
  Forger forged = forger();
  answer_otherwise(forged, 3, {Verdict::kVerified, Reason::kNone});
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names(report, What::kAltered, 3, "verified", "not_verified")) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).excused, 1u);
  EXPECT_EQ(report.requests.at(0).equal, 2u);
}

TEST_F(Audit, L13_counts_the_disclosures_of_a_request_whose_lines_were_shredded) {
  also(kShred);
  const audit::Report report = replayed();
  EXPECT_TRUE(report.agrees()) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).excused, 4u);
  ASSERT_EQ(report.accounting.size(), 1u);
  EXPECT_EQ(report.accounting[0].verified, 2u);
  EXPECT_EQ(report.accounting[0].not_verified, 2u);
}

TEST_F(Audit, L13_names_an_answer_of_a_shredded_line_that_is_not_the_one_committed_to) {
  also(kShred);
  Forger forged = forger();
  const EntryIndex request = forged.last<ledger::RequestEntry>();
  auto answers = forged.line_payloads(OpeningKind::kAnswer, request, 4);
  ASSERT_TRUE(answers);
  std::swap((*answers)[1], (*answers)[2]);
  ASSERT_TRUE(forged.reseal_lines(OpeningKind::kAnswer, request, *answers));
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  for (const std::uint32_t line : {2u, 3u}) EXPECT_TRUE(names_of(report, What::kAltered, line, "answer")) << findings_of(report);
  EXPECT_EQ(report.requests.at(0).excused, 2u);
}

TEST_F(Audit, L13_names_a_tally_that_is_not_of_the_answers_of_shredded_lines) {
  also(kShred);
  Forger forged = forger();
  const EntryIndex close = forged.last<ledger::CloseEntry>();
  const auto tally = gate::read_tally(*forged.payload(OpeningKind::kTally, close));
  ASSERT_TRUE(tally);
  const Bytes counted = gate::encode_tally({{{Verdict::kVerified, Reason::kNone}, 1}, {{Verdict::kNotVerified, Reason::kNone}, 3}}, tally->document, Reason::kNone);
  forged.at<ledger::CloseEntry>(close).tally = *forged.seal(OpeningKind::kTally, close, close, counted);
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names_of(replayed(), What::kAltered, std::nullopt, "accounting"));
}

TEST_F(Audit, L13_names_an_answer_of_a_shredded_line_that_its_own_basis_does_not_bear) {
  also(kShred);
  Forger forged = forger();
  answer_otherwise(forged, 4, {Verdict::kVerified, Reason::kNone});  // nobody of that name lives there
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names_of(report, What::kAltered, 4, "basis")) << findings_of(report);
  EXPECT_FALSE(names_of(report, What::kAltered, 1, "basis"));
}

TEST_F(Audit, L13_names_a_shredded_line_that_was_admitted_and_answered_as_if_it_had_not_been) {
  also(kShred);
  Forger forged = forger();
  answer_otherwise(forged, 1, {Verdict::kRefused, Reason::kAdrPlaceholder});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names_of(replayed(), What::kAltered, 1, "answer"));
}

// Units are reserved again with the keys that were kept: who was given one too many is named, although nothing of the lines is left.
TEST_F(Audit, L13_names_a_unit_that_was_not_there_for_a_shredded_line) {
  also(kShred);
  Forger forged = forger();
  const EntryIndex request = forged.last<ledger::RequestEntry>(), admission = forged.last<ledger::AdmissionEntry>();
  auto lines = forged.line_payloads(OpeningKind::kAdm, request, 4);
  ASSERT_TRUE(lines);
  auto third = gate::decode_admission((*lines)[2]);
  const auto second = gate::decode_admission((*lines)[1]);
  ASSERT_TRUE(third && second);
  third->keys = second->keys;  // decided already, one line above
  (*lines)[2] = gate::encode_admission(*third);
  const auto commitments = forged.seal_lines(OpeningKind::kAdm, request, *lines);
  ASSERT_TRUE(commitments);
  const Bytes listed = gate::admission_payload(replayed().requests.at(0).id, *commitments);
  forged.at<ledger::AdmissionEntry>(admission).admission = *forged.seal(OpeningKind::kAdmission, admission, admission, listed);
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names(report, What::kAltered, 3, "admitted", "refused BUD-DUPLICATE")) << findings_of(report);
}

TEST_F(Audit, L13_a_shred_of_lines_excuses_no_other_opening_that_is_gone) {
  also(kShred);
  for (const OpeningKind kind : {OpeningKind::kAdm, OpeningKind::kAnswer, OpeningKind::kBasis, OpeningKind::kManifestCms}) {
    Forger forged = forger();
    forged.forget(kind, forged.last<ledger::RequestEntry>());
    const Path other = root_ / ("without-" + std::string(ledger::opening_kind_word(kind)));
    std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
    ASSERT_TRUE(forged.write(other));
    const auto report = WorldAccess::replay(other);
    ASSERT_TRUE(report) << report.fault().text;
    EXPECT_FALSE(report->agrees()) << ledger::opening_kind_word(kind);
    EXPECT_TRUE(report->requests.at(0).differs) << ledger::opening_kind_word(kind);
  }
}

TEST_F(Audit, L13_names_a_line_that_is_still_there_although_the_ledger_says_that_it_was_destroyed) {
  Forger forged = forger();
  const EntryIndex request = forged.last<ledger::RequestEntry>();
  forged.entries.push_back({forged.entries.back().time, ledger::ExpungeEntry{{{request, {2}}}, ledger::OpeningClass::kInput, Digest{}}});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names_of(replayed(), What::kUnexpected, std::nullopt, "in"));
}

// A second request, of the next quarter; the agreement ends, and its year is over. Then the later quarter goes.
constexpr const char* kLaterQuarterGoes = R"(when    2026-10-05 12:00  request R2 signed by "director" arrives
        | line | order | address                   | matter   |
        | 1    | O2    | 8 Elm Ave, Salem OH 44460 | a second |
when    2026-10-05 12:01  release time of R2
then    R2 is released
when    2026-10-06 12:00  "counsel" restrains class state "NV"
when    2026-10-07 12:00  "holder signatory" terminates
when    2028-01-01 12:00  "holder signatory", "requester signatory" shred the lines of 2026q4
when    2028-01-01 12:01  "holder signatory", "requester signatory" shred the outcomes of 2026q4
then    the act is entered
)";

TEST_F(Audit, L13_a_shred_of_outcomes_excuses_its_own_quarter_alone) {
  also(kLaterQuarterGoes);
  const audit::Report report = replayed();
  EXPECT_TRUE(report.agrees()) << findings_of(report);
  ASSERT_EQ(report.requests.size(), 2u);
  EXPECT_EQ(report.requests[0].equal, 4u);
  EXPECT_EQ(report.requests[1].excused, 1u);
  EXPECT_TRUE(report.requests[1].id.empty());
  ASSERT_EQ(report.destroyed.size(), 1u);
  const audit::OutcomeDestroyed& destroyed = report.destroyed.begin()->second;
  EXPECT_EQ(destroyed.quarter, "2026q4");
  EXPECT_EQ(destroyed.requests, 1u);
  EXPECT_EQ(destroyed.lines, 1u);
  EXPECT_EQ(destroyed.resting, 2u) << "the restraint, whose document is gone, and the map of the quarter";
  EXPECT_EQ(report.requests[1].excuse, "openings destroyed by entry " + std::to_string(destroyed.entry.value));
  ASSERT_EQ(report.accounting.size(), 1u) << "of the quarter that is kept";
  // Nothing of the quarter before is excused with it.
  for (const OpeningKind kind : {OpeningKind::kAdm, OpeningKind::kAnswer, OpeningKind::kTally}) {
    Forger forged = forger();
    const audit::RequestAccount& kept = report.requests[0];
    forged.forget(kind, kind == OpeningKind::kTally ? *kept.close : kept.request);
    const Path other = root_ / std::string(ledger::opening_kind_word(kind));
    std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
    ASSERT_TRUE(forged.write(other));
    const auto without = WorldAccess::replay(other);
    EXPECT_FALSE(without && without->agrees()) << ledger::opening_kind_word(kind);
  }
}

// Who has the log's key and the database writes a shred that nobody signed for, or one that destroys nothing.
TEST_F(Audit, L13_names_a_shred_of_outcomes_that_nobody_signed_for_and_openings_that_it_left) {
  Forger forged = forger();
  const EntryIndex agreement = forged.last<ledger::AgreementEntry>(), request = forged.last<ledger::RequestEntry>();
  const std::uint32_t quarter = ledger::quarter_of(forged.entries[request.value].time);
  forged.entries.push_back({forged.entries.back().time, ledger::ShredEntry{agreement, ledger::OpeningClass::kOutcome, quarter, Digest{}}});
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  EXPECT_TRUE(names_of(report, What::kUnexpected, std::nullopt, "openings")) << findings_of(report);
  EXPECT_TRUE(names_of(report, What::kAltered, std::nullopt, "shred")) << findings_of(report);
}

// The salts are the old ones and the entries untouched: what is recomputed is what is committed to, and the openings are lies.
TEST_F(Audit, L10_names_openings_that_are_not_those_committed_to_although_every_line_is_equal) {
  const std::pair<OpeningKind, const char*> kinds[] = {{OpeningKind::kAnswer, "answer"}, {OpeningKind::kBasis, "basis"}};
  for (const auto& [kind, word] : kinds) {
    Forger forged = forger();
    const EntryIndex request = forged.last<ledger::RequestEntry>();
    auto payloads = forged.line_payloads(kind, request, 4);
    ASSERT_TRUE(payloads);
    std::swap((*payloads)[1], (*payloads)[2]);
    ASSERT_TRUE(forged.reseal_lines(kind, request, *payloads));
    const Path other = root_ / word;
    std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
    ASSERT_TRUE(forged.write(other));
    const auto report = WorldAccess::replay(other);
    ASSERT_TRUE(report) << report.fault().text;
    for (const std::uint32_t line : {2u, 3u}) EXPECT_TRUE(names_of(*report, What::kAltered, line, word)) << findings_of(*report);
    EXPECT_EQ(report->requests.at(0).equal, 2u) << word;
  }
}

// Lines that are gone are excused by the entry that says so, and by no other.
TEST_F(Audit, L13_names_lines_that_are_gone_and_that_no_expunge_names) {
  Forger forged = forger();
  const EntryIndex request = forged.last<ledger::RequestEntry>();
  forged.forget(OpeningKind::kIn, request);
  forged.entries.push_back({forged.entries.back().time, ledger::ExpungeEntry{{{request, {2}}}, ledger::OpeningClass::kInput, Digest{}}});
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  std::string gone;
  for (const audit::Finding& finding : report.findings)
    if (finding.what == What::kMissing && finding.of == "in") gone += finding.text.substr(0, 6) + " ";
  EXPECT_EQ(gone, "line 1 line 3 line 4 ") << findings_of(report);
}

TEST_F(Audit, L13_an_expunge_of_lines_excuses_no_manifest_that_is_gone) {
  Forger forged = forger();
  const EntryIndex request = forged.last<ledger::RequestEntry>();
  forged.forget(OpeningKind::kManifestCms, request);
  forged.entries.push_back({forged.entries.back().time, ledger::ExpungeEntry{{{request, {2}}}, ledger::OpeningClass::kInput, Digest{}}});
  ASSERT_TRUE(forged.write(given_));
  const audit::Report report = replayed();
  ASSERT_EQ(report.requests.size(), 1u);
  EXPECT_EQ(report.requests[0].excused, 0u) << findings_of(report);
  EXPECT_FALSE(report.agrees());
}

}  // namespace
}  // namespace cs::cases
