#include "orders/order_table.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cs::orders {
namespace {

constexpr std::int32_t kNoDay = INT32_MIN;           // no such event yet
constexpr std::int32_t kSeeEvents = INT32_MIN + 1;   // the order's events stand beside the rows
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kRowsPerBucket = 8;  // at most: a lookup waits for two or three lines of memory; the index is one byte a row at most

OrderTable::Committed cut(const Digest& commitment) {
  OrderTable::Committed out;
  std::copy_n(commitment.begin(), out.size(), out.begin());
  return out;
}

// In place of read_u64_be(), for it is asked several times a lookup and may not cost a call.
std::uint64_t leading(const OrderNumber& order) {
  std::uint64_t word = 0;
  for (int i = 0; i < 8; ++i) word = word << 8 | order.bytes[static_cast<std::size_t>(i)];
  return word;
}

bool before(const OrderNumber& a, const OrderNumber& b) {
  const std::uint64_t left = leading(a), right = leading(b);
  return left != right ? left < right : std::memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) < 0;
}

OrderEvent event_on(Kind kind, std::int32_t day) { return {0, Instant{day * kDayMs}, kind, 0}; }

}  // namespace

void OrderTable::take(std::uint64_t index, const Leaf& leaf) {
  batch_.push_back({leaf.order, {index, leaf.effective_at, leaf.kind, leaf.bar}, leaf.subject, cut(leaf.commitment)});
}

OrderTable::Row OrderTable::new_row(const OrderNumber& order) {
  Row row;
  row.order = order;
  row.entered_day = kNoDay;
  row.final_day = kNoDay;
  return row;
}

// From now on the order's events are kept; what the row said becomes its first ones. Their leaf indexes are not known any more, and nobody
// asks for those of an `entered` or `final`.
std::vector<OrderEvent>& OrderTable::spill(Row& row) {
  std::vector<OrderEvent>& events = events_[row.order];
  if (row.entered_day == kSeeEvents) return events;
  if (row.entered_day != kNoDay) events.push_back(event_on(Kind::kEntered, row.entered_day));
  if (row.final_day != kNoDay) events.push_back(event_on(Kind::kFinal, row.final_day));
  row.entered_day = kSeeEvents;
  row.final_day = kSeeEvents;
  return events;
}

void OrderTable::apply(Row& row, const Waiting& waiting) {
  const OrderEvent& event = waiting.event;
  if (event.kind == Kind::kCorrected) {
    row.committed = waiting.committed;
    return;
  }
  if (event.kind == Kind::kEntered && row.subject == SubjectNumber{}) {  // a second one contradicts the log: the first stays
    row.subject = waiting.subject;
    row.committed = waiting.committed;
  }
  const bool whole_day = event.effective_at.ms % kDayMs == 0;
  const auto day = static_cast<std::int32_t>(event.effective_at.ms / kDayMs);
  if (event.kind == Kind::kEntered && row.entered_day == kNoDay && row.final_day == kNoDay && whole_day) row.entered_day = day;
  else if (event.kind == Kind::kFinal && row.entered_day != kNoDay && row.final_day == kNoDay && whole_day) row.final_day = day;
  else spill(row).push_back(event);
}

// The batch's places by order, then as they came, which is log order. Words of 16 bytes are sorted and not the leaves themselves.
std::vector<std::uint32_t> OrderTable::by_order() const {
  struct Place {
    std::uint64_t leading;
    std::uint32_t at;
  };
  std::vector<Place> places(batch_.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) places[i] = {leading(batch_[i].order), i};
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.leading != b.leading) return a.leading < b.leading;
    const int order = std::memcmp(batch_[a.at].order.bytes.data(), batch_[b.at].order.bytes.data(), sizeof(OrderNumber::bytes));
    return order != 0 ? order < 0 : a.at < b.at;
  });
  std::vector<std::uint32_t> out(places.size());
  std::transform(places.begin(), places.end(), out.begin(), [](const Place& place) { return place.at; });
  return out;
}

void OrderTable::fold(std::vector<OrderNumber>& touched) {
  const std::vector<std::uint32_t> sorted = by_order();
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) fresh += i == 0 || batch_[sorted[i]].order != batch_[sorted[i - 1]].order;
  std::vector<Row> merged;
  merged.reserve(rows_.size() + fresh);
  auto row = rows_.begin();
  for (auto at = sorted.begin(); at != sorted.end();) {
    const OrderNumber order = batch_[*at].order;
    while (row != rows_.end() && before(row->order, order)) merged.push_back(*row++);
    const bool known = row != rows_.end() && row->order == order;
    merged.push_back(known ? *row++ : new_row(order));
    for (; at != sorted.end() && batch_[*at].order == order; ++at) apply(merged.back(), batch_[*at]);
    if (merged.back().entered_day == kSeeEvents) touched.push_back(order);
  }
  merged.insert(merged.end(), row, rows_.end());
  merged.shrink_to_fit();
  rows_ = std::move(merged);
  batch_ = {};
  index_rows();
}

void OrderTable::index_rows() {
  const std::size_t wanted = std::bit_ceil(std::max<std::size_t>(rows_.size() / kRowsPerBucket, 2));
  bucket_shift_ = 64 - std::countr_zero(wanted);
  buckets_.assign(wanted + 1, static_cast<std::uint32_t>(rows_.size()));
  for (std::size_t i = rows_.size(); i-- > 0;) buckets_[leading(rows_[i].order) >> bucket_shift_] = static_cast<std::uint32_t>(i);
  for (std::size_t i = wanted; i-- > 0;) buckets_[i] = std::min(buckets_[i], buckets_[i + 1]);
}

const OrderTable::Row* OrderTable::row_of(const OrderNumber& order) const {
  if (rows_.empty()) return nullptr;
  const std::size_t bucket = leading(order) >> bucket_shift_;
  const auto begin = rows_.begin() + buckets_[bucket];
  const auto end = rows_.begin() + buckets_[bucket + 1];
  const auto found =
      std::lower_bound(begin, end, order, [](const Row& row, const OrderNumber& wanted) { return before(row.order, wanted); });
  return found != end && found->order == order ? &*found : nullptr;
}

OrderTable::Found OrderTable::find(const OrderNumber& order, Instant t) const {
  const Row* row = row_of(order);
  if (row == nullptr) return {};
  if (row->entered_day == kSeeEvents) return {row->subject, status_of(events_.at(order), t)};
  std::array<OrderEvent, 2> events{};
  std::size_t count = 0;
  if (row->entered_day != kNoDay) events[count++] = event_on(Kind::kEntered, row->entered_day);
  if (row->final_day != kNoDay) events[count++] = event_on(Kind::kFinal, row->final_day);
  return {row->subject, status_of(std::span(events).first(count), t)};
}

bool OrderTable::is_latest_commitment(const OrderNumber& order, const Digest& commitment) const {
  const Row* row = row_of(order);
  return row != nullptr && row->subject != SubjectNumber{} && row->committed == cut(commitment);
}

std::size_t OrderTable::memory_bytes() const {
  std::size_t bytes = rows_.capacity() * sizeof(Row) + buckets_.capacity() * sizeof(std::uint32_t);
  for (const auto& [order, events] : events_) bytes += sizeof(order) + 48 + events.capacity() * sizeof(OrderEvent);
  return bytes;
}

}  // namespace cs::orders
