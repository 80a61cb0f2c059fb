#include "agreement/judge.h"

#include <algorithm>

#include "agreement/fold.h"

namespace cs::agreement {
namespace {

// What one signer may do under this agreement now.
struct Roles {
  Pinned person;
  bool holder_signatory = false;
  bool requester_signatory = false;
  bool official = false;
  bool holder_stop = false;
  bool requester_stop = false;
};

Roles roles_of(const Pinned& person, const Timeline& timeline, Instant now) {
  Roles roles{person};
  roles.holder_signatory = timeline.is_signatory(Party::kHolder, person, now);
  roles.requester_signatory = timeline.is_signatory(Party::kRequester, person, now);
  roles.official = timeline.in_asking_office(person, now);
  roles.holder_stop = timeline.in_stop_office(Party::kHolder, person, now);
  roles.requester_stop = timeline.in_stop_office(Party::kRequester, person, now);
  return roles;
}

// Distinct people: one certificate that signed twice is one.
std::vector<Roles> resolve(std::span<const Pinned> signers, const JudgeContext& context) {
  std::vector<Pinned> people(signers.begin(), signers.end());
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  std::vector<Roles> out;
  for (const Pinned& person : people) out.push_back(roles_of(person, context.timeline, context.now));
  return out;
}

using Part = bool (*)(const Roles&);

std::int64_t count(const std::vector<Roles>& people, Part part) { return std::count_if(people.begin(), people.end(), part); }

// Everybody who signed has the part, and there are enough of them.
Result<void> need(const std::vector<Roles>& people, Part part, std::int64_t needed, const ActRule& rule) {
  const auto name = std::string(rule.name);
  if (count(people, part) != static_cast<std::int64_t>(people.size())) return untrusted(name + ": a signer has no part in this act");
  if (static_cast<std::int64_t>(people.size()) < needed) return untrusted(name + ": needs " + std::string(rule.signed_by));
  return {};
}

bool is_holder_signatory(const Roles& roles) { return roles.holder_signatory; }
bool is_requester_signatory(const Roles& roles) { return roles.requester_signatory; }
bool is_signatory(const Roles& roles) { return roles.holder_signatory || roles.requester_signatory; }
bool is_official(const Roles& roles) { return roles.official; }
bool is_holder_stop(const Roles& roles) { return roles.holder_stop; }
bool is_requester_stop(const Roles& roles) { return roles.requester_stop; }
bool is_stop(const Roles& roles) { return roles.holder_stop || roles.requester_stop; }

Result<void> need_each(const std::vector<Roles>& people, const ActRule& rule) {
  CS_TRY_VOID(need(people, is_signatory, 1, rule));
  // A certificate pinned for both parties still is one person, who cannot bind both.
  if (people.size() < 2 || count(people, is_holder_signatory) == 0 || count(people, is_requester_signatory) == 0)
    return untrusted(std::string(rule.name) + ": needs " + std::string(rule.signed_by));
  return {};
}

Result<void> need_resume(const std::vector<Roles>& people, const Terms& terms, const ActRule& rule) {
  CS_TRY_VOID(need(people, is_stop, 1, rule));
  const StopTerms& stop = terms.stop;
  const bool enough = count(people, is_holder_stop) >= stop.resume_holder && count(people, is_requester_stop) >= stop.resume_requester &&
                      static_cast<std::int64_t>(people.size()) >= stop.resume_holder + stop.resume_requester;
  if (!enough) return untrusted(std::string(rule.name) + ": needs " + std::string(rule.signed_by));
  return {};
}

Result<void> need_signatory_or_person(const std::vector<Roles>& people, const std::optional<Pinned>& incumbent, const ActRule& rule) {
  const bool all =
      std::all_of(people.begin(), people.end(), [&](const Roles& one) { return is_signatory(one) || one.person == incumbent; });
  if (!all) return untrusted(std::string(rule.name) + ": a signer has no part in this act");
  return {};
}

// A stop office that asks for nothing is filled by its own party alone.
Result<void> need_designators(const std::vector<Roles>& people, const Terms& terms, const std::string& office, const ActRule& rule) {
  if (terms.is_asking_office(office)) return need(people, is_signatory, 1, rule);
  if (terms.is_stop_office(Party::kHolder, office)) return need(people, is_holder_signatory, 1, rule);
  if (terms.is_stop_office(Party::kRequester, office)) return need(people, is_requester_signatory, 1, rule);
  return conflict("designate: no such office in the agreement; a new office takes an amendment");
}

std::shared_ptr<const Terms> terms_now(const JudgeContext& context) {
  if (auto terms = context.timeline.terms(context.now)) return terms;
  return context.signs;
}

Result<void> judge_quorum(const Act& act, const std::vector<Roles>& people, const JudgeContext& context) {
  const ActRule& rule = act_rule(act.verb);
  const std::shared_ptr<const Terms> terms = terms_now(context);
  switch (rule.quorum) {
    case Quorum::kSignatoryOfEach: return need_each(people, rule);
    case Quorum::kSignatoryOfEachApart:
      if (act.verb != Verb::kDesignate) return need(people, is_signatory, 1, rule);
      if (terms == nullptr) return conflict("designate: there are no terms yet that name an office");
      return need_designators(people, *terms, act.as<DesignateDetails>().office, rule);
    case Quorum::kHolderSignatory: return need(people, is_holder_signatory, 1, rule);
    case Quorum::kEitherSignatory: return need(people, is_signatory, 1, rule);
    case Quorum::kSignatoryOrPerson:
      return need_signatory_or_person(people, context.timeline.incumbent(act.as<UndesignateDetails>().office, context.now), rule);
    case Quorum::kActiveOfficial: return need(people, is_official, 1, rule);
    case Quorum::kStopOfEither: return need(people, is_stop, 1, rule);
    case Quorum::kStopHolder: return need(people, is_holder_stop, 1, rule);
    case Quorum::kTwoStopHolder: return need(people, is_holder_stop, 2, rule);
    case Quorum::kResume:
      if (terms == nullptr) return conflict("resume: nothing is signed by both");
      return need_resume(people, *terms, rule);
    case Quorum::kHold: return need(people, is_holder_stop, act.as<HoldDetails>().set ? 1 : 2, rule);
    case Quorum::kRotateKey:
      return act.as<RotateKeyDetails>().gone ? need_each(people, rule) : need(people, is_holder_signatory, 1, rule);
  }
  return untrusted("no rule for this act");
}

std::optional<EntryIndex> stop_designation_of(const Roles& person, const JudgeContext& context) {
  for (const Party party : {Party::kHolder, Party::kRequester})
    for (const Tenure& tenure : context.timeline.stop_tenures(party, context.now))
      if (tenure.person == person.person && tenure.from <= context.now && context.now < tenure.until) return tenure.designations.front();
  return std::nullopt;
}

}  // namespace

// In judge_state.cc: whether the state of things allows an act whose quorum is there.
Result<void> judge_state(const Act& act, const ActJudgment& judgment, const JudgeContext& context);

Result<ActJudgment> judge_act(const Act& act, std::span<const Pinned> signers, const JudgeContext& context) {
  if (act.agreement && *act.agreement != context.timeline.id()) return conflict("the act names another agreement");
  if (signers.empty()) return untrusted("nobody has signed");
  const std::vector<Roles> people = resolve(signers, context);
  CS_TRY_VOID(judge_quorum(act, people, context));
  ActJudgment judgment;
  if (act.verb == Verb::kStop) {
    judgment.by_holder = count(people, is_holder_stop) > 0;
    judgment.by_requester = count(people, is_requester_stop) > 0;
    judgment.stop_designation = stop_designation_of(people.front(), context);
  } else {
    judgment.by_holder = count(people, is_holder_signatory) > 0;
    judgment.by_requester = count(people, is_requester_signatory) > 0;
  }
  if (act_rule(act.verb).quorum == Quorum::kSignatoryOfEachApart && judgment.by_holder && judgment.by_requester && people.size() < 2)
    return untrusted("one person cannot sign for both parties");
  if (act.verb == Verb::kUndesignate) judgment.ends = context.timeline.incumbent(act.as<UndesignateDetails>().office, context.now);
  CS_TRY_VOID(judge_state(act, judgment, context));
  return judgment;
}

Result<ActJudgment> judge_session_stop(const Digest& client_fingerprint, const Timeline& timeline, Instant now) {
  ActJudgment judgment;
  judgment.stop_designation = timeline.stop_client(Party::kHolder, client_fingerprint, now);
  judgment.by_holder = judgment.stop_designation.has_value();
  if (judgment.by_holder) return judgment;
  judgment.stop_designation = timeline.stop_client(Party::kRequester, client_fingerprint, now);
  judgment.by_requester = judgment.stop_designation.has_value();
  if (judgment.by_requester) return judgment;
  return untrusted("stop: this session's certificate is of no person in a stop office");
}

}  // namespace cs::agreement
