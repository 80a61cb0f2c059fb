// The tests of a whole request, codes 1-39, in the order of their numbers: made from the manifest, its signature and the ledger's state alone,
// before a byte of the lines is read.
//   Errors   a Fault where trust or mirror cannot be read; a refusal is a value.
//   Source   the rules of the gate, section 6.
#pragma once

#include "gate/gate.h"
#include "gate/held.h"
#include "request/check.h"

namespace cs::gate {

struct WholeJudgment {
  Reason refusal = Reason::kNone;
  std::shared_ptr<const agreement::Terms> terms;
  std::vector<agreement::Pinned> signers;
  std::vector<EntryIndex> designations;
  std::string cause;  // for the operator; no personal data
};

Result<WholeJudgment> judge_whole(Gate& gate, const Parsed::Held& parsed, Instant received);

// The requester-side rules of an agreement's terms.
request::Rules rules_of(const agreement::Terms& terms);
BudgetLimits budget_limits_of(const agreement::Terms& terms);

// Codes 1, 4, 5: the service itself. `generation`: the date of the register's generation that the request pins, or would pin.
Reason service_refusal(Gate& gate, const agreement::Timeline& timeline, const agreement::Terms& terms, std::optional<Instant> generation, Instant t);

// The terms in force at t; before that, the newest that anybody signed.
std::shared_ptr<const agreement::Terms> terms_signed(const agreement::Timeline& timeline, Instant t);

}  // namespace cs::gate
