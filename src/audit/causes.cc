#include "audit/causes.h"

#include "base/limits.h"
#include "codec/json.h"
#include "gate/payloads.h"

namespace cs::audit {
namespace {

using ledger::OpeningKind;
using namespace ledger;

// One of many alternatives has a cause: a visitor, so that a new kind of entry does not compile without one.
struct CauseOf {
  bool founding;
  Cause operator()(const GenesisEntry&) const { return founding ? Cause::kTaken : Cause::kNone; }
  Cause operator()(const KeyEntry&) const { return Cause::kAct; }
  Cause operator()(const SoftwareEntry&) const { return Cause::kTaken; }
  Cause operator()(const TrustEntry&) const { return Cause::kTrust; }
  Cause operator()(const AgreementEntry& entry) const {
    return entry.what == AgreementAct::kSignedByHolder || entry.what == AgreementAct::kSignedByRequester ? Cause::kSigned : Cause::kAct;
  }
  Cause operator()(const DesignationEntry&) const { return Cause::kAct; }
  Cause operator()(const StopEntry& entry) const {
    if (entry.cause == StopCause::kPerson) return Cause::kAct;
    if (entry.cause == StopCause::kCanaryHit) return Cause::kNone;  // made again with the request that hit, and by nothing else
    return entry.cause == StopCause::kDisposalsOverdue || entry.cause == StopCause::kFollowUpsOverdue ? Cause::kOverdue : Cause::kTaken;
  }
  Cause operator()(const ResumeEntry&) const { return Cause::kAct; }
  Cause operator()(const RestraintEntry&) const { return Cause::kAct; }
  Cause operator()(const RegisterEntry&) const { return Cause::kRegister; }
  Cause operator()(const OrdersEntry&) const { return Cause::kOrders; }
  Cause operator()(const AnchorEntry&) const { return Cause::kTaken; }
  Cause operator()(const RequestEntry&) const { return Cause::kRequest; }
  Cause operator()(const AdmissionEntry&) const { return Cause::kNone; }
  Cause operator()(const LineEntry&) const { return Cause::kNone; }
  Cause operator()(const CloseEntry&) const { return Cause::kNone; }
  Cause operator()(const DeliveryEntry&) const { return Cause::kTaken; }
  Cause operator()(const DeskEntry&) const { return Cause::kRecord; }
  Cause operator()(const RecallEntry&) const { return Cause::kAct; }
  Cause operator()(const DisposalEntry&) const { return Cause::kAct; }
  Cause operator()(const CorrectionEntry&) const { return Cause::kAct; }
  Cause operator()(const FollowUpEntry&) const { return Cause::kAct; }
  Cause operator()(const AccessEntry&) const { return Cause::kTaken; }
  Cause operator()(const ShredEntry&) const { return Cause::kAct; }
  Cause operator()(const ExpungeEntry&) const { return Cause::kAct; }
  Cause operator()(const HoldEntry&) const { return Cause::kAct; }
  Cause operator()(const ReplayEntry&) const { return Cause::kTaken; }
  Cause operator()(const IncidentEntry&) const { return Cause::kAct; }
  Cause operator()(const ReportEntry&) const { return Cause::kTaken; }
  Cause operator()(const CanaryEntry&) const { return Cause::kAct; }
  Cause operator()(const RecoveryEntry& entry) const { return entry.act ? Cause::kAct : Cause::kTaken; }
  Cause operator()(const SignatoryEntry& entry) const { return entry.acts.empty() ? (founding ? Cause::kTaken : Cause::kNone) : Cause::kAct; }
  Cause operator()(const OfficerEntry&) const { return Cause::kAct; }
  Cause operator()(const CountersignEntry&) const { return Cause::kAct; }
  Cause operator()(const AttemptsEntry&) const { return Cause::kTaken; }
  Cause operator()(const QuarantineEntry&) const { return Cause::kTaken; }
  Cause operator()(const ClearEntry&) const { return Cause::kAct; }
  Cause operator()(const MapEntry&) const { return Cause::kMap; }
};

// A notice names the act that asked for it.
Result<Bytes> package_of_notice(gate::Gate& gate, OpeningKind kind, EntryIndex index) {
  CS_TRY(opening, gate.opening_reader().document(kind, index));
  CS_TRY(package, gate::read_signed_package(opening.payload));
  CS_TRY(notice, codec::read_json(as_text(package.document), limits::kAgreementBytesMax));
  CS_TRY(text, codec::need_text(notice, "act", "notice"));
  CS_TRY(digest, parse_digest(text));
  return gate.ledger().document(digest);
}

Result<Bytes> opened(gate::Gate& gate, OpeningKind kind, EntryIndex index) {
  CS_TRY(opening, gate.opening_reader().document(kind, index));
  return std::move(opening.payload);
}

}  // namespace

Cause cause_of(const Entry& entry, bool founding) {
  return std::visit(CauseOf{founding}, entry);
}

Result<Bytes> package_of(gate::Gate& gate, EntryIndex index, const Entry& entry) {
  const ledger::Ledger& source = gate.ledger();
  if (const auto* e = std::get_if<AgreementEntry>(&entry)) return source.document(e->act);
  if (const auto* e = std::get_if<DesignationEntry>(&entry)) return source.document(e->act);
  if (const auto* e = std::get_if<ResumeEntry>(&entry); e != nullptr && !e->acts.empty()) return source.document(e->acts.front());
  if (const auto* e = std::get_if<SignatoryEntry>(&entry); e != nullptr && !e->acts.empty()) return source.document(e->acts.front());
  if (const auto* e = std::get_if<ClearEntry>(&entry)) return source.document(e->act);
  if (const auto* e = std::get_if<DisposalEntry>(&entry)) return source.document(e->receipt);
  if (const auto* e = std::get_if<KeyEntry>(&entry)) return source.document(e->acts.front());
  if (const auto* e = std::get_if<ShredEntry>(&entry)) return source.document(e->act);
  if (const auto* e = std::get_if<ExpungeEntry>(&entry)) return source.document(e->act);
  if (const auto* e = std::get_if<RecoveryEntry>(&entry); e != nullptr && e->act) return source.document(*e->act);
  if (const auto* e = std::get_if<FollowUpEntry>(&entry)) return source.document(e->cms);
  if (const auto* e = std::get_if<CanaryEntry>(&entry)) return source.document(e->act);
  if (std::holds_alternative<StopEntry>(entry)) return opened(gate, OpeningKind::kGround, index);
  if (std::holds_alternative<RestraintEntry>(entry)) return opened(gate, OpeningKind::kRestraint, index);
  if (std::holds_alternative<OfficerEntry>(entry)) return opened(gate, OpeningKind::kOfficer, index);
  if (std::holds_alternative<CountersignEntry>(entry)) return opened(gate, OpeningKind::kCountersign, index);
  if (std::holds_alternative<HoldEntry>(entry)) return opened(gate, OpeningKind::kHold, index);
  if (std::holds_alternative<IncidentEntry>(entry)) return opened(gate, OpeningKind::kIncident, index);
  if (std::holds_alternative<RecallEntry>(entry)) return package_of_notice(gate, OpeningKind::kRecall, index);
  if (std::holds_alternative<CorrectionEntry>(entry)) return package_of_notice(gate, OpeningKind::kCorrection, index);
  return not_found("no act is kept for such an entry");
}

}  // namespace cs::audit
