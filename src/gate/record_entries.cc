// What a request's record enters: the desk's entry, its lines, `close` and `delivery`.
#include <algorithm>

#include "gate/desk.h"
#include "gate/payloads.h"
#include "gate/request_entries.h"

namespace cs::gate {

using ledger::OpeningKind;

namespace {

constexpr std::size_t kEntriesOfClose = 2;  // `close` and `delivery`, behind the lines

AnswerHead head_of(Gate& gate, const Recording& recording) {
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
  // As the ledger has it now: a resume moves it, whether the request was kept in memory since or read again.
  if (request.admission) head.release_at = gate.state().request_at(request.request)->release_at, head.admission = request.admission;
  return head;
}

// The sealed answer; none for a stranger, to whom nothing can be sealed.
Result<std::optional<Gate::Response>> sealed_answer(Gate& gate, Recording& recording, EntryIndex close) {
  const bool lines = recording.outcome == CloseOutcome::kAnswered;
  auto document = answer_document(head_of(gate, recording), recording.verdicts, lines ? recording.request.line_digests : std::vector<Digest>());
  if (!document) return document.fault();
  recording.document = std::move(*document);
  const bool shown = gate.state().is_shown(recording.request.client);
  if (!recording.request.terms || shown) return std::optional<Gate::Response>();  // what was shown after a recovery is no question
  CS_TRY(der, gate.ledger().document(recording.request.terms->parties.recipient));
  CS_TRY(recipient, crypto::Certificate::parse_der(der));
  CS_TRY(sealed, gate.seal_response(recording.document, recipient, recording.now, close));
  return std::optional<Gate::Response>(std::move(sealed));
}

// The desk entry of this tick, empty or not.
Result<void> add_desk(Gate& gate, Recording& recording) {
  CS_TRY(waiting, gate.waiting_desk_events());
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
    if (recording.basis_kept[i]) return ByteView();
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
  CS_TRY(response, sealed_answer(gate, recording, index));
  const bool told = gate.gone_lines() != nullptr && recording.outcome == CloseOutcome::kAnswered;
  const Digest document = told ? gate.gone_lines()->document : crypto::sha256(recording.document);
  const Bytes tally = encode_tally(tally_of(recording.verdicts), document, recording.refusal);
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(opening, writer.document(OpeningKind::kTally, index, request.received, request.terms ? request.agreement : std::string(ledger::kNoAgreement), tally));
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
  if (response) close.response = response->digest;
  recording.append.entries.push_back(close);
  recording.append.openings.push_back(opening.row);
  if (response) recording.append.entries.push_back(ledger::DeliveryEntry{index, response->digest, request.client});
  if (response && response->sealed) recording.append.answer = ledger::SealedAnswer{request.request, index, std::move(*response->sealed)};
  return index;
}

// A request that its lines made refused: they are what an audit recomputes the refusal from.
Result<void> keep_lines(Gate& gate, Recording& recording) {
  const Admitted::Held& request = recording.request;
  if (request.admission || request.lines_bytes.empty() || recording.refusal == Reason::kSvcLedger) return {};
  ledger::OpeningWriter writer = gate.opening_writer();
  CS_TRY(lines, writer.document(OpeningKind::kLines, request.request, request.received, request.agreement, as_bytes(request.lines_bytes)));
  recording.append.openings.push_back(lines.row);
  return {};
}

}  // namespace

Result<EntryIndex> build_record(Gate& gate, Recording& recording) {
  recording.append.time = recording.now;
  recording.append.entries = recording.request.intake.entries;
  recording.append.openings = recording.request.intake.openings;
  CS_TRY_VOID(keep_lines(gate, recording));
  CS_TRY_VOID(add_desk(gate, recording));
  std::optional<EntryIndex> first_line;
  if (!recording.verdicts.empty()) first_line = EntryIndex{gate.next().value + recording.append.entries.size()};
  CS_TRY_VOID(add_lines(gate, recording));
  return add_close(gate, recording, first_line);
}

}  // namespace cs::gate
