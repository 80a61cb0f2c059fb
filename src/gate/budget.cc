#include "gate/budget.h"

#include <algorithm>
#include <bit>

#include "gate/weaken.h"

namespace cs::gate {
namespace {

constexpr std::uint8_t kZero = 0;

std::int64_t count_since(const std::vector<Instant>& times, Instant from) {
  // Times rise along the ledger, so the window is the tail.
  const auto first = std::upper_bound(times.begin(), times.end(), from);
  return times.end() - first;
}

// Both are keyed digests: their first words are random already.
std::uint32_t pair_hash(const Digest& key, const Digest& with) { return read_u32_be(key) ^ std::rotl(read_u32_be(with), 1); }

}  // namespace

Digest order_key(const crypto::HmacKey& key, std::string_view issuer, ByteView order) {
  const ByteView zero(&kZero, 1);
  return key.of({as_bytes("order"), zero, as_bytes(issuer), zero, order});
}

BudgetKeys budget_keys(const crypto::HmacKey& key, std::string_view issuer, ByteView order, ByteView subject,
                       std::string_view standard_form, std::string_view street_form) {
  const ByteView zero(&kZero, 1);
  BudgetKeys keys;
  keys.order = order_key(key, issuer, order);
  keys.subject = key.of({as_bytes("subject"), zero, as_bytes(issuer), zero, subject});
  keys.address = key.of({as_bytes("address"), zero, as_bytes(standard_form)});
  if (weakened("budget_by_order")) keys.order = keys.subject = key.of({as_bytes("guess"), zero, order, as_bytes(standard_form)});
  keys.street = key.of({as_bytes("street"), zero, as_bytes(street_form)});
  return keys;
}

void Budget::Spent::expect(std::size_t more) {
  keys_.expect(more);
  newest_.reserve(newest_.size() + more);
  units_.reserve(units_.size() + more);
}

void Budget::Spent::add(const Digest& key, Instant time) {
  const std::uint32_t number = keys_.add(key);
  if (number == newest_.size()) newest_.push_back(kNone);
  units_.push_back({time, newest_[number]});
  newest_[number] = static_cast<std::uint32_t>(units_.size() - 1);
}

bool Budget::Spent::as_many_since(const Digest& key, Instant from, std::int64_t count) const {
  const std::uint32_t number = keys_.find(key);
  if (number == kNone) return false;  // whatever the count: nothing was spent there
  std::uint32_t unit = newest_[number];
  for (; count > 0 && unit != kNone && units_[unit].time > from; unit = units_[unit].before) --count;
  return count <= 0;
}

void Budget::SeenWith::expect(std::size_t more) {
  keys_.expect(more);
  chains_.reserve(chains_.size() + more);
  seen_.reserve(seen_.size() + more);
  pairs_.expect(more);
}

std::uint32_t Budget::SeenWith::find(const Digest& key, const Digest& with, std::uint32_t with_number) const {
  const std::uint32_t number = keys_.find(key);
  return number == kNone || with_number == kNone ? kNone : pairs_.find({number, with_number}, pair_hash(key, with));
}

void Budget::SeenWith::note(const Digest& key, const Digest& with, std::uint32_t with_number, Instant time) {
  const std::uint32_t number = keys_.add(key);
  if (number == chains_.size()) chains_.emplace_back();
  if (const std::uint32_t known = pairs_.find({number, with_number}, pair_hash(key, with)); known != kNone) {
    seen_[known].time = time;
    return;
  }
  Chain& chain = chains_[number];
  seen_.push_back({time, with_number, chain.newest});
  chain.newest = static_cast<std::uint32_t>(seen_.size() - 1);
  ++chain.length;
  pairs_.add({number, with_number}, pair_hash(key, with), chain.newest);
}

// A pair seen again has its new time in its old place: the times of one key are in no order, and all of them are looked at.
bool Budget::SeenWith::as_many_since(const Digest& key, std::uint32_t but, Instant since, std::int64_t count) const {
  const std::uint32_t number = keys_.find(key);
  if (number == kNone || chains_[number].length < count) return false;  // too few in all: nothing to look at
  std::uint32_t place = chains_[number].newest;
  for (; count > 0 && place != kNone; place = seen_[place].before)
    if (seen_[place].time > since && seen_[place].with != but) --count;
  return count <= 0;
}

void Budget::add(EntryIndex admission, Instant time, const LineAdmission& line) {
  order_units_.add(line.keys.order, time);
  subject_units_.add(line.keys.subject, time);
  address_orders_.note(line.keys.address, line.keys.order, order_units_.number(line.keys.order), time);
  if (address_orders_.size() > decided_.size()) decided_.push_back({admission, line.line});  // the first answer stands
  street_addresses_.note(line.keys.street, line.keys.address, address_orders_.number(line.keys.address), time);
  for (const std::string& officer : line.officers) officer_lines_[officer].push_back(time);
}

void Budget::expect(std::size_t lines) {
  for (Spent* spent : {&order_units_, &subject_units_}) spent->expect(lines);
  for (SeenWith* seen : {&address_orders_, &street_addresses_}) seen->expect(lines);
  decided_.reserve(decided_.size() + lines);
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
  const std::uint32_t order = order_units_.number(line.keys.order);
  if (const std::uint32_t found = address_orders_.find(line.keys.address, line.keys.order, order); found != kNone) {
    line.earlier = decided_[found];
    return Reason::kBudDuplicate;
  }
  const Instant from = now - limits.window;
  if (order_units_.as_many_since(line.keys.order, from, limits.addresses_per_order)) return Reason::kBudOracle;
  if (subject_units_.as_many_since(line.keys.subject, from, limits.addresses_per_subject)) return Reason::kBudOracle;
  if (limits.orders_per_address > 0 && address_orders_.as_many_since(line.keys.address, order, from, limits.orders_per_address))
    return Reason::kBudPattern;
  if (limits.addresses_per_street_day > 0 &&
      street_addresses_.as_many_since(line.keys.street, address_orders_.number(line.keys.address), now - Span::hours(24), limits.addresses_per_street_day))
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
