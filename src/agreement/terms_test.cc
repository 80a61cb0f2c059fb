#include "agreement/terms.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "agreement/calendar.h"
#include "base/file.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace cs::agreement {
namespace {

std::string file(const std::string& name) { return read_file(Path(CS_SOURCE_DIR) / "tests/data/agreement" / name, 1 << 20).value(); }
std::string plain() { return file("final-orders.toml"); }

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string fault_of(const std::string& toml) {
  const Result<Terms> terms = read_terms(toml);
  return terms.ok() ? "read" : terms.fault().text;
}

Instant ts(const char* text) { return Instant::parse(text).value(); }

TEST(terms, reads_the_first_agreement_with_its_defaults) {
  const std::string toml = plain();
  const Result<Terms> read = read_terms(toml);
  ASSERT_TRUE(read.ok()) << read.fault().text;
  const Terms& terms = *read;
  EXPECT_EQ(terms.id.text(), "final-orders");
  EXPECT_EQ(terms.version, 1);
  EXPECT_EQ(terms.digest, crypto::sha256(as_bytes(toml)));
  EXPECT_EQ(terms.valid.from, ts("2026-07-01T00:00:00Z"));
  EXPECT_EQ(terms.valid.to, ts("2027-12-31T00:00:00Z"));
  EXPECT_EQ(terms.officials.offices, (std::vector<std::string>{"director", "deputy"}));
  EXPECT_EQ(terms.officials.quorum, 1);
  EXPECT_EQ(terms.officials.cooling, Span::hours(24));
  EXPECT_EQ(terms.stop.resume_holder, 2);
  EXPECT_EQ(terms.caps.lines_per_request, 50'000);
  EXPECT_EQ(terms.caps.lines_total, 1'000'000);
  EXPECT_EQ(terms.budget.addresses_per_order, 2);
  EXPECT_EQ(terms.budget.orders_per_address, 25);
  EXPECT_EQ(terms.head_age_max, Span::hours(24));
  EXPECT_EQ(terms.release.every, Span::minutes(1));
  EXPECT_EQ(terms.release.at, Span::hours(6));
  EXPECT_EQ(terms.registered.generation_age_max, Span::days(35));
  EXPECT_EQ(terms.request.attestations.size(), 5u);
  EXPECT_EQ(terms.order_type("order-type-a", "court-a")->min_age_days, 90);
  EXPECT_EQ(terms.order_type("order-type-a", "court-b"), nullptr);
  EXPECT_NE(terms.purpose("open-order"), nullptr);
  EXPECT_TRUE(terms.is_stop_office(Party::kRequester, "director"));
  EXPECT_FALSE(terms.is_stop_office(Party::kHolder, "director"));
}

TEST(terms, express_two_more_agreements_without_a_line_of_code) {
  const Result<Terms> benefit = read_terms(file("benefit-address.toml"));
  ASSERT_TRUE(benefit.ok()) << benefit.fault().text;
  EXPECT_EQ(benefit->line.periods, Presence::kAbsent);
  EXPECT_FALSE(benefit->engagement.required);
  EXPECT_EQ(benefit->budget.addresses_per_order, 1);
  const Result<Terms> license = read_terms(file("license-address.toml"));
  ASSERT_TRUE(license.ok()) << license.fault().text;
  EXPECT_TRUE(license->line.born_required);
  EXPECT_FALSE(license->address.accept_po_box);
  EXPECT_TRUE(license->address.accept_military);
  EXPECT_EQ(license->officials.quorum, 2);
  EXPECT_EQ(license->valid.from, ts("2026-07-01T08:00:00Z"));
}

TEST(terms, cite_a_codes_own_ground_before_its_prefix) {
  const Terms terms = read_terms(plain()).value();
  EXPECT_EQ(terms.ground_of(Reason::kOrdAge), "agreement, article 7 (a) [check]");
  EXPECT_EQ(terms.ground_of(Reason::kOrdUnknown), "agreement, article 7");
  EXPECT_EQ(terms.ground_of(Reason::kNone), "");
}

TEST(terms, lack_a_ground_only_where_that_switches_a_test_off) {
  const Terms benefit = read_terms(file("benefit-address.toml")).value();
  EXPECT_FALSE(benefit.has_ground(Reason::kOffMissing));
  EXPECT_FALSE(benefit.has_ground(Reason::kOffCaseload));
  for (const char* prefix : {"SVC", "AGR", "SIG", "LIN", "ORD", "NAM", "ADR", "PER"}) {
    const std::string toml = with(plain(), "\n" + std::string(prefix) + " = ", "\n# " + std::string(prefix) + " = ");
    EXPECT_NE(fault_of(toml).find("has no ground"), std::string::npos) << prefix;
  }
  // By codes instead of the prefix: the one code that may be missing is missing.
  const std::string by_code = with(plain(), "RST = \"agreement, article 3\"", "RST-COURT = \"a\"\nRST-HOLDER = \"b\"");
  ASSERT_EQ(fault_of(by_code), "read");
  EXPECT_FALSE(read_terms(by_code)->has_ground(Reason::kRstClass));
  EXPECT_EQ(read_terms(by_code)->ground_of(Reason::kRstHolder), "b");
  const std::string bud = with(plain(), "BUD = \"agreement, article 12\"",
                               "BUD-DAY = \"a\"\nBUD-TOTAL = \"a\"\nBUD-DUPLICATE = \"a\"\nBUD-ORACLE = \"a\"");
  EXPECT_EQ(fault_of(bud), "read");
  EXPECT_NE(fault_of(with(bud, "BUD-ORACLE = \"a\"", "")).find("BUD-ORACLE"), std::string::npos);
}

struct Change {
  const char* from;
  const char* to;
  const char* key;  // that the fault names
};

TEST(terms, are_rejected_whole_for_one_wrong_key) {
  const Change changes[] = {
      {"format = \"countersign-agreement/1\"", "format = \"countersign-agreement/2\"", "format"},
      {"format = \"countersign-agreement/1\"\n", "", "format"},
      {"id = \"final-orders\"", "id = \"Orders\"", "id"},
      {"id = \"final-orders\"\n", "", "id"},
      {"version = 1\n", "", "version"},
      {"version = 1\n", "version = 0\n", "version"},
      {"version = 1\n", "version = 2\n", "previous"},
      {"previous = \"\"\n", "", "previous"},
      {"previous = \"\"", "previous = \"sha256:00\"", "previous"},
      {"legal_id = \"SYNTHETIC-1\"\n", "", "parties.holder.legal_id"},
      {"legal_id = \"SYNTHETIC-2\"\n", "legal_id = 7\n", "parties.requester.legal_id"},
      {"recipient = \"sha256:", "recipient = \"sha512:", "parties.requester.recipient"},
      {"policies = [\"2.16", "policies = [\"x.16", "pki.policies"},
      {"meaning = \"The", "meaning = \" The", "terms.meaning"},
      {"audit_access = [\"inspector general\"]\n", "", "terms.audit_access"},
      {"records_estimate = 160000000", "records_estimate = -1", "register.records_estimate"},
      {"records_estimate = 160000000", "records_estimate = 1.5", ""},
      {"to = \"2027-12-31\"", "to = \"2028-01-02\"", "valid.to"},
      {"to = \"2027-12-31\"", "to = \"2026-07-01\"", "valid.to"},
      {"to = \"2027-12-31\"", "to = 2027-12-31", ""},
      {"from = \"2026-07-01\"", "from = \"2026-7-1\"", "valid.from"},
      {"days = 30", "days = -1", "notice.days"},
      {"offices = [\"director\", \"deputy\"]", "offices = []", "officials.offices"},
      {"offices = [\"director\", \"deputy\"]", "offices = [\"director\", \"director\"]", "officials.offices"},
      {"offices = [\"director\", \"deputy\"]", "offices = [\"a01\",\"a02\",\"a03\",\"a04\",\"a05\",\"a06\",\"a07\",\"a08\",\"a09\"]",
       "officials.offices"},
      {"quorum = 1", "quorum = 3", "officials.quorum"},
      {"quorum = 1", "quorum = 0", "officials.quorum"},
      {"holder = [\"counsel\", \"disclosure-officer\"]", "holder = [\"counsel\"]", "stop.resume_holder"},
      {"holder = [\"counsel\", \"disclosure-officer\"]", "holder = [\"counsel\", \"director\"]", "stop.requester"},
      {"every = \"1m\"", "every = \"0s\"", "release.every"},
      {"every = \"1m\"", "every = \"1 m\"", "release.every"},
      {"hold = \"0s\"", "at = \"24:00\"", "release.at"},
      {"hold = \"0s\"", "at = \"6:00\"", "release.at"},
      {"hold = \"0s\"", "hold = 0", "release.hold"},
      {"min_age_days = 90", "min_age_days = -1", "order_types[1].min_age_days"},
      {"max_age_days = 0", "max_age_days = 91", "order_types[1].max_age_days"},
      {"issuer = \"court-a\"", "issuer = \"court-b\"", "order_types[1].issuer"},
      {"vkey = \"court-a", "vkey = \"court-b", "issuers[1].vkey"},
      {"quorum cosigner\n\"\"\"", "quorum cosigner\n\"\"\"\nweight = 1", "issuers[1].weight"},
      {"citation = \"agreement, article 7 (a) [check]\"\n", "", "purposes[1].citation"},
      {"ORD-AGE = ", "ORD-AGES = ", "grounds.ORD-AGES"},
      {"[notice]\n", "[notices]\n", "notices"},
      {"[stop]\n", "[stop]\nrequester_quorum = 1\n", "stop.requester_quorum"},
      {"[officials]\n", "[caps]\nlines_per_request = 950001\n[officials]\n", "caps.lines_per_request"},
      {"[officials]\n", "[caps]\nlines_per_request = 0\n[officials]\n", "caps.lines_per_request"},
      {"[officials]\n", "[line]\nborn = \"absent\"\n[officials]\n", "line.born"},
      {"[officials]\n", "[line]\nperiods = \"maybe\"\n[officials]\n", "line.periods"},
      {"[officials]\n", "[address]\nmilitary = true\n[officials]\n", "address.military"},
      {"[officials]\n", "[request]\nboilerplate_share_max_percent = 0\n[officials]\n", "request.boilerplate_share_max_percent"},
  };
  for (const Change& change : changes) {
    const std::string fault = fault_of(with(plain(), change.from, change.to));
    EXPECT_NE(fault, "read") << change.to;
    EXPECT_NE(fault.find(change.key), std::string::npos) << change.to << " -> " << fault;
  }
}

TEST(terms, name_the_line_of_what_is_wrong) {
  const std::string toml = with(plain(), "min_age_days = 90", "min_age_days = \"90\"");
  const auto at = toml.find("min_age_days");
  const auto line = 1 + std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  EXPECT_NE(fault_of(toml).find("(line " + std::to_string(line) + ")"), std::string::npos) << fault_of(toml);
}

TEST(terms, accept_each_range_to_its_edge) {
  for (const char* fits : {"[caps]\nlines_per_request = 950000\n", "[caps]\nlines_per_request = 1\ncountersign_above = 0\n",
                           "[line]\nsource_age_max_days = 1\n", "[request]\nboilerplate_share_max_percent = 1\nattestations = []\n"})
    EXPECT_EQ(fault_of(with(plain(), "[officials]\n", std::string(fits) + "[officials]\n")), "read") << fits;
  EXPECT_EQ(fault_of(with(plain(), "to = \"2027-12-31\"", "to = \"2028-01-01\"")), "read") << "18 months to the day";
  EXPECT_EQ(fault_of(with(plain(), "to = \"2027-12-31\"", "to = \"2028-01-01T00:00:00Z\"")), "read");
  EXPECT_NE(fault_of(with(plain(), "to = \"2027-12-31\"", "to = \"2028-01-01T00:00:01Z\"")), "read");
  EXPECT_EQ(fault_of(with(plain(), "max_age_days = 0", "max_age_days = 92")), "read");
}

TEST(terms, longer_than_64_KiB_are_not_read) {
  const std::string toml = plain();
  const std::string padded = toml + std::string(limits::kAgreementBytesMax - toml.size() - 1, '#') + "\n";
  EXPECT_EQ(fault_of(padded), "read");
  const Result<Terms> longer = read_terms(padded + "\n");
  ASSERT_FALSE(longer.ok());
  EXPECT_EQ(longer.fault().kind, FaultKind::kLimit);
}

TEST(terms, count_months_as_contracts_do) {
  EXPECT_EQ(add_months(ts("2026-08-31T12:00:00Z"), 6), ts("2027-02-28T12:00:00Z"));
  EXPECT_EQ(add_months(ts("2027-08-31T00:00:00Z"), 6), ts("2028-02-29T00:00:00Z"));
  EXPECT_EQ(add_months(ts("2026-12-01T00:00:00Z"), 1), ts("2027-01-01T00:00:00Z"));
  EXPECT_EQ(add_months(ts("2026-07-01T00:00:00Z"), 18), ts("2028-01-01T00:00:00Z"));
}

Terms amended(const Terms& before, const char* to) {
  std::string toml = with(plain(), "version = 1\nprevious = \"\"", "version = 2\nprevious = \"" + digest_text(before.digest) + "\"");
  const Result<Terms> read = read_terms(with(toml, "to = \"2027-12-31\"", std::string("to = \"") + to + "\""));
  EXPECT_TRUE(read.ok()) << read.fault().text;
  return *read;
}

TEST(terms, are_amended_by_the_next_version_and_renewed_only_so_often) {
  const Terms before = read_terms(plain()).value();
  EXPECT_TRUE(check_amendment(before, amended(before, "2027-12-31"), 1).ok()) << "no renewal";
  EXPECT_TRUE(check_amendment(before, amended(before, "2028-12-31"), 0).ok()) << "twelve months to the day";
  EXPECT_FALSE(check_amendment(before, amended(before, "2029-01-01"), 0).ok());
  EXPECT_FALSE(check_amendment(before, amended(before, "2028-01-01"), 1).ok()) << "a second renewal";
  Terms other = amended(before, "2027-12-31");
  other.previous = Digest{};
  EXPECT_FALSE(check_amendment(before, other, 0).ok());
  other = amended(before, "2027-12-31");
  other.version = 3;
  EXPECT_FALSE(check_amendment(before, other, 0).ok());
}

TEST(release, is_at_the_first_tick_strictly_after_receipt_and_hold) {
  ReleaseTerms release;  // every 24h at 06:00, hold 24h
  EXPECT_EQ(release_at(release, ts("2026-09-01T05:59:59Z")), ts("2026-09-02T06:00:00Z"));
  EXPECT_EQ(release_at(release, ts("2026-09-01T06:00:00Z")), ts("2026-09-03T06:00:00Z")) << "at the tick itself: the next one";
  release.every = Span::hours(1);
  release.hold = Span{0};
  release.at = Span{0};
  EXPECT_EQ(release_at(release, ts("2026-09-01T11:05:00Z")), ts("2026-09-01T12:00:00Z"));
  EXPECT_EQ(next_tick(release, ts("2026-09-01T12:00:00Z")), ts("2026-09-01T13:00:00Z"));
  EXPECT_EQ(next_tick(release, Instant{-1}), Instant{0});
}

}  // namespace
}  // namespace cs::agreement
