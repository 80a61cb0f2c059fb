// Lines: those that are destroyed, and by which entry; what is kept of them and of all others, beside what the ledger commits to.
#include <algorithm>

#include "audit/walker.h"
#include "base/limits.h"
#include "gate/payloads.h"

namespace cs::audit {

using gate::LineVerdict;
using ledger::OpeningKind;

namespace {

// What a line may be answered that was matched: a verdict, or a refusal that the second check of an order or a restraint gives.
bool may_be_told(const LineVerdict& answer) {
  if (answer.verdict != Verdict::kRefused) return answer.reason == Reason::kNone;
  return answer.reason == Reason::kRstClass || (answer.reason >= Reason::kOrdStale && answer.reason <= Reason::kOrdAge);
}

// The commitments to lines that are destroyed, as the entries of the lines hold them.
Result<std::vector<Digest>> recorded_in(const ledger::Ledger& ledger, const Fate& fate, std::size_t count) {
  std::vector<Digest> in(count);
  if (!fate.closed || !fate.closed->first_line) return in;
  for (std::size_t i = 0; i < count; ++i) {
    const auto entry = ledger.entry({fate.closed->first_line->value + i});
    if (!entry && entry.fault().kind == FaultKind::kIo) return entry.fault();
    const auto* line = entry ? std::get_if<ledger::LineEntry>(&entry->entry) : nullptr;
    if (line != nullptr && line->line.value == i + 1) in[i] = line->in;
  }
  return in;
}

}  // namespace

std::optional<EntryIndex> Walker::destroyed_by(EntryIndex request, const RequestAccount& account, LineNumber line) const {
  const auto received = gate_.ledger().entry(request);
  return received ? source_.destroyed.by(request, account.agreement, ledger::quarter_of(received->time), line) : std::nullopt;
}

const gate::GoneLines* Walker::gone_of(EntryIndex request) const {
  const auto found = gone_.find(request.value);
  return found == gone_.end() ? nullptr : &found->second.lines;
}

// As the requester sent them: the lines of an admitted request one by one, those of a refused one as one document. In the place of one that is
// destroyed there is nothing.
Result<std::string> Walker::lines_of(EntryIndex request, RequestAccount& account, const Fate& fate, ByteView received) {
  ledger::OpeningReader reader = gate_.opening_reader();
  if (!fate.admission) {
    const Digest none = crypto::sha256({});  // no lines came: nothing was kept of them
    if (received.size() >= none.size() && std::equal(none.begin(), none.end(), received.end() - static_cast<std::ptrdiff_t>(none.size()))) return std::string();
    auto opening = reader.document(OpeningKind::kLines, request);
    lines_file_gone_ = !opening && opening.fault().kind == FaultKind::kNotFound;
    if (!opening) return opening.fault();
    return to_string(opening->payload);
  }
  std::string lines;
  Gone gone;
  gone.lines.gone.assign(fate.admitted_lines, false);
  const auto there = [&](LineNumber, const Digest&, ByteView bytes) -> Result<void> {
    lines.append(as_text(bytes));
    lines.push_back('\n');
    return {};
  };
  const auto destroyed = [&](LineNumber line) -> Result<void> {
    gone.lines.gone[line.value - 1] = true;
    lines.push_back('\n');
    return {};
  };
  CS_TRY_VOID(reader.for_each_line(OpeningKind::kIn, request, fate.admitted_lines, there, destroyed));
  CS_TRY_VOID(look_at_gone(request, account, fate, std::move(gone)));
  return lines;
}

// Each line that is gone was destroyed by an entry, and each that an entry destroyed is gone.
Result<void> Walker::look_at_gone(EntryIndex request, RequestAccount& account, const Fate& fate, Gone gone) {
  CS_TRY(received, gate_.ledger().entry(request));
  const std::uint32_t quarter = ledger::quarter_of(received.time);
  const bool whole = std::find(gone.lines.gone.begin(), gone.lines.gone.end(), true) == gone.lines.gone.end();
  if (whole && !source_.destroyed.some(request, account.agreement, quarter)) return {};
  for (std::uint32_t line = 1; line <= gone.lines.gone.size(); ++line) {
    const auto by = source_.destroyed.by(request, account.agreement, quarter, {line});
    const bool is_gone = gone.lines.gone[line - 1];
    if (by && !is_gone) note(What::kUnexpected, request, account.id, "in", "line " + std::to_string(line) + " is there, although entry " + std::to_string(by->value) + " destroyed it");
    if (!by && is_gone) note(What::kMissing, request, account.id, "in", "line " + std::to_string(line) + " is gone, and no entry says that it was destroyed");
    account.differs = account.differs || by.has_value() != is_gone;
    if (!is_gone) continue;
    ++(by ? gone.named : gone.unnamed);
    if (by && !gone.by) gone.by = by;
  }
  if (gone.named + gone.unnamed == 0) return {};
  CS_TRY(in, recorded_in(gate_.ledger(), fate, gone.lines.gone.size()));
  gone.lines.in = std::move(in);
  if (fate.close) {
    CS_TRY(opening, gate_.opening_reader().document(OpeningKind::kTally, *fate.close));
    CS_TRY(tally, gate::read_tally(opening.payload));
    gone.lines.document = tally.document;
  }
  if (gone.by) account.excuse = "openings destroyed by entry " + std::to_string(gone.by->value);
  comparison_.lines_are_gone((gone_[request.value] = std::move(gone)).lines);
  return {};
}

// An opening may be another than the one that was committed to, although what follows is what was committed to.
void Walker::look_at_kept(const RequestAccount& account) {
  const auto named_already = [&](const Comparison::Unlike& one) {
    if (one.kind == OpeningKind::kAdm || one.kind == OpeningKind::kAdmission) return comparison_.admission_differs();
    const auto& lines = comparison_.lines();
    return std::any_of(lines.begin(), lines.end(), [&](const LineDifference& line) { return line.line == one.line.value && line.of == ledger::opening_kind_word(one.kind); });
  };
  for (const Comparison::Unlike& one : comparison_.unlike()) {
    const bool of_line = one.line.value > 0;
    if ((!of_line && one.kind != OpeningKind::kAdmission) || named_already(one)) continue;  // every other document was opened by its entry
    if (of_line) wrong_lines_[account.request.value].insert(one.line.value);
    Finding finding{What::kAltered, one.entry, account.id, {}, std::string(ledger::opening_kind_word(one.kind)), {}, {}, "the opening that is kept is not the one that was committed to"};
    if (of_line) finding.line = one.line.value;
    add_finding(report_, std::move(finding));
  }
}

// Lines that cannot be matched again: what was answered must be something that the rest of what is kept allows.
Result<void> Walker::look_at_told(const RequestAccount& account) {
  const auto& gone = gone_of(account.request)->gone;
  const auto count = static_cast<std::uint32_t>(gone.size());
  ledger::OpeningReader reader = gate_.opening_reader();
  std::vector<bool> matched(count), verified(count);
  const auto wrong = [&](LineNumber line, const char* of, const char* text) {
    wrong_lines_[account.request.value].insert(line.value);
    add_finding(report_, {What::kAltered, account.request, account.id, line.value, of, {}, {}, text});
  };
  const auto read = [&]() -> Result<void> {
    CS_TRY_VOID(reader.for_each_line(OpeningKind::kAdm, account.request, count, [&](LineNumber line, const Digest&, ByteView payload) -> Result<void> {
      CS_TRY(admission, gate::decode_admission(payload));
      matched[line.value - 1] = gone[line.value - 1] && admission.spend == gate::Spend::kUnit;
      return {};
    }));
    CS_TRY_VOID(reader.for_each_line(OpeningKind::kAnswer, account.request, count, [&](LineNumber line, const Digest&, ByteView payload) -> Result<void> {
      CS_TRY(answer, gate::read_answer(payload));
      verified[line.value - 1] = answer.verdict == Verdict::kVerified;
      if (matched[line.value - 1] && !may_be_told(answer)) wrong(line, "answer", "the line was admitted, and its answer is none that an admitted line gets");
      return {};
    }));
    return reader.for_each_line(OpeningKind::kBasis, account.request, count, [&](LineNumber line, const Digest&, ByteView payload) -> Result<void> {
      if (!matched[line.value - 1] || !verified[line.value - 1]) return {};
      CS_TRY(verifies, gate::basis_verifies(payload));
      if (!verifies) wrong(line, "basis", "the line was answered verified, and its basis names nobody who is");
      return {};
    });
  }();
  if (!read && lost(read.fault())) return read.fault();
  if (!read) note(What::kMissing, account.request, account.id, "openings", "what is kept of its lines cannot be read: " + read.fault().text);
  return {};
}

// The accounting of what was disclosed, counted from the openings of the answers, beside the tally that `close` commits to.
Result<void> Walker::disclosures(RequestAccount& account, const Fate& fate) {
  const ledger::CloseEntry& close = *fate.closed;
  CS_TRY(entry, gate_.ledger().entry(*fate.close));
  Disclosures made{*fate.close, entry.time, account.id, account.agreement, account.purpose};
  std::vector<LineVerdict> verdicts;
  ledger::OpeningReader reader = gate_.opening_reader();
  const auto read = reader.for_each_line(OpeningKind::kAnswer, account.request, close.lines, [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
    CS_TRY(verdict, gate::read_answer(payload));
    verdicts.push_back(verdict);
    ++(verdict.verdict == Verdict::kVerified ? made.verified : verdict.verdict == Verdict::kNotVerified ? made.not_verified : made.refused);
    return {};
  });
  const auto opening = reader.document(OpeningKind::kTally, *fate.close);
  const auto tally = opening ? gate::read_tally(opening->payload) : Result<gate::Tally>(opening.fault());
  made.agrees = read && tally && tally->rows == gate::tally_of(verdicts);
  account.differs = account.differs || !made.agrees;
  if (!made.agrees) note(What::kAltered, *fate.close, account.id, "accounting", "the disclosures counted from the openings are not those of the tally");
  report_.accounting.push_back(std::move(made));
  return {};
}

}  // namespace cs::audit
