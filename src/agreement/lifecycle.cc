// The state of an agreement at an instant: which version governs, whether it waits, has ended, or is kept back.
#include <algorithm>
#include <map>

#include "agreement/fold.h"
#include "agreement/timeline.h"

namespace cs::agreement {
namespace {

// One version that both parties have signed.
struct Version {
  std::shared_ptr<const Terms> terms;
  Instant signed_at;                       // the second signature's entry
  Instant governs_from() const { return std::max(signed_at, terms->valid.from); }
};

struct Signatures {
  std::vector<Version> complete;           // by version number, ascending
  bool any = false;                        // at least one party has signed something
};

Signatures signatures(const Timeline& timeline, Instant t) {
  struct Half { std::shared_ptr<const Terms> terms; bool holder = false; bool requester = false; };
  std::map<std::pair<std::int64_t, Digest>, Half> halves;
  Signatures out;
  for_each<Signed>(timeline, t, [&](const Event& event, const Signed& act) {
    out.any = true;
    Half& half = halves[{act.terms->version, act.terms->digest}];
    if (half.holder && half.requester) return;
    half.terms = act.terms;
    (act.party == Party::kHolder ? half.holder : half.requester) = true;
    if (half.holder && half.requester) out.complete.push_back({act.terms, event.at});
  });
  std::stable_sort(out.complete.begin(), out.complete.end(),
                   [](const Version& a, const Version& b) { return a.terms->version < b.terms->version; });
  return out;
}

// Versions follow each other: each governs from its time on, until the next does. Where one's `valid.to` passes first, the agreement has
// ended, and no later version brings it back.
struct Governing {
  const Version* version = nullptr;        // at t; the first to come where none governs yet
  std::optional<Instant> since;            // when the first version began to govern
  bool ended = false;
};

Governing governing(const Signatures& signatures, Instant t) {
  Governing now;
  for (const Version& next : signatures.complete) {
    if (now.version == nullptr) {
      now.version = &next;
      if (next.governs_from() <= t) now.since = next.governs_from();
      continue;
    }
    const Instant from = next.governs_from();
    if (from > t) continue;                                            // not yet
    if (now.since && from > now.version->terms->valid.to) break;       // too late: ended in between
    if (!now.since || from < *now.since) now.since = from;
    now.version = &next;
  }
  now.ended = now.version != nullptr && t >= now.version->terms->valid.to;
  return now;
}

bool terminated(const Timeline& timeline, Instant t) {
  bool found = false;
  for_each<Terminated>(timeline, t,
                       [&](const Event& event, const Terminated& act) { found = found || t >= std::max(event.at, act.effective); });
  return found;
}

std::optional<Instant> published_at(const Timeline& timeline, Instant t) {
  std::optional<Instant> first;
  for_each<Published>(timeline, t, [&](const Event& event, const Published&) {
    if (!first) first = event.at;
  });
  return first;
}

// The first instant after the notice: age(day of publication) > days.
Instant notice_over(const Terms& terms, Instant published) {
  if (terms.notice.days == 0) return published;
  return Date::of(published).midnight() + Span::days(terms.notice.days + 1);
}

bool waiting(const Timeline& timeline, const Terms& terms, Instant t) {
  const std::optional<Instant> published = published_at(timeline, t);
  return !published || t < notice_over(terms, *published) || t < terms.valid.from;
}

bool finding_blocks(const Terms& terms, const Finding& finding, Instant t) {
  if (finding.closed && t >= finding.closed->midnight()) return false;
  if (!terms.safeguards.finding_plan_required) return false;
  return !finding.plan_due || t >= finding.plan_due->midnight();
}

bool safeguard_missing(const Timeline& timeline, const Terms& terms, Instant t) {
  if (!terms.safeguards.required) return false;
  std::optional<Instant> valid_to;
  std::map<std::string, Finding> findings;
  for_each<SafeguardReported>(timeline, t, [&](const Event&, const SafeguardReported& report) {
    valid_to = report.valid_to;
    for (const Finding& finding : report.findings) findings.insert_or_assign(finding.id, finding);
  });
  if (!valid_to || t >= *valid_to) return true;
  return std::any_of(findings.begin(), findings.end(), [&](const auto& item) { return finding_blocks(terms, item.second, t); });
}

struct Restraint {
  EntryIndex entry;
  Restrained what;
  Instant begins;
  std::optional<Instant> lifted;
  bool holds(Instant t) const { return t >= begins && !(lifted && t >= *lifted) && !(what.until && t >= *what.until); }
};

std::vector<Restraint> restraints(const Timeline& timeline, Instant t) {
  std::vector<Restraint> out;
  for_each<Restrained>(timeline, t, [&](const Event& event, const Restrained& what) {
    out.push_back({event.entry, what, std::max(event.at, what.from), std::nullopt});
  });
  for_each<Lifted>(timeline, t, [&](const Event& event, const Lifted& lifted) {
    for (Restraint& restraint : out)
      if (restraint.entry == lifted.restraint && !restraint.lifted) restraint.lifted = event.at;
  });
  return out;
}

bool suspends(const Restrained& what) { return what.scope != RestraintScope::kClass; }

bool restrained_by(const Timeline& timeline, Instant t, bool court) {
  const std::vector<Restraint> all = restraints(timeline, t);
  return std::any_of(all.begin(), all.end(),
                     [&](const Restraint& one) { return suspends(one.what) && one.what.by_court == court && one.holds(t); });
}

}  // namespace

std::shared_ptr<const Terms> Timeline::terms(Instant t) const {
  const Signatures signed_by_both = signatures(*this, t);
  const Governing now = governing(signed_by_both, t);
  return now.version != nullptr ? now.version->terms : nullptr;
}

std::vector<EntryIndex> Timeline::suspensions(Instant t) const {
  std::vector<EntryIndex> open;
  for_each<Stopped>(*this, t, [&](const Event& event, const Stopped&) { open.push_back(event.entry); });
  for (const Restraint& restraint : restraints(*this, t))
    // One lifted before it began has suspended nothing.
    if (suspends(restraint.what) && t >= restraint.begins && !(restraint.lifted && *restraint.lifted <= restraint.begins))
      open.push_back(restraint.entry);
  for_each<Resumed>(*this, t, [&](const Event&, const Resumed& resumed) {
    for (const EntryIndex entry : resumed.ends) std::erase(open, entry);
  });
  std::sort(open.begin(), open.end());
  return open;
}

bool Timeline::restraint_holds(EntryIndex restraint, Instant t) const {
  const std::vector<Restraint> all = restraints(*this, t);
  return std::any_of(all.begin(), all.end(), [&](const Restraint& one) { return one.entry == restraint && one.holds(t); });
}

std::vector<ClassRestraint> Timeline::class_restraints(Instant t) const {
  std::vector<ClassRestraint> out;
  for (const Restraint& restraint : restraints(*this, t))
    if (!suspends(restraint.what) && restraint.holds(t)) out.push_back({restraint.entry, restraint.what.field, restraint.what.values});
  return out;
}

Reason Timeline::refusal_of_state(Instant t, const VersionAsked* asked) const {
  const Signatures signed_by_both = signatures(*this, t);
  const Governing now = governing(signed_by_both, t);
  if (now.version == nullptr) return Reason::kAgrDraft;
  const Terms& terms = *now.version->terms;
  if (now.ended || terminated(*this, t)) return Reason::kAgrEnded;
  if (asked != nullptr && (asked->version != terms.version || asked->digest != terms.digest)) return Reason::kAgrVersion;
  if (waiting(*this, terms, t)) return Reason::kAgrWaiting;
  if (safeguard_missing(*this, terms, t)) return Reason::kAgrSafeguard;
  if (restrained_by(*this, t, true)) return Reason::kRstCourt;
  if (restrained_by(*this, t, false)) return Reason::kRstHolder;
  if (!suspensions(t).empty()) return Reason::kAgrSuspended;
  return Reason::kNone;
}

Lifecycle Timeline::lifecycle(Instant t) const {
  const Signatures signed_by_both = signatures(*this, t);
  const Governing now = governing(signed_by_both, t);
  if (now.version == nullptr) return signed_by_both.any ? Lifecycle::kOneSigned : Lifecycle::kDraft;
  if (now.ended || terminated(*this, t)) return Lifecycle::kEnded;
  if (!published_at(*this, t)) return Lifecycle::kSigned;
  if (waiting(*this, *now.version->terms, t)) return Lifecycle::kWaiting;
  return suspensions(t).empty() ? Lifecycle::kInForce : Lifecycle::kSuspended;
}

std::optional<Instant> Timeline::in_force_since(Instant t) const {
  const Signatures signed_by_both = signatures(*this, t);
  const Governing now = governing(signed_by_both, t);
  const std::optional<Instant> published = published_at(*this, t);
  if (!now.since || !published) return std::nullopt;
  const Instant since = std::max(*now.since, notice_over(*signed_by_both.complete.front().terms, *published));
  return since <= t ? std::optional<Instant>(since) : std::nullopt;
}

bool restrains(const ClassRestraint& restraint, const ClassFacts& facts) {
  const auto is = [&](std::string_view fact) {
    return !fact.empty() && std::find(restraint.values.begin(), restraint.values.end(), fact) != restraint.values.end();
  };
  switch (restraint.field) {
    case ClassField::kState: return is(facts.state);
    case ClassField::kZipPrefix:
      return !facts.zip.empty() && std::any_of(restraint.values.begin(), restraint.values.end(),
                                               [&](const std::string& prefix) { return facts.zip.starts_with(prefix); });
    case ClassField::kIssuer: return is(facts.issuer);
    case ClassField::kOrderType: return is(facts.order_type);
    case ClassField::kPurpose: return is(facts.purpose);
  }
  return false;
}

}  // namespace cs::agreement
