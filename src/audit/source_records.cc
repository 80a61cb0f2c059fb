#include "audit/source_records.h"

#include <map>

#include "base/limits.h"
#include "crypto/certificate.h"
#include "ledger/records.h"
#include "tlog/log_keys.h"

namespace cs::audit {
namespace {

using Pinned = std::pair<Digest, Digest>;  // issuer and serial; key

std::optional<std::string> wrong_checkpoint(const ledger::Ledger& ledger, const ledger::Record& record) {
  const auto opened = tlog::open_checkpoint(record.checkpoint, ledger.log_keys());
  if (!opened) return "its record's checkpoint is not the log's: " + opened.fault().text;
  const std::uint64_t size = record.first.value + record.count;
  if (opened->checkpoint.size == size && opened->checkpoint.root == ledger.root_at(size)) return std::nullopt;
  return "its record's checkpoint is of another head: " + std::to_string(opened->checkpoint.size) + " entries and " + digest_text(opened->checkpoint.root) + ", not " +
         std::to_string(size) + " and " + digest_text(ledger.root_at(size));
}

std::map<Pinned, Digest> certificates_in(const Path& openings, Result<void>& read) {
  constexpr std::uint8_t kDerSequence = 0x30;
  std::map<Pinned, Digest> found;
  read = ledger::for_each_document(openings, [&](const Digest&, ByteView bytes) -> Result<void> {
    if (bytes.empty() || bytes[0] != kDerSequence || bytes.size() > limits::kCertificateBytesMax) return {};
    if (const auto certificate = crypto::Certificate::parse_der(bytes)) found.emplace(Pinned{certificate->identity(), certificate->spki()}, certificate->fingerprint());
    return {};
  });
  return found;
}

}  // namespace

Result<void> hold_records(const Path& openings, const ledger::Ledger& ledger, Report& report) {
  return ledger::for_each_record(openings, [&](const ledger::Record& record) -> Result<void> {
    if (const auto wrong = wrong_checkpoint(ledger, record)) add_log_finding(report, record.first, *wrong);
    for (std::uint64_t i = 0; i < record.count; ++i) {
      const EntryIndex index{record.first.value + i};
      const auto entry = ledger.entry(index);
      if (!entry && entry.fault().kind == FaultKind::kIo) return entry.fault();
      if (!entry || entry->time == record.time) continue;  // one that cannot be read is found with the entries
      add_log_finding(report, index, "its record is of " + record.time.text() + ", the entry of " + entry->time.text());
      break;
    }
    return {};
  });
}

Result<void> hold_signatories(const Path& openings, const ledger::Ledger& ledger, Report& report) {
  Result<void> read;
  const auto certificates = certificates_in(openings, read);
  CS_TRY_VOID(read);
  return ledger.for_each({0}, [&](EntryIndex index, const ledger::TimedEntry& entry) -> Result<void> {
    const auto* signatory = std::get_if<ledger::SignatoryEntry>(&entry.entry);
    if (signatory == nullptr) return {};
    const auto found = certificates.find({signatory->certificate, signatory->spki});
    const auto certificate = found == certificates.end() ? std::nullopt : std::optional(found->second);
    if (!certificate)
      add_finding(report, {What::kMissing, index, "", {}, "signatory", digest_text(signatory->certificate), {}, "the certificate of its signatory is not there"});
    if (signatory->acts.empty()) report.signatories.push_back({index, signatory->party == ledger::Party::kHolder, certificate});
    return {};
  });
}

}  // namespace cs::audit
