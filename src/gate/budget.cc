#include "gate/budget.h"

#include <algorithm>

#include "gate/weaken.h"

namespace cs::gate {
namespace {

constexpr std::uint8_t kZero = 0;

std::int64_t count_since(const std::vector<Instant>& times, Instant from) {
  // Times rise along the ledger, so the window is the tail.
  const auto first = std::upper_bound(times.begin(), times.end(), from);
  return times.end() - first;
}

}  // namespace

BudgetKeys budget_keys(const crypto::HmacKey& key, std::string_view issuer, ByteView order, ByteView subject,
                       std::string_view standard_form, std::string_view street_form) {
  const ByteView zero(&kZero, 1);
  BudgetKeys keys;
  keys.order = key.of({as_bytes("order"), zero, as_bytes(issuer), zero, order});
  keys.subject = key.of({as_bytes("subject"), zero, as_bytes(issuer), zero, subject});
  keys.address = key.of({as_bytes("address"), zero, as_bytes(standard_form)});
  if (weakened("budget_by_order")) keys.order = keys.subject = key.of({as_bytes("guess"), zero, order, as_bytes(standard_form)});
  keys.street = key.of({as_bytes("street"), zero, as_bytes(street_form)});
  return keys;
}

// Each of them once, with the last time it was seen: what is counted is distinct.
void Budget::note(std::vector<Seen>& seen, Instant time, const Digest& with) {
  const auto known = std::find_if(seen.begin(), seen.end(), [&](const Seen& one) { return one.with == with; });
  if (known != seen.end()) known->time = time;
  else seen.push_back({time, with});
}

void Budget::add(EntryIndex admission, Instant time, const LineAdmission& line) {
  decided_.emplace(OrderAddress{line.keys.order, line.keys.address}, LinePlace{admission, line.line});
  order_units_[line.keys.order].push_back(time);
  subject_units_[line.keys.subject].push_back(time);
  note(address_orders_[line.keys.address], time, line.keys.order);
  note(street_addresses_[line.keys.street], time, line.keys.address);
  for (const std::string& officer : line.officers) officer_lines_[officer].push_back(time);
}

void Budget::expect(std::size_t lines) {
  decided_.reserve(decided_.size() + lines);
  for (auto* table : {&order_units_, &subject_units_}) table->reserve(table->size() + lines);
  address_orders_.reserve(address_orders_.size() + lines);
}

void Budget::fold(EntryIndex admission, Instant time, const LineAdmission& line) {
  if (line.spend == Spend::kUnit) add(admission, time, line);
}

Reason Budget::first_failure(Instant now, const BudgetLimits& limits, LineAdmission& line) const {
  if (limits.caseload) {
    for (const std::string& officer : line.officers) {
      const auto found = officer_lines_.find(officer);
      if (found == officer_lines_.end()) continue;
      if (count_since(found->second, now - limits.caseload_window) >= limits.lines_per_officer) return Reason::kOffCaseload;
    }
  }
  if (const auto found = decided_.find({line.keys.order, line.keys.address}); found != decided_.end()) {
    line.earlier = found->second;
    return Reason::kBudDuplicate;
  }
  const Instant from = now - limits.window;
  if (const auto found = order_units_.find(line.keys.order); found != order_units_.end())
    if (count_since(found->second, from) >= limits.addresses_per_order) return Reason::kBudOracle;
  if (const auto found = subject_units_.find(line.keys.subject); found != subject_units_.end())
    if (count_since(found->second, from) >= limits.addresses_per_subject) return Reason::kBudOracle;
  const auto full = [](const std::vector<Seen>& seen, Instant since, const Digest& self, std::int64_t limit) {
    if (static_cast<std::int64_t>(seen.size()) < limit) return false;  // too few in all: nothing to count
    return std::count_if(seen.begin(), seen.end(), [&](const Seen& one) { return one.time > since && one.with != self; }) >= limit;
  };
  if (limits.orders_per_address > 0)
    if (const auto found = address_orders_.find(line.keys.address); found != address_orders_.end())
      if (full(found->second, from, line.keys.order, limits.orders_per_address)) return Reason::kBudPattern;
  if (limits.addresses_per_street_day > 0)
    if (const auto found = street_addresses_.find(line.keys.street); found != street_addresses_.end())
      if (full(found->second, now - Span::hours(24), line.keys.address, limits.addresses_per_street_day))
        return Reason::kBudPattern;
  return Reason::kNone;
}

void Budget::reserve(EntryIndex admission, Instant now, const BudgetLimits& limits, LineAdmission& line) {
  line.reason = first_failure(now, limits, line);
  line.spend = Spend::kRefused;
  if (line.reason == Reason::kBudDuplicate) line.spend = Spend::kDecidedBefore;
  if (line.reason != Reason::kNone) return;
  line.spend = Spend::kUnit;
  add(admission, now, line);
}

}  // namespace cs::gate
