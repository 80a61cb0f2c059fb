#include "ledger/verify_cosigned.h"

#include "ledger/contradiction.h"
#include "store/store.h"
#include "tlog/policy.h"

namespace cs::ledger {

using Size = std::optional<std::uint64_t>;

Result<Size> check_cosigned(const Result<std::string>& note, const Chain& chain, const PolicyHistory& policies,
                            const store::Store& store) {
  if (!note && note.fault().kind == FaultKind::kNotFound) return Size();
  if (!note) return note.fault();
  const auto opened = tlog::open_checkpoint(*note, chain.keys());
  if (!opened) return untrusted(at(kCosignedFile, opened.fault()).text);
  const std::uint64_t size = opened->checkpoint.size;
  if (gave_up(*note, chain) != nullptr) return Size();  // seen before a recovery: nothing of what is there now
  if (const auto contradicted = contradicts(*note, chain)) return untrusted(std::string(kCosignedFile) + ": " + *contradicted);
  const auto digest = policies.at_size(size);
  if (!digest) return untrusted(std::string(kCosignedFile) + ": a head of no entries");
  CS_TRY(text, store.document(*digest));
  if (!text) return Size();  // no policy then; one that is missing is found with the documents
  const auto policy = tlog::Policy::parse(as_text(*text));
  if (!policy) return untrusted(at("the ledger's witness policy", policy.fault()).text);
  const auto witnessed = tlog::open_witnessed(*note, chain.keys(), *policy, kInstantMax - tlog::kCosignatureAhead);
  if (!witnessed) return untrusted(at(kCosignedFile, witnessed.fault()).text);
  if (!witnessed->quorum) return untrusted(std::string(kCosignedFile) + ": no quorum of the policy that was in force at " + std::to_string(size) + " entries has cosigned it");
  return Size(size);
}

}  // namespace cs::ledger
