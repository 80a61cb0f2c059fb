// The orders of a mirror, folded from leaves: 64 bytes each, sorted by number.
//   Shape    a Row says all about an order that was entered on a whole day and has at most a `final`, which is nearly every order. Any
//            other order keeps its events beside the rows.
//   Units    days since 1970-01-01; kNoDay and kSeeEvents stand for what no date is.
//   Errors   none: a leaf that decodes can be folded; what contradicts itself is status_of()'s anomaly.
//   Threads  one writer, or any number of readers. A plain value: copy, fold into the copy, swap.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "orders/leaf.h"
#include "orders/status.h"

namespace cs::orders {

class OrderTable {
 public:
  // 192 of a commitment's 256 bits: a second opening of those costs 2^192 trials, and 8 bytes an order are saved.
  using Committed = std::array<std::uint8_t, 24>;

  struct Found {
    SubjectNumber subject;
    OrderStatus status;
  };

  // Keeps the leaf for the next fold(); leaves come in log order.
  void take(std::uint64_t index, const Leaf& leaf);
  std::size_t waiting() const { return batch_.size(); }
  // Merges what was taken into the rows. `touched` gets orders whose events are kept beside the rows.
  void fold(std::vector<OrderNumber>& touched);

  Found find(const OrderNumber& order, Instant t) const;
  bool is_latest_commitment(const OrderNumber& order, const Digest& commitment) const;
  std::size_t size() const { return rows_.size(); }
  std::size_t memory_bytes() const;

 private:
  struct Row {
    OrderNumber order;
    SubjectNumber subject;
    Committed committed{};
    std::int32_t entered_day = 0;
    std::int32_t final_day = 0;
  };
  static_assert(sizeof(Row) == 64, "at most 64 bytes of memory an order");

  struct Waiting {
    OrderNumber order;
    OrderEvent event;
    SubjectNumber subject;
    Committed committed{};
  };

  static Row new_row(const OrderNumber& order);
  void apply(Row& row, const Waiting& waiting);
  std::vector<OrderEvent>& spill(Row& row);
  const Row* row_of(const OrderNumber& order) const;
  std::vector<std::uint32_t> by_order() const;
  void index_rows();

  std::vector<Row> rows_;
  std::vector<std::uint32_t> buckets_;  // first row of each span of numbers, by their leading bits: four to eight rows a span
  int bucket_shift_ = 64;
  std::unordered_map<OrderNumber, std::vector<OrderEvent>> events_;
  std::vector<Waiting> batch_;
};

}  // namespace cs::orders
