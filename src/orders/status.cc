#include "orders/status.h"

#include <vector>

namespace cs::orders {
namespace {

// What the events so far have come to.
class Standing {
 public:
  void take(const OrderEvent& event) {
    switch (event.kind) {
      case Kind::kEntered:
        anomaly_ = anomaly_ || entered_;
        entered_ = true;
        break;
      case Kind::kFinal:
        anomaly_ = anomaly_ || final_on_.has_value();
        if (!final_on_) final_on_ = Date::of(event.effective_at);
        break;
      case Kind::kBarred: open_bars_.push_back(event.leaf); break;
      case Kind::kLifted:
        if (std::erase(open_bars_, event.bar) == 0) anomaly_ = true;
        break;
      case Kind::kEnded: ended_ = true; break;
      case Kind::kCorrected: break;
    }
  }

  OrderStatus status() const {
    OrderStatus out{Status::kFinal, final_on_, anomaly_};
    if (!entered_) out.status = Status::kUnknown;
    else if (ended_ || anomaly_ || !open_bars_.empty()) out.status = Status::kBarred;
    else if (!final_on_) out.status = Status::kNotFinal;
    return out;
  }

 private:
  bool entered_ = false;
  bool ended_ = false;
  bool anomaly_ = false;
  std::optional<Date> final_on_;
  std::vector<std::uint64_t> open_bars_;  // leaf indexes; each leaf is one bar, so none stands twice
};

}  // namespace

std::string_view status_text(Status status) {
  switch (status) {
    case Status::kUnknown: return "unknown";
    case Status::kNotFinal: return "not_final";
    case Status::kFinal: return "final";
    case Status::kBarred: return "barred";
  }
  return "";
}

OrderStatus status_of(std::span<const OrderEvent> events, Instant t) {
  Standing standing;
  for (const OrderEvent& event : events)
    if (event.effective_at <= t) standing.take(event);
  return standing.status();
}

}  // namespace cs::orders
