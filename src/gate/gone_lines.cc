#include "gate/gone_lines.h"

#include "crypto/digest.h"
#include "gate/payloads.h"

namespace cs::gate {

using ledger::OpeningKind;

bool is_gone(const Gate& gate, std::size_t line_index) {
  const GoneLines* lines = gate.gone_lines();
  return lines != nullptr && line_index < lines->gone.size() && lines->gone[line_index];
}

Result<std::vector<LineAdmission>> kept_admissions(Gate& gate, EntryIndex request, std::uint32_t count) {
  std::vector<LineAdmission> kept;
  if (gate.gone_lines() == nullptr) return kept;
  CS_TRY_VOID(gate.opening_reader().for_each_line(OpeningKind::kAdm, request, count, [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
    CS_TRY(line, decode_admission(payload));
    kept.push_back(std::move(line));
    return {};
  }));
  return kept;
}

Result<std::vector<LineVerdict>> kept_answers(Gate& gate, EntryIndex request, std::uint32_t count) {
  std::vector<LineVerdict> kept;
  CS_TRY_VOID(gate.opening_reader().for_each_line(OpeningKind::kAnswer, request, count, [&](LineNumber, const Digest&, ByteView payload) -> Result<void> {
    CS_TRY(answer, read_answer(payload));
    kept.push_back(answer);
    return {};
  }));
  return kept;
}

LineAdmission before_budget(LineAdmission kept) {
  const bool by_budget = kept.reason == Reason::kOffCaseload || kept.reason == Reason::kBudDuplicate || kept.reason == Reason::kBudOracle || kept.reason == Reason::kBudPattern;
  if (by_budget) kept.reason = Reason::kNone;
  kept.spend = Spend::kRefused;
  kept.earlier.reset();
  return kept;
}

request::LinesFile lines_that_are_left(std::string_view bytes) {
  request::LinesFile file;
  file.framed = true;
  for (std::size_t end; (end = bytes.find('\n')) != std::string_view::npos; bytes.remove_prefix(end + 1)) file.lines.push_back(bytes.substr(0, end));
  return file;
}

Result<ledger::OpeningWriter::Lines> lines_in_left(Gate& gate, EntryIndex request, const request::LinesFile& file) {
  ledger::OpeningWriter::Lines out;
  const auto there = [&](LineNumber line, const Digest& r, ByteView) -> Result<void> {
    out.commitments.push_back(crypto::commit("in", r, as_bytes(file.lines[line.value - 1])));
    return {};
  };
  const auto gone = [&](LineNumber line) -> Result<void> {
    out.commitments.push_back(gate.gone_lines()->in[line.value - 1]);
    return {};
  };
  CS_TRY_VOID(gate.opening_reader().for_each_line(OpeningKind::kIn, request, static_cast<std::uint32_t>(file.lines.size()), there, gone));
  return out;
}

}  // namespace cs::gate
