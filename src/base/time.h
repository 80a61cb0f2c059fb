// Instants, civil dates and spans, and the clock that brings them.
//   Units    Instant counts milliseconds since 1970-01-01T00:00:00Z; Date counts days since 1970-01-01; Span counts milliseconds.
//   Errors   the parsers accept one form each and nothing else: "2026-09-01T09:00:00Z", "2026-09-01", "90s" "15m" "24h" "30d".
//   Threads  plain values; a Clock may be asked from any thread.
//   Source   RFC 3339 (whole seconds, Z); civil calendar as in Hinnant, "chrono-compatible low-level date algorithms".
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cs {

struct Span {
  std::int64_t ms = 0;
  auto operator<=>(const Span&) const = default;
  static Result<Span> parse(std::string_view text);
  static constexpr Span seconds(std::int64_t n) { return {n * 1000}; }
  static constexpr Span minutes(std::int64_t n) { return seconds(n * 60); }
  static constexpr Span hours(std::int64_t n) { return minutes(n * 60); }
  static constexpr Span days(std::int64_t n) { return hours(n * 24); }
};

struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  Instant operator+(Span span) const { return {ms + span.ms}; }
  Instant operator-(Span span) const { return {ms - span.ms}; }
  Span operator-(Instant other) const { return {ms - other.ms}; }
  static Result<Instant> parse(std::string_view rfc3339);
  std::string text() const;  // RFC 3339, seconds, Z; what is below a second is cut
};

inline constexpr Instant kInstantMax{253402300799999};  // 9999-12-31T23:59:59.999Z, the largest time of any format of ours

struct Date {
  std::int32_t days = 0;
  auto operator<=>(const Date&) const = default;
  static Result<Date> parse(std::string_view text);
  static Date of(Instant instant);
  static Date civil(int year, int month, int day);
  std::string text() const;
  int year() const;
  int month() const;
  Instant midnight() const { return {static_cast<std::int64_t>(days) * 86'400'000}; }
};

// Whole days since the date's first instant: a civil date has no zone, so a minimum n passes when age > n and a maximum while age < n;
// in no zone on earth is the gate a day too early.
std::int64_t age_days(Date date, Instant now);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() override;
};

// A clock that moves only when told: simulations, stories, and homes under test.invalid.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}
  Instant now() override { return now_; }
  void set(Instant instant) { now_ = instant; }
  void advance(Span span) { now_ = now_ + span; }

 private:
  Instant now_;
};

}  // namespace cs
