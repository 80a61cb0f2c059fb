// The one list of every kind's fields, walked by the writer, the reader, the range check and the views. Inside this room only.
//   Shape    fields(entry, field) calls field(key, name, value) in ascending order of the keys; a list's fewest items stand last
//            (`field(4, "vkeys", e.vkeys, 1)`), and so does the tag of a commitment (`field(6, "ground", e.ground, "ground")`).
//   Source   docs/formats/entry.cddl. Keys never change meaning.
#pragma once

#include <concepts>
#include <type_traits>

#include "ledger/entry.h"

namespace cs::ledger {

template <typename E, typename Kind>
concept Is = std::same_as<std::remove_const_t<E>, Kind>;

void fields(Is<GenesisEntry> auto& e, auto& field) {
  field(3, "origin", e.origin);
  field(4, "vkeys", e.vkeys, 1);
  field(5, "policy", e.policy);
  field(6, "mode", e.mode);
}
void fields(Is<KeyEntry> auto& e, auto& field) {
  field(3, "vkeys", e.vkeys, 1);
  field(4, "policy", e.policy);
  field(5, "mode", e.mode);
  field(6, "acts", e.acts, 1);
}
void fields(Is<SoftwareEntry> auto& e, auto& field) {
  field(3, "version", e.version);
  field(4, "executable", e.executable);
  field(5, "configuration", e.configuration);
  field(6, "models", e.models);
  field(7, "clock", e.clock);
}
void fields(Is<TrustEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "anchors", e.anchors);
  field(5, "crls", e.crls);
  field(6, "this_update", e.this_update);
  field(7, "next_update", e.next_update);
  field(8, "tsa", e.tsa);
}
void fields(Is<AgreementEntry> auto& e, auto& field) {
  field(3, "id", e.id);
  field(4, "version", e.version);
  field(5, "what", e.what);
  field(6, "terms", e.terms);
  field(7, "act", e.act);
  field(8, "effective", e.effective);
}
void fields(Is<DesignationEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "office", e.office);
  field(5, "what", e.what);
  field(6, "certificate", e.certificate);
  field(7, "spki", e.spki);
  field(8, "from", e.from);
  field(9, "until", e.until);
  field(10, "act", e.act);
  field(11, "reason", e.reason);
  field(12, "client", e.client);
}
void fields(Is<StopEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "by", e.by);
  field(5, "cause", e.cause);
  field(6, "ground", e.ground, "ground");
  field(7, "designation", e.designation);
  field(8, "credential", e.credential);
}
void fields(Is<ResumeEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "ends", e.ends, 0);
  field(5, "acts", e.acts, 2);
  field(6, "requests", e.requests, 0);
}
void fields(Is<RestraintEntry> auto& e, auto& field) {
  field(3, "what", e.what);
  field(4, "scope", e.scope);
  field(5, "agreement", e.agreement);
  field(6, "document", e.document, "restraint");
  field(7, "from", e.from);
  field(8, "until", e.until);
  field(9, "lifted", e.lifted);
}
void fields(Is<RegisterEntry> auto& e, auto& field) {
  field(3, "name", e.name);
  field(4, "generation", e.generation);
  field(5, "manifest", e.manifest);
  field(6, "as_of", e.as_of);
}
void fields(Is<OrdersEntry> auto& e, auto& field) {
  field(3, "origin", e.origin);
  field(4, "size", e.size);
  field(5, "root", e.root);
  field(6, "note", e.note);
  field(7, "cosigned_at", e.cosigned_at);
  field(8, "before", e.before);
}
void fields(Is<AnchorEntry> auto& e, auto& field) {
  field(3, "size", e.size);
  field(4, "checkpoint", e.checkpoint);
  field(5, "witnesses", e.witnesses);
  field(6, "token", e.token);
}
void fields(Is<RequestEntry> auto& e, auto& field) {
  field(3, "request", e.request, "request");
  field(4, "client", e.client);
}
void fields(Is<AdmissionEntry> auto& e, auto& field) {
  field(3, "request", e.request);
  field(4, "agreement", e.agreement);
  field(5, "software", e.software);
  field(6, "generation", e.generation);
  field(7, "orders", e.orders, 1);
  field(8, "trust", e.trust);
  field(9, "admission", e.admission, "admission");
  field(10, "release_at", e.release_at);
  field(11, "designations", e.designations, 1);
  field(12, "evidence", e.evidence);
  field(13, "lines", e.lines);
}
void fields(Is<LineEntry> auto& e, auto& field) {
  field(3, "request", e.request);
  field(4, "line", e.line);
  field(5, "in", e.in, "in");
  field(6, "answer", e.answer, "answer");
  field(7, "basis", e.basis, "basis");
}
void fields(Is<CloseEntry> auto& e, auto& field) {
  field(3, "request", e.request);
  field(4, "admission", e.admission);
  field(5, "outcome", e.outcome);
  field(6, "first_line", e.first_line);
  field(7, "lines", e.lines);
  field(8, "tally", e.tally, "tally");
  field(9, "response", e.response);
  field(10, "agreement", e.agreement);
  field(11, "orders", e.orders, 0);
  field(12, "trust", e.trust);
  field(13, "desk", e.desk);
}
void fields(Is<DeliveryEntry> auto& e, auto& field) {
  field(3, "close", e.close);
  field(4, "response", e.response);
  field(5, "client", e.client);
}
void fields(Is<DeskEntry> auto& e, auto& field) {
  field(3, "since", e.since);
  field(4, "desk", e.desk, "desk");
}
void fields(Is<RecallEntry> auto& e, auto& field) {
  field(3, "close", e.close);
  field(4, "recall", e.recall, "recall");
  field(5, "due", e.due);
  field(6, "notice", e.notice);
}
void fields(Is<DisposalEntry> auto& e, auto& field) {
  field(3, "recall", e.recall);
  field(4, "receipt", e.receipt);
}
void fields(Is<CorrectionEntry> auto& e, auto& field) {
  field(3, "close", e.close);
  field(4, "correction", e.correction, "correction");
  field(5, "notice", e.notice);
}
void fields(Is<FollowUpEntry> auto& e, auto& field) {
  field(3, "close", e.close);
  field(4, "follow_up", e.follow_up, "follow-up");
  field(5, "cms", e.cms);
}
void fields(Is<AccessEntry> auto& e, auto& field) {
  field(3, "by", e.by);
  field(4, "access", e.access, "access");
}
void fields(Is<ShredEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "class", e.opening_class);
  field(5, "quarter", e.quarter);
  field(6, "act", e.act);
}
void fields(Is<ExpungeEntry> auto& e, auto& field) {
  field(3, "lines", e.lines, 1);
  field(4, "class", e.opening_class);
  field(5, "act", e.act);
}
void fields(Is<HoldEntry> auto& e, auto& field) {
  field(3, "what", e.what);
  field(4, "hold", e.hold, "hold");
  field(5, "act", e.act);
}
void fields(Is<ReplayEntry> auto& e, auto& field) {
  field(3, "first", e.first);
  field(4, "last", e.last);
  field(5, "equal", e.equal);
  field(6, "differing", e.differing);
  field(7, "excused", e.excused);
  field(8, "report", e.report);
}
void fields(Is<IncidentEntry> auto& e, auto& field) {
  field(3, "incident", e.incident, "incident");
  field(4, "found_at", e.found_at);
}
void fields(Is<ReportEntry> auto& e, auto& field) {
  field(3, "what", e.what);
  field(4, "from", e.from);
  field(5, "until", e.until);
  field(6, "bytes", e.bytes);
}
void fields(Is<CanaryEntry> auto& e, auto& field) {
  field(3, "canary", e.canary, "canary");
  field(4, "act", e.act);
}
void fields(Is<RecoveryEntry> auto& e, auto& field) {
  field(3, "what", e.what);
  field(4, "size_before", e.size_before);
  field(5, "token", e.token);
  field(6, "act", e.act);
}
void fields(Is<SignatoryEntry> auto& e, auto& field) {
  field(3, "party", e.party);
  field(4, "what", e.what);
  field(5, "certificate", e.certificate);
  field(6, "spki", e.spki);
  field(7, "acts", e.acts, 0);
}
void fields(Is<OfficerEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "what", e.what);
  field(5, "officer", e.officer, "officer");
}
void fields(Is<CountersignEntry> auto& e, auto& field) {
  field(3, "agreement", e.agreement);
  field(4, "countersign", e.countersign, "countersign");
}
void fields(Is<AttemptsEntry> auto& e, auto& field) {
  field(3, "since", e.since);
  field(4, "attempts", e.attempts, "attempts");
}
void fields(Is<QuarantineEntry> auto& e, auto& field) {
  field(3, "orders", e.orders);
  field(4, "note", e.note);
}
void fields(Is<ClearEntry> auto& e, auto& field) {
  field(3, "what", e.what);
  field(4, "act", e.act);
}
void fields(Is<MapEntry> auto& e, auto& field) {
  field(3, "quarter", e.quarter);
  field(4, "leaves", e.leaves);
  field(5, "root", e.root);
}

inline constexpr std::uint64_t kEntryVersion = 1;     // key 0
inline constexpr std::uint64_t kEntryHeadFields = 3;  // keys 0 version, 1 kind, 2 time

}  // namespace cs::ledger
