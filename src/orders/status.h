// The status of one order: a pure function of its events.
//   Shape    events in leaf order; only those with effective_at <= t count. No `entered`: unknown. An `ended`, a bar not lifted by its own
//            `lifted`, or an anomaly (a `lifted` that names no open bar of its order, a second `entered` or `final`): barred. No `final`:
//            not final. Else final.
//   Threads  pure.
//   Source   the project's rules of the gate, section 4.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/time.h"
#include "orders/leaf.h"

namespace cs::orders {

enum class Status : std::uint8_t { kUnknown, kNotFinal, kFinal, kBarred };
std::string_view status_text(Status status);

struct OrderEvent {
  std::uint64_t leaf = 0;
  Instant effective_at;
  Kind kind = Kind::kEntered;  // never kCorrected
  std::uint64_t bar = 0;
};

struct OrderStatus {
  Status status = Status::kUnknown;
  std::optional<Date> final_on;  // the day of the `final` that counts, whatever the status
  bool anomaly = false;          // the issuer's log contradicts itself about this order: an alarm
};

OrderStatus status_of(std::span<const OrderEvent> events, Instant t);

}  // namespace cs::orders
