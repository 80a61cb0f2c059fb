// By how much a name is too rare for a namesake to live at an address by chance.
//   Units    1/256 bit.
//   Threads  pure.
//   Source   the project's matching design, sections 7 and 8.
#pragma once

#include "match/judge.h"
#include "register/generation.h"

namespace cs::match {

// Rarity of the record's given and family name, and of a middle initial that both have, less log2 of the people at the address.
std::int32_t chance_bits(const Model& model, const registry::Snapshot& held, const names::PersonName& record, const Finding& identity,
                         std::uint32_t people);

}  // namespace cs::match
