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

// Codes 1 to 5: the service itself. `generation`: the date of the register's generation that the request pins, or would pin; `room_bytes`:
// what the ledger's store must still hold for the request.
Result<Reason> service_refusal(Gate& gate, const agreement::Timeline& timeline, const agreement::Terms& terms, std::optional<Instant> generation,
                               std::uint64_t room_bytes, Instant t);
// Codes 4 and 5 of them, as far as ledger and agreement tell of any instant; whether the home has the agreed model they do not.
Reason standing_service_refusal(const agreement::Timeline& timeline, const agreement::Terms& terms, std::optional<Instant> generation, Instant t);
// At most what the store takes for a whole request, and for its answer alone.
std::uint64_t room_to_admit(const request::Manifest& manifest);
std::uint64_t room_to_answer(std::uint64_t lines);

// The terms in force at t; before that, the newest that anybody signed.
std::shared_ptr<const agreement::Terms> terms_signed(const agreement::Timeline& timeline, Instant t);

}  // namespace cs::gate
