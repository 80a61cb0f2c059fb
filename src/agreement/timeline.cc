#include "agreement/timeline.h"

#include <algorithm>

#include "agreement/fold.h"

namespace cs::agreement {

std::string_view lifecycle_text(Lifecycle state) {
  switch (state) {
    case Lifecycle::kDraft: return "draft";
    case Lifecycle::kOneSigned: return "one_signed";
    case Lifecycle::kSigned: return "signed";
    case Lifecycle::kWaiting: return "waiting";
    case Lifecycle::kInForce: return "in_force";
    case Lifecycle::kSuspended: return "suspended";
    case Lifecycle::kEnded: return "ended";
  }
  return "";
}

void Timeline::add(Event event) {
  CS_CHECK(events_.empty() || (events_.back().entry <= event.entry && events_.back().at <= event.at), "a timeline is in ledger order");
  events_.push_back(std::move(event));
}

bool Timeline::is_signatory(Party party, const Pinned& person, Instant t) const {
  bool pinned = false;
  for_each<SignatoryChanged>(*this, t, [&](const Event&, const SignatoryChanged& change) {
    if (change.party == party && change.person == person) pinned = change.pinned;
  });
  return pinned;
}

bool Timeline::selfcheck_open(Instant t) const {
  std::vector<EntryIndex> open;
  for_each<Stopped>(*this, t, [&](const Event& event, const Stopped& stop) {
    if (stop.cause == StopCause::kSelfcheck) open.push_back(event.entry);
  });
  for_each<Cleared>(*this, t, [&](const Event&, const Cleared& cleared) { std::erase(open, cleared.entry); });
  return !open.empty();
}

bool Timeline::countersigned(const Digest& manifest, Instant t) const {
  bool found = false;
  for_each<Countersigned>(*this, t, [&](const Event&, const Countersigned& act) { found = found || act.manifest == manifest; });
  return found;
}

OfficerSet Timeline::enrolled_officers(Instant t) const {
  OfficerSet enrolled;
  for_each<OfficersChanged>(*this, t, [&](const Event&, const OfficersChanged& change) {
    for (const std::string& officer : change.officers) {
      if (change.enrolled) enrolled.insert(officer);
      else enrolled.erase(officer);
    }
  });
  return enrolled;
}

}  // namespace cs::agreement
