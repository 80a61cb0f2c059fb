// What the gate asks of the state.
#include <algorithm>

#include "gate/state.h"
#include "gate/weaken.h"

namespace cs::gate {

using agreement::Timeline;

Timeline* State::timeline(std::string_view id) {
  const auto found = timelines_.find(id);
  return found == timelines_.end() ? nullptr : &found->second;
}

std::optional<EntryIndex> State::agreement_entry(std::string_view id) const {
  const auto found = agreement_entries_.find(id);
  return found == agreement_entries_.end() ? std::nullopt : std::optional<EntryIndex>(found->second);
}

std::size_t State::waiting() const {
  return static_cast<std::size_t>(std::count_if(requests_.begin(), requests_.end(), [](const HeldRequest& held) { return held.admission && !held.close; }));
}

HeldRequest* State::request_at(EntryIndex request) {
  const auto found = request_at_.find(request.value);
  return found == request_at_.end() ? nullptr : &requests_[found->second];
}

const HeldRequest* State::admitted_request(std::string_view id) const {
  const auto found = admitted_by_id_.find(id);
  return found == admitted_by_id_.end() ? nullptr : &requests_[found->second];
}

bool State::admitted_before(std::string_view id, const Digest& lines) const {
  return admitted_lines_.contains(lines) || admitted_by_id_.contains(id);
}

const HeldRequest* State::same_as(const Digest& manifest, const Digest& cms, const Digest& client) const {
  const bool any_client = weakened("request_of_its_client");
  for (auto held = requests_.rbegin(); held != requests_.rend(); ++held)
    if (held->manifest == manifest && held->cms == cms && (held->client == client || any_client) && held->lines &&
        held->stage != RequestStage::kRefused)
      return &*held;
  return nullptr;
}

std::int64_t State::lines_admitted(std::string_view id, std::optional<Date> on) const {
  std::int64_t lines = 0;
  for (const HeldRequest& held : requests_)
    if (held.admission && held.agreement == id && (!on || Date::of(held.admitted) == *on)) lines += held.line_count;
  return lines;
}

bool State::is_shown(const Digest& client) const {
  return std::any_of(recoveries_.begin(), recoveries_.end(), [&](const Recovered& recovered) { return recovered.act == client; });
}

const OrdersHead* State::orders_head(std::string_view origin) const {
  const auto found = orders_.find(origin);
  return found == orders_.end() ? nullptr : &found->second;
}

bool State::orders_stale(std::string_view origin, Span head_age_max, Instant t) const {
  const auto found = orders_moments_.find(origin);
  if (found == orders_moments_.end()) return true;
  const std::vector<OrdersMoment>& moments = found->second;
  const auto later = std::upper_bound(moments.begin(), moments.end(), t, [](Instant at, const OrdersMoment& moment) { return at < moment.at; });
  if (later == moments.begin()) return true;
  const OrdersMoment& known = *std::prev(later);
  return known.quarantined || (t - known.cosigned_at > head_age_max && !weakened("fresh_orders"));
}

std::optional<ledger::RestraintEntry> State::restraint(EntryIndex entry) const {
  const auto found = restraints_.find(entry.value);
  return found == restraints_.end() ? std::nullopt : std::optional<ledger::RestraintEntry>(found->second);
}

}  // namespace cs::gate
