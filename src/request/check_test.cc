#include "request/check.h"

#include <gtest/gtest.h>

#include <functional>

#include "request/period.h"
#include "request/sample_test.h"

namespace cs::request {
namespace {

using namespace sample;

Reason line_reason(const std::function<void(LineParticulars&)>& change, const Rules& r = rules(), Instant now = kNow) {
  LineParticulars p = line();
  change(p);
  return check_line(p, r, now);
}

TEST(expiry, is_judged_to_the_second) {
  const Manifest m = manifest(lines_file(1));  // created 2026-09-01 09:00, not after 2026-09-03 09:00
  EXPECT_EQ(check_expiry(m, rules(), ts("2026-09-03T09:00:00Z")), Reason::kNone);
  EXPECT_EQ(check_expiry(m, rules(), ts("2026-09-03T09:00:01Z")), Reason::kReqExpired);
  EXPECT_EQ(check_expiry(m, rules(), ts("2026-09-01T09:00:00Z")), Reason::kNone);
  EXPECT_EQ(check_expiry(m, rules(), ts("2026-09-01T08:59:59Z")), Reason::kReqExpired) << "from the future";
  Manifest long_lived = m;
  long_lived.not_after = ts("2027-01-01T00:00:00Z");
  EXPECT_EQ(check_expiry(long_lived, rules(), ts("2026-09-08T09:00:00Z")), Reason::kNone);
  EXPECT_EQ(check_expiry(long_lived, rules(), ts("2026-09-08T09:00:01Z")), Reason::kReqExpired) << "made over 7 days ago";
}

TEST(request, names_a_purpose_and_attests_everything_that_the_agreement_asks) {
  Manifest m = manifest(lines_file(1));
  EXPECT_EQ(check_purpose(m, rules()), Reason::kNone);
  EXPECT_EQ(check_attestations(m, rules()), Reason::kNone);
  for (std::size_t i = 0; i < 5; ++i) {
    Manifest less = m;
    less.attestations.erase(less.attestations.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(check_attestations(less, rules()), Reason::kReqAttest);
  }
  m.attestations.push_back("more");
  EXPECT_EQ(check_attestations(m, rules()), Reason::kNone);
  m.purpose = "other";
  EXPECT_EQ(check_purpose(m, rules()), Reason::kAgrScope);
}

TEST(request, reason_has_forty_characters_at_least) {
  Manifest m = manifest(lines_file(1));
  m.reason = std::string(39, 'r');
  EXPECT_EQ(check_reason_length(m), Reason::kReqReason);
  m.reason += "\xC3\xB1";
  EXPECT_EQ(check_reason_length(m), Reason::kNone) << "characters, not bytes";
}

TEST(request, of_one_line_too_many_is_too_large) {
  Manifest m = manifest(lines_file(1));
  m.lines.count = 50'000;
  EXPECT_EQ(check_size(m, rules()), Reason::kNone);
  m.lines.count = 50'001;
  EXPECT_EQ(check_size(m, rules()), Reason::kReqTooLarge);
  m.lines.count = UINT64_MAX;
  EXPECT_EQ(check_size(m, rules()), Reason::kReqTooLarge);
}

TEST(lines_file, is_the_manifests_in_count_bytes_digest_and_root) {
  const std::string file = lines_file(3);
  const Manifest m = manifest(file);
  EXPECT_EQ(check_lines_file(m, split_lines(file)), Reason::kNone);
  for (const std::string& other :
       std::vector<std::string>{lines_file(2), lines_file(4), replaced(file, "D-2", "D-9"), file + "x", file + "\n", ""})
    EXPECT_EQ(check_lines_file(m, split_lines(other)), Reason::kReqCount);
  for (int part = 0; part < 4; ++part) {
    Manifest wrong = m;
    if (part == 0) ++wrong.lines.count;
    if (part == 1) ++wrong.lines.bytes;
    if (part == 2) wrong.lines.digest[0] ^= 1;
    if (part == 3) wrong.lines.root[0] ^= 1;
    EXPECT_EQ(check_lines_file(wrong, split_lines(file)), Reason::kReqCount) << part;
  }
}

TEST(boilerplate, is_one_reason_on_more_than_its_share_of_the_lines) {
  Rules ten = rules();
  ten.boilerplate_share_max_percent = 10;
  for (const int same : {10, 11}) {
    BoilerplateCount count;
    for (int i = 0; i < 100; ++i) count.add(i < same ? "the same" : "reason " + std::to_string(i));
    EXPECT_EQ(count.result(ten, 100), same == 11 ? Reason::kReqBoilerplate : Reason::kNone) << same;
    EXPECT_EQ(count.result(rules(), 100), Reason::kNone) << "100 is off";
    ten.boilerplate_tested = false;
    EXPECT_EQ(count.result(ten, 100), Reason::kNone) << "without a ground it is off";
    ten.boilerplate_tested = true;
  }
  BoilerplateCount alone;
  alone.add("one");
  alone.add("");
  alone.add("");
  EXPECT_EQ(alone.result(ten, 3), Reason::kNone) << "once is no boilerplate, and no reason is none";
}

TEST(order_presence, needs_every_part_of_order_and_opening) {
  EXPECT_EQ(line_reason([](LineParticulars&) {}), Reason::kNone);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.order.reset(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.issuer.clear(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.docket = " "; }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.type.clear(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.entered_on.reset(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.final_on.reset(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.salt.reset(); }), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.names.clear(); }), Reason::kOrdMissing);
  Rules born = rules();
  born.born_required = true;
  EXPECT_EQ(line_reason([](LineParticulars&) {}, born), Reason::kOrdMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.born = day("1980-01-02"); }, born), Reason::kNone);
}

TEST(names, single_placeholder_or_initials_are_not_enough_and_one_good_alias_is) {
  const auto named = [](std::vector<std::string> family, std::vector<std::string> given) {
    return line_reason([&](LineParticulars& p) { p.names = {{family, given, ""}}; });
  };
  EXPECT_EQ(named({"LOPEZ"}, {}), Reason::kNamMissing);
  EXPECT_EQ(named({}, {"MARIA"}), Reason::kNamMissing);
  EXPECT_EQ(named({""}, {"MARIA"}), Reason::kNamMissing);
  EXPECT_EQ(named({"LOPEZ"}, {"FNU"}), Reason::kNamPlaceholder);
  EXPECT_EQ(named({"L"}, {"M"}), Reason::kNamInsufficient);
  LineParticulars p = line();
  p.names = {{{"L"}, {"M"}, ""}, {{"LOPEZ"}, {"MARIA"}, ""}};
  const NameCheck check = check_names(p);
  EXPECT_EQ(check.reason, Reason::kNone);
  EXPECT_EQ(check.names.size(), 1u);
  p.names = {{{"L"}, {"M"}, ""}, {{"LOPEZ"}, {}, ""}};
  EXPECT_EQ(check_names(p).reason, Reason::kNamInsufficient) << "of the order's own name";
}

Reason address_reason(const std::string& line1, const std::string& city, const std::string& state, const std::string& zip,
                      const Rules& r = rules()) {
  return line_reason(
      [&](LineParticulars& p) {
        p.address = {};
        p.address.line1 = line1;
        p.address.city = city;
        p.address.state = state;
        p.address.zip = zip;
      },
      r);
}

TEST(address, is_refused_with_the_code_of_the_stories) {
  EXPECT_EQ(address_reason("", "", "", ""), Reason::kAdrMissing);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.address_given = false, p.address = {}; }), Reason::kAdrMissing);
  EXPECT_EQ(address_reason("Failed to Provide", "Houston", "TX", "77002"), Reason::kAdrPlaceholder);
  EXPECT_EQ(address_reason("00000", "", "", ""), Reason::kAdrPlaceholder);
  EXPECT_EQ(address_reason("Oak St", "Salem", "OH", ""), Reason::kAdrNumber);
  EXPECT_EQ(address_reason("12 Oak St", "", "", ""), Reason::kAdrLocality);
  EXPECT_EQ(address_reason("12-40 Oak St", "Salem", "OH", ""), Reason::kAdrMany);
  EXPECT_EQ(address_reason("12 Oak St", "Salem", "OH", "77002"), Reason::kAdrZip);
  EXPECT_EQ(address_reason("12 Oak St", "Salem", "OH", "44460"), Reason::kNone);
}

TEST(address, of_a_kind_that_the_agreement_refuses_is_refused_before_its_source) {
  Rules r = rules();
  r.accept_po_box = false;
  EXPECT_EQ(address_reason("PO Box 12", "Salem", "OH", "44460"), Reason::kNone);
  EXPECT_EQ(address_reason("PO Box 12", "Salem", "OH", "44460", r), Reason::kAdrKind);
  EXPECT_EQ(address_reason("12 Oak St", "Salem", "OH", "44460", r), Reason::kNone);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.address.line1 = "PO Box 12", p.address_source.clear(); }, r), Reason::kAdrKind);
  r = rules();
  r.accept_military = false;
  EXPECT_EQ(address_reason("PSC 3 Box 45", "APO", "AE", "09021"), Reason::kNone);
  EXPECT_EQ(address_reason("PSC 3 Box 45", "APO", "AE", "09021", r), Reason::kAdrKind);
  r = rules();
  r.accept_puerto_rico = false;
  EXPECT_EQ(address_reason("12 Calle Luna", "San Juan", "PR", "00901"), Reason::kNone);
  EXPECT_EQ(address_reason("12 Calle Luna", "San Juan", "PR", "00901", r), Reason::kAdrKind);
}

TEST(address, was_held_before_and_not_too_long_ago) {
  const auto seen = [](const char* on) { return line_reason([&](LineParticulars& p) { p.address_seen_on = day(on); }); };
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.address_source = " "; }), Reason::kAdrSource);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.address_seen_on.reset(); }), Reason::kAdrSource);
  EXPECT_EQ(seen("2026-09-01"), Reason::kNone) << "today";
  EXPECT_EQ(seen("2026-09-02"), Reason::kAdrSource) << "tomorrow";
  EXPECT_EQ(seen("2025-09-02"), Reason::kNone) << "364 days";
  EXPECT_EQ(seen("2025-09-01"), Reason::kAdrSource) << "365 days: a maximum passes while age < 365";
  EXPECT_EQ(seen("2025-08-31"), Reason::kAdrSource) << "366 days";
}

TEST(periods, are_years_or_quarters_that_have_begun) {
  const auto given = [](std::vector<std::string> periods, const Rules& r = rules()) {
    return line_reason([&](LineParticulars& p) { p.periods = std::move(periods); }, r);
  };
  EXPECT_EQ(given({}), Reason::kPerMissing);
  EXPECT_EQ(given({"2025", "2026", "2026Q3"}), Reason::kNone) << "on 2026-09-01";
  EXPECT_EQ(given({"2026Q4"}), Reason::kPerRange);
  EXPECT_EQ(given({"2027"}), Reason::kPerRange);
  EXPECT_EQ(given({"2022", "2023", "2024", "2025"}), Reason::kPerRange) << "one too many";
  for (const char* bad : {"", "25", "2025Q0", "2025Q5", "2025q1", "2025-1", "2025Q", "1899", "3000", "20x5", "2025Q11"})
    EXPECT_EQ(given({bad}), Reason::kPerRange) << bad;
  Rules absent = rules();
  absent.periods = Needed::kAbsent;
  EXPECT_EQ(given({"2025"}, absent), Reason::kPerRange);
  EXPECT_EQ(given({}, absent), Reason::kNone);
  absent.periods = Needed::kOptional;
  EXPECT_EQ(given({}, absent), Reason::kNone);
  EXPECT_EQ(period_begin("2026Q4"), day("2026-10-01"));
}

TEST(periods, of_a_quarter_begin_with_its_first_second) {
  const auto at = [](const char* now) {
    return line_reason([](LineParticulars& p) { p.periods = {"2026Q4"}; }, rules(), ts(now));
  };
  EXPECT_EQ(at("2026-09-30T23:59:59Z"), Reason::kPerRange);
  EXPECT_EQ(at("2026-10-01T00:00:00Z"), Reason::kNone);
}

TEST(line, names_its_matter_its_reason_and_an_officer) {
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.matter.clear(); }), Reason::kLinReason);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.reason = "  "; }), Reason::kLinReason);
  Rules optional = rules();
  optional.reason = Needed::kOptional;
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.matter.clear(); }, optional), Reason::kNone);
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.officers.clear(); }), Reason::kOffMissing);
  optional.officers_required = false;
  EXPECT_EQ(line_reason([](LineParticulars& p) { p.officers.clear(); }, optional), Reason::kNone);
}

// Every two failures at once: the earlier number is the answer.
TEST(line, that_fails_twice_is_refused_with_the_earlier_number_for_every_two_codes) {
  struct Failure {
    Reason reason;
    std::function<void(LineParticulars&)> cause;
  };
  const std::vector<Failure> failures = {
      {Reason::kOrdMissing, [](LineParticulars& p) { p.salt.reset(); }},
      {Reason::kNamMissing, [](LineParticulars& p) { p.names[0].given.clear(); }},
      {Reason::kAdrMissing, [](LineParticulars& p) { p.address = {}; }},
      {Reason::kAdrSource, [](LineParticulars& p) { p.address_source.clear(); }},
      {Reason::kPerMissing, [](LineParticulars& p) { p.periods.clear(); }},
      {Reason::kLinReason, [](LineParticulars& p) { p.reason.clear(); }},
      {Reason::kOffMissing, [](LineParticulars& p) { p.officers.clear(); }},
  };
  for (std::size_t i = 0; i < failures.size(); ++i)
    for (std::size_t j = i; j < failures.size(); ++j)
      EXPECT_EQ(line_reason([&](LineParticulars& p) { failures[j].cause(p), failures[i].cause(p); }), failures[i].reason);
}

TEST(request_check, tells_everything_that_needs_no_holder) {
  std::string file = lines_file(4);
  file = replaced(file, "\"docket\":\"D-2\"", "\"docket\":7");
  // line 1
  file = replaced(file, "12 Oak St Apt 4\",\"line2\":\"\",\"city\":\"Salem\"", "Unknown Address\",\"line2\":\"\",\"city\":\"Salem\"");
  const Manifest m = manifest(file);
  const CheckReport report = check_request(write_manifest(m), file, rules(), kNow).value();
  EXPECT_EQ(report.whole, Reason::kNone);
  EXPECT_EQ(report.line_count, 4u);
  ASSERT_EQ(report.findings.size(), 2u);
  EXPECT_EQ(report.findings[0].line, 1u);
  EXPECT_EQ(report.findings[0].reason, Reason::kAdrPlaceholder);
  EXPECT_EQ(report.findings[1].line, 2u);
  EXPECT_EQ(report.findings[1].reason, Reason::kLinFormat);
  EXPECT_EQ(report.findings[1].problem, "order.docket");
}

TEST(request_check, refuses_the_whole_before_any_line) {
  const std::string file = replaced(lines_file(2), "\"docket\":\"D-2\"", "\"docket\":7");
  Manifest m = manifest(file);
  m.attestations.clear();
  EXPECT_EQ(check_request(write_manifest(m), file, rules(), kNow)->whole, Reason::kReqAttest);
  EXPECT_TRUE(check_request(write_manifest(m), file, rules(), kNow)->findings.empty());
  m = manifest(file);
  m.reason = "too short";
  EXPECT_EQ(check_request(write_manifest(m), file, rules(), kNow)->whole, Reason::kReqReason);
  m = manifest(file);
  EXPECT_EQ(check_request(write_manifest(m), file, rules(), m.not_after + Span::seconds(1))->whole, Reason::kReqExpired);
  m.purpose = "curiosity";
  EXPECT_EQ(check_request(write_manifest(m), file, rules(), kNow)->whole, Reason::kAgrScope);
  m = manifest(file);
  Rules one_line = rules();
  one_line.lines_per_request = 1;
  EXPECT_EQ(check_request(write_manifest(m), file, one_line, kNow)->whole, Reason::kReqTooLarge);
  EXPECT_EQ(check_request(write_manifest(m), file + "\n", rules(), kNow)->whole, Reason::kReqCount);
  EXPECT_NE(check_request(write_manifest(m), file + "\n", rules(), kNow)->problem.find("line 3: empty"), std::string::npos);
  EXPECT_EQ(check_request(replaced(write_manifest(m), "\"contact\": \"duty desk\",", ""), file, rules(), kNow)->whole, Reason::kReqFormat);
  Rules ten = rules();
  ten.boilerplate_share_max_percent = 10;
  EXPECT_EQ(check_request(write_manifest(manifest(lines_file(2))), lines_file(2), ten, kNow)->whole, Reason::kReqBoilerplate);
  EXPECT_FALSE(check_request("no request", file, rules(), kNow).ok());
}

}  // namespace
}  // namespace cs::request
