#include "orders/status.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "orders/log_test.h"
#include "orders/order_table.h"

namespace cs::orders {
namespace {

using namespace published;

// The rules, read aloud and slowly: an order's events with effective_at <= t, in leaf order.
OrderStatus plain(const std::vector<OrderEvent>& all, Instant t) {
  std::vector<OrderEvent> events;
  for (const OrderEvent& event : all)
    if (event.effective_at <= t) events.push_back(event);
  const auto count = [&](Kind kind) {
    return std::count_if(events.begin(), events.end(), [&](const OrderEvent& e) { return e.kind == kind; });
  };
  OrderStatus out;
  out.anomaly = count(Kind::kEntered) > 1 || count(Kind::kFinal) > 1;
  bool open_bar = false;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].kind == Kind::kFinal && !out.final_on) out.final_on = Date::of(events[i].effective_at);
    if (events[i].kind == Kind::kLifted) {
      int names = 0;    // bars before it that it names
      int before = 0;   // liftings before it that name the same
      for (std::size_t j = 0; j < i; ++j) {
        names += events[j].kind == Kind::kBarred && events[j].leaf == events[i].bar;
        before += events[j].kind == Kind::kLifted && events[j].bar == events[i].bar;
      }
      if (names == 0 || before > 0) out.anomaly = true;
    }
    if (events[i].kind == Kind::kBarred) {
      bool lifted = false;
      for (std::size_t j = i + 1; j < events.size(); ++j)
        lifted = lifted || (events[j].kind == Kind::kLifted && events[j].bar == events[i].leaf);
      open_bar = open_bar || !lifted;
    }
  }
  if (count(Kind::kEntered) == 0) out.status = Status::kUnknown;
  else if (count(Kind::kEnded) > 0 || open_bar || out.anomaly) out.status = Status::kBarred;
  else if (count(Kind::kFinal) == 0) out.status = Status::kNotFinal;
  else out.status = Status::kFinal;
  return out;
}

// Every sequence of one length: a kind, an effective day and a bar for each event. Days fall before, on and after each other.
class Sequences {
 public:
  template <typename Visit>
  static void all(std::size_t length, std::int64_t days, Visit visit) {
    std::vector<OrderEvent> events(length);
    fill(events, 0, days, visit);
  }

 private:
  template <typename Visit>
  static void fill(std::vector<OrderEvent>& events, std::size_t at, std::int64_t days, Visit& visit) {
    if (at == events.size()) return visit(events);
    for (const Kind kind : {Kind::kEntered, Kind::kFinal, Kind::kBarred, Kind::kLifted, Kind::kEnded}) {
      for (std::int64_t day = 0; day < days; ++day) {
        const std::size_t bars = kind == Kind::kLifted ? std::max<std::size_t>(at, 1) : 1;
        for (std::size_t bar = 0; bar < bars; ++bar) {
          events[at] = {100 + at, Instant{day * 86'400'000}, kind, kind == Kind::kLifted ? 100 + bar : 0};
          fill(events, at + 1, days, visit);
        }
      }
    }
  }
};

const Instant kMoments[] = {Instant{-1}, Instant{0}, Instant{1}, Instant{86'399'999}, Instant{86'400'000}, Instant{86'400'001},
                            Instant{172'799'999}, Instant{172'800'000}, Instant{172'800'001}};

bool same(const OrderStatus& a, const OrderStatus& b) { return a.status == b.status && a.final_on == b.final_on && a.anomaly == b.anomaly; }

TEST(status, is_that_of_the_slow_rules_for_every_sequence_of_four_a_millisecond_around_each_event) {
  std::size_t sequences = 0;
  std::size_t wrong = 0;
  for (std::size_t length = 0; length <= 4; ++length) {
    Sequences::all(length, 3, [&](const std::vector<OrderEvent>& events) {
      ++sequences;
      for (const Instant t : kMoments) wrong += !same(status_of(events, t), plain(events, t));
    });
  }
  EXPECT_GT(sequences, 50'000u);
  EXPECT_EQ(wrong, 0u);
}

TEST(status, is_that_of_the_slow_rules_for_every_sequence_of_five_on_two_days) {
  std::size_t sequences = 0;
  std::size_t wrong = 0;
  Sequences::all(5, 2, [&](const std::vector<OrderEvent>& events) {
    ++sequences;
    for (std::size_t i = 0; i < 6; ++i) wrong += !same(status_of(events, kMoments[i]), plain(events, kMoments[i]));
  });
  EXPECT_GT(sequences, 100'000u);
  EXPECT_EQ(wrong, 0u);
}

// The table keeps most orders in a row of 64 bytes: it must say the same as their events.
TEST(order_table, says_what_the_events_say_for_every_sequence_of_three_folded_at_once_or_one_by_one) {
  std::vector<std::vector<OrderEvent>> all;
  for (std::size_t length = 1; length <= 3; ++length)
    Sequences::all(length, 3, [&](const std::vector<OrderEvent>& events) { all.push_back(events); });
  OrderTable at_once;
  OrderTable by_and_by;
  std::vector<OrderNumber> touched;
  for (std::size_t step = 0; step < 3; ++step) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (step >= all[i].size()) continue;
      Leaf leaf;
      leaf.kind = all[i][step].kind;
      leaf.order = order(i);
      leaf.subject = subject(leaf.kind == Kind::kEntered ? 3 : 0);
      leaf.effective_at = all[i][step].effective_at;
      leaf.bar = all[i][step].bar;
      at_once.take(all[i][step].leaf, leaf);
      by_and_by.take(all[i][step].leaf, leaf);
    }
    by_and_by.fold(touched);
  }
  at_once.fold(touched);
  EXPECT_EQ(at_once.size(), all.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const Instant t : kMoments) {
      const OrderStatus wanted = plain(all[i], t);
      wrong += !same(at_once.find(order(i), t).status, wanted);
      wrong += !same(by_and_by.find(order(i), t).status, wanted);
    }
  }
  EXPECT_EQ(wrong, 0u) << all.size() << " orders";
  EXPECT_EQ(at_once.find(order(all.size()), kInstantMax).status.status, Status::kUnknown);
}

TEST(order_table, finds_orders_whatever_their_numbers_are) {
  OrderTable table;
  std::vector<OrderNumber> touched;
  EXPECT_EQ(table.find(order(1), kInstantMax).status.status, Status::kUnknown) << "empty";
  std::vector<OrderNumber> numbers;
  for (unsigned i = 0; i < 500; ++i) {  // all leading bits equal, all zero, all one
    OrderNumber number;
    number.bytes.fill(i < 250 ? 0 : 0xFF);
    number.bytes[14] = static_cast<std::uint8_t>(i % 250);
    numbers.push_back(number);
  }
  for (std::size_t i = numbers.size(); i-- > 0;) {
    Leaf leaf;
    leaf.order = numbers[i];
    leaf.subject = subject(1);
    table.take(i, leaf);
  }
  table.fold(touched);
  for (const OrderNumber& number : numbers) EXPECT_EQ(table.find(number, kInstantMax).status.status, Status::kNotFinal);
  numbers[0].bytes[0] = 1;
  EXPECT_EQ(table.find(numbers[0], kInstantMax).status.status, Status::kUnknown);
  EXPECT_TRUE(touched.empty());
}

}  // namespace
}  // namespace cs::orders
