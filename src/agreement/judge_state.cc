// Whether the state of things allows an act: nothing here asks who signed.
#include <algorithm>

#include "agreement/fold.h"
#include "agreement/judge.h"

namespace cs::agreement {
namespace {

const Event* find_event(const Timeline& timeline, EntryIndex entry, Instant now) {
  for (const Event& event : timeline.events())
    if (event.entry == entry && event.at <= now) return &event;
  return nullptr;
}

std::size_t signatory_count(const Timeline& timeline, Party party, Instant now) {
  std::vector<Pinned> people;
  for_each<SignatoryChanged>(timeline, now, [&](const Event&, const SignatoryChanged& change) {
    if (change.party != party) return;
    std::erase(people, change.person);
    if (change.pinned) people.push_back(change.person);
  });
  return people.size();
}

Result<void> allows_signatory(const SignatoryDetails& details, const JudgeContext& context) {
  const Pinned person{details.certificate.identity(), details.certificate.spki()};
  const bool pinned = context.timeline.is_signatory(details.party, person, context.now);
  const Party other = details.party == Party::kHolder ? Party::kRequester : Party::kHolder;
  if (details.pinned && context.timeline.is_signatory(other, person, context.now))
    return conflict("signatory: binds the other party already");
  if (details.pinned && pinned) return conflict("signatory: is pinned already");
  if (details.pinned) return {};
  if (!pinned) return conflict("signatory: is not pinned");
  if (signatory_count(context.timeline, details.party, context.now) < 2) return conflict("signatory: the last one of a party stays");
  return {};
}

struct Half {
  std::int64_t version;
  Digest digest;
  Party party;
  bool operator==(const Half&) const = default;
};

// The versions that both have signed, ascending.
std::vector<std::shared_ptr<const Terms>> signed_versions(const Timeline& timeline, Instant now, std::vector<Half>& halves) {
  std::vector<std::shared_ptr<const Terms>> out;
  for_each<Signed>(timeline, now, [&](const Event&, const Signed& act) {
    const Half own{act.terms->version, act.terms->digest, act.party};
    const Half other{own.version, own.digest, act.party == Party::kHolder ? Party::kRequester : Party::kHolder};
    if (std::find(halves.begin(), halves.end(), own) != halves.end()) return;
    if (std::find(halves.begin(), halves.end(), other) != halves.end()) out.push_back(act.terms);
    halves.push_back(own);
  });
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a->version < b->version; });
  return out;
}

std::int64_t renewals(const std::vector<std::shared_ptr<const Terms>>& versions) {
  std::int64_t count = 0;
  for (std::size_t i = 1; i < versions.size(); ++i) count += versions[i]->valid.to > versions[i - 1]->valid.to;
  return count;
}

Result<void> allows_sign(const SignDetails& details, const ActJudgment& judgment, const JudgeContext& context) {
  const std::shared_ptr<const Terms>& terms = context.signs;
  if (terms == nullptr || terms->digest != details.digest) return conflict("sign: no terms of that digest are here");
  if (terms->version != details.version || terms->id != context.timeline.id())
    return conflict("sign: the terms are of another id or version");
  if (context.timeline.lifecycle(context.now) == Lifecycle::kEnded) return conflict("sign: the agreement has ended, for good");
  std::vector<Half> halves;
  const auto versions = signed_versions(context.timeline, context.now, halves);
  for (const auto& [party, by] : {std::pair{Party::kHolder, judgment.by_holder}, std::pair{Party::kRequester, judgment.by_requester}})
    if (by && std::find(halves.begin(), halves.end(), Half{details.version, details.digest, party}) != halves.end())
      return conflict("sign: that party has signed this version already");
  if (versions.empty()) return terms->version == 1 ? Result<void>() : conflict("sign: version 1 comes first");
  if (Result<void> follows = check_amendment(*versions.back(), *terms, renewals(versions)); !follows.ok())
    return conflict("sign: " + follows.fault().text);
  return {};
}

bool overlap(Instant from, Instant until, const Tenure& other) {
  return from < other.until && other.from < until && other.from < other.until;
}

Result<void> allows_designate(const Act& act, const ActJudgment& judgment, const JudgeContext& context) {
  const DesignateDetails& details = act.as<DesignateDetails>();
  const std::shared_ptr<const Terms> governing = context.timeline.terms(context.now);
  const Terms& terms = governing != nullptr ? *governing : *context.signs;
  const Instant from = effective(act, context.now);
  const Instant until = details.until.value_or(from + terms.officials.term_max);
  if (until <= from) return conflict("designate: `until` is not later than the beginning");
  if (until - from > terms.officials.term_max) return conflict("designate: longer than officials.term_max");
  const bool stops = terms.is_stop_office(Party::kHolder, details.office) || terms.is_stop_office(Party::kRequester, details.office);
  if (details.client && !stops) return conflict("designate: only the person of a stop office has a client certificate");
  const Pinned person{details.certificate.identity(), details.certificate.spki()};
  for (const Tenure& other : context.timeline.designations(details.office, context.now)) {
    if (!overlap(from, until, other)) continue;
    if (other.person != person) return conflict("designate: the office has an official already; one office has never two");
    const Event* event = find_event(context.timeline, other.designations.front(), context.now);
    const Party by = std::get<Designated>(event->what).by;
    if (by == Party::kHolder ? judgment.by_holder : judgment.by_requester)
      return conflict("designate: that party has designated this person already");
  }
  return {};
}

Result<void> allows_lift(const LiftDetails& details, const JudgeContext& context) {
  const Event* event = find_event(context.timeline, details.restraint, context.now);
  if (event == nullptr || !std::holds_alternative<Restrained>(event->what))
    return conflict("lift: that entry is no restraint of this agreement");
  bool lifted = false;
  for_each<Lifted>(context.timeline, context.now,
                   [&](const Event&, const Lifted& act) { lifted = lifted || act.restraint == details.restraint; });
  if (lifted) return conflict("lift: that restraint is lifted already");
  return {};
}

Result<void> allows_resume(const ResumeDetails& details, const JudgeContext& context) {
  const std::vector<EntryIndex> open = context.timeline.suspensions(context.now);
  for (const EntryIndex entry : details.ends) {
    if (!std::binary_search(open.begin(), open.end(), entry))
      return conflict("resume: entry " + std::to_string(entry.value) + " suspends nothing");
    if (context.timeline.restraint_holds(entry, context.now))
      return conflict("resume: the restraint at entry " + std::to_string(entry.value) + " is not lifted");
  }
  return {};
}

// An entry that is not in this timeline may be a quarantine: the gate, which holds those, judges that.
Result<void> allows_clear(const ClearDetails& details, const JudgeContext& context) {
  const Event* event = find_event(context.timeline, details.entry, context.now);
  if (event == nullptr) return {};
  const Stopped* stop = std::get_if<Stopped>(&event->what);
  if (stop == nullptr || stop->cause != StopCause::kSelfcheck) return conflict("clear: that entry is no self-check that differed");
  bool cleared = false;
  for_each<Cleared>(context.timeline, context.now,
                    [&](const Event&, const Cleared& act) { cleared = cleared || act.entry == details.entry; });
  if (cleared) return conflict("clear: that entry is settled already");
  return {};
}

}  // namespace

Result<void> judge_state(const Act& act, const ActJudgment& judgment, const JudgeContext& context) {
  switch (act.verb) {
    case Verb::kSignatory: return allows_signatory(act.as<SignatoryDetails>(), context);
    case Verb::kSign: return allows_sign(act.as<SignDetails>(), judgment, context);
    case Verb::kPublish:
      return context.timeline.terms(context.now) != nullptr ? Result<void>() : conflict("publish: nothing is signed by both");
    case Verb::kDesignate: return allows_designate(act, judgment, context);
    case Verb::kUndesignate: return judgment.ends ? Result<void>() : conflict("undesignate: nobody is designated to that office");
    case Verb::kRestrain: {
      const RestrainDetails& details = act.as<RestrainDetails>();
      return details.until && *details.until <= context.now ? conflict("restrain: has run out before it is entered") : Result<void>();
    }
    case Verb::kLift: return allows_lift(act.as<LiftDetails>(), context);
    case Verb::kResume: return allows_resume(act.as<ResumeDetails>(), context);
    case Verb::kClear: return allows_clear(act.as<ClearDetails>(), context);
    case Verb::kTerminate:
      return context.timeline.lifecycle(context.now) != Lifecycle::kEnded ? Result<void>() : conflict("terminate: the agreement has ended");
    case Verb::kSafeguard:
    case Verb::kEnroll:
    case Verb::kUnenroll:
    case Verb::kStop:
    case Verb::kCountersign:
    case Verb::kCanary:
    case Verb::kRecall:
    case Verb::kDispose:
    case Verb::kFollowup:
    case Verb::kIncident:
    case Verb::kProtect:
    case Verb::kUnprotect:
    case Verb::kCorrect:
    case Verb::kHold:
    case Verb::kShred:
    case Verb::kExpunge:
    case Verb::kRecover:
    case Verb::kRotateKey: return {};
  }
  return {};
}

}  // namespace cs::agreement
