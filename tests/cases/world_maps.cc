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
  std::uint64_t lines = 0;
  const auto walked = gate_->ledger().for_each({0}, [&](EntryIndex, const ledger::TimedEntry& entry) -> Result<void> {
    if (const auto* expunge = std::get_if<ledger::ExpungeEntry>(&entry.entry)) lines += expunge->lines.size();
    const auto* shred = std::get_if<ledger::ShredEntry>(&entry.entry);
    for (const gate::HeldRequest& held : gate_->state().requests())
      if (shred != nullptr && held.stage == gate::RequestStage::kReleased && ledger::quarter_of(held.received) == shred->quarter) lines += held.line_count;
    return {};
  });
  return walked ? lines : 0;
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
