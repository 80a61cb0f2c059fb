// What decided a line, as a clerk will see it: codes, effects and weights, and no value of the register.
//   Shape    one JSON object a line, in input order: request_id, answer, held_by, identity, address, weight, chance, rivals, differences (a
//            list of {field, code, effect, weight}). The weights of the differences add up to `weight` exactly.
//   Units    weight and chance in 1/256 bit.
//   Threads  pure.
//   Source   the project's matching design, sections 7 and 9.
#pragma once

#include <string>

#include "match/matcher.h"

namespace cs::evaluation {

// With its line feed.
std::string explained_line(std::string_view request_id, std::string_view answer, const match::Outcome& outcome, const match::Model& model);
// Of a line that the matcher never saw.
std::string explained_insufficient(std::string_view request_id);

}  // namespace cs::evaluation
