// Whether a street named without its type or direction can be only one street of its tile.
//   Threads  pure over an opened generation.
//   Source   the project's matching design, section 6: "type or direction absent on one side: one street it can be / several".
#pragma once

#include "address/address.h"
#include "register/generation.h"

namespace cs::match {

// The name is the same, and what differs is absent on one side: a type, a direction. `forms` are the tile's blocks of that name and kind.
// True when no other form of the name fits either side, and not both sides' forms are known streets (two addresses or more).
bool is_one_street(const registry::Snapshot& register_, registry::Run forms, const address::Reading& line, const address::Reading& record,
                   std::uint32_t record_block);

}  // namespace cs::match
