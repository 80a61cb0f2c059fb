// Somebody with the log alone: no openings, no keys but the log's own. What its holder cannot hide even so.
#include "audit/public_audit.h"
#include "codec/json.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using audit::What;

class PublicAudit : public Audit {
 protected:
  audit::PublicReport seen() {
    auto report = audit::audit_public(given_ / "log", WorldAccess(*world_).gate().ledger().log_key(), {});
    EXPECT_TRUE(report) << report.fault().text;
    return report ? std::move(*report) : audit::PublicReport();
  }
  // The forger's change, signed again, and whether the log alone shows it.
  void expect_named(Forger& forged, What what, const std::string& of) {
    ASSERT_TRUE(forged.write(given_));
    const audit::PublicReport report = seen();
    std::string all;
    for (const audit::Finding& finding : report.findings) {
      if (finding.what == what && finding.of == of) return;
      all += std::string(what_text(finding.what)) + " " + finding.of + ": " + finding.text + "\n";
    }
    ADD_FAILURE() << "not named: " << of << "; but\n" << all;
  }
};

TEST_F(PublicAudit, L10_an_honest_log_shows_under_what_each_request_was_admitted_and_answered) {
  const audit::PublicReport report = seen();
  EXPECT_TRUE(report.agrees());
  ASSERT_EQ(report.requests.size(), 1u);
  const audit::PublicRequest& request = report.requests[0];
  ASSERT_TRUE(request.admission && request.close);
  EXPECT_EQ(request.admission->what.lines, 4u);
  EXPECT_EQ(request.close->what.outcome, ledger::CloseOutcome::kAnswered);
  EXPECT_TRUE(request.admission->stops.empty());
  EXPECT_EQ(report.days.at({request.admission->agreement, "2026-08-31"}).lines, 4u);
  const std::string json = codec::write_json(audit::public_report_value(report));
  for (const char* part : {"\"agrees\":true", "\"kind\":\"orders\"", "\"kind\":\"trust\"", "\"kind\":\"designation\"", "\"kind\":\"register\"", "\"outcome\":\"answered\""})
    EXPECT_NE(json.find(part), std::string::npos) << part;
}

TEST_F(PublicAudit, L4_an_answer_while_a_stop_stands_is_named) {
  Forger forged = forger();
  const EntryIndex admission = forged.last<ledger::AdmissionEntry>(), desk = forged.last<ledger::DeskEntry>();
  ASSERT_GT(desk, admission);
  forged.entries[desk.value].entry = ledger::StopEntry{std::nullopt, ledger::StopBy::kHolder, ledger::StopCause::kPerson, {}, {}, {}};
  ASSERT_TRUE(forged.write(given_));
  const audit::PublicReport report = seen();
  ASSERT_FALSE(report.agrees());
  ASSERT_EQ(report.requests.size(), 1u);
  EXPECT_EQ(report.requests[0].close->stops, std::vector<EntryIndex>{desk});
  expect_named(forged, What::kUnexpected, "stop");
}

TEST_F(PublicAudit, L5_lines_that_were_admitted_and_not_answered_are_named) {
  Forger forged = forger();
  ++forged.at<ledger::AdmissionEntry>(forged.last<ledger::AdmissionEntry>()).lines;
  expect_named(forged, What::kMissing, "lines");
}

TEST_F(PublicAudit, an_official_who_was_not_in_office_is_named) {
  Forger forged = forger();
  const EntryIndex official = forged.at<ledger::AdmissionEntry>(forged.last<ledger::AdmissionEntry>()).designations.at(0);
  forged.at<ledger::DesignationEntry>(official).until = forged.entries[forged.last<ledger::AdmissionEntry>().value].time;
  expect_named(forged, What::kUnexpected, "designation");
}

TEST_F(PublicAudit, lists_past_their_next_update_are_named) {
  Forger forged = forger();
  forged.at<ledger::TrustEntry>(forged.at<ledger::AdmissionEntry>(forged.last<ledger::AdmissionEntry>()).trust).next_update = forged.entries[forged.last<ledger::AdmissionEntry>().value].time;
  expect_named(forged, What::kUnexpected, "trust");
}

TEST_F(PublicAudit, an_answer_before_its_release_time_is_named) {
  Forger forged = forger();
  ledger::AdmissionEntry& admission = forged.at<ledger::AdmissionEntry>(forged.last<ledger::AdmissionEntry>());
  admission.release_at = Instant{forged.entries[forged.last<ledger::CloseEntry>().value].time.ms + 1};
  expect_named(forged, What::kBackDated, "release");
}

TEST_F(PublicAudit, an_entry_that_is_not_what_it_is_named_as_is_named) {
  Forger forged = forger();
  ledger::AdmissionEntry& admission = forged.at<ledger::AdmissionEntry>(forged.last<ledger::AdmissionEntry>());
  admission.trust = admission.software;
  expect_named(forged, What::kAltered, "trust");
}

TEST_F(PublicAudit, L6_other_bytes_delivered_than_the_close_names_are_named) {
  Forger forged = forger();
  const EntryIndex close = forged.last<ledger::CloseEntry>();
  ASSERT_GT(forged.entries.size(), close.value + 1) << "its delivery";
  const EntryIndex delivery = forged.last<ledger::DeliveryEntry>();
  ASSERT_GT(delivery, close);
  forged.at<ledger::DeliveryEntry>(delivery).response[0] ^= 1;
  expect_named(forged, What::kAltered, "response");
}

TEST_F(PublicAudit, a_log_that_does_not_hold_says_nothing_else) {
  const Path bundle = given_ / "log" / "tile" / "entries";
  for (const auto& file : std::filesystem::recursive_directory_iterator(bundle)) {
    if (!file.is_regular_file()) continue;
    auto bytes = read_file(file.path(), std::size_t{1} << 24);
    ASSERT_TRUE(bytes);
    bytes->back() = static_cast<char>(bytes->back() ^ 1);
    ASSERT_TRUE(write_file(file.path(), as_bytes(*bytes)));
  }
  const audit::PublicReport report = seen();
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].what, What::kLog);
  EXPECT_TRUE(report.requests.empty());
}

}  // namespace
}  // namespace cs::cases
