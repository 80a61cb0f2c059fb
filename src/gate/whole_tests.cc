#include "gate/whole_tests.h"

#include <algorithm>

#include "base/limits.h"
#include "gate/weaken.h"

namespace cs::gate {
namespace {

request::Needed needed(agreement::Presence presence) {
  switch (presence) {
    case agreement::Presence::kRequired: return request::Needed::kRequired;
    case agreement::Presence::kOptional: return request::Needed::kOptional;
    case agreement::Presence::kAbsent: return request::Needed::kAbsent;
  }
  return request::Needed::kRequired;
}

bool knows_client(const agreement::Terms& terms, const Digest& client) {
  return std::find(terms.parties.clients.begin(), terms.parties.clients.end(), client) != terms.parties.clients.end();
}

Reason signature_refusal(crypto::SignatureProblem problem) {
  switch (problem) {
    case crypto::SignatureProblem::kNone: return Reason::kNone;
    case crypto::SignatureProblem::kNoSigner: return Reason::kSigMissing;
    case crypto::SignatureProblem::kAlgorithm: return Reason::kSigAlg;
    case crypto::SignatureProblem::kInvalid: return Reason::kSigInvalid;
    case crypto::SignatureProblem::kNoTime: return Reason::kSigTime;
  }
  return Reason::kSigInvalid;
}

Reason time_refusal(const crypto::Signer& signer, const agreement::Terms& terms, const agreement::Timeline& timeline, Instant received) {
  if (!signer.signing_time) return Reason::kSigTime;
  const Span apart{std::abs(signer.signing_time->ms - received.ms)};
  if (apart > terms.officials.signing_skew) return Reason::kSigTime;
  const auto since = timeline.in_force_since(received);
  return since && *signer.signing_time < *since ? Reason::kSigTime : Reason::kNone;
}

Reason standing_refusal(agreement::Standing standing) {
  switch (standing) {
    case agreement::Standing::kInOffice: return Reason::kNone;
    case agreement::Standing::kNeverDesignated: return Reason::kSigNotDesignated;
    case agreement::Standing::kNotYet: return Reason::kSigNotYet;
    case agreement::Standing::kEnded: return Reason::kSigEnded;
  }
  return Reason::kSigNotDesignated;
}

// Codes 20-27. All signers count; the smallest code over them is the answer.
Result<Reason> judge_signatures(Gate& gate, const Parsed::Held& parsed, const agreement::Timeline& timeline, Instant received, WholeJudgment& out) {
  if (parsed.cms.empty()) return Reason::kSigMissing;
  const agreement::Terms& terms = *out.terms;
  CS_TRY(trust, gate.trust(terms.pki.anchors, terms.pki.policies, terms.pki.mapping));
  auto verified = crypto::verify_cms(as_bytes(parsed.cms), as_bytes(parsed.manifest_bytes), trust, gate.state().designated_certificates(), received);
  if (!verified) return at("request.json.p7s", verified.fault());
  const crypto::CmsOutcome& outcome = *verified;
  for (const crypto::Signer& signer : outcome.signers)
    if (!signer.cause.empty()) out.cause = signer.cause;
  if (outcome.problem != crypto::SignatureProblem::kNone) return signature_refusal(outcome.problem);
  const bool shown = gate.state().is_shown(parsed.client);
  for (const crypto::Signer& signer : outcome.signers)
    if (const Reason reason = time_refusal(signer, terms, timeline, received); reason != Reason::kNone && !(shown && signer.signing_time)) return reason;
  Reason first = Reason::kNone;
  for (const crypto::Signer& signer : outcome.signers) {
    const agreement::Pinned person{signer.identity, signer.spki};
    const agreement::OfficialStanding standing = timeline.official(person, received, *signer.signing_time);
    const Reason reason = standing_refusal(standing.standing);
    if (reason != Reason::kNone && (first == Reason::kNone || reason < first)) first = reason;
    const bool known = std::find(out.signers.begin(), out.signers.end(), person) != out.signers.end();
    if (known && !weakened("one_person_counts_once")) continue;
    out.signers.push_back(person);
    out.designations.insert(out.designations.end(), standing.designations.begin(), standing.designations.end());
  }
  if (first != Reason::kNone) return first;
  return static_cast<std::int64_t>(out.signers.size()) < terms.officials.quorum ? Reason::kSigQuorum : Reason::kNone;
}

// Codes 30-39.
Reason judge_manifest(Gate& gate, const Parsed::Held& parsed, const agreement::Timeline& timeline, Instant received, const WholeJudgment& judged) {
  if (parsed.manifest.reason != Reason::kNone) return parsed.manifest.reason;
  const request::Manifest& manifest = *parsed.manifest.manifest;
  const agreement::Terms& terms = *judged.terms;
  if (!terms.is_asking_office(manifest.office)) return Reason::kReqFormat;
  if (gate.state().admitted_before(manifest.request.text(), manifest.lines.digest)) return Reason::kReqReplay;
  const request::Rules rules = rules_of(terms);
  for (const Reason reason : {request::check_expiry(manifest, rules, received), request::check_purpose(manifest, rules),
                              request::check_attestations(manifest, rules), request::check_reason_length(manifest),
                              request::check_size(manifest, rules)})
    if (reason != Reason::kNone) return reason;
  const auto count = static_cast<std::int64_t>(manifest.lines.count);
  if (count > terms.caps.countersign_above && !timeline.countersigned(parsed.manifest_digest, received)) return Reason::kReqCountersign;
  const std::string& id = terms.id.text();
  if (gate.state().lines_admitted(id, Date::of(received)) + count > terms.caps.lines_per_day) return Reason::kBudDay;
  if (gate.state().lines_admitted(id, std::nullopt) + count > terms.caps.lines_total) return Reason::kBudTotal;
  return Reason::kNone;
}

// A request that is shown after a recovery only spends. So no time, office or cap that has passed since keeps it out: what it must be is
// signed by people who were ever in office, and not counted already.
Result<Reason> judge_shown(Gate& gate, const Parsed::Held& parsed, const agreement::Timeline& timeline, Instant received, WholeJudgment& judged) {
  CS_TRY(signature, judge_signatures(gate, parsed, timeline, received, judged));
  const bool passed_since = signature == Reason::kSigNotYet || signature == Reason::kSigEnded;
  if (signature != Reason::kNone && !passed_since) return signature;
  if (passed_since) {
    judged.designations.clear();
    for (const agreement::Tenure& tenure : timeline.asking_tenures(received))
      if (std::find(judged.signers.begin(), judged.signers.end(), tenure.person) != judged.signers.end() && !tenure.designations.empty())
        judged.designations.push_back(tenure.designations.front());
  }
  if (judged.designations.empty()) return Reason::kSigNotDesignated;
  if (parsed.manifest.reason != Reason::kNone) return parsed.manifest.reason;
  const request::Manifest& manifest = *parsed.manifest.manifest;
  if (gate.state().admitted_before(manifest.request.text(), manifest.lines.digest)) return Reason::kReqReplay;
  return request::check_size(manifest, rules_of(*judged.terms));
}

}  // namespace

request::Rules rules_of(const agreement::Terms& terms) {
  request::Rules rules;
  for (const agreement::Purpose& purpose : terms.purposes) rules.purposes.push_back(purpose.code);
  rules.attestations = terms.request.attestations;
  rules.not_after_max = terms.request.not_after_max;
  rules.lines_per_request = terms.caps.lines_per_request;
  rules.boilerplate_share_max_percent = terms.request.boilerplate_share_max_percent;
  rules.boilerplate_tested = terms.has_ground(Reason::kReqBoilerplate);
  rules.born_required = terms.line.born_required;
  rules.accept_po_box = terms.address.accept_po_box;
  rules.accept_military = terms.address.accept_military;
  rules.accept_puerto_rico = terms.address.accept_puerto_rico;
  rules.source_age_max_days = terms.line.source_age_max_days;
  rules.periods = needed(terms.line.periods);
  rules.periods_max = terms.line.periods_max;
  rules.reason = needed(terms.line.reason);
  rules.officers_required = terms.engagement.required && terms.has_ground(Reason::kOffMissing);
  rules.officers_per_line_max = static_cast<std::uint32_t>(terms.engagement.officers_per_line_max);
  return rules;
}

BudgetLimits budget_limits_of(const agreement::Terms& terms) {
  const bool patterns = terms.has_ground(Reason::kBudPattern);
  BudgetLimits limits;
  limits.addresses_per_order = terms.budget.addresses_per_order;
  limits.addresses_per_subject = terms.budget.addresses_per_subject;
  limits.window = terms.budget.window;
  limits.orders_per_address = patterns ? terms.budget.orders_per_address : 0;
  limits.addresses_per_street_day = patterns ? terms.budget.addresses_per_street_day : 0;
  limits.caseload = terms.engagement.required && terms.has_ground(Reason::kOffCaseload);
  limits.lines_per_officer = terms.engagement.lines_per_officer;
  limits.caseload_window = terms.engagement.window;
  return limits;
}

std::shared_ptr<const agreement::Terms> terms_signed(const agreement::Timeline& timeline, Instant t) {
  if (auto terms = timeline.terms(t)) return terms;
  std::shared_ptr<const agreement::Terms> newest;
  for (const agreement::Event& event : timeline.events())
    if (const auto* sign = std::get_if<agreement::Signed>(&event.what)) newest = sign->terms;
  return newest;
}

std::uint64_t room_to_admit(const request::Manifest& manifest) {
  const auto bytes = std::min<std::uint64_t>(manifest.lines.bytes, limits::kLinesFileBytesMax);
  const auto count = std::min<std::uint64_t>(manifest.lines.count, limits::kLinesPerRequestMax);
  return bytes + (count + 1) * limits::kAdmittedLineRoomBytes + room_to_answer(count);
}
std::uint64_t room_to_answer(std::uint64_t lines) { return (lines + 1) * limits::kAnsweredLineRoomBytes; }

Result<Reason> service_refusal(Gate& gate, const agreement::Timeline& timeline, const agreement::Terms& terms, std::optional<Instant> generation,
                               std::uint64_t room_bytes, Instant t) {
  CS_TRY(watched, gate.watched(Gate::Watched::kNow));  // first: a fresh cosignature tells the time, too
  if (const Reason clock = gate.clock_refusal(); clock != Reason::kNone) return clock;
  CS_TRY(room, gate.has_room(room_bytes));
  if (!room) return Reason::kSvcLedger;
  if (!watched && !weakened("release_waits_for_witnesses")) return Reason::kSvcWitness;
  if (const Reason standing = standing_service_refusal(timeline, terms, generation, t); standing != Reason::kNone) return standing;
  // A generation is asked by the model that both parties signed, or not at all.
  CS_TRY(model, gate.model(terms.matching.model));
  return model == nullptr ? Reason::kSvcGeneration : Reason::kNone;
}

Reason standing_service_refusal(const agreement::Timeline& timeline, const agreement::Terms& terms, std::optional<Instant> generation, Instant t) {
  if (timeline.selfcheck_open(t)) return Reason::kSvcSelfcheck;
  if (!generation) return Reason::kSvcGeneration;
  // By its date: a generation of n days ago is too old when n days have passed in every zone.
  const Span age{age_days(Date::of(*generation), t) * Span::days(1).ms};
  return age > terms.registered.generation_age_max ? Reason::kSvcGeneration : Reason::kNone;
}

Result<WholeJudgment> judge_whole(Gate& gate, const Parsed::Held& parsed, Instant received) {
  WholeJudgment judged;
  const agreement::Timeline* timeline = gate.state().timeline(parsed.manifest.agreement.text());
  if (timeline != nullptr) judged.terms = terms_signed(*timeline, received);
  const bool shown = gate.state().is_shown(parsed.client);
  if (!judged.terms || (!shown && !knows_client(*judged.terms, parsed.client))) {
    // A stranger learns one code, whether the agreement exists or not, and gets no answer sealed to the agreement's requester.
    judged.terms.reset();
    judged.refusal = gate.clock_refusal() != Reason::kNone ? gate.clock_refusal() : Reason::kAgrUnknown;
    return judged;
  }
  const auto& head = gate.state().register_head();
  const std::uint64_t room = parsed.manifest.manifest ? room_to_admit(*parsed.manifest.manifest) : 0;
  CS_TRY(service, service_refusal(gate, *timeline, *judged.terms, head ? head->as_of : std::nullopt, room, received));
  judged.refusal = service;
  if (judged.refusal == Reason::kNone && !shown && gate.is_full()) judged.refusal = Reason::kSvcCapacity;
  if (judged.refusal != Reason::kNone) return judged;
  if (shown) {
    CS_TRY(refusal, judge_shown(gate, parsed, *timeline, received, judged));
    judged.refusal = refusal;
    return judged;
  }
  std::optional<agreement::VersionAsked> asked;
  if (parsed.manifest.manifest) asked = {parsed.manifest.manifest->agreement_version, parsed.manifest.manifest->agreement_digest};
  judged.refusal = timeline->refusal_of_state(received, asked ? &*asked : nullptr);
  if (judged.refusal != Reason::kNone) return judged;
  CS_TRY(signature, judge_signatures(gate, parsed, *timeline, received, judged));
  judged.refusal = signature != Reason::kNone ? signature : judge_manifest(gate, parsed, *timeline, received, judged);
  return judged;
}

}  // namespace cs::gate
