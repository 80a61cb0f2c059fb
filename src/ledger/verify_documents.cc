#include "ledger/verify_documents.h"

#include "base/limits.h"
#include "crypto/certificate.h"
#include "ledger/documents.h"
#include "store/store.h"

namespace cs::ledger {
namespace {

constexpr std::uint8_t kDerSequence = 0x30;

Fault missing(std::uint64_t index, const std::string& what) { return untrusted("entry " + std::to_string(index) + " needs " + what + ", and it is missing"); }

}  // namespace

void NeededDocuments::note(EntryIndex index, const Entry& entry) {
  for (const Digest& digest : documents_of(entry)) documents_.emplace(digest, index.value);
  if (const auto* agreement = std::get_if<AgreementEntry>(&entry)) terms_.emplace(agreement->terms, index.value);
  if (const auto* signatory = std::get_if<SignatoryEntry>(&entry)) certificates_.emplace(Pinned{signatory->certificate, signatory->spki}, index.value);
}

void NeededDocuments::there(const Digest& digest, ByteView bytes) {
  there_.insert(digest);
  if (bytes.empty() || bytes[0] != kDerSequence || bytes.size() > limits::kCertificateBytesMax) return;
  const auto certificate = crypto::Certificate::parse_der(bytes);
  if (certificate) certificates_there_.emplace(certificate->identity(), certificate->spki());
}

Result<void> NeededDocuments::all_there(const store::Store& store, const VerifyOptions& options) const {
  for (const auto& [digest, index] : documents_)
    if (!there_.contains(digest)) return missing(index, "the document " + to_hex(digest));
  for (const auto& [pinned, index] : certificates_)
    if (!certificates_there_.contains(pinned)) return missing(index, "its signatory's certificate");
  if (!options.named_by_terms) return {};
  for (const auto& [digest, index] : terms_) {
    CS_TRY(terms, store.document(digest));
    for (const Digest& named : options.named_by_terms(*terms))
      if (!there_.contains(named)) return missing(index, "the document " + to_hex(named) + " that its terms name");
  }
  return {};
}

}  // namespace cs::ledger
