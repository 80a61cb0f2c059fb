#include "gate/opened_entry.h"

#include "codec/json.h"
#include "crypto/digest.h"
#include "gate/accounting.h"

namespace cs::gate {
namespace {

using codec::Value;
using ledger::OpeningKind;

// A line's openings stand with its request, in the place of its number.
Result<ledger::Opening> opening_of(Gate& gate, EntryIndex index, const ledger::Entry& entry, OpeningKind kind) {
  const auto* line = std::get_if<ledger::LineEntry>(&entry);
  return line == nullptr ? gate.opening_reader().document(kind, index) : gate.opening_reader().line(kind, line->request, line->line);
}

Result<Value> opened(Gate& gate, EntryIndex index, const ledger::Entry& entry, const ledger::TaggedCommitment& committed) {
  CS_TRY(kind, ledger::parse_opening_kind(committed.tag));
  const auto opening = opening_of(gate, index, entry, kind);
  if (!opening && opening.fault().kind != FaultKind::kNotFound) return opening.fault();
  if (opening && crypto::commit(committed.tag, opening->r, opening->payload) != committed.commitment)
    return untrusted("entry " + std::to_string(index.value) + ": the opening of its " + std::string(committed.tag) + " is not the one committed to");
  return codec::record_of({{"commitment", Value(std::string(committed.tag))}, {"payload", opening ? payload_view(kind, opening->payload) : Value()}});
}

}  // namespace

Result<Value> opened_entry(Gate& gate, EntryIndex index) {
  CS_TRY(entry, gate.ledger().entry(index));
  const auto commitments = ledger::commitments_of(entry.entry);
  if (!commitments.empty())
    CS_TRY_VOID(enter_access(gate, ledger::AccessBy::kAuditor,
                             codec::record_of({{"format", Value(std::string("countersign-access/1"))},
                                               {"to", Value(std::string(ledger::word(ledger::AccessBy::kAuditor)))},
                                               {"entry", Value(static_cast<std::int64_t>(index.value))}})));
  codec::List all;
  for (const ledger::TaggedCommitment& committed : commitments) {
    CS_TRY(one, opened(gate, index, entry.entry, committed));
    all.push_back(std::move(one));
  }
  const Value plain = ledger::entry_view(index, entry);
  codec::Record view = *plain.record();
  view.emplace_back("opened", Value(std::move(all)));
  return Value(std::move(view));
}

}  // namespace cs::gate
