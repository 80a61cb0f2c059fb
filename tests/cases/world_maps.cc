// What a subject is shown: his accounting, read as he would read it, with the ledger's key alone.
#include "gate/accounting.h"
#include "ledger/accounting.h"
#include "ledger/receipt.h"
#include "tests/cases/world.h"

namespace cs::cases {

Result<std::optional<ledger::AccountedQuarter>> World::shown(const std::string& person, const std::string& quarter) {
  CS_TRY(wanted, ledger::parse_quarter(quarter));
  CS_TRY(given, gate::subject_account(*gate_, person));
  const auto read = ledger::read_accounting(given.text, gate_->ledger().log_key());
  if (!read) return wrong(person + "'s accounting does not hold: " + read.fault().text);
  for (const ledger::AccountedQuarter& one : read->quarters)
    if (one.quarter == wanted) return std::optional(one);
  return std::optional<ledger::AccountedQuarter>();
}

Result<void> World::expect_shown(const std::string& person, std::uint64_t records, const std::string& quarter) {
  CS_TRY(one, shown(person, quarter));
  if (!one) return wrong("there is no map of " + quarter);
  const std::uint64_t should = empty_register_ ? 0 : records;  // nobody is on record there
  return one->records == should ? Result<void>() : wrong(person + " is shown " + std::to_string(one->records) + " disclosures, not " + std::to_string(should));
}

Result<void> World::expect_no_map(const std::string& person, const std::string& quarter) {
  CS_TRY(one, shown(person, quarter));
  return one ? Result<void>(wrong("there is a map of " + quarter)) : Result<void>();
}

Result<void> World::expect_leaves(const std::string& quarter, std::uint64_t leaves) {
  CS_TRY(wanted, ledger::parse_quarter(quarter));
  for (const gate::MapHead& head : gate_->state().maps())
    if (head.map.quarter == wanted)
      return head.map.leaves == leaves ? Result<void>() : wrong("the map has " + std::to_string(head.map.leaves) + " leaves");
  return wrong("there is no map of " + quarter);
}

std::uint64_t World::lines_destroyed() const {
  std::uint64_t openings = 0;
  const gate::State& state = gate_->state();
  for (const gate::HeldRequest& held : state.requests()) openings += held.destroyed ? 2 : 0;  // the manifest and its signatures
  for (const gate::MapHead& head : state.maps()) openings += state.map_destroyed_by(head.map.quarter).empty() ? 0 : 1;  // its seed
  const auto walked = gate_->ledger().for_each({0}, [&](EntryIndex index, const ledger::TimedEntry& entry) -> Result<void> {
    if (const auto* expunge = std::get_if<ledger::ExpungeEntry>(&entry.entry)) openings += expunge->lines.size();
    const auto* shred = std::get_if<ledger::ShredEntry>(&entry.entry);
    const std::uint64_t of_line = shred == nullptr ? 0 : shred->opening_class == ledger::OpeningClass::kInput ? 1 : 3;  // its bytes; how it was admitted, its answer, its basis
    for (const gate::HeldRequest& held : state.requests())
      if (held.stage == gate::RequestStage::kReleased && shred != nullptr && ledger::quarter_of(held.received) == shred->quarter) openings += of_line * held.line_count;
    if (std::holds_alternative<ledger::LineEntry>(entry.entry)) return {};
    const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry.entry);
    const auto* close = std::get_if<ledger::CloseEntry>(&entry.entry);
    const EntryIndex request = admission != nullptr ? admission->request : close != nullptr ? close->request : index;
    CS_TRY(received, gate_->ledger().entry(request));
    for (const auto& [tag, commitment] : ledger::commitments_of(entry.entry)) openings += state.destroyed_by(*ledger::parse_opening_kind(tag), index, received.time) ? 1 : 0;
    return {};
  });
  return walked ? openings : 0;
}

// Nothing opens any more, of its lines, of what was asked and of what was answered.
Result<void> World::expect_outcome_gone(const std::string& request) {
  using ledger::OpeningKind;
  for (const gate::HeldRequest& held : gate_->state().requests()) {
    if (held.close != requests_[request].close) continue;
    ledger::OpeningReader reader = gate_->opening_reader();
    for (const OpeningKind kind : {OpeningKind::kRequest, OpeningKind::kManifest, OpeningKind::kManifestCms})
      if (reader.document(kind, held.request)) return wrong("what was asked by " + request + " can be opened");
    if (reader.document(OpeningKind::kAdmission, *held.admission) || reader.document(OpeningKind::kTally, *held.close)) return wrong("what became of " + request + " can be opened");
    for (std::uint32_t line = 1; line <= held.line_count; ++line)
      for (const OpeningKind kind : {OpeningKind::kIn, OpeningKind::kAnswer, OpeningKind::kBasis, OpeningKind::kAdm})
        if (reader.line(kind, held.request, {line})) return wrong("line " + std::to_string(line) + " of " + request + " can be opened");
    return held.destroyed && held.id.empty() ? Result<void>() : wrong("the gate still knows what " + request + " asked");
  }
  return wrong(request + " was not closed");
}

Result<void> World::expect_told_destroyed(const std::string& person, const std::string& quarter) {
  CS_TRY(one, shown(person, quarter));
  if (!one) return wrong("there is no map of " + quarter);
  if (one->records != 0) return wrong(person + " is still told of " + std::to_string(one->records) + " disclosures");
  return one->destroyed.empty() ? wrong("nothing tells that records of " + quarter + " are destroyed") : Result<void>();
}

// The line's bytes cannot be opened any more; what it was answered can.
Result<void> World::expect_gone(const std::string& request, std::optional<std::uint32_t> only) {
  const gate::HeldRequest* held = held_of(requests_[request]);
  ledger::OpeningReader reader = gate_->opening_reader();
  for (std::uint32_t line = 1; line <= held->line_count; ++line) {
    const auto in = reader.line(ledger::OpeningKind::kIn, held->request, {line});
    const bool should = !only || line == *only;
    if (should && in) return wrong("the lines of " + request + " can be opened");
    if (!should && !in) return wrong("line " + std::to_string(line) + " is gone too");
    if (!reader.line(ledger::OpeningKind::kAnswer, held->request, {line})) return wrong("what line " + std::to_string(line) + " was answered is gone too");
  }
  return {};
}

// Each proof is a receipt that opens its own commitment of the line's entry; what is shown is on record, what is not leaves none.
Result<void> World::expect_line_shown(const gate::LineAsked& asked, bool should, std::size_t count) {
  const std::uint64_t before = gate_->ledger().size();
  const auto proofs = gate::prove_line(*gate_, asked, "");
  if (proofs.ok() != should) return wrong(proofs ? "the line was shown" : "the line was not shown: " + proofs.fault().text);
  if (!proofs) return gate_->ledger().size() == before ? Result<void>() : wrong("what was not shown is on record");
  if (proofs->size() != count) return wrong("a line is shown by " + std::to_string(count) + " proofs, not " + std::to_string(proofs->size()));
  if (gate_->ledger().size() != before + 1) return wrong("what was shown is not on record");
  for (const gate::LineProof& proof : *proofs) {
    CS_TRY(receipt, ledger::read_receipt(proof.receipt, gate_->ledger().log_key()));
    const auto* line = std::get_if<ledger::LineEntry>(&receipt.entry.entry);
    if (line == nullptr || line->line != asked.line || receipt.opened != proof.tag) return wrong("a proof is not of the line that was asked for");
  }
  return {};
}

}  // namespace cs::cases
