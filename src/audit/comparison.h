// Comparison: what the gate builds in a replay, beside what stands in the ledger.
//   Shape    compare() looks at one commit's entries: kind by kind, field by field, a request's lines by their numbers, so that a line that is gone
//            or elsewhere is named and its neighbors are not.
//   Errors   a Fault where other entries stand there, or another number of them: the caller follows the ledger from there on.
//   Threads  one.
#pragma once

#include <set>

#include "audit/finding.h"
#include "gate/replayed.h"

namespace cs::audit {

// Where a line's commitments differ.
struct LineDifference {
  EntryIndex entry;
  std::uint32_t line = 0;
  std::string of;  // "in", "answer", "basis"
  Digest recorded{}, recomputed{};
};

class Comparison final : public gate::Replayed {
 public:
  explicit Comparison(Report& report) : report_(&report) {}

  // The request at hand, for the findings; what only the gate saw; and which of its lines are destroyed, where some are.
  void begin(std::string request, Reason told, bool told_at_intake, const gate::GoneLines* gone = nullptr);
  void lines_are_gone(const gate::GoneLines& gone) { gone_ = &gone; }
  void listen_to(const ledger::Ledger& ledger) { ledger_ = &ledger; }

  Result<std::uint64_t> compare(EntryIndex first, const ledger::Append& built) override;
  Reason told() const override { return told_; }
  bool told_at_intake() const override { return told_at_intake_; }
  const gate::GoneLines* gone() const override { return gone_; }
  void unlike(ledger::OpeningKind kind, EntryIndex entry, LineNumber line) override { unlike_.push_back({kind, entry, line}); }

  // Since begin():
  const std::vector<LineDifference>& lines() const { return lines_; }
  const std::set<std::uint32_t>& wrong_lines() const { return wrong_lines_; }    // differing or elsewhere
  const std::set<std::uint32_t>& lines_gone() const { return lines_gone_; }
  struct Unlike {
    ledger::OpeningKind kind = ledger::OpeningKind::kIn;
    EntryIndex entry;
    LineNumber line;
  };
  const std::vector<Unlike>& unlike() const { return unlike_; }  // openings whose payload is not what follows
  bool admission_differs() const { return admission_differs_; }
  bool differs() const { return differs_; }

 private:
  void note(What what, EntryIndex entry, std::optional<std::uint32_t> line, std::string of, std::string recorded, std::string recomputed, std::string text);
  Result<void> one(EntryIndex at, Instant time, const ledger::Entry& built);
  Result<std::uint64_t> lines(EntryIndex at, const ledger::Entry* first, std::size_t count);
  void line(EntryIndex at, const ledger::LineEntry& there, const ledger::LineEntry& built);

  Report* report_;
  const ledger::Ledger* ledger_ = nullptr;
  std::string request_;
  Reason told_ = Reason::kNone;
  bool told_at_intake_ = false;
  const gate::GoneLines* gone_ = nullptr;
  std::vector<Unlike> unlike_;
  std::vector<LineDifference> lines_;
  std::set<std::uint32_t> wrong_lines_, lines_gone_;
  bool admission_differs_ = false;
  bool differs_ = false;
};

}  // namespace cs::audit
