#include "gate/budget.h"

#include <gtest/gtest.h>

namespace cs::gate {
namespace {

const crypto::HmacKey& key() {
  static const crypto::HmacKey made(as_bytes("a key of the tests, not of any home"));
  return made;
}

LineAdmission line(std::uint32_t number, std::string_view order, std::string_view subject, std::string_view address,
                   std::string_view street = "44460 OAK") {
  LineAdmission made;
  made.line = {number};
  made.keys = budget_keys(key(), "court-a", as_bytes(order), as_bytes(subject), address, street);
  made.officers = {"officer-1"};
  return made;
}

Instant day(int number) { return Date{20000 + number}.midnight(); }

Reason reserved(Budget& budget, LineAdmission one, Instant at, BudgetLimits limits = {}) {
  budget.reserve({1}, at, limits, one);
  return one.reason;
}

TEST(budget, B1_a_third_address_for_one_order_is_an_oracle_question) {
  Budget budget;
  EXPECT_EQ(reserved(budget, line(1, "O1", "P1", "A1"), day(0)), Reason::kNone);
  EXPECT_EQ(reserved(budget, line(2, "O1", "P1", "A2"), day(0)), Reason::kNone);
  EXPECT_EQ(reserved(budget, line(3, "O1", "P1", "A3"), day(0)), Reason::kBudOracle);
}

TEST(budget, B1_a_second_order_of_the_same_subject_brings_no_new_units) {
  Budget budget;
  reserved(budget, line(1, "O1", "P1", "A1"), day(0));
  reserved(budget, line(2, "O1", "P1", "A2"), day(0));
  EXPECT_EQ(reserved(budget, line(3, "O2", "P1", "A3"), day(0)), Reason::kBudOracle);
  EXPECT_EQ(reserved(budget, line(4, "O2", "P2", "A3"), day(0)), Reason::kNone);
}

TEST(budget, a_unit_comes_back_when_the_window_has_passed_and_not_a_millisecond_before) {
  Budget budget;
  reserved(budget, line(1, "O1", "P1", "A1"), day(0));
  reserved(budget, line(2, "O1", "P1", "A2"), day(0));
  EXPECT_EQ(reserved(budget, line(3, "O1", "P1", "A3"), day(365) - Span{1}), Reason::kBudOracle);
  EXPECT_EQ(reserved(budget, line(4, "O1", "P1", "A3"), day(365)), Reason::kNone);
}

TEST(budget, a_decided_pair_of_order_and_address_stays_decided_for_good_and_costs_nothing) {
  Budget budget;
  LineAdmission first = line(7, "O1", "P1", "A1");
  budget.reserve({42}, day(0), {}, first);
  LineAdmission again = line(1, "O1", "P1", "A1");
  budget.reserve({50}, day(4000), {}, again);
  EXPECT_EQ(again.reason, Reason::kBudDuplicate);
  EXPECT_EQ(again.spend, Spend::kDecidedBefore);
  ASSERT_TRUE(again.earlier);
  EXPECT_EQ(again.earlier->admission.value, 42u);
  EXPECT_EQ(again.earlier->line.value, 7u);
}

TEST(budget, an_officer_carries_the_agreed_number_of_lines_and_not_one_more) {
  Budget budget;
  BudgetLimits limits;
  for (int i = 0; i < 200; ++i)
    EXPECT_EQ(reserved(budget, line(1, "O" + std::to_string(i), "P" + std::to_string(i), "A" + std::to_string(i)), day(0), limits), Reason::kNone);
  EXPECT_EQ(reserved(budget, line(1, "O200", "P200", "A200"), day(0), limits), Reason::kOffCaseload);
  limits.caseload = false;
  EXPECT_EQ(reserved(budget, line(1, "O200", "P200", "A200"), day(0), limits), Reason::kNone);
}

TEST(budget, a_street_and_an_address_have_patterns) {
  Budget budget;
  BudgetLimits limits;
  limits.caseload = false;
  limits.addresses_per_street_day = 100;
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(reserved(budget, line(1, "O" + std::to_string(i), "P" + std::to_string(i), "A" + std::to_string(i)), day(0), limits), Reason::kNone);
  EXPECT_EQ(reserved(budget, line(1, "O100", "P100", "A100"), day(0), limits), Reason::kBudPattern);
  EXPECT_EQ(reserved(budget, line(1, "O100", "P100", "A100"), day(1), limits), Reason::kNone);
  limits = {};
  limits.caseload = false;
  limits.orders_per_address = 1;
  EXPECT_EQ(reserved(budget, line(1, "O500", "P500", "A7"), day(1), limits), Reason::kBudPattern);
}

TEST(budget, B2_what_a_restart_folds_refuses_what_the_running_budget_refused) {
  Budget running;
  std::vector<LineAdmission> entered;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    LineAdmission one = line(i, "O1", "P1", "A" + std::to_string(i));
    running.reserve({9}, day(0), {}, one);
    entered.push_back(one);
  }
  Budget folded;
  for (const LineAdmission& one : entered) folded.fold({9}, day(0), one);
  for (std::string_view address : {"A1", "A2", "A3", "A4"}) {
    LineAdmission left = line(9, "O1", "P1", address);
    LineAdmission right = left;
    running.reserve({10}, day(1), {}, left);
    folded.reserve({10}, day(1), {}, right);
    EXPECT_EQ(left, right) << address;
  }
}

}  // namespace
}  // namespace cs::gate
