// What a self-check judges of a ledger that several versions of the program wrote.
#include "audit/replay.h"
#include "audit/self_check.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

class SelfCheck : public Audit {
 protected:
  // A replay that judges only what this program made.
  audit::Report judged_by(const Digest& program) {
    audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {}}, .context = given_ / "context", .from = {}, .to = {}, .sample = 1000, .threads = 1};
    options.made_by = program;
    crypto::SeededRandom unused(1);
    auto report = audit::replay(options, unused);
    EXPECT_TRUE(report) << report.fault().text;
    return report ? std::move(*report) : audit::Report();
  }
};

// An act that does not follow: for the program that entered it a difference, for another one nothing that it could judge.
TEST_F(SelfCheck, L14_judges_the_acts_that_its_own_program_entered_and_no_others) {
  Forger forged = forger();
  const EntryIndex designation = forged.last<ledger::DesignationEntry>();
  forged.at<ledger::DesignationEntry>(designation).from = forged.at<ledger::DesignationEntry>(designation).from - Span::days(30);
  ASSERT_TRUE(forged.write(given_));
  const Digest own = forged.at<ledger::SoftwareEntry>(forged.last<ledger::SoftwareEntry>()).executable;
  Digest other = own;
  other[0] ^= 1;
  const audit::Report by_own = judged_by(own), by_other = judged_by(other);
  EXPECT_TRUE(std::any_of(by_own.findings.begin(), by_own.findings.end(), [&](const audit::Finding& finding) { return finding.entry == designation; })) << findings_of(by_own);
  EXPECT_TRUE(by_other.agrees()) << findings_of(by_other);
  EXPECT_EQ(by_other.requests.at(0).equal, 0u) << "another program's request is not drawn";
}

// A check that has looked at nothing has found nothing, and says so.
TEST_F(SelfCheck, L14_that_recomputed_nothing_has_not_looked) {
  Forger forged = forger();
  const Digest own = forged.at<ledger::SoftwareEntry>(forged.last<ledger::SoftwareEntry>()).executable;
  Digest other = own;
  other[0] ^= 1;
  const audit::SelfChecked by_own{judged_by(own), {}}, by_other{judged_by(other), {}};
  EXPECT_TRUE(by_own.looked());
  EXPECT_EQ(by_own.requests_looked_at(), 1u);
  EXPECT_TRUE(by_other.report.agrees());
  EXPECT_EQ(by_other.requests_looked_at(), 0u);
  EXPECT_FALSE(by_other.looked());
}

}  // namespace
}  // namespace cs::cases
