// From a judged act to the entries, openings and documents that it makes.
//   Errors   kConflict: an act that names a request or entry that is not there.
#pragma once

#include "agreement/judge.h"
#include "gate/gate.h"

namespace cs::gate {

Result<ledger::Append> act_entries(Gate& gate, const agreement::Act& act, const agreement::ActJudgment& judgment, const Bytes& signed_bytes,
                                   const std::vector<Bytes>& signatures, const agreement::Terms* terms, Instant now,
                                   const std::vector<std::string>& records);

}  // namespace cs::gate
