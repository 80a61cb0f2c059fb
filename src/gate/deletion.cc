// shred and expunge: openings of a class are destroyed, one period or one line at a time, and the ledger says so.
#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "gate/making.h"
#include "gate/weaken.h"

namespace cs::gate {
namespace {

std::uint32_t quarter_of(const agreement::ShredDetails& details) { return static_cast<std::uint32_t>(details.year * 4 + details.quarter - 1); }

ledger::Period period_of(const agreement::Act& act) {
  const auto& details = act.as<agreement::ShredDetails>();
  return {act.agreement->text(), static_cast<ledger::OpeningClass>(details.opening_class), quarter_of(details)};
}

Result<void> no_hold_stands(const Making& m) {
  if (m.gate.state().standing_hold(m.id()) == nullptr || weakened("deletion_waits_for_hold")) return {};
  return conflict("act " + std::string(agreement::act_rule(m.act.verb).name) + ": a hold stands; nothing is deleted before it is lifted");
}

bool is_open(const HeldRequest& held) { return held.admission && !held.close; }

std::uint64_t years_of(const agreement::Terms* terms) { return terms == nullptr ? 0 : static_cast<std::uint64_t>(terms->retention.accounting_years); }

// The quarter in which the last answer to a request of this one left, and the years that the agreement keeps its accounting; of two versions the longer.
struct Kept {
  std::uint32_t last = 0;
  std::uint64_t years = 0;
};

Kept kept_by_agreement(const Making& m, std::uint32_t quarter) {
  State& state = m.gate.state();
  const agreement::Timeline& timeline = *state.timeline(m.id());
  Kept kept{quarter, std::max(years_of(m.terms), years_of(timeline.terms(ledger::quarter_begin(quarter + 1)).get()))};
  const auto is_its_own = [&](const HeldRequest& held) { return held.agreement == m.id() && ledger::quarter_of(held.received) == quarter; };
  for (const HeldRequest& held : state.requests())
    if (is_its_own(held)) kept.years = std::max(kept.years, years_of(timeline.terms(held.received).get()));
  for (const Delivered& delivered : state.deliveries())
    if (const HeldRequest* held = state.closed_by(delivered.close); held != nullptr && is_its_own(*held)) kept.last = std::max(kept.last, ledger::quarter_of(delivered.at));
  return kept;
}

// The accounting: it outlives the agreement and its years, and nothing that is kept rests on what is destroyed.
Result<void> outcome_may_go(Making& m, std::uint32_t quarter) {
  State& state = m.gate.state();
  const agreement::Timeline& timeline = *state.timeline(m.id());
  if (timeline.lifecycle(m.now) != agreement::Lifecycle::kEnded && !weakened("outcome_outlives_the_agreement"))
    return conflict("shred: the agreement has not ended; what its budget and its answers rest on is kept until then");
  const Kept kept = kept_by_agreement(m, quarter);
  const Instant until = ledger::quarter_begin(kept.last + 1 + static_cast<std::uint32_t>(4 * kept.years));
  if (m.now < until && !weakened("outcome_is_kept_its_years"))
    return conflict("shred: the accounting of that quarter is kept until " + until.text() + " (retention.accounting_years)");
  for (const HeldRequest& held : state.requests())
    if (held.agreement == m.id() && held.admission && !held.destroyed && ledger::quarter_of(held.received) > quarter)
      return conflict("shred: a later quarter is still kept, and what was decided in it rests on this one; the latest goes first");
  for (const Delivered& delivered : state.deliveries()) {
    const HeldRequest* held = state.closed_by(delivered.close);
    if (held == nullptr || held->agreement != m.id() || ledger::quarter_of(held->received) != quarter) continue;
    if (state.maps().empty() || state.maps().back().map.quarter < ledger::quarter_of(delivered.at)) return conflict("shred: the disclosure map of a quarter in which its answers left is not made yet");
  }
  const auto input = m.gate.is_replay() ? Result<crypto::SealKey>(not_found("")) : m.gate.period_keys().find({m.id(), ledger::OpeningClass::kInput, quarter});
  if (input) return conflict("shred: the lines of that quarter are still kept; shred class input first");
  return input.fault().kind == FaultKind::kNotFound ? Result<void>() : Result<void>(input.fault());
}

// A map whose subjects are destroyed cannot be made again, and nobody can be shown a leaf of it any more: what its leaves were salted with goes too,
// so that no guess can be held against its root.
Result<void> expunge_map_seeds(Making& m, std::uint32_t quarter) {
  State& state = m.gate.state();
  std::set<std::uint32_t> quarters;
  for (const Delivered& delivered : state.deliveries())
    if (const HeldRequest* held = state.closed_by(delivered.close); held != nullptr && held->stage == RequestStage::kReleased && held->agreement == m.id() &&
                                                                     ledger::quarter_of(held->received) == quarter)
      quarters.insert(ledger::quarter_of(delivered.at));
  for (const MapHead& head : state.maps()) {
    if (!quarters.contains(head.map.quarter)) continue;
    CS_TRY(row, m.gate.ledger().opening_row(head.entry, ledger::OpeningClass::kOutcome, static_cast<std::uint8_t>(ledger::OpeningKind::kMap), 0));
    auto without = ledger::expunged(row, {LineNumber{1}}, m.gate.ledger().origin(), m.gate.period_keys(), m.gate.random());
    if (!without && without.fault().kind == FaultKind::kNotFound) continue;  // gone with another agreement's
    if (!without) return without.fault();
    m.append.rewritten.push_back(std::move(*without));
  }
  return {};
}

// The key of the agreement's budget is of no use once nothing is kept that was reserved under it.
Result<void> destroy_idle_budget_key(Gate& gate, const std::string& agreement) {
  for (const HeldRequest& held : gate.state().requests())
    if (held.agreement == agreement && held.admission && !held.destroyed) return {};
  gate.forget_budget(agreement);
  return ledger::destroy_key_file(gate.paths().budget_key(agreement), sizeof(Digest));
}

}  // namespace

Result<void> make_shred(Making& m) {
  const auto& details = m.act.as<agreement::ShredDetails>();
  CS_TRY_VOID(no_hold_stands(m));
  const std::uint32_t quarter = quarter_of(details);
  if (quarter >= ledger::quarter_of(m.now)) return conflict("shred: that quarter has not ended");
  for (const HeldRequest& held : m.gate.state().requests())
    if (held.agreement == m.id() && ledger::quarter_of(held.received) == quarter && is_open(held)) return conflict("shred: request " + held.id + " of that quarter is not closed yet");
  const bool outcome = details.opening_class == agreement::OpeningClass::kOutcome;
  if (outcome) CS_TRY_VOID(outcome_may_go(m, quarter));
  if (!m.gate.is_replay()) {
    const auto key = m.gate.period_keys().find(period_of(m.act));
    if (!key && key.fault().kind == FaultKind::kNotFound) return conflict("shred: nothing of that class and quarter is kept, or it is destroyed already");
    if (!key) return key.fault();
  }
  if (outcome && !m.gate.is_replay()) CS_TRY_VOID(expunge_map_seeds(m, quarter));
  m.append.entries.push_back(ledger::ShredEntry{*m.agreement_entry(), static_cast<ledger::OpeningClass>(details.opening_class), quarter, m.as_document()});
  return {};
}

Result<void> make_expunge(Making& m) {
  const auto& details = m.act.as<agreement::ExpungeDetails>();
  CS_TRY_VOID(no_hold_stands(m));
  if (details.opening_class == agreement::OpeningClass::kOutcome)
    return conflict("expunge: class outcome is the accounting; it goes with its whole quarter, by shred, when the agreement's years are over");
  const HeldRequest* held = m.gate.state().admitted_request(details.request.text());
  if (held == nullptr || held->agreement != m.id() || !held->close) return conflict("expunge: request " + details.request.text() + " is none that was admitted and closed");
  if (details.lines.back().last > held->line_count) return conflict("expunge: the request has " + std::to_string(held->line_count) + " lines");
  ledger::ExpungeEntry entry{{}, static_cast<ledger::OpeningClass>(details.opening_class), m.as_document()};
  std::map<std::uint32_t, std::vector<LineNumber>> by_part;
  for (const agreement::LineSpan& span : details.lines)
    for (std::uint32_t line = span.first; line <= span.last; ++line) {
      entry.lines.push_back({held->request, {line}});
      by_part[(line - 1) / static_cast<std::uint32_t>(limits::kOpeningLinesPerRow)].push_back({line});
    }
  m.append.entries.push_back(std::move(entry));
  if (m.gate.is_replay()) return {};
  for (const auto& [part, lines] : by_part) {
    CS_TRY(row, m.gate.ledger().opening_row(held->request, ledger::OpeningClass::kInput, static_cast<std::uint8_t>(ledger::OpeningKind::kIn), part));
    auto without = ledger::expunged(row, lines, m.gate.ledger().origin(), m.gate.period_keys(), m.gate.random());
    if (!without && without.fault().kind == FaultKind::kNotFound) return conflict("expunge: " + without.fault().text);
    if (!without) return without.fault();
    m.append.rewritten.push_back(std::move(*without));
  }
  return {};
}

// The key is out of reach before the entry says so, and destroyed after it: a process that is killed between leaves a key that is put back, or
// an entry whose key the next start destroys. An expunge is one transaction; of one that was killed after it the journal, and the database under
// it, have the old bytes until the next start settles them.
Result<void> before_deletion(Gate& gate, const agreement::Act& act) {
  if (act.verb != agreement::Verb::kShred || gate.is_replay() || weakened("shred_destroys_the_key")) return {};
  return gate.period_keys().set_aside(period_of(act));
}

Result<void> after_deletion(Gate& gate, const agreement::Act& act, bool entered) {
  if (gate.is_replay()) return {};
  if (act.verb == agreement::Verb::kExpunge && entered) return gate.ledger().settle();  // the journal has the old bytes until then
  if (act.verb != agreement::Verb::kShred || weakened("shred_destroys_the_key")) return {};
  if (!entered) return gate.period_keys().put_back_all();
  CS_TRY_VOID(gate.period_keys().destroy(period_of(act)));
  if (period_of(act).opening_class == ledger::OpeningClass::kInput) return {};
  CS_TRY_VOID(destroy_idle_budget_key(gate, period_of(act).agreement));
  return gate.ledger().settle();
}

// Before anything is folded: a key that is aside and that no entry names opens what the fold reads.
Result<void> settle_keys(Gate& gate) {
  for (const ledger::Shredded& shred : gate.ledger().shreds()) {
    if (weakened("shred_destroys_the_key")) continue;
    CS_TRY(entry, gate.ledger().entry(shred.what.agreement));
    const auto* agreement = std::get_if<ledger::AgreementEntry>(&entry.entry);
    if (agreement == nullptr) return untrusted("ledger: entry " + std::to_string(shred.entry.value) + " shreds what is of no agreement");
    CS_TRY_VOID(gate.period_keys().destroy({agreement->id.text, shred.what.opening_class, shred.what.quarter}));
  }
  return gate.period_keys().put_back_all();
}

Result<void> finish_deletions(Gate& gate) {
  for (const ledger::Period& period : gate.state().shredded())
    if (period.opening_class == ledger::OpeningClass::kOutcome && !weakened("shred_destroys_the_key")) CS_TRY_VOID(destroy_idle_budget_key(gate, period.agreement));
  return gate.state().expunged() ? gate.ledger().settle() : Result<void>();
}

}  // namespace cs::gate
