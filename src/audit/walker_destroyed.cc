// What a shred of class outcome left nothing of: taken as it stands, and counted under the shred. Everything else is made again; the shred itself too.
#include <algorithm>

#include "audit/walker.h"
#include "ledger/accounting.h"

namespace cs::audit {

using ledger::OpeningClass;
using ledger::OpeningKind;

OutcomeDestroyed& Walker::destroyed_account(EntryIndex shred) {
  OutcomeDestroyed& one = report_.destroyed[shred.value];
  const auto entry = gate_.ledger().entry(shred);
  if (const auto* what = entry ? std::get_if<ledger::ShredEntry>(&entry->entry) : nullptr) one = {shred, agreement_named(what->agreement), ledger::quarter_text(what->quarter), one.requests, one.lines, one.resting};
  return one;
}

std::string Walker::agreement_named(EntryIndex index) const {
  const auto entry = gate_.ledger().entry(index);
  const auto* agreement = entry ? std::get_if<ledger::AgreementEntry>(&entry->entry) : nullptr;
  return agreement != nullptr ? agreement->id.text : std::string();
}

// A request of that quarter: nothing of it opens, and that is looked at.
Result<void> Walker::request_destroyed(EntryIndex index, RequestAccount& account, const Fate& fate, EntryIndex by) {
  CS_TRY(row, gate_.ledger().opening_row(index, OpeningClass::kOutcome, static_cast<std::uint8_t>(OpeningKind::kRequest), 0));
  account.agreement = row.agreement;
  leave_out(index, account, "openings destroyed by entry " + std::to_string(by.value), true);
  OutcomeDestroyed& destroyed = destroyed_account(by);
  ++destroyed.requests;
  destroyed.lines += account.lines;
  ledger::OpeningReader reader = gate_.opening_reader();
  std::vector<Result<ledger::Opening>> kept;
  for (const OpeningKind kind : {OpeningKind::kRequest, OpeningKind::kManifest, OpeningKind::kManifestCms}) kept.push_back(reader.document(kind, index));
  if (fate.admission) kept.push_back(reader.line(OpeningKind::kAdm, index, {1}));
  for (const auto& opening : kept) {
    if (!opening && lost(opening.fault())) return opening.fault();
    if (!opening && opening.fault().kind == FaultKind::kNotFound) continue;
    account.differs = true;
    note(What::kUnexpected, index, "", "openings", "an opening of this request is there, although entry " + std::to_string(by.value) + " destroyed it");
    break;
  }
  return follow(index.value + 1);
}

// Behind the end of the agreement nothing rests on what it was before.
std::optional<EntryIndex> Walker::begun_after_destroyed(const std::string& agreement, Instant t) const {
  const auto timeline = gate_.state().timelines().find(agreement);
  if (timeline == gate_.state().timelines().end() || timeline->second.lifecycle(t) == agreement::Lifecycle::kEnded) return std::nullopt;
  return gate_.state().destroyed_before(agreement, t);
}

std::optional<EntryIndex> Walker::own_opening_destroyed(EntryIndex index, const ledger::TimedEntry& entry) const {
  const auto* admission = std::get_if<ledger::AdmissionEntry>(&entry.entry);
  const auto* close = std::get_if<ledger::CloseEntry>(&entry.entry);
  const EntryIndex request = admission != nullptr ? admission->request : close != nullptr ? close->request : index;
  const auto received = gate_.ledger().entry(request);  // a request's openings are of its own quarter
  if (!received) return std::nullopt;
  for (const auto& [tag, commitment] : ledger::commitments_of(entry.entry))
    if (const auto kind = ledger::parse_opening_kind(tag))
      if (const auto by = gate_.state().destroyed_by(*kind, index, received->time)) return by;
  return std::nullopt;
}

std::optional<std::string> Walker::agreement_in_row(EntryIndex index, const ledger::Entry& entry) const {
  for (const auto& [tag, commitment] : ledger::commitments_of(entry)) {
    const auto kind = ledger::parse_opening_kind(tag);
    const auto row = kind ? gate_.ledger().opening_row(index, OpeningClass::kOutcome, static_cast<std::uint8_t>(*kind), 0) : Result<store::OpeningRow>(not_found(""));
    if (row) return row->agreement;
  }
  return std::nullopt;
}

// Acts that cannot be made again: their own document is destroyed, or they speak of requests and acts whose documents are. The acts that shape the
// agreement, and the shreds themselves, are documents of the ledger: those are judged by their signatures as ever.
std::optional<EntryIndex> Walker::rests_on(EntryIndex index, const ledger::TimedEntry& entry) const {
  const auto& what = entry.entry;
  const gate::State& state = gate_.state();
  if (gate_.ledger().shreds().empty()) return std::nullopt;
  if (const auto own = own_opening_destroyed(index, entry)) return own;
  if (const auto* expunge = std::get_if<ledger::ExpungeEntry>(&what)) {
    for (const ledger::ExpungedLine& line : expunge->lines)
      if (const gate::HeldRequest* held = gate_.state().request_at(line.request); held != nullptr && held->destroyed) return held->destroyed;
    return std::nullopt;
  }
  if (const auto* resume = std::get_if<ledger::ResumeEntry>(&what)) return state.destroyed_before(agreement_named(resume->agreement), entry.time);
  if (const auto* disposal = std::get_if<ledger::DisposalEntry>(&what)) {
    const gate::HeldRecall* recall = state.recall_at(disposal->recall);
    return recall == nullptr ? std::nullopt : state.destroyed_before(recall->agreement, entry.time);
  }
  const auto* stop = std::get_if<ledger::StopEntry>(&what);
  const bool speaks_of_others = (stop != nullptr && stop->cause != ledger::StopCause::kPerson) || std::holds_alternative<ledger::RestraintEntry>(what) ||
                                std::holds_alternative<ledger::RecallEntry>(what) || std::holds_alternative<ledger::CorrectionEntry>(what) ||
                                std::holds_alternative<ledger::FollowUpEntry>(what) || std::holds_alternative<ledger::HoldEntry>(what);
  const auto agreement = speaks_of_others ? agreement_in_row(index, what) : std::nullopt;
  return agreement ? state.destroyed_before(*agreement, entry.time) : std::nullopt;
}

Result<void> Walker::taken_for(EntryIndex shred, EntryIndex index, const ledger::TimedEntry& entry) {
  ++destroyed_account(shred).resting;
  return taken(index, entry);
}

}  // namespace cs::audit
