// What a request's record enters: the desk's entry, its lines, `close` and `delivery`.
#include <algorithm>

#include "gate/desk.h"
#include "gate/payloads.h"
#include "gate/request_entries.h"

namespace cs::gate {

using ledger::OpeningKind;

namespace {

constexpr std::size_t kEntriesOfClose = 2;  // `close` and `delivery`, behind the lines

AnswerHead head_of(const Recording& recording) {
  const Admitted::Held& request = recording.request;
  AnswerHead head;
  head.request = request.id;
  head.agreement = request.agreement;
  head.agreement_version = request.asked.version;
  head.outcome = recording.outcome;
  head.refusal = recording.refusal;
  head.line_count = request.line_count;
  head.lines_root = digest_text(request.lines_root);
  head.purpose = request.purpose;
  if (request.terms) head.meaning = request.terms->texts.meaning;
  if (request.terms && recording.refusal != Reason::kNone) head.refusal_ground = std::string(request.terms->ground_of(recording.refusal));
  if (request.admission) head.release_at = request.release_at, head.admission = request.admission;
  return head;
}

// The sealed answer; none for a stranger, to whom nothing can be sealed.
Result<std::optional<Bytes>> sealed_answer(Gate& gate, Recording& recording) {
  const bool lines = recording.outcome == CloseOutcome::kAnswered;
  auto document = answer_document(head_of(recording), recording.verdicts, lines ? recording.request.line_digests : std::vector<Digest>());
  if (!document) return document.fault();
  recording.document = std::move(*document);
  if (!recording.request.terms) return std::optional<Bytes>();
  CS_TRY(der, gate.ledger().document(recording.request.terms->parties.recipient));
  CS_TRY(recipient, crypto::Certificate::parse_der(der));
  CS_TRY(sealed, crypto::seal_answer(recording.document, gate.keys().gate, gate.keys().gate_key, recipient, recording.now));
  return std::optional<Bytes>(std::move(sealed));
}

// The desk entry of this tick, empty or not.
Result<void> add_desk(Gate& gate, Recording& recording) {
  CS_TRY(waiting, waiting_desk_events(gate.paths().desk(), gate.keys().subject));
  for (const std::string& event : waiting)
    if (std::find(gate.state().desk_events().begin(), gate.state().desk_events().end(), event) == gate.state().desk_events().end())
      recording.desk_events.push_back(event);
  const EntryIndex index{gate.next().value + recording.append.entries.size()};
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(opening, writer.document(OpeningKind::kDesk, index, recording.now, ledger::kNoAgreement, encode_desk_events(recording.desk_events)));
  recording.append.entries.push_back(ledger::DeskEntry{gate.state().desk_since(), opening.commitment});
  recording.append.openings.push_back(opening.row);
  recording.desk = index;
  recording.desk_events = std::move(waiting);
  return {};
}

Result<void> add_lines(Gate& gate, Recording& recording) {
  const Admitted::Held& request = recording.request;
  ledger::OpeningWriter writer = gate.opening_writer();
  const std::size_t count = recording.verdicts.size();
  codec::CborWriter scratch;
  Bytes payload;
  const auto answer_of = [&](std::size_t i) {
    payload = encode_answer({static_cast<std::uint32_t>(i + 1)}, recording.verdicts[i]);
    return ByteView(payload);
  };
  const auto basis_of = [&](std::size_t i) {
    encode_basis(recording.bases[i], scratch, payload);
    return ByteView(payload);
  };
  CS_TRY(answer, writer.lines(OpeningKind::kAnswer, request.request, request.received, request.agreement, count, answer_of));
  CS_TRY(basis, writer.lines(OpeningKind::kBasis, request.request, request.received, request.agreement, count, basis_of));
  recording.append.entries.reserve(recording.append.entries.size() + count + kEntriesOfClose);
  for (std::size_t i = 0; i < count; ++i)
    recording.append.entries.push_back(ledger::LineEntry{request.request, {static_cast<std::uint32_t>(i + 1)}, request.in_commitments[i],
                                                         answer.commitments[i], basis.commitments[i]});
  for (auto* rows : {&answer.rows, &basis.rows})
    recording.append.openings.insert(recording.append.openings.end(), std::make_move_iterator(rows->begin()), std::make_move_iterator(rows->end()));
  return {};
}

// `close`, and the `delivery` of an answer that its requester waits for.
Result<EntryIndex> add_close(Gate& gate, Recording& recording, std::optional<EntryIndex> first_line) {
  const Admitted::Held& request = recording.request;
  const EntryIndex index{gate.next().value + recording.append.entries.size()};
  CS_TRY(sealed, sealed_answer(gate, recording));
  const Bytes tally = encode_tally(tally_of(recording.verdicts), crypto::sha256(recording.document), recording.refusal);
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(opening, writer.document(OpeningKind::kTally, index, recording.now, request.terms ? request.agreement : std::string(ledger::kNoAgreement), tally));
  ledger::CloseEntry close;
  close.request = request.request;
  close.admission = request.admission;
  close.outcome = recording.outcome;
  close.first_line = first_line;
  close.lines = static_cast<std::uint32_t>(recording.verdicts.size());
  close.tally = opening.commitment;
  close.agreement = request.admission ? gate.state().agreement_entry(request.agreement) : std::nullopt;
  close.orders = recording.heads;
  if (request.admission && gate.state().trust()) close.trust = gate.state().trust()->entry;
  close.desk = recording.desk ? recording.desk : gate.state().desk();
  if (sealed) close.response = crypto::sha256(*sealed);
  recording.append.entries.push_back(close);
  recording.append.openings.push_back(opening.row);
  if (sealed) {
    recording.append.entries.push_back(ledger::DeliveryEntry{index, *close.response, request.client});
    recording.append.answer = ledger::SealedAnswer{request.request, index, std::move(*sealed)};
  }
  return index;
}

}  // namespace

Result<EntryIndex> build_record(Gate& gate, Recording& recording) {
  recording.append.time = recording.now;
  recording.append.entries = recording.request.intake.entries;
  recording.append.openings = recording.request.intake.openings;
  CS_TRY_VOID(add_desk(gate, recording));
  std::optional<EntryIndex> first_line;
  if (!recording.verdicts.empty()) first_line = EntryIndex{gate.next().value + recording.append.entries.size()};
  CS_TRY_VOID(add_lines(gate, recording));
  return add_close(gate, recording, first_line);
}

}  // namespace cs::gate
