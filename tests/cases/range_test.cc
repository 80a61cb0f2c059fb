// Audits of a stretch of a sound ledger: wherever it begins and ends, nothing is accused.
#include "audit/replay.h"
#include "audit/report.h"
#include "tests/cases/audit_fixture.h"

namespace cs::cases {
namespace {

class Range : public Audit {
 protected:
  audit::Report judged(std::uint64_t from, std::optional<EntryIndex> to) {
    const audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {}}, .context = given_ / "context", .from = EntryIndex{from}, .to = to, .sample = {}, .threads = 1};
    crypto::SeededRandom unused(1);
    auto report = audit::replay(options, unused);
    EXPECT_TRUE(report) << report.fault().text;
    return report ? std::move(*report) : audit::Report();
  }
};

TEST_F(Range, L10_that_begins_anywhere_in_a_sound_ledger_agrees_and_takes_in_the_request_that_it_cuts) {
  const auto whole = replayed();
  ASSERT_TRUE(whole.agrees()) << findings_of(whole);
  const audit::RequestAccount& request = whole.requests.at(0);
  ASSERT_TRUE(request.close);
  for (std::uint64_t from = request.request.value - 1; from < whole.entries; ++from) {
    const audit::Report report = judged(from, {});
    EXPECT_TRUE(report.agrees()) << "from " << from << "\n" << findings_of(report);
    const bool inside = from > request.request.value && from <= request.close->value;
    EXPECT_EQ(report.from, inside ? request.request : EntryIndex{from});
    EXPECT_EQ(audit::totals_of(report).equal, from <= request.close->value ? request.lines : 0) << from;
  }
  const audit::Report close_alone = judged(request.close->value, request.close);
  EXPECT_TRUE(close_alone.agrees()) << findings_of(close_alone);
  EXPECT_EQ(audit::totals_of(close_alone).equal, request.lines);
}

}  // namespace
}  // namespace cs::cases
