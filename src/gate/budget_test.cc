#include "gate/budget.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

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

Reason reserved(Budget& budget, LineAdmission one, Instant at, BudgetLimits limits = {}, LineAdmission* out = nullptr) {
  budget.reserve({1}, at, limits, one);
  if (out != nullptr) *out = one;
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

// The rules once more, as plainly as they can be written: every reserved line is looked at for every question.
class PlainBudget {
 public:
  Reason reserve(Instant now, const BudgetLimits& limits, const LineAdmission& line, std::optional<LinePlace>& earlier) {
    const auto since = [&](Span window) { return [=](const Kept& one) { return one.time > now - window; }; };
    const auto recent = since(limits.window);
    for (const std::string& officer : line.officers)
      if (count([&](const Kept& one) { return since(limits.caseload_window)(one) && one.line.officers[0] == officer; }) >= limits.lines_per_officer)
        return Reason::kOffCaseload;
    for (const Kept& one : kept_)
      if (one.line.keys.order == line.keys.order && one.line.keys.address == line.keys.address) {
        earlier = LinePlace{{1}, one.line.line};
        return Reason::kBudDuplicate;
      }
    if (count([&](const Kept& one) { return recent(one) && one.line.keys.order == line.keys.order; }) >= limits.addresses_per_order ||
        count([&](const Kept& one) { return recent(one) && one.line.keys.subject == line.keys.subject; }) >= limits.addresses_per_subject)
      return Reason::kBudOracle;
    std::set<Digest> orders, addresses;
    for (const Kept& one : kept_) {
      if (recent(one) && one.line.keys.address == line.keys.address) orders.insert(one.line.keys.order);
      if (since(Span::hours(24))(one) && one.line.keys.street == line.keys.street) addresses.insert(one.line.keys.address);
    }
    orders.erase(line.keys.order), addresses.erase(line.keys.address);
    if (static_cast<std::int64_t>(orders.size()) >= limits.orders_per_address) return Reason::kBudPattern;
    if (static_cast<std::int64_t>(addresses.size()) >= limits.addresses_per_street_day) return Reason::kBudPattern;
    kept_.push_back({now, line});
    return Reason::kNone;
  }

 private:
  struct Kept {
    Instant time;
    LineAdmission line;
  };
  template <typename Fits>
  std::int64_t count(const Fits& fits) const {
    return std::count_if(kept_.begin(), kept_.end(), fits);
  }
  std::vector<Kept> kept_;
};

TEST(budget, B1_agrees_with_the_rules_written_plainly_on_lines_that_often_meet) {
  BudgetLimits limits;
  limits.window = Span::days(40);
  limits.caseload_window = Span::days(30);
  limits.lines_per_officer = 60;
  limits.addresses_per_subject = 3;
  limits.orders_per_address = 3;
  limits.addresses_per_street_day = 4;
  Budget budget;
  PlainBudget plain;
  std::uint64_t state = 12345;
  const auto draw = [&](std::uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % below;
  };
  std::map<Reason, int> reasons;
  LineAdmission before;
  Instant now = day(0);
  for (std::uint32_t i = 1; i <= 4000; ++i) {
    now = now + Span::hours(static_cast<std::int64_t>(draw(2)));
    const std::uint64_t address = draw(150);
    LineAdmission one = line(i, "O" + std::to_string(draw(300)), "P" + std::to_string(draw(200)), "A" + std::to_string(address),
                             "S" + std::to_string(address % 12 + draw(2)));
    one.officers = {"officer-" + std::to_string(draw(4))};
    if (i % 8 == 0) one.keys = before.keys;  // the same pair once more, right away
    before = one;
    std::optional<LinePlace> earlier;
    const Reason expected = plain.reserve(now, limits, one, earlier);
    ASSERT_EQ(reserved(budget, one, now, limits, &one), expected) << "line " << i;
    ASSERT_EQ(one.earlier, earlier) << "line " << i;
    ++reasons[expected];
  }
  for (const Reason reason : {Reason::kNone, Reason::kOffCaseload, Reason::kBudDuplicate, Reason::kBudOracle, Reason::kBudPattern})
    EXPECT_GT(reasons[reason], 20) << "the lines meet often enough to show something: " << reason_code(reason);
}

TEST(digest_numbers, digests_that_begin_alike_keep_their_own_numbers_however_many_come) {
  DigestNumbers numbers;
  EXPECT_EQ(numbers.find(Digest{}), kNoNumber);
  const auto digest = [](std::uint32_t i) {  // one place in the table and one tag for all, and differing in the last bytes alone
    Digest made{};
    for (int byte = 0; byte < 4; ++byte) made[28 + static_cast<std::size_t>(byte)] = static_cast<std::uint8_t>(i >> (8 * byte));
    return made;
  };
  for (std::uint32_t i = 0; i < 300; ++i) EXPECT_EQ(numbers.add(digest(i)), i);
  for (std::uint32_t i = 0; i < 300; ++i) EXPECT_EQ(numbers.find(digest(i)), i);
  EXPECT_EQ(numbers.add(digest(7)), 7u);
  EXPECT_EQ(numbers.size(), 300u);
  EXPECT_EQ(numbers.find(digest(300)), kNoNumber);
}

TEST(pair_table, pairs_of_one_hash_keep_their_own_values_however_many_come) {
  PairTable pairs;
  EXPECT_EQ(pairs.find({0, 0}, 5), kNoNumber);
  for (std::uint32_t i = 0; i < 300; ++i) pairs.add({i % 17, i}, i % 3, 1000 + i);
  for (std::uint32_t i = 0; i < 300; ++i) EXPECT_EQ(pairs.find({i % 17, i}, i % 3), 1000 + i);
  EXPECT_EQ(pairs.find({1, 0}, 0), kNoNumber);
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
