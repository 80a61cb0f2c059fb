// Order events: one as it stands, and a bundle of them folded into a table that must say what the events say.
#include <map>

#include "base/check.h"
#include "orders/leaf.h"
#include "orders/order_table.h"
#include "tlog/tiles.h"

namespace {

using namespace cs::orders;

void read_one(cs::ByteView bytes) {
  const cs::Result<Leaf> leaf = read_leaf(bytes);
  if (!leaf.ok()) return;
  const cs::Bytes written = write_leaf(*leaf);
  CS_CHECK(written.size() == bytes.size() && std::equal(written.begin(), written.end(), bytes.begin()), "an event has one spelling");
}

bool same(const OrderStatus& a, const OrderStatus& b) { return a.status == b.status && a.final_on == b.final_on && a.anomaly == b.anomaly; }

void fold(const std::vector<cs::ByteView>& entries) {
  OrderTable at_once;
  OrderTable one_by_one;
  std::vector<cs::OrderNumber> touched;
  std::map<cs::OrderNumber, std::vector<OrderEvent>> events;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    read_one(entries[i]);
    const cs::Result<Leaf> leaf = read_leaf(entries[i]);
    if (!leaf.ok()) continue;
    at_once.take(i, *leaf);
    one_by_one.take(i, *leaf);
    one_by_one.fold(touched);
    if (leaf->kind != Kind::kCorrected) events[leaf->order].push_back({i, leaf->effective_at, leaf->kind, leaf->bar});
  }
  at_once.fold(touched);
  for (const auto& [order, own] : events) {
    for (const OrderEvent& event : own) {
      for (const cs::Instant t : {event.effective_at - cs::Span{1}, event.effective_at, cs::kInstantMax}) {
        const OrderStatus wanted = status_of(own, t);
        CS_CHECK(same(at_once.find(order, t).status, wanted), "the table says what the events say");
        CS_CHECK(same(one_by_one.find(order, t).status, wanted), "however often it was folded");
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cs::ByteView bytes(data, size);
  read_one(bytes);
  for (std::uint64_t width = 1; width <= 64; ++width) {
    const auto entries = cs::tlog::read_bundle(bytes, width);
    if (entries.ok()) fold(*entries);
  }
  return 0;
}
