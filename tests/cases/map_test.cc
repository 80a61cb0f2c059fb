// Maps that the holder himself, with the log's own key, would rather have otherwise.
#include "gate/accounting.h"
#include "ledger/accounting.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

using audit::What;
using ledger::MapEntry;

constexpr std::string_view kStory = R"(story   mapped
title   Two quarters
world   plain
when    2026-09-01 12:00  request R1 signed by "director" arrives
        | line | order | address                         |
        | 1    | O1    | 12 Oak St Apt 4, Salem OH 44460 |
        | 2    | O2    | 7 Elm Ave, Salem OH 44460       |
when    2026-09-01 12:01  release time of R1
when    2026-10-01 00:00  time passes
when    2026-10-03 12:00  request R2 signed by "director" arrives
        | line | order | address                   |
        | 1    | O2    | 9 Elm Ave, Salem OH 44460 |
then    R2 is admitted
when    2026-10-03 12:01  release time of R2
)";

class Maps : public Audit {
 protected:
  std::string_view story() const override { return kStory; }
  bool names(What what, const std::string& of) {
    const auto report = WorldAccess::replay(given_);
    if (!report) return false;
    for (const audit::Finding& finding : report->findings)
      if (finding.what == what && finding.of == of) return true;
    return false;
  }
};

// Both packages hold, and of both quarters; only who has the maps' keys sees that the second is not of the person to whom it was handed.
TEST_F(Maps, L11_an_auditor_tells_whose_package_it_is) {
  gate::Gate& gate = WorldAccess(*world_).gate();
  ASSERT_TRUE(gate::enter_maps(gate));
  const auto keys = gate::read_keys_to_check({given_ / "context"});
  ASSERT_TRUE(keys);
  const auto of = [&](const char* person) { return *ledger::read_accounting(gate::subject_account(gate, person)->text, gate.ledger().log_key()); };
  for (const char* person : {"P1", "P2", "nobody-of-that-key"}) EXPECT_EQ(gate::quarter_of_another(of(person), keys->subject, person), std::nullopt) << person;
  const auto told = of("nobody-of-that-key");
  EXPECT_EQ(told.quarters.at(0).records, 0u);
  EXPECT_EQ(gate::quarter_of_another(told, keys->subject, "P1"), told.quarters.at(0).quarter);
  EXPECT_NE(gate::quarter_of_another(of("P1"), keys->subject, "P2"), std::nullopt);
  Digest other = keys->subject;
  other[0] ^= 1;
  EXPECT_NE(gate::quarter_of_another(of("P1"), other, "P1"), std::nullopt) << "under another home's key";
}

TEST_F(Maps, L11_a_replay_makes_an_honest_map_again) {
  const auto report = WorldAccess::replay(given_);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->agrees());
}

TEST_F(Maps, L11_a_map_of_which_a_subject_was_left_out_is_named) {
  Forger forged = forger();
  MapEntry& map = forged.at<MapEntry>(forged.last<MapEntry>());
  ASSERT_EQ(map.leaves, 4u);
  map = ledger::DisclosureMap::of({}).value().entry(map.quarter);
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kAltered, "root"));
  EXPECT_TRUE(names(What::kAltered, "leaves"));
}

TEST_F(Maps, L11_a_quarter_without_its_map_is_named) {
  Forger forged = forger();
  const EntryIndex map = forged.last<MapEntry>();
  // In its place an entry that says nothing, so that all indexes stay.
  forged.entries[map.value].entry = ledger::ReportEntry{ledger::ReportKind::kAnnual, {}, {}, {}};
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kMissing, "map"));
}

// The accounting believes no opening that is not the one committed to.
TEST_F(Maps, L11_a_map_is_not_made_of_openings_that_the_ledger_does_not_commit_to) {
  for (const ledger::OpeningKind kind : {ledger::OpeningKind::kAnswer, ledger::OpeningKind::kBasis, ledger::OpeningKind::kAdm}) {
    Forger forged = forger();
    const EntryIndex first = forged.first<ledger::RequestEntry>();
    auto payloads = forged.line_payloads(kind, first, 2);
    ASSERT_TRUE(payloads);
    (*payloads)[1].back() ^= 1;
    ASSERT_TRUE(forged.reseal_lines(kind, first, *payloads));
    const Path other = root_ / ("other-" + std::string(ledger::opening_kind_word(kind)));
    std::filesystem::copy(given_, other, std::filesystem::copy_options::recursive);
    ASSERT_TRUE(forged.write(other));
    const auto report = WorldAccess::replay(other);
    ASSERT_TRUE(report);
    EXPECT_TRUE(std::any_of(report->findings.begin(), report->findings.end(), [](const audit::Finding& finding) { return finding.of == "map"; })) << ledger::opening_kind_word(kind);
  }
}

// However much else was destroyed: what a map is made of is never.
TEST_F(Maps, L11_a_map_whose_seed_is_gone_is_named) {
  Forger forged = forger();
  forged.forget(ledger::OpeningKind::kMap, forged.last<MapEntry>());
  forged.entries.push_back({forged.entries.back().time, ledger::ExpungeEntry{{{forged.first<ledger::RequestEntry>(), {1}}}, ledger::OpeningClass::kInput, Digest{}}});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kAltered, "map"));
}

TEST_F(Maps, L11_a_map_of_a_quarter_that_has_not_ended_is_unexpected) {
  Forger forged = forger();
  const MapEntry last = forged.at<MapEntry>(forged.last<MapEntry>());
  forged.entries.push_back({forged.entries.back().time, ledger::DisclosureMap::of({}).value().entry(last.quarter + 1)});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kUnexpected, "map"));
}

TEST_F(Maps, a_stop_for_disposals_of_which_none_is_overdue_is_unexpected) {
  Forger forged = forger();
  const ledger::StopEntry stop{forged.last<ledger::AgreementEntry>(), ledger::StopBy::kGate, ledger::StopCause::kDisposalsOverdue, Digest{}, std::nullopt, std::nullopt};
  forged.entries.push_back({forged.entries.back().time, stop});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kUnexpected, "stop"));
}

TEST_F(Maps, a_stop_for_a_canary_that_no_request_named_is_unexpected) {
  Forger forged = forger();
  const ledger::StopEntry stop{forged.last<ledger::AgreementEntry>(), ledger::StopBy::kGate, ledger::StopCause::kCanaryHit, Digest{}, std::nullopt, std::nullopt};
  forged.entries.push_back({forged.entries.back().time, stop});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kUnexpected, "stop"));
}

// No request follows that would want it.
TEST_F(Maps, L11_a_quarter_without_its_map_at_the_end_of_the_ledger_is_named) {
  Forger forged = forger();
  forged.entries.resize(forged.last<MapEntry>().value);
  forged.entries.push_back({*read_time("2026-10-03 12:00"), ledger::ReportEntry{ledger::ReportKind::kAnnual, {}, {}, {}}});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kMissing, "map"));
}

TEST_F(Maps, L11_two_maps_of_one_quarter_end_every_replay) {
  Forger forged = forger();
  const ledger::TimedEntry map = forged.entries[forged.last<MapEntry>().value];
  forged.entries.push_back({forged.entries.back().time, map.entry});
  ASSERT_TRUE(forged.write(given_));
  EXPECT_TRUE(names(What::kLog, ""));
}

}  // namespace
}  // namespace cs::cases
