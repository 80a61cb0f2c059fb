// record: the second check, then the one commit that holds a request's entries, openings and sealed answer.
#include <algorithm>

#include "gate/desk.h"
#include "gate/gate.h"
#include "gate/stage_clock.h"
#include "gate/gone_lines.h"
#include "gate/held.h"
#include "gate/line_tests.h"
#include "gate/request_entries.h"
#include "gate/weaken.h"
#include "gate/whole_tests.h"

namespace cs::gate {

namespace {

bool cuts_without_close(Reason reason) {
  return reason == Reason::kAgrSafeguard || reason == Reason::kRstCourt || reason == Reason::kRstHolder || reason == Reason::kAgrSuspended;
}

// The W tests of the second check.
Result<Reason> judge_whole_again(Gate& gate, const Admitted::Held& request, Instant due, Instant now) {
  const agreement::Timeline* timeline = gate.state().timeline(request.agreement);
  CS_CHECK(timeline != nullptr, "an admitted request has its agreement");
  CS_TRY(service, service_refusal(gate, *timeline, *request.terms, request.generation_as_of, room_to_answer(request.line_count), now));
  if (service != Reason::kNone) return service;
  for (const Instant t : {due, now})  // a safeguard that lapsed at release time stays a cut, although it was mended since
    if (const Reason reason = timeline->refusal_of_state(t, &request.asked); reason != Reason::kNone && t <= now) return reason;
  for (const agreement::Pinned& signer : request.signers)
    if (!timeline->in_asking_office(signer, now)) return Reason::kSigEnded;
  return Reason::kNone;
}

Fault slipped(const Admitted::Held& request, Reason reason, Instant now) {
  return conflict("request " + request.id + ": release slips, " + std::string(reason_code(reason)) + "; next tick " +
                  agreement::next_tick(request.terms->release, now).text());
}

bool may_slip_longer(const Admitted::Held& request, Instant due, Instant now) { return now - due < request.terms->release.slip_max; }

bool is_service(Reason reason) { return reason < Reason::kAgrUnknown && reason != Reason::kNone; }

// The origins of the issuers that this request's lines name: while one is stale the whole release waits for a fresh head, at most slip_max.
std::vector<std::string> origins_asked(const Admitted::Held& request) {
  std::vector<std::string> origins;
  for (const agreement::Issuer& issuer : request.terms->issuers)
    if (std::any_of(request.query_lines.begin(), request.query_lines.end(),
                    [&](std::uint32_t line) { return request.facts[line].issuer == issuer.key; }))
      origins.push_back(issuer.origin);
  return origins;
}

// A release that slipped at its tick goes on at a tick, not as soon as somebody asks: the first tick from `due` on at which, as far as the
// ledger told then, neither a self-check, the generation's age nor a stale head kept it back. None yet at `now`: it still slips.
std::optional<Reason> slips_still(Gate& gate, const Admitted::Held& request, Instant due, Instant now) {
  if (!may_slip_longer(request, due, now)) return std::nullopt;
  const agreement::Terms& terms = *request.terms;
  const agreement::Timeline& timeline = *gate.state().timeline(request.agreement);
  const std::vector<std::string> origins = origins_asked(request);
  const auto kept_back = [&](Instant t) {
    if (const Reason reason = standing_service_refusal(timeline, terms, request.generation_as_of, t); reason != Reason::kNone) return reason;
    const bool stale = std::any_of(origins.begin(), origins.end(),
                                   [&](const std::string& origin) { return gate.state().orders_stale(origin, terms.head_age_max, t); });
    return stale ? Reason::kOrdStale : Reason::kNone;
  };
  Reason last = kept_back(now);
  if (last != Reason::kNone) return last;
  for (Instant tick = due; tick <= now; tick = agreement::next_tick(terms.release, tick)) {
    last = kept_back(tick);
    if (last == Reason::kNone) return std::nullopt;
  }
  return last;
}

void judge_lines_again(const LineJudge& judge, const Matched::Held& matched, Recording& out) {
  const Admitted::Held& request = out.request;
  out.verdicts.resize(request.admissions.size());
  out.bases.assign(request.admissions.size(), nullptr);
  out.basis_kept.assign(request.admissions.size(), false);
  for (std::size_t i = 0; i < request.admissions.size(); ++i) out.verdicts[i] = {Verdict::kRefused, request.admissions[i].reason};
  for (std::size_t q = 0; q < request.query_lines.size(); ++q) {
    const std::uint32_t line = request.query_lines[q];
    const match::Outcome& outcome = matched.outcomes[q];
    out.bases[line] = &outcome;
    const Reason again = judge.judge_again(request.facts[line]);
    const bool yes = outcome.decision == match::Decision::kVerified && !outcome.protected_subject;
    if (again != Reason::kNone) out.verdicts[line] = {Verdict::kRefused, again};
    else out.verdicts[line] = {yes ? Verdict::kVerified : Verdict::kNotVerified, Reason::kNone};
  }
}

// A line that is destroyed and was matched: its kept answer stands. One that never was matched is refused, as its admission says.
Result<void> tell_gone_lines(Gate& gate, Recording& out) {
  CS_TRY(kept, kept_answers(gate, out.request.request, static_cast<std::uint32_t>(out.verdicts.size())));
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (is_gone(gate, i) && out.request.admissions[i].spend == Spend::kUnit) out.verdicts[i] = kept[i], out.basis_kept[i] = true;
  return {};
}

// Whoever became protected since the lines were matched counts now.
Result<void> mask_again(Gate& gate, Matched::Held& matched) {
  CS_TRY(keys, gate.protected_keys());
  if (keys == matched.protected_keys || weakened("protected_until_release")) return {};
  CS_TRY(matcher, gate.matcher_of(matched.admitted->generation, matched.admitted->terms->matching.model));
  matched.outcomes = matcher->match(matched.admitted->queries, gate.subject_keys(), keys, gate.threads());
  matched.protected_keys = std::move(keys);
  return {};
}

struct Closed {
  ledger::Durable durable;
  EntryIndex close;
};

Result<Closed> enter_closed(Gate& gate, Recording& recording) {
  CS_TRY(close, build_record(gate, recording));
  CS_TRY(durable, gate.enter(recording.append));
  gate.forget_desk_events(recording.desk_events);
  return Closed{durable, close};
}

// Decides what is closed and how; a Fault where nothing may be closed now.
Result<void> second_check(Gate& gate, Matched::Held& matched, Recording& out) {
  const Admitted::Held& request = out.request;
  const HeldRequest* held = gate.state().request_at(request.request);
  CS_CHECK(held != nullptr, "an admitted request is in the ledger");
  const Instant due = held->release_at;  // a resume moves it to a later tick
  if (out.now < due) return conflict("request " + request.id + ": not released before " + due.text());
  const bool stops_count = !weakened("stop_counts_until_release");
  if (held->stage == RequestStage::kCut && stops_count)
    return conflict("request " + request.id + ": cut, " + std::string(reason_code(held->cut_reason)) + "; it goes on when a resume names it");
  CS_TRY(whole, judge_whole_again(gate, request, due, out.now));
  const bool may_slip = may_slip_longer(request, due, out.now);
  if (is_service(whole) && may_slip) return slipped(request, whole, out.now);
  const bool stopped = cuts_without_close(whole);
  if (stopped && stops_count) return conflict("request " + request.id + ": cut, " + std::string(reason_code(whole)) + "; it goes on when a resume names it");
  if (whole != Reason::kNone && !stopped) {
    out.outcome = CloseOutcome::kCut;
    out.refusal = whole;
    return {};
  }
  CS_TRY(judge, LineJudge::make(gate, *request.terms, *gate.state().timeline(request.agreement), request.purpose, out.now));
  if (const auto slips = slips_still(gate, request, due, out.now)) return slipped(request, *slips, out.now);
  CS_TRY_VOID(mask_again(gate, matched));
  out.heads = judge.heads_used();
  judge_lines_again(judge, matched, out);
  return gate.gone_lines() != nullptr ? tell_gone_lines(gate, out) : Result<void>();
}

}  // namespace

Result<Recorded> record(Gate& gate, Matched matched_stage) {
  const StageClock clock("record");
  Matched::Held& matched = *matched_stage.held_;
  const Admitted::Held& request = *matched.admitted;
  Recording recording(request, gate.now());
  if (request.refusal != Reason::kNone) {
    recording.outcome = CloseOutcome::kRefused;
    recording.refusal = request.refusal;
    // What is entered now was judged at its intake: that is its time, unless something else has come between.
    if (!request.intake.entries.empty()) recording.now = std::max(request.intake.time, gate.last_time());
  } else {
    CS_TRY_VOID(second_check(gate, matched, recording));
  }
  auto entered = enter_closed(gate, recording);
  if (!entered && is_no_room(entered.fault()) && recording.outcome == CloseOutcome::kAnswered) {
    // Nothing of it was written, so nothing leaves: the release slips like any other that the service keeps back.
    const Instant due = gate.state().request_at(request.request)->release_at;
    if (may_slip_longer(request, due, recording.now)) return slipped(request, Reason::kSvcLedger, recording.now);
    Recording cut(request, recording.now);
    cut.outcome = CloseOutcome::kCut;
    cut.refusal = Reason::kSvcLedger;
    entered = enter_closed(gate, cut);
  }
  if (!entered) return entered.fault();
  return Recorded(entered->durable, request.request, entered->close);
}

namespace {

// Why it is closed as withdrawn now; kNone while it may still go on.
Reason overdue_by(Gate& gate, const HeldRequest& held, Instant now) {
  constexpr Span kKept = Span::days(30);  // the rules of the gate, section 7
  if (gate.state().is_shown(held.client)) return Reason::kNone;
  if (!may_go_on(held, now)) return Reason::kNone;
  const Reason reason = held.stage == RequestStage::kCut ? held.cut_reason : gate.state().timeline(held.agreement)->refusal_of_state(now);
  return cuts_without_close(reason) && now - held.cut_at.value_or(held.release_at) > kKept ? reason : Reason::kNone;
}

// What was shown after a recovery has spent by its admission: it is closed at once, and says nothing.
bool is_overdue(Gate& gate, const HeldRequest& held, Instant now) {
  if (gate.state().is_shown(held.client)) return held.admission && !held.close;
  return overdue_by(gate, held, now) != Reason::kNone;
}

}  // namespace

Result<bool> withdraw_if_overdue(Gate& gate, EntryIndex request) {
  const Instant now = gate.now();
  const HeldRequest* held = gate.state().request_at(request);
  if (held == nullptr || !is_overdue(gate, *held, now)) return false;
  const Reason reason = overdue_by(gate, *held, now);
  CS_TRY(admitted, take_up(gate, request));
  Recording recording(admitted.held(), now);
  recording.outcome = CloseOutcome::kWithdrawn;
  recording.refusal = reason;
  CS_TRY(closed, enter_closed(gate, recording));
  (void)closed;
  return true;
}

Result<std::size_t> withdraw_overdue(Gate& gate) {
  if (gate.clock_refusal() != Reason::kNone) return std::size_t{0};
  std::vector<EntryIndex> open;
  for (const HeldRequest& held : gate.state().requests())
    if (is_overdue(gate, held, gate.now())) open.push_back(held.request);
  std::size_t withdrawn = 0;
  for (const EntryIndex request : open) {
    CS_TRY(done, withdraw_if_overdue(gate, request));
    withdrawn += done ? 1 : 0;
  }
  return withdrawn;
}

}  // namespace cs::gate
