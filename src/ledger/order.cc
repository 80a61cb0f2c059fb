#include "ledger/order.h"

namespace cs::ledger {

const char* OrderChecker::look(EntryIndex index, const Entry& entry) {
  if (const auto* line = std::get_if<LineEntry>(&entry)) return look_at_line(index, *line);
  if (std::holds_alternative<GenesisEntry>(entry) != (index.value == 0)) return "entry 0 is genesis, and no other is";
  for (const EntryIndex named : references_of(entry)) {
    if (named >= index) return "an entry names earlier entries only";
  }
  if (const auto* close = std::get_if<CloseEntry>(&entry)) return look_at_close(*close);
  return lines_ == 0 ? nullptr : "L5 a request's lines are adjacent, with their close right after them";
}

const char* OrderChecker::look_at_line(EntryIndex index, const LineEntry& line) {
  if (line.request >= index) return "an entry names earlier entries only";
  if (lines_ == 0) {
    request_ = line.request;
    first_line_ = index;
  }
  ++lines_;
  if (line.request != request_) return "L5 a request's lines are adjacent, with their close right after them";
  return line.line.value == lines_ ? nullptr : "L5 a request's lines are 1..n in order";
}

const char* OrderChecker::look_at_close(const CloseEntry& close) {
  const std::uint32_t lines = lines_;
  lines_ = 0;
  if (close.lines != lines) return "L5 a close counts the lines before it";
  if (lines == 0) return close.first_line ? "L5 a close without lines names no first line" : nullptr;
  if (close.request != request_) return "L5 a close stands after the lines of its own request";
  if (close.first_line != first_line_) return "L5 a close names the first of its lines";
  return close.outcome == CloseOutcome::kAnswered ? nullptr : "L5 only an answered request has lines";
}

}  // namespace cs::ledger
