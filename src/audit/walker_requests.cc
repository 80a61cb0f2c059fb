// Requests, made again: parse, admit, match, record, as the gate does, and what differs said in the words of verdicts and codes.
#include <algorithm>

#include "audit/walker.h"
#include "base/limits.h"
#include "gate/acts.h"
#include "gate/held.h"
#include "gate/payloads.h"

namespace cs::audit {

using gate::LineVerdict;
using ledger::OpeningKind;

namespace {

// What a refusal rests on that no ledger can show.
std::string excuse_of(Reason reason) {
  if (reason == Reason::kSvcClock) return "SVC-CLOCK: only the gate saw its clock";
  if (reason == Reason::kSvcWitness) return "SVC-WITNESS: only the gate heard its witnesses";
  if (reason == Reason::kSvcCapacity) return "SVC-CAPACITY: only the gate knew how many it takes";
  return reason == Reason::kSvcLedger ? "SVC-LEDGER: only the gate saw its disk" : "";
}

std::string text_of(const LineVerdict& verdict) {
  std::string text(verdict_text(verdict.verdict));
  if (verdict.reason != Reason::kNone) text += " " + std::string(reason_code(verdict.reason));
  return text;
}

std::string code_text(Reason reason) { return reason == Reason::kNone ? "admitted" : "refused " + std::string(reason_code(reason)); }

// Codes that say "too early": where one is recomputed and none was recorded, the entry claims a time at which it could not have been.
bool tells_of_time(Reason reason) {
  return reason == Reason::kOrdNotFinal || reason == Reason::kOrdAge || reason == Reason::kSigNotYet || reason == Reason::kSigTime || reason == Reason::kAgrWaiting ||
         reason == Reason::kReqExpired;
}

What what_differs(Reason recorded, Reason recomputed) {
  return recorded == Reason::kNone && tells_of_time(recomputed) ? What::kBackDated : What::kAltered;
}

// The verdict whose commitment this is.
std::optional<LineVerdict> verdict_behind(const Digest& commitment, const Digest& r, LineNumber line) {
  std::vector<LineVerdict> all{{Verdict::kVerified, Reason::kNone}, {Verdict::kNotVerified, Reason::kNone}};
  for (const ReasonRow& row : reason_table()) all.push_back({Verdict::kRefused, row.reason});
  for (const LineVerdict& verdict : all)
    if (crypto::commit("answer", r, gate::encode_answer(line, verdict)) == commitment) return verdict;
  return std::nullopt;
}

}  // namespace

bool Walker::chosen(EntryIndex request) const { return !options_.sample || sampled_.contains(request.value); }

Result<Reason> Walker::recorded_refusal(const Fate& fate) {
  if (!fate.close) return Reason::kNone;
  CS_TRY(opening, gate_.opening_reader().document(OpeningKind::kTally, *fate.close));
  return gate::tally_refusal(opening.payload);
}

// What cannot be recomputed: excused where the ledger says why, else missing.
void Walker::leave_out(EntryIndex request, RequestAccount& account, const std::string& why, bool excused) {
  not_recomputed_[request.value] = why;
  account.excuse = why;
  (excused ? account.excused : account.missing) = account.lines;
  if (excused) return;
  account.differs = true;
  note(What::kMissing, request, account.id, "openings", "the request cannot be recomputed: " + why);
}

// Not in the sample: nothing excuses its lines, and nobody has looked at them.
Result<void> Walker::pass_over(EntryIndex request, RequestAccount& account) {
  not_recomputed_[request.value] = "not in the sample";
  account.looked_at = false;
  account.not_looked_at = account.lines;
  return follow(request.value + 1);
}

Result<void> Walker::request(EntryIndex index, const ledger::RequestEntry& entry) {
  const Fate fate = source_.fates[index.value];
  if (fate.admission) miss_maps(index, gate_.now());
  RequestAccount& account = account_of(index);
  account.request = index;
  account.close = fate.close;
  account.lines = fate.admitted_lines;
  account.outcome = fate.closed ? std::string(ledger::word(fate.closed->outcome)) : "open";
  if (const auto by = gate_.state().destroyed_by(OpeningKind::kRequest, index, gate_.now())) return request_destroyed(index, account, fate, *by);
  if (!chosen(index)) return pass_over(index, account);
  const auto again = admit_again(index, entry, account, fate);
  if (!again && lost(again.fault())) return again.fault();
  if (!again && !not_recomputed_.contains(index.value)) {
    // Its lines alone may be destroyed: everything else of a request is kept.
    const auto by = lines_file_gone_ ? destroyed_by(index, account, {}) : std::nullopt;
    leave_out(index, account, by ? "openings destroyed by entry " + std::to_string(by->value) : again.fault().text, by.has_value());
    if (by && account.refusal != reason_code(Reason::kReqCount) && account.refusal != reason_code(Reason::kReqBoilerplate) && account.refusal != reason_code(Reason::kAgrSuspended)) {
      note(What::kAltered, index, account.id, "refusal", "the refusal does not follow: its lines were read, and it is none that lines bring", account.refusal, "");
      account.differs = true;
    }
  }
  return gate_.next() == index ? follow(index.value + 1) : Result<void>();
}

Result<void> Walker::admit_again(EntryIndex index, const ledger::RequestEntry& entry, RequestAccount& account, const Fate& fate) {
  ledger::OpeningReader reader = gate_.opening_reader();
  CS_TRY(manifest, reader.document(OpeningKind::kManifest, index));
  CS_TRY(cms, reader.document(OpeningKind::kManifestCms, index));
  CS_TRY(received, reader.document(OpeningKind::kRequest, index));
  const bool lines_read = received.payload.empty() || received.payload.back() != 0xf6;  // the payload ends with the lines' digest, or null
  bool asked = false;
  lines_file_gone_ = false;
  const gate::Package package{to_string(manifest.payload), to_string(cms.payload), entry.client, [&]() -> Result<std::string> {
    asked = true;
    if (!lines_read) return conflict("recorded as refused by its manifest; recomputed: its lines would be read");
    return lines_of(index, account, fate, received.payload);
  }};
  CS_TRY(parsed, gate::parse(gate_, package));
  account.id = parsed.held().manifest.request.text();
  account.agreement = parsed.held().manifest.agreement.text();
  if (parsed.held().manifest.manifest) account.purpose = parsed.held().manifest.manifest->purpose;
  CS_TRY(recorded, recorded_refusal(fate));
  if (recorded != Reason::kNone) account.refusal = std::string(reason_code(recorded));
  if (!fate.admission && !fate.close) {
    leave_out(index, account, "received and never judged", true);
    return {};
  }
  if (const auto by = fate.admission ? std::nullopt : begun_after_destroyed(account.agreement, gate_.now())) {
    leave_out(index, account, "rests on what entry " + std::to_string(by->value) + " destroyed", true);
    return {};
  }
  const bool told = !fate.admission && !excuse_of(recorded).empty();
  comparison_.begin(account.id, told ? recorded : Reason::kNone, !lines_read);
  if (told) account.excuse = excuse_of(recorded), told_.insert(index.value);
  auto admitted = gate::admit(gate_, std::move(parsed));
  if (!admitted) {
    if (asked && !fate.admission && admitted.fault().kind == FaultKind::kConflict) {
      note(What::kAltered, index, account.id, "refusal", "the refusal does not follow", account.refusal, "admitted");
      account.differs = true;
      not_recomputed_[index.value] = "its refusal differs";
      return {};
    }
    return admitted.fault();
  }
  look_at_kept(account);
  account.differs = account.differs || comparison_.differs();
  if (fate.admission && admitted->refusal() != Reason::kNone) {
    note(what_differs(Reason::kNone, admitted->refusal()), index, account.id, "refusal", "admitted, although at the time of its entry it is to be refused", "admitted",
         std::string(reason_code(admitted->refusal())));
    account.differs = true;
    account.differing = account.lines;
    not_recomputed_[index.value] = "it is to be refused whole";
    return {};
  }
  if (comparison_.admission_differs()) explain_admission(*admitted, account);
  const EntryIndex request = index;
  open_.emplace(request.value, std::move(*admitted));
  if (!fate.admission && !lines_read) return close_again(request, account);
  open_lines_ += account.lines;
  if (open_lines_ > 2 * limits::kLinesPerRequestMax) {  // it is read again from the openings when its time comes
    open_.erase(request.value);
    open_lines_ -= account.lines;
  }
  return {};
}

// Which lines were admitted otherwise, and how.
void Walker::explain_admission(const gate::Admitted& admitted, RequestAccount& account) {
  const auto& mine = admitted.held().admissions;
  ledger::OpeningReader reader = gate_.opening_reader();
  const auto read = reader.for_each_line(OpeningKind::kAdm, account.request, static_cast<std::uint32_t>(mine.size()), [&](LineNumber number, const Digest&, ByteView payload) -> Result<void> {
    CS_TRY(there, gate::decode_admission(payload));
    const gate::LineAdmission& here = mine[number.value - 1];
    if (there == here) return {};
    wrong_lines_[account.request.value].insert(number.value);
    Finding finding;
    finding.what = what_differs(there.reason, here.reason);
    finding.entry = *admitted.held().admission;
    finding.request = account.id;
    finding.line = number.value;
    finding.of = "adm";
    finding.recorded = code_text(there.reason);
    finding.recomputed = code_text(here.reason);
    finding.text = there.reason == here.reason ? "admitted by other keys, officers or units" : "admitted otherwise than follows at the time of its entry";
    add_finding(report_, std::move(finding));
    return {};
  });
  if (!read) note(What::kMissing, account.request, account.id, "adm", "how its lines were admitted cannot be read: " + read.fault().text);
  gate_.forget_budget(account.agreement);  // what is in the ledger was spent
}

Result<gate::Admitted> Walker::admitted(EntryIndex request) {
  const auto kept = open_.find(request.value);
  return kept != open_.end() ? Result<gate::Admitted>(kept->second) : gate::take_up(gate_, request);
}

// From the desk's entry on: the record that closes a request.
Result<void> Walker::record(EntryIndex index) {
  CS_TRY(waiting, gate_.waiting_desk_events());
  CS_TRY(entry, gate_.ledger().entry(index));
  for (const std::string& event : waiting)
    if (const auto judged = gate::judge_desk_event(gate_, event, entry.time); !judged)
      note(What::kAltered, index, "", "desk", "an event of the desk does not follow from its act: " + judged.fault().text);
  const auto closes = source_.request_of.find(index.value);
  if (closes == source_.request_of.end()) return taken(index, entry);
  const EntryIndex request = closes->second;
  const Fate fate = source_.fates[request.value];
  RequestAccount& account = account_of(request);
  if (not_recomputed_.contains(request.value)) {
    report_.taken["line"] += account.lines;
    return follow(end_of_unit(index));
  }
  const auto again = close_again(request, account);
  if (again || lost(again.fault())) return again;
  account.differs = true;
  if (account.equal + account.differing + account.missing == 0) account.missing = account.lines;
  return again;
}

Result<void> Walker::close_again(EntryIndex request, RequestAccount& account) {
  const Fate fate = source_.fates[request.value];
  if (const auto by = gate_.state().restraint_forgotten(account.agreement)) {
    leave_out(request, account, "its close rests on a restraint that entry " + std::to_string(by->value) + " destroyed", true);
    return follow(end_of_unit(gate_.next()));
  }
  CS_TRY(refusal, recorded_refusal(fate));
  const bool cut_by_service = fate.admission && !excuse_of(refusal).empty();
  const bool told = cut_by_service || told_.contains(request.value);
  comparison_.begin(account.id, told ? refusal : Reason::kNone, true, gone_of(request));
  if (cut_by_service) account.excuse = excuse_of(refusal);
  if (fate.closed && fate.closed->outcome == ledger::CloseOutcome::kWithdrawn) {
    CS_TRY(done, gate::withdraw_if_overdue(gate_, request));
    if (!done) return conflict("withdrawn, although it may still go on");
    return settle(account, fate);
  }
  CS_TRY(taken_up, admitted(request));
  CS_TRY(matched, gate::match_lines(gate_, taken_up));
  const auto recorded = gate::record(gate_, std::move(matched));
  account.differs = account.differs || comparison_.differs() || !recorded;
  explain_lines(taken_up, account);
  look_at_kept(account);
  if (!recorded && comparison_.lines().empty() && comparison_.lines_gone().empty()) account.differing = account.lines;
  CS_TRY_VOID(settle(account, fate));
  if (open_.erase(request.value) > 0) open_lines_ -= std::min(open_lines_, account.lines);
  if (!recorded && !comparison_.differs()) return recorded.fault();
  return recorded ? Result<void>() : follow(std::max(gate_.next().value, fate.close->value + 1));
}

// Each commitment that differs, with the verdicts behind it where they can be told.
void Walker::explain_lines(const gate::Admitted& admitted, RequestAccount& account) {
  ledger::OpeningReader reader = gate_.opening_reader();
  for (const LineDifference& difference : comparison_.lines()) {
    Finding finding;
    finding.entry = difference.entry;
    finding.request = account.id;
    finding.line = difference.line;
    finding.of = difference.of;
    finding.recorded = digest_text(difference.recorded);
    finding.recomputed = digest_text(difference.recomputed);
    finding.text = "the commitment is not to what follows";
    if (const auto opening = difference.of == "answer" ? reader.line(OpeningKind::kAnswer, admitted.held().request, {difference.line}) : Result<ledger::Opening>(not_found(""))) {
      const auto there = gate::read_answer(opening->payload);
      const auto here = verdict_behind(difference.recomputed, opening->r, {difference.line});
      if (there && here) {
        finding.what = what_differs(there->reason, here->reason);
        finding.recorded = text_of(*there);
        finding.recomputed = text_of(*here);
        finding.text = "the line was answered otherwise than follows";
      }
    }
    add_finding(report_, std::move(finding));
  }
  wrong_lines_[account.request.value].insert(comparison_.wrong_lines().begin(), comparison_.wrong_lines().end());
}

Result<void> Walker::settle(RequestAccount& account, const Fate& fate) {
  const auto gone = gone_.find(account.request.value);
  const bool answered = fate.closed && fate.closed->outcome == ledger::CloseOutcome::kAnswered;
  if (gone != gone_.end() && answered) CS_TRY_VOID(look_at_told(account));
  const auto& wrong = wrong_lines_[account.request.value];
  account.missing = comparison_.lines_gone().size();
  account.differing = std::max<std::uint64_t>(account.differing, wrong.size());
  if (gone != gone_.end()) {
    const auto& lines = gone->second.lines.gone;
    const auto told_wrong = std::count_if(wrong.begin(), wrong.end(), [&](std::uint32_t line) { return line <= lines.size() && lines[line - 1]; });
    account.excused = gone->second.named - std::min<std::uint64_t>(gone->second.named, static_cast<std::uint64_t>(told_wrong));
    account.missing += gone->second.unnamed;
  }
  account.differs = account.differs || comparison_.differs() || !wrong.empty();
  const std::uint64_t off = std::min(account.lines, account.differing + account.missing + account.excused);
  account.equal = account.lines - off;
  return answered ? disclosures(account, fate) : Result<void>();
}

}  // namespace cs::audit
