#include "agreement/terms.h"

#include <algorithm>

#include "agreement/calendar.h"

namespace cs::agreement {
namespace {

const std::string* find_ground(const Terms& terms, std::string_view key) {
  for (const auto& [name, citation] : terms.grounds)
    if (name == key) return &citation;
  return nullptr;
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

std::string_view Terms::ground_of(Reason reason) const {
  if (reason == Reason::kNone) return {};
  if (const std::string* own = find_ground(*this, reason_code(reason))) return *own;
  if (const std::string* prefix = find_ground(*this, reason_prefix(reason))) return *prefix;
  return {};
}

const Issuer* Terms::issuer(std::string_view key) const {
  for (const Issuer& one : issuers)
    if (one.key == key) return &one;
  return nullptr;
}

const OrderType* Terms::order_type(std::string_view code, std::string_view issuer_key) const {
  for (const OrderType& one : order_types)
    if (one.code == code && one.issuer == issuer_key) return &one;
  return nullptr;
}

const Purpose* Terms::purpose(std::string_view code) const {
  for (const Purpose& one : purposes)
    if (one.code == code) return &one;
  return nullptr;
}

bool Terms::is_asking_office(std::string_view office) const { return contains(officials.offices, office); }

bool Terms::is_stop_office(Party party, std::string_view office) const {
  return contains(party == Party::kHolder ? stop.holder : stop.requester, office);
}

Instant add_months(Instant from, std::int64_t months) {
  const Date day = Date::of(from);
  const std::int64_t month_index = static_cast<std::int64_t>(day.year()) * 12 + (day.month() - 1) + months;
  const int year = static_cast<int>(month_index / 12);
  const int month = static_cast<int>(month_index % 12) + 1;
  const int day_of_month = day.days - Date::civil(day.year(), day.month(), 1).days;  // from 0
  const Date first = Date::civil(year, month, 1);
  const Date next = month == 12 ? Date::civil(year + 1, 1, 1) : Date::civil(year, month + 1, 1);
  const Date result{std::min(first.days + day_of_month, next.days - 1)};
  return result.midnight() + (from - day.midnight());
}

Result<void> check_amendment(const Terms& before, const Terms& after, std::int64_t renewals_before) {
  if (after.id != before.id) return malformed("an amendment keeps the agreement's id");
  if (after.version != before.version + 1) return malformed("an amendment has the next version number");
  if (after.previous != before.digest) return malformed("`previous` is not the digest of the version before");
  if (after.valid.to <= before.valid.to) return {};
  if (renewals_before >= before.valid.renewals_max) return malformed("valid.to: renewed more often than valid.renewals_max allows");
  if (after.valid.to > add_months(before.valid.to, before.valid.renewal_months_max))
    return malformed("valid.to: a longer renewal than valid.renewal_months_max allows");
  return {};
}

Instant next_tick(const ReleaseTerms& release, Instant t) {
  const std::int64_t passed = floor_div(t.ms - release.at.ms, release.every.ms);
  return Instant{release.at.ms + (passed + 1) * release.every.ms};
}

Instant release_at(const ReleaseTerms& release, Instant receipt) { return next_tick(release, receipt + release.hold); }

}  // namespace cs::agreement
