// The tests of one line, codes 50-101, in the order of their numbers. The register plays no part.
//   Threads  one judge, one thread; it keeps its buffers from line to line.
//   Source   the rules of the gate, section 6.
#pragma once

#include "gate/gate.h"
#include "gate/held.h"
#include "request/check.h"
#include "request/lines.h"

namespace cs::gate {

struct LineJudgment {
  Reason reason = Reason::kNone;
  LineFacts facts;                                     // as far as read
  std::optional<SubjectNumber> subject;                // with kNone
  std::vector<names::SufficientName> names;            // with kNone
  std::optional<address::SufficientAddress> address;   // with kNone
  std::vector<std::string> officers;                   // with kNone
  std::string line_reason;                             // of every readable line, for the share of equal reasons
};

class LineJudge {
 public:
  // Mirrors of all issuers of the terms, at the heads the ledger names; restraints and officers as they stand at `t`.
  static Result<LineJudge> make(Gate& gate, const agreement::Terms& terms, const agreement::Timeline& timeline, std::string purpose, Instant t);
  LineJudgment judge(std::string_view line, std::uint32_t number);

  // What an admitted line says, read once more: names, address and facts, no test of the order.
  LineJudgment reread(std::string_view line, std::uint32_t number);
  // Codes 53 and 61-67 again, at `t` of the judge: for a line that was admitted.
  Reason judge_again(const LineFacts& facts) const;
  bool head_stale(std::string_view issuer) const;      // known, but too old or in quarantine
  std::vector<EntryIndex> heads_used() const;          // the `orders` entries, ascending

 private:
  struct IssuerView {
    const agreement::Issuer* issuer = nullptr;
    const orders::Mirror* mirror = nullptr;            // nullptr: never mirrored
    EntryIndex entry;
    bool stale = true;
  };
  LineJudge(const agreement::Terms& terms, std::string purpose, Instant t);
  const IssuerView* issuer(std::string_view key) const;
  bool restrained(const LineFacts& facts) const;
  Reason judge_order(const request::LineParticulars& line, LineJudgment& out) const;
  Reason judge_status(const orders::Order& order, const agreement::OrderType& type, std::optional<Date> final_on) const;
  Reason judge_rest(const request::LineParticulars& line, LineJudgment& out) const;

  const agreement::Terms& terms_;
  request::Rules rules_;
  std::string purpose_;
  Instant t_;
  request::LineReader reader_;
  std::vector<IssuerView> issuers_;
  std::vector<agreement::ClassRestraint> restraints_;
  agreement::OfficerSet officers_;
  bool officers_tested_ = true;
};

}  // namespace cs::gate
