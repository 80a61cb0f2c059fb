// shred and expunge: openings of a class are destroyed, one period or one line at a time, and the ledger says so.
#include <algorithm>
#include <map>

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

// What is decided from class outcome: the state at each start, the budget, the accounting and its maps.
Result<void> may_be_deleted(const Making& m, agreement::OpeningClass opening_class) {
  const std::string what = "act " + std::string(agreement::act_rule(m.act.verb).name) + ": ";
  if (m.gate.state().standing_hold(m.id()) != nullptr && !weakened("deletion_waits_for_hold"))
    return conflict(what + "a hold stands; nothing is deleted before it is lifted");
  if (opening_class == agreement::OpeningClass::kOutcome)
    return conflict(what + "class outcome is the accounting, and what the gate starts from: this version keeps it; nothing was entered");
  return {};
}

bool is_open(const HeldRequest& held) { return held.admission && !held.close; }

}  // namespace

Result<void> make_shred(Making& m) {
  const auto& details = m.act.as<agreement::ShredDetails>();
  CS_TRY_VOID(may_be_deleted(m, details.opening_class));
  const std::uint32_t quarter = quarter_of(details);
  if (quarter >= ledger::quarter_of(m.now)) return conflict("shred: that quarter has not ended");
  for (const HeldRequest& held : m.gate.state().requests())
    if (held.agreement == m.id() && ledger::quarter_of(held.received) == quarter && is_open(held)) return conflict("shred: request " + held.id + " of that quarter is not closed yet");
  if (!m.gate.is_replay()) {
    const auto key = m.gate.period_keys().find(period_of(m.act));
    if (!key && key.fault().kind == FaultKind::kNotFound) return conflict("shred: nothing of that class and quarter is kept, or it is destroyed already");
    if (!key) return key.fault();
  }
  m.append.entries.push_back(ledger::ShredEntry{*m.agreement_entry(), static_cast<ledger::OpeningClass>(details.opening_class), quarter, m.as_document()});
  return {};
}

Result<void> make_expunge(Making& m) {
  const auto& details = m.act.as<agreement::ExpungeDetails>();
  CS_TRY_VOID(may_be_deleted(m, details.opening_class));
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
  return entered ? gate.period_keys().destroy(period_of(act)) : gate.period_keys().put_back_all();
}

Result<void> finish_deletions(Gate& gate) {
  for (const ledger::Period& period : gate.state().shredded())
    if (!weakened("shred_destroys_the_key")) CS_TRY_VOID(gate.period_keys().destroy(period));
  if (gate.state().expunged()) CS_TRY_VOID(gate.ledger().settle());
  return gate.period_keys().put_back_all();
}

}  // namespace cs::gate
