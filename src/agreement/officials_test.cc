#include <gtest/gtest.h>

#include "agreement/world_test.h"

namespace cs::agreement {
namespace {

using namespace world;

TEST(official, is_in_office_a_day_after_the_second_partys_entry) {
  World w;
  w.in_force();
  w.designate("2026-09-01T12:05:00Z", Party::kRequester, "chief", "N");
  EXPECT_EQ(w.standing("N", "2026-09-05T00:00:00Z"), Standing::kNeverDesignated) << "by one party alone";
  w.designate("2026-09-05T13:00:00Z", Party::kHolder, "chief", "N");
  EXPECT_EQ(w.standing("N", "2026-09-05T12:59:59Z"), Standing::kNeverDesignated);
  EXPECT_EQ(w.standing("N", "2026-09-05T13:00:00Z"), Standing::kNotYet);
  EXPECT_EQ(w.standing("N", "2026-09-06T12:59:59Z"), Standing::kNotYet);
  EXPECT_EQ(w.standing("N", "2026-09-06T13:00:00Z"), Standing::kInOffice);
  const OfficialStanding held = w.timeline.official(pinned("N"), ts("2026-09-06T13:00:00Z"), ts("2026-09-06T13:00:00Z"));
  EXPECT_EQ(held.office, "chief");
  EXPECT_EQ(held.designations.size(), 2u);
}

TEST(official, begins_at_the_effective_time_where_that_is_later_than_the_cooling) {
  World w;
  w.in_force();
  Designated by_requester{Party::kRequester, "chief", pinned("N"), ts("2026-10-01T00:00:00Z"), std::nullopt, std::nullopt};
  w.add("2026-09-01T00:00:00Z", by_requester);
  w.designate("2026-09-01T00:00:00Z", Party::kHolder, "chief", "N");
  EXPECT_EQ(w.standing("N", "2026-09-30T23:59:59Z"), Standing::kNotYet);
  EXPECT_EQ(w.standing("N", "2026-10-01T00:00:00Z"), Standing::kInOffice);
}

TEST(official, must_be_in_office_at_receipt_and_at_the_claimed_signing_time) {
  World w;
  w.in_force();  // D from 2026-06-02 00:00
  w.add("2026-09-01T12:00:00Z", DesignationEnded{"director", pinned("D"), ts("2026-09-01T12:00:00Z"), EndReason::kResigned});
  EXPECT_EQ(w.standing("D", "2026-09-01T11:59:59Z", "2026-09-01T11:59:00Z"), Standing::kInOffice);
  EXPECT_EQ(w.standing("D", "2026-09-01T12:00:00Z", "2026-09-01T11:59:00Z"), Standing::kEnded) << "signed before noon, received at noon";
  EXPECT_EQ(w.standing("D", "2026-09-01T11:59:59Z", "2026-06-01T23:59:59Z"), Standing::kNotYet) << "signed before the office began";
  EXPECT_EQ(w.standing("D", "2026-06-02T00:00:00Z", "2026-06-02T00:00:00Z"), Standing::kInOffice);
}

TEST(official, ends_with_the_term_even_without_an_act) {
  World w;
  w.in_force();
  w.designate("2026-09-01T00:00:00Z", Party::kRequester, "chief", "N", "2026-12-01T00:00:00Z");
  w.designate("2026-09-01T00:00:00Z", Party::kHolder, "chief", "N", "2026-11-01T00:00:00Z");
  EXPECT_EQ(w.standing("N", "2026-10-31T23:59:59Z"), Standing::kInOffice);
  EXPECT_EQ(w.standing("N", "2026-11-01T00:00:00Z"), Standing::kEnded) << "the earlier `until` counts";
  World forever;
  forever.terms = terms_of(replaced(terms_text(), "quorum = 1\n", "quorum = 1\nterm_max = \"10d\"\n"));
  forever.in_force();
  EXPECT_EQ(forever.standing("D", "2026-06-11T23:59:59Z"), Standing::kInOffice);
  EXPECT_EQ(forever.standing("D", "2026-06-12T00:00:00Z"), Standing::kEnded);
}

TEST(official, on_another_certificate_is_another_person) {
  World w;
  w.in_force();
  Pinned same_key = pinned("D");
  same_key.identity = pinned("N").identity;
  EXPECT_EQ(w.timeline.official(same_key, ts("2026-09-01T00:00:00Z"), ts("2026-09-01T00:00:00Z")).standing, Standing::kNeverDesignated);
  Pinned same_serial = pinned("D");
  same_serial.spki[0] ^= 1;
  EXPECT_EQ(w.timeline.official(same_serial, ts("2026-09-01T00:00:00Z"), ts("2026-09-01T00:00:00Z")).standing, Standing::kNeverDesignated);
}

TEST(official, who_returns_is_in_office_again_after_the_same_two_entries) {
  World w;
  w.in_force();
  w.add("2026-09-01T12:00:00Z", DesignationEnded{"director", pinned("D"), ts("2026-09-01T12:00:00Z"), EndReason::kResigned});
  w.designate("2026-09-01T12:05:00Z", Party::kRequester, "director", "D");
  EXPECT_EQ(w.standing("D", "2026-09-03T00:00:00Z"), Standing::kEnded) << "the first half of a new pair is nothing";
  w.designate("2026-09-04T00:00:00Z", Party::kHolder, "director", "D");
  EXPECT_EQ(w.standing("D", "2026-09-04T12:00:00Z"), Standing::kNotYet);
  EXPECT_EQ(w.standing("D", "2026-09-05T00:00:00Z"), Standing::kInOffice);
}

TEST(official, whose_designation_ended_before_the_second_entry_never_came_into_office) {
  World w;
  w.in_force();
  w.designate("2026-09-01T00:00:00Z", Party::kRequester, "chief", "N");
  w.add("2026-09-02T00:00:00Z", DesignationEnded{"chief", pinned("N"), ts("2026-09-02T00:00:00Z"), EndReason::kError});
  w.designate("2026-09-03T00:00:00Z", Party::kHolder, "chief", "N");
  EXPECT_EQ(w.standing("N", "2026-09-10T00:00:00Z"), Standing::kNeverDesignated);
}

TEST(stop_office, is_filled_at_once_by_its_own_party_alone) {
  World w;
  w.in_force();
  w.designate("2026-09-01T12:00:00Z", Party::kRequester, "chief", "N");  // no stop office
  EXPECT_FALSE(w.timeline.in_stop_office(Party::kRequester, pinned("N"), ts("2026-09-02T00:00:00Z")));
  w.add("2026-09-01T12:00:00Z", DesignationEnded{"deputy", pinned("P"), ts("2026-09-01T12:00:00Z"), EndReason::kResigned});
  w.designate("2026-09-01T13:00:00Z", Party::kRequester, "deputy", "N");
  EXPECT_FALSE(w.timeline.in_stop_office(Party::kRequester, pinned("N"), ts("2026-09-01T12:59:59Z")));
  EXPECT_TRUE(w.timeline.in_stop_office(Party::kRequester, pinned("N"), ts("2026-09-01T13:00:00Z"))) << "may stop at once";
  EXPECT_EQ(w.standing("N", "2026-09-10T00:00:00Z"), Standing::kNeverDesignated) << "may not ask";
  EXPECT_FALSE(w.timeline.in_stop_office(Party::kRequester, pinned("P"), ts("2026-09-01T12:00:00Z")));
  World other;
  other.in_force();
  other.designate("2026-09-01T13:00:00Z", Party::kRequester, "records-counsel", "N");
  EXPECT_FALSE(other.timeline.in_stop_office(Party::kHolder, pinned("N"), ts("2026-09-02T00:00:00Z"))) << "by the other party";
}

TEST(stop_office, is_known_by_the_sessions_certificate) {
  World w;
  w.in_force();
  const auto entry = w.timeline.stop_client(Party::kRequester, World::client("P"), ts("2026-09-01T00:00:00Z"));
  ASSERT_TRUE(entry.has_value());
  EXPECT_FALSE(w.timeline.stop_client(Party::kHolder, World::client("P"), ts("2026-09-01T00:00:00Z")).has_value());
  EXPECT_FALSE(w.timeline.stop_client(Party::kRequester, World::client("clerk"), ts("2026-09-01T00:00:00Z")).has_value());
  w.add("2026-09-02T00:00:00Z", DesignationEnded{"deputy", pinned("P"), ts("2026-09-02T00:00:00Z"), EndReason::kDismissed});
  EXPECT_FALSE(w.timeline.stop_client(Party::kRequester, World::client("P"), ts("2026-09-02T00:00:00Z")).has_value());
}

TEST(officers, are_enrolled_and_unenrolled_at_once) {
  World w;
  w.in_force();
  w.add("2026-09-01T00:00:00Z", OfficersChanged{true, {"officer-1", "officer-2"}});
  w.add("2026-09-02T00:00:00Z", OfficersChanged{false, {"officer-1"}});
  EXPECT_TRUE(w.timeline.enrolled_officers(ts("2026-08-31T23:59:59Z")).empty());
  EXPECT_EQ(w.timeline.enrolled_officers(ts("2026-09-01T23:59:59Z")).size(), 2u);
  const OfficerSet later = w.timeline.enrolled_officers(ts("2026-09-02T00:00:00Z"));
  EXPECT_FALSE(later.contains("officer-1"));
  EXPECT_TRUE(later.contains("officer-2"));
}

TEST(signatory, may_bind_from_its_pinning_until_it_ends) {
  World w;
  w.signatories();
  w.add("2026-03-01T00:00:00Z", SignatoryChanged{Party::kHolder, pinned("H1"), false});
  EXPECT_TRUE(w.timeline.is_signatory(Party::kHolder, pinned("H1"), ts("2026-02-28T23:59:59Z")));
  EXPECT_FALSE(w.timeline.is_signatory(Party::kHolder, pinned("H1"), ts("2026-03-01T00:00:00Z")));
  EXPECT_FALSE(w.timeline.is_signatory(Party::kRequester, pinned("H2"), ts("2026-03-01T00:00:00Z")));
}

}  // namespace
}  // namespace cs::agreement
