// Audits of a part of a sound ledger, a stretch or a sample: wherever it begins and ends, nothing is accused, and what was not looked at is not said to agree.
#include "audit/replay.h"
#include "audit/report.h"
#include "codec/json.h"
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
  EXPECT_NE(audit::report_page(judged(5, {})).find("Only entries 5 to the last were looked at"), std::string::npos);
  const audit::Report close_alone = judged(request.close->value, request.close);
  EXPECT_TRUE(close_alone.agrees()) << findings_of(close_alone);
  EXPECT_EQ(audit::totals_of(close_alone).equal, request.lines);
}

class Sample : public Audit {
 protected:
  void SetUp() override {
    Audit::SetUp();
    also("when    2026-08-31 12:02  request R2 signed by \"director\" arrives\n"
         "        | line | order | address                         |\n"
         "        | 1    | O1    | 12 Oak St Apt 4, Salem OH 44460 |\n"
         "then    R2 is admitted\n"
         "when    2026-08-31 12:03  release time of R2\n"
         "then    R2 is released\n");
  }
  audit::Report sampled(std::uint64_t seed, std::optional<EntryIndex> from = {}) {
    const audit::ReplayOptions options{.source = {given_ / "log", given_ / "openings.db", {}}, .context = given_ / "context", .from = from, .to = {}, .sample = 1, .seed = seed, .threads = 1};
    crypto::SeededRandom unused(1);
    auto report = audit::replay(options, unused);
    EXPECT_TRUE(report) << report.fault().text;
    return report ? std::move(*report) : audit::Report();
  }
};

TEST_F(Sample, L10_lines_outside_of_the_sample_are_not_looked_at_and_not_excused) {
  std::set<std::uint64_t> drawn;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const audit::Report report = sampled(seed);
    EXPECT_TRUE(report.agrees()) << findings_of(report);
    ASSERT_EQ(report.requests.size(), 2u);
    const audit::RequestAccount& in = report.requests[report.requests[0].looked_at ? 0 : 1];
    const audit::RequestAccount& out = report.requests[report.requests[0].looked_at ? 1 : 0];
    drawn.insert(in.request.value);
    EXPECT_EQ(in.equal, in.lines);
    EXPECT_FALSE(out.looked_at);
    EXPECT_EQ(out.not_looked_at, out.lines);
    EXPECT_EQ(out.equal + out.excused + out.differing + out.missing, 0u);
    const audit::LineTotals totals = audit::totals_of(report);
    EXPECT_EQ(totals.excused, 0u);
    EXPECT_EQ(totals.not_looked_at, out.lines);
    EXPECT_EQ(totals.requests_not_looked_at, 1u);
    const std::string json = codec::write_json(audit::report_value(report));
    EXPECT_NE(json.find(R"("sample":{"requests":1,"seed":)" + std::to_string(seed) + R"(,"not_looked_at":1})"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("excused":0,"missing":0,"not_looked_at":)" + std::to_string(out.lines) + R"(,"agrees":null)"), std::string::npos) << json;
    EXPECT_NE(audit::report_page(report).find("1 of 2 requests, with " + std::to_string(out.lines) + " lines, were not looked at"), std::string::npos);
  }
  EXPECT_EQ(drawn.size(), 2u) << "every request can be drawn";
}

TEST_F(Sample, L10_is_drawn_from_the_requests_of_the_range) {
  const audit::Report whole = replayed();
  ASSERT_EQ(whole.requests.size(), 2u);
  for (std::uint64_t seed = 0; seed < 8; ++seed) EXPECT_EQ(audit::totals_of(sampled(seed, whole.requests[1].request)).equal, 1u) << seed;
}

}  // namespace
}  // namespace cs::cases
