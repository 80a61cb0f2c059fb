// What a request's intake and admission enter.
#include "codec/canonical.h"
#include "gate/gone_lines.h"
#include "gate/payloads.h"
#include "gate/request_entries.h"
#include "ledger/opening.h"

namespace cs::gate {

using ledger::OpeningKind;

// The `request` entry with its openings, not yet entered: a request that is refused by its manifest enters it together with its `close`.
Result<void> prepare_intake(Gate& gate, const Parsed::Held& parsed, const std::optional<Digest>& lines, Admitted::Held& out) {
  ledger::OpeningWriter writer = gate.opening_writer();
  // A stranger's invented agreement gets no period key of its own.
  const std::string period = gate.state().timeline(out.agreement) != nullptr ? out.agreement : std::string(ledger::kNoAgreement);
  out.request = gate.next();
  out.intake.time = out.received;
  const Bytes payload = ledger::request_payload({parsed.manifest_digest, parsed.cms_digest, lines});
  CS_TRY(opening, writer.document(OpeningKind::kRequest, out.request, out.received, period, payload));
  CS_TRY(manifest, writer.document(OpeningKind::kManifest, out.request, out.received, period, as_bytes(parsed.manifest_bytes)));
  CS_TRY(cms, writer.document(OpeningKind::kManifestCms, out.request, out.received, period, as_bytes(parsed.cms)));
  out.intake.entries = {ledger::RequestEntry{opening.commitment, parsed.client}};
  out.intake.openings = {opening.row, manifest.row, cms.row};
  return {};
}

namespace {

// The certificates and lists by which the signatures were judged: kept, so that an audit judges as of then.
Result<Bytes> evidence_of(Gate& gate, const agreement::Terms& terms) {
  CS_TRY(trust, gate.trust(terms.pki.anchors, terms.pki.policies, terms.pki.mapping));
  codec::CborWriter out;
  out.map(4);
  out.key(1).list(trust.anchors.size() + trust.intermediates.size());
  for (const crypto::Certificate& certificate : trust.anchors) out.bytes(certificate.der());
  for (const crypto::Certificate& certificate : trust.intermediates) out.bytes(certificate.der());
  out.key(2).list(trust.crls.size());
  for (const crypto::Crl& crl : trust.crls) out.bytes(crl.der());
  out.key(3).list(0);
  out.key(4).list(0);
  return out.take();
}

}  // namespace

Result<ledger::Append> admission_append(Gate& gate, const WholeJudgment& judged, const std::vector<EntryIndex>& heads, const request::LinesFile& file,
                                        Instant now, Admitted::Held& out) {
  ledger::OpeningWriter writer = gate.opening_writer();
  const EntryIndex index = gate.next();
  codec::CborWriter payload;
  const auto admission_of_line = [&](std::size_t i) {
    encode_admission(out.admissions[i], payload);
    return ByteView(payload.data());
  };
  const auto line_as_read = [&](std::size_t i) { return as_bytes(file.lines[i]); };
  CS_TRY(adm, writer.lines(OpeningKind::kAdm, out.request, out.received, out.agreement, out.admissions.size(), admission_of_line));
  CS_TRY(in, gate.gone_lines() != nullptr ? lines_in_left(gate, out.request, file)
                                          : writer.lines(OpeningKind::kIn, out.request, out.received, out.agreement, file.lines.size(), line_as_read));
  CS_TRY(whole, writer.document(OpeningKind::kAdmission, index, out.received, out.agreement, admission_payload(out.id, adm.commitments)));
  CS_TRY(evidence, evidence_of(gate, *out.terms));
  out.in_commitments = std::move(in.commitments);
  out.release_at = agreement::release_at(out.terms->release, out.received);
  const State& state = gate.state();
  ledger::AdmissionEntry entry{.request = out.request, .agreement = *state.agreement_entry(out.agreement), .software = state.software()->entry,
                               .generation = state.register_head()->entry, .orders = heads, .trust = state.trust()->entry,
                               .admission = whole.commitment, .release_at = out.release_at, .designations = judged.designations,
                               .evidence = crypto::sha256(evidence), .lines = out.line_count};
  ledger::Append append{.time = now, .entries = {entry}, .openings = std::move(adm.rows), .answer = std::nullopt, .documents = {evidence}};
  append.openings.insert(append.openings.end(), std::make_move_iterator(in.rows.begin()), std::make_move_iterator(in.rows.end()));
  append.openings.push_back(whole.row);
  return append;
}

}  // namespace cs::gate
