// look_back: the gate matches some of the lines again that it answered, and holds them against the ledger.
#include <algorithm>

#include "gate/corridor.h"
#include "gate/gate.h"
#include "gate/line_tests.h"
#include "gate/payloads.h"

namespace cs::gate {
namespace {

using ledger::OpeningKind;

// Of the requests that were answered, those whose lines can be matched again here and now.
struct Answered {
  const HeldRequest* held;
  const match::Matcher* matcher;
  std::shared_ptr<const agreement::Terms> terms;
  EntryIndex first_line;
};

// By this program, from a generation that is mapped: another version may have had other tables, and to map a large generation takes its time.
Result<std::optional<Answered>> answered(Gate& gate, const HeldRequest& held) {
  if (held.stage != RequestStage::kReleased || held.destroyed || !held.admission || !gate.state().software()) return std::optional<Answered>();
  CS_TRY(entry, gate.ledger().entry(*held.admission));
  const auto& admission = std::get<ledger::AdmissionEntry>(entry.entry);
  CS_TRY(software, gate.ledger().entry(admission.software));
  CS_TRY(generation, gate.ledger().entry(admission.generation));
  const auto* by = std::get_if<ledger::SoftwareEntry>(&software.entry);
  const auto* pinned = std::get_if<ledger::RegisterEntry>(&generation.entry);
  const auto terms = gate.state().timeline(held.agreement)->terms(held.received);
  if (by == nullptr || pinned == nullptr || !terms || by->executable != gate.state().software()->what.executable) return std::optional<Answered>();
  const match::Matcher* matcher = gate.open_matcher(pinned->manifest, terms->matching.model);
  if (matcher == nullptr) return std::optional<Answered>();
  CS_TRY(close, gate.ledger().entry(*held.close));
  return std::optional<Answered>({&held, matcher, terms, *std::get<ledger::CloseEntry>(close.entry).first_line});
}

// A line of the pool, drawn by its place in it.
struct Pool {
  std::vector<Answered> requests;
  std::vector<std::uint64_t> ends;  // lines up to and with each
  std::uint64_t size() const { return ends.empty() ? 0 : ends.back(); }
};

Result<Pool> pool_of(Gate& gate) {
  Pool pool;
  for (const HeldRequest& held : gate.state().requests()) {
    CS_TRY(one, answered(gate, held));
    if (!one) continue;
    pool.ends.push_back(pool.size() + held.line_count);
    pool.requests.push_back(std::move(*one));
  }
  return pool;
}

std::vector<std::uint64_t> drawn(Gate& gate, std::uint64_t from, std::size_t count) {
  std::vector<std::uint64_t> places;
  if (from <= count) {
    for (std::uint64_t place = 0; place < from; ++place) places.push_back(place);
    return places;
  }
  for (std::size_t i = 0; i < count; ++i) places.push_back(read_u64_be(gate.random().digest()) % from);
  return places;
}

bool opens(const Result<ledger::Opening>& opening, std::string_view tag, const Digest& commitment) {
  return opening && crypto::commit(tag, opening->r, opening->payload) == commitment;
}

// The verdict and the basis that follow from the line, where it was matched. Whether somebody was protected then, the basis itself tells.
Result<bool> follows(Gate& gate, const Answered& request, LineNumber line, ByteView in, const LineVerdict& answer, ByteView basis) {
  CS_TRY(judge, LineJudge::make(gate, *request.terms, *gate.state().timeline(request.held->agreement), {}, request.held->received));
  LineJudgment read = judge.reread(as_text(in), line.value);
  if (!read.address || read.names.empty()) return false;
  const auto outcomes = request.matcher->match({{std::move(read.names), std::move(*read.address)}}, gate.subject_keys(), {}, 1);
  match::Outcome outcome = outcomes.front();
  CS_TRY(verifies, basis_verifies(basis));
  const bool yes = outcome.decision == match::Decision::kVerified;
  if (answer.verdict == Verdict::kVerified) return yes && verifies && encode_basis(&outcome) == Bytes(basis.begin(), basis.end());
  if (encode_basis(&outcome) == Bytes(basis.begin(), basis.end())) return answer.verdict == Verdict::kRefused || !yes;
  outcome.protected_subject = true;  // as the mask leaves it
  return encode_basis(&outcome) == Bytes(basis.begin(), basis.end());
}

// Whether the line is what the ledger commits to, and follows. One that is destroyed is not looked at; of one that was never matched there is only
// what is kept.
Result<bool> holds(Gate& gate, const Answered& request, LineNumber line) {
  const EntryIndex at{request.first_line.value + line.value - 1};
  CS_TRY(entry, gate.ledger().entry(at));
  const auto* committed = std::get_if<ledger::LineEntry>(&entry.entry);
  if (committed == nullptr || committed->request != request.held->request || committed->line != line) return false;
  ledger::OpeningReader reader = gate.opening_reader();
  const auto in = reader.line(OpeningKind::kIn, request.held->request, line), answer = reader.line(OpeningKind::kAnswer, request.held->request, line),
             basis = reader.line(OpeningKind::kBasis, request.held->request, line), adm = reader.line(OpeningKind::kAdm, request.held->request, line);
  for (const auto* opening : {&in, &answer, &basis, &adm})
    if (!*opening && opening->fault().kind == FaultKind::kIo) return opening->fault();
  if (!opens(answer, "answer", committed->answer) || !opens(basis, "basis", committed->basis) || !adm) return false;
  if (!in) return in.fault().kind == FaultKind::kNotFound;
  if (!opens(in, "in", committed->in)) return false;
  const auto verdict = read_answer(answer->payload);
  const auto admission = decode_admission(adm->payload);
  if (!verdict || !admission) return false;
  if (admission->spend != Spend::kUnit) return verdict->verdict == Verdict::kRefused && verdict->reason == admission->reason;
  return follows(gate, request, line, in->payload, *verdict, basis->payload);
}

}  // namespace

Result<LookedBack> look_back(Gate& gate, std::size_t lines_max) {
  LookedBack out;
  CS_TRY(pool, pool_of(gate));
  for (const std::uint64_t place : drawn(gate, pool.size(), lines_max)) {
    const auto in_request = std::upper_bound(pool.ends.begin(), pool.ends.end(), place);
    const Answered& request = pool.requests[static_cast<std::size_t>(in_request - pool.ends.begin())];
    const auto before = in_request == pool.ends.begin() ? 0 : *(in_request - 1);
    const LineNumber line{static_cast<std::uint32_t>(place - before + 1)};
    ++out.lines;
    CS_TRY(equal, holds(gate, request, line));
    if (equal) continue;
    out.differs = EntryIndex{request.first_line.value + line.value - 1};
    CS_TRY(stop, stop_for_self_check(gate, request.held->agreement, "the gate looked back: the line of entry " + std::to_string(out.differs->value) + " does not follow"));
    out.stop = stop;
    return out;
  }
  return out;
}

}  // namespace cs::gate
