#include <gtest/gtest.h>

#include "agreement/world_test.h"

namespace cs::agreement {
namespace {

using namespace world;

TEST(lifecycle, is_draft_until_both_have_signed) {
  World w;
  w.signatories();
  EXPECT_EQ(w.timeline.lifecycle(ts("2026-07-01T00:00:00Z")), Lifecycle::kDraft);
  EXPECT_EQ(w.refusal("2026-07-01T00:00:00Z"), Reason::kAgrDraft);
  for (const Party alone : {Party::kHolder, Party::kRequester}) {
    World half;
    half.add("2026-04-30T00:00:00Z", Signed{alone, half.terms});
    half.add("2026-04-30T00:00:00Z", Signed{alone, half.terms});
    EXPECT_EQ(half.timeline.lifecycle(ts("2026-07-01T00:00:00Z")), Lifecycle::kOneSigned);
    EXPECT_EQ(half.refusal("2026-07-01T00:00:00Z"), Reason::kAgrDraft);
  }
}

TEST(lifecycle, two_signatures_under_different_files_are_no_agreement) {
  World w;
  w.add("2026-04-30T00:00:00Z", Signed{Party::kHolder, w.terms});
  w.add("2026-04-30T00:00:00Z", Signed{Party::kRequester, terms_of(replaced(terms_text(), "quorum = 1", "quorum = 2"))});
  EXPECT_EQ(w.timeline.lifecycle(ts("2026-07-01T00:00:00Z")), Lifecycle::kOneSigned);
}

TEST(lifecycle, waits_thirty_full_days_after_the_publication) {
  World w;
  w.sign_both("2026-06-30T00:00:00Z");
  w.safeguard("2026-06-30T00:00:00Z");
  EXPECT_EQ(w.timeline.lifecycle(ts("2026-07-15T00:00:00Z")), Lifecycle::kSigned);
  EXPECT_EQ(w.refusal("2026-07-15T00:00:00Z"), Reason::kAgrWaiting) << "not published";
  for (const char* hour : {"2026-07-01T00:00:00Z", "2026-07-01T23:59:59Z"}) {
    World published = w;
    published.add(hour, Published{});
    EXPECT_EQ(published.timeline.lifecycle(ts("2026-07-31T23:59:59Z")), Lifecycle::kWaiting);
    EXPECT_EQ(published.refusal("2026-07-31T23:59:59Z"), Reason::kAgrWaiting);
    EXPECT_EQ(published.refusal("2026-08-01T00:00:00Z"), Reason::kNone);
    EXPECT_EQ(published.timeline.lifecycle(ts("2026-08-01T00:00:00Z")), Lifecycle::kInForce);
    EXPECT_EQ(*published.timeline.in_force_since(ts("2026-09-01T00:00:00Z")), ts("2026-08-01T00:00:00Z"));
    EXPECT_FALSE(published.timeline.in_force_since(ts("2026-07-31T23:59:59Z")).has_value());
  }
}

TEST(lifecycle, without_a_notice_period_still_waits_for_the_publication) {
  World w;
  w.terms = terms_of(replaced(terms_text(), "days = 30", "days = 0"));
  w.sign_both("2026-06-30T00:00:00Z");
  w.safeguard("2026-06-30T00:00:00Z");
  EXPECT_EQ(w.refusal("2026-08-01T00:00:00Z"), Reason::kAgrWaiting);
  w.add("2026-08-01T12:00:00Z", Published{});
  EXPECT_EQ(w.refusal("2026-08-01T11:59:59Z"), Reason::kAgrWaiting);
  EXPECT_EQ(w.refusal("2026-08-01T12:00:00Z"), Reason::kNone);
}

TEST(lifecycle, begins_at_valid_from_and_ends_at_valid_to) {
  World w;
  w.in_force();
  EXPECT_EQ(w.refusal("2026-06-30T23:59:59Z"), Reason::kAgrWaiting);
  EXPECT_EQ(w.refusal("2026-07-01T00:00:00Z"), Reason::kNone);
  EXPECT_EQ(w.refusal("2027-12-30T23:59:59Z"), Reason::kNone);
  EXPECT_EQ(w.refusal("2027-12-31T00:00:00Z"), Reason::kAgrEnded);
  EXPECT_EQ(w.timeline.lifecycle(ts("2027-12-31T00:00:00Z")), Lifecycle::kEnded);
}

TEST(lifecycle, ends_when_terminated_at_the_later_of_act_and_entry) {
  World w;
  w.in_force();
  w.add("2026-09-01T12:00:00Z", Terminated{ts("2026-10-01T00:00:00Z")});
  EXPECT_EQ(w.refusal("2026-09-30T23:59:59Z"), Reason::kNone);
  EXPECT_EQ(w.refusal("2026-10-01T00:00:00Z"), Reason::kAgrEnded);
  World past;
  past.in_force();
  past.add("2026-09-01T12:00:00Z", Terminated{ts("2026-08-01T00:00:00Z")});
  EXPECT_EQ(past.refusal("2026-09-01T11:59:59Z"), Reason::kNone);
  EXPECT_EQ(past.refusal("2026-09-01T12:00:00Z"), Reason::kAgrEnded);
}

struct SafeguardCase {
  const char* name;
  std::vector<Finding> findings;
  const char* t;
  Reason reason;
};

TEST(lifecycle, needs_a_safeguard_certificate_and_a_plan_for_each_finding) {
  const Date opened = Date::parse("2026-08-01").value();
  const Date september = Date::parse("2026-09-01").value();
  World w;
  w.signatories();
  w.sign_both("2026-04-30T00:00:00Z");
  w.add("2026-05-01T00:00:00Z", Published{});
  EXPECT_EQ(w.refusal("2026-07-01T00:00:00Z"), Reason::kAgrSafeguard) << "no certificate";
  const SafeguardCase cases[] = {
      {"certificate, a second before its end", {}, "2026-12-31T23:59:59Z", Reason::kNone},
      {"certificate, at its end", {}, "2027-01-01T00:00:00Z", Reason::kAgrSafeguard},
      {"open finding without a plan", {{"F1", opened, std::nullopt, std::nullopt}}, "2026-08-15T00:00:00Z", Reason::kAgrSafeguard},
      {"plan still to come", {{"F1", opened, september, std::nullopt}}, "2026-08-31T23:59:59Z", Reason::kNone},
      {"plan due today", {{"F1", opened, september, std::nullopt}}, "2026-09-01T00:00:00Z", Reason::kAgrSafeguard},
      {"closed", {{"F1", opened, std::nullopt, september}}, "2026-09-01T00:00:00Z", Reason::kNone},
      {"not closed yet", {{"F1", opened, std::nullopt, september}}, "2026-08-31T23:59:59Z", Reason::kAgrSafeguard},
      {"one of two without a plan", {{"F1", opened, september, std::nullopt}, {"F2", opened, std::nullopt, std::nullopt}},
       "2026-08-15T00:00:00Z", Reason::kAgrSafeguard},
  };
  for (const SafeguardCase& one : cases) {
    World reported = w;
    reported.safeguard("2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z", one.findings);
    EXPECT_EQ(reported.refusal(one.t), one.reason) << one.name;
  }
}

TEST(lifecycle, a_finding_does_not_vanish_by_being_left_out_of_the_next_report) {
  const Date opened = Date::parse("2026-08-01").value();
  World w;
  w.in_force();
  w.safeguard("2026-08-01T00:00:00Z", "2027-01-01T00:00:00Z", {{"F1", opened, std::nullopt, std::nullopt}});
  w.safeguard("2026-08-02T00:00:00Z", "2027-01-01T00:00:00Z");
  EXPECT_EQ(w.refusal("2026-08-03T00:00:00Z"), Reason::kAgrSafeguard);
  w.safeguard("2026-08-04T00:00:00Z", "2027-01-01T00:00:00Z", {{"F1", opened, std::nullopt, Date::parse("2026-08-04").value()}});
  EXPECT_EQ(w.refusal("2026-08-04T00:00:00Z"), Reason::kNone);
}

World amended(const std::string& from, const std::string& to, const std::string& signed_at) {
  World w;
  w.in_force();
  std::string toml =
      replaced(terms_text(), "version = 1\nprevious = \"\"", "version = 2\nprevious = \"" + digest_text(w.terms->digest) + "\"");
  toml = replaced(toml, "from = \"2026-07-01\"", "from = \"" + from + "\"");
  const auto second = terms_of(replaced(toml, "to = \"2027-12-31\"", "to = \"" + to + "\""));
  w.add(signed_at, Signed{Party::kHolder, second});
  w.add(signed_at, Signed{Party::kRequester, second});
  return w;
}

TEST(lifecycle, an_amendment_governs_from_its_valid_from) {
  const World w = amended("2026-10-01", "2027-12-31", "2026-09-01T00:00:00Z");
  const VersionAsked first{1, w.terms->digest};
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-09-30T23:59:59Z"), &first), Reason::kNone);
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-10-01T00:00:00Z"), &first), Reason::kAgrVersion);
  const auto second = w.timeline.terms(ts("2026-10-01T00:00:00Z"));
  EXPECT_EQ(second->version, 2);
  const VersionAsked asked{2, second->digest};
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-09-30T23:59:59Z"), &asked), Reason::kAgrVersion);
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-10-01T00:00:00Z"), &asked), Reason::kNone);
  const VersionAsked other_file{2, w.terms->digest};
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-10-01T00:00:00Z"), &other_file), Reason::kAgrVersion);
}

TEST(lifecycle, a_renewal_signed_in_time_goes_on_and_one_too_late_revives_nothing) {
  const World in_time = amended("2027-12-31", "2028-12-31", "2027-12-30T00:00:00Z");
  EXPECT_EQ(in_time.refusal("2027-12-31T00:00:00Z"), Reason::kNone);
  EXPECT_EQ(in_time.refusal("2028-12-31T00:00:00Z"), Reason::kAgrEnded);
  const World late = amended("2027-12-31", "2028-12-31", "2027-12-31T00:00:01Z");
  EXPECT_EQ(late.refusal("2027-12-31T00:00:00Z"), Reason::kAgrEnded);
  EXPECT_EQ(late.refusal("2028-01-15T00:00:00Z"), Reason::kAgrEnded) << "ended is final";
  const World gap = amended("2028-01-01", "2028-12-31", "2027-12-01T00:00:00Z");
  EXPECT_EQ(gap.refusal("2028-06-01T00:00:00Z"), Reason::kAgrEnded);
}

Restrained restrained(RestraintScope scope, bool court, const std::string& from, std::optional<std::string> until = std::nullopt) {
  Restrained what{scope, court, ts(from), std::nullopt, ClassField::kState, {}};
  if (until) what.until = ts(*until);
  return what;
}

TEST(suspension, of_a_restraint_outlives_its_lifting_until_a_resume_names_it) {
  for (const RestraintScope scope : {RestraintScope::kDisclose, RestraintScope::kUse}) {
    for (const bool court : {true, false}) {
      World w;
      w.in_force();
      const EntryIndex entry = w.add("2026-09-01T10:00:00Z", restrained(scope, court, "2026-09-01T10:00:00Z"));
      EXPECT_EQ(w.refusal("2026-09-01T09:59:59Z"), Reason::kNone);
      EXPECT_EQ(w.refusal("2026-09-01T10:00:00Z"), court ? Reason::kRstCourt : Reason::kRstHolder);
      EXPECT_EQ(w.timeline.lifecycle(ts("2026-09-01T10:00:00Z")), Lifecycle::kSuspended);
      w.add("2026-09-02T10:00:00Z", Lifted{entry});
      EXPECT_EQ(w.refusal("2026-09-02T10:00:00Z"), Reason::kAgrSuspended);
      EXPECT_EQ(w.timeline.suspensions(ts("2026-09-02T10:00:00Z")), std::vector<EntryIndex>{entry});
      w.add("2026-09-03T10:00:00Z", Resumed{{entry}});
      EXPECT_EQ(w.refusal("2026-09-03T10:00:00Z"), Reason::kNone);
      EXPECT_EQ(w.refusal("2026-09-03T09:59:59Z"), Reason::kAgrSuspended);
    }
  }
}

TEST(suspension, by_a_restraint_with_an_end_goes_on_after_it_as_any_other) {
  World w;
  w.in_force();
  w.add("2026-09-01T10:00:00Z", restrained(RestraintScope::kDisclose, true, "2026-09-02T00:00:00Z", "2026-09-05T00:00:00Z"));
  EXPECT_EQ(w.refusal("2026-09-01T23:59:59Z"), Reason::kNone) << "not yet";
  EXPECT_EQ(w.refusal("2026-09-02T00:00:00Z"), Reason::kRstCourt);
  EXPECT_EQ(w.refusal("2026-09-04T23:59:59Z"), Reason::kRstCourt);
  EXPECT_EQ(w.refusal("2026-09-05T00:00:00Z"), Reason::kAgrSuspended);
}

TEST(suspension, the_court_is_named_before_the_holder) {
  World w;
  w.in_force();
  w.add("2026-09-01T10:00:00Z", Stopped{StopBy::kHolder, StopCause::kPerson});
  w.add("2026-09-01T10:00:00Z", restrained(RestraintScope::kDisclose, false, "2026-09-01T10:00:00Z"));
  EXPECT_EQ(w.refusal("2026-09-01T10:00:00Z"), Reason::kRstHolder);
  w.add("2026-09-01T10:00:00Z", restrained(RestraintScope::kUse, true, "2026-09-01T10:00:00Z"));
  EXPECT_EQ(w.refusal("2026-09-01T10:00:00Z"), Reason::kRstCourt);
}

TEST(suspension, a_resume_that_names_the_first_of_two_stops_leaves_the_second) {
  World w;
  w.in_force();
  const EntryIndex first = w.add("2026-09-01T10:00:00Z", Stopped{StopBy::kRequester, StopCause::kPerson});
  const EntryIndex second = w.add("2026-09-01T11:00:00Z", Stopped{StopBy::kGate, StopCause::kCanary});
  EXPECT_EQ(w.refusal("2026-09-01T10:00:00Z"), Reason::kAgrSuspended);
  w.add("2026-09-01T12:00:00Z", Resumed{{first}});
  EXPECT_EQ(w.refusal("2026-09-01T12:00:00Z"), Reason::kAgrSuspended);
  w.add("2026-09-01T13:00:00Z", Resumed{{second}});
  EXPECT_EQ(w.refusal("2026-09-01T13:00:00Z"), Reason::kNone);
}

TEST(suspension, a_differing_self_check_is_open_until_cleared_and_suspends_until_resumed) {
  World w;
  w.in_force();
  const EntryIndex stop = w.add("2026-09-01T10:00:00Z", Stopped{StopBy::kGate, StopCause::kSelfcheck});
  EXPECT_TRUE(w.timeline.selfcheck_open(ts("2026-09-01T10:00:00Z")));
  w.add("2026-09-01T11:00:00Z", Cleared{stop});
  EXPECT_FALSE(w.timeline.selfcheck_open(ts("2026-09-01T11:00:00Z")));
  EXPECT_TRUE(w.timeline.selfcheck_open(ts("2026-09-01T10:59:59Z")));
  EXPECT_EQ(w.refusal("2026-09-01T11:00:00Z"), Reason::kAgrSuspended);
}

TEST(class_restraint, stops_lines_of_its_class_and_nothing_else) {
  World w;
  w.in_force();
  Restrained what = restrained(RestraintScope::kClass, true, "2026-09-01T10:00:00Z", "2026-10-01T00:00:00Z");
  what.values = {"OH"};
  w.add("2026-09-01T10:00:00Z", what);
  EXPECT_EQ(w.refusal("2026-09-01T10:00:00Z"), Reason::kNone);
  const auto held = w.timeline.class_restraints(ts("2026-09-30T23:59:59Z"));
  ASSERT_EQ(held.size(), 1u);
  EXPECT_TRUE(restrains(held[0], {"OH", "44460", "court-a", "order-type-a", "open-order"}));
  EXPECT_FALSE(restrains(held[0], {"TX", "44460", "court-a", "order-type-a", "open-order"}));
  EXPECT_TRUE(w.timeline.class_restraints(ts("2026-10-01T00:00:00Z")).empty());
  EXPECT_TRUE(w.timeline.class_restraints(ts("2026-09-01T09:59:59Z")).empty());
  const ClassFacts facts{"OH", "44460", "court-a", "order-type-a", "open-order"};
  EXPECT_TRUE(restrains({EntryIndex{1}, ClassField::kZipPrefix, {"100", "444"}}, facts));
  EXPECT_FALSE(restrains({EntryIndex{1}, ClassField::kZipPrefix, {"445"}}, facts));
  EXPECT_TRUE(restrains({EntryIndex{1}, ClassField::kIssuer, {"court-a"}}, facts));
  EXPECT_TRUE(restrains({EntryIndex{1}, ClassField::kOrderType, {"order-type-a"}}, facts));
  EXPECT_FALSE(restrains({EntryIndex{1}, ClassField::kPurpose, {"other"}}, facts));
}

TEST(refusal_of_state, gives_the_earlier_number_of_every_two) {
  World w;  // ended, wrong version, waiting, no safeguard, restrained, stopped: all at once
  w.sign_both("2026-04-30T00:00:00Z");
  w.add("2026-05-01T00:00:00Z", Terminated{ts("2026-06-01T00:00:00Z")});
  w.add("2026-05-01T00:00:00Z", restrained(RestraintScope::kDisclose, true, "2026-05-01T00:00:00Z"));
  w.add("2026-05-01T00:00:00Z", restrained(RestraintScope::kDisclose, false, "2026-05-01T00:00:00Z"));
  w.add("2026-05-01T00:00:00Z", Stopped{StopBy::kHolder, StopCause::kPerson});
  const VersionAsked wrong{7, {}};
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-04-01T00:00:00Z"), &wrong), Reason::kAgrDraft);
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-06-01T00:00:00Z"), &wrong), Reason::kAgrEnded);
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-05-31T00:00:00Z"), &wrong), Reason::kAgrVersion);
  EXPECT_EQ(w.timeline.refusal_of_state(ts("2026-05-31T00:00:00Z")), Reason::kAgrWaiting);
}

TEST(countersignature, is_for_one_manifest_from_its_entry_on) {
  World w;
  w.in_force();
  Digest manifest{};
  manifest[0] = 7;
  w.add("2026-09-01T10:00:00Z", Countersigned{manifest});
  EXPECT_TRUE(w.timeline.countersigned(manifest, ts("2026-09-01T10:00:00Z")));
  EXPECT_FALSE(w.timeline.countersigned(manifest, ts("2026-09-01T09:59:59Z")));
  EXPECT_FALSE(w.timeline.countersigned(Digest{}, ts("2026-09-01T10:00:00Z")));
}

}  // namespace
}  // namespace cs::agreement
