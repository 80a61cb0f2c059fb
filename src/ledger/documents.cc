#include "ledger/documents.h"

#include <algorithm>

#include "crypto/digest.h"

namespace cs::ledger {
namespace {

using Digests = std::vector<Digest>;

Digests both(Digests list, const Digest& one) {
  list.push_back(one);
  return list;
}
Digests if_any(const std::optional<Digest>& one) { return one ? Digests{*one} : Digests{}; }

struct Needed {
  Digests operator()(const GenesisEntry& e) const { return {e.policy}; }
  Digests operator()(const KeyEntry& e) const { return both(e.acts, e.policy); }
  Digests operator()(const SoftwareEntry& e) const { return {e.models}; }
  Digests operator()(const TrustEntry& e) const {
    Digests out = {e.anchors, e.crls};
    return e.tsa ? both(out, *e.tsa) : out;
  }
  Digests operator()(const AgreementEntry& e) const { return {e.terms, e.act}; }
  Digests operator()(const DesignationEntry& e) const { return {e.act}; }
  Digests operator()(const StopEntry&) const { return {}; }  // the act is the opening of its ground
  Digests operator()(const ResumeEntry& e) const { return e.acts; }
  Digests operator()(const RestraintEntry&) const { return {}; }
  Digests operator()(const RegisterEntry&) const { return {}; }  // the manifest is with the generation
  Digests operator()(const OrdersEntry& e) const { return {e.note}; }
  Digests operator()(const AnchorEntry& e) const { return {e.checkpoint}; }
  Digests operator()(const RequestEntry&) const { return {}; }
  Digests operator()(const AdmissionEntry& e) const { return {e.evidence}; }
  Digests operator()(const LineEntry&) const { return {}; }
  Digests operator()(const CloseEntry&) const { return {}; }  // the response is in a table of its own
  Digests operator()(const DeliveryEntry&) const { return {}; }
  Digests operator()(const DeskEntry&) const { return {}; }
  Digests operator()(const RecallEntry&) const { return {}; }  // the notice is sealed, as are those of the next but one and of a hold
  Digests operator()(const DisposalEntry& e) const { return {e.receipt}; }
  Digests operator()(const CorrectionEntry&) const { return {}; }
  Digests operator()(const FollowUpEntry& e) const { return {e.cms}; }
  Digests operator()(const AccessEntry&) const { return {}; }
  Digests operator()(const ShredEntry& e) const { return {e.act}; }
  Digests operator()(const ExpungeEntry& e) const { return {e.act}; }
  Digests operator()(const HoldEntry&) const { return {}; }
  Digests operator()(const ReplayEntry& e) const { return {e.report}; }
  Digests operator()(const IncidentEntry&) const { return {}; }
  Digests operator()(const ReportEntry& e) const { return {e.bytes}; }
  Digests operator()(const CanaryEntry& e) const { return {e.act}; }
  Digests operator()(const RecoveryEntry& e) const { return if_any(e.act); }
  Digests operator()(const SignatoryEntry& e) const { return e.acts; }
  Digests operator()(const OfficerEntry&) const { return {}; }
  Digests operator()(const CountersignEntry&) const { return {}; }
  Digests operator()(const AttemptsEntry&) const { return {}; }
  Digests operator()(const QuarantineEntry& e) const { return {e.note}; }
  Digests operator()(const ClearEntry& e) const { return {e.act}; }
  Digests operator()(const MapEntry&) const { return {}; }
};

}  // namespace

std::vector<Digest> documents_of(const Entry& entry) {
  static const Digest nothing = crypto::sha256({});
  Digests out = std::visit(Needed{}, entry);
  std::erase(out, nothing);
  return out;
}

}  // namespace cs::ledger
