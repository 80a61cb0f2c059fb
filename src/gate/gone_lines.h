// Lines that are destroyed, in a replay: what the openings that are kept say stands in their place, and everything else is made again around them.
//   Shape    is_gone() is false in a gate at work, whatever is destroyed there: it judges nothing twice.
//   Errors   kNotFound where an opening that no act may delete is not there; kMalformed where it is no such opening.
//   Threads  one.
#pragma once

#include "gate/gate.h"
#include "gate/request_entries.h"

namespace cs::gate {

bool is_gone(const Gate& gate, std::size_t line_index);

// By index, of all lines; none where every line is there.
Result<std::vector<LineAdmission>> kept_admissions(Gate& gate, EntryIndex request, std::uint32_t count);
Result<std::vector<LineVerdict>> kept_answers(Gate& gate, EntryIndex request, std::uint32_t count);
// As it came to the budget, for that to be asked again.
LineAdmission before_budget(LineAdmission kept);

// The file with nothing in the place of each line that is gone; its digests are not asked for.
request::LinesFile lines_that_are_left(std::string_view bytes);
// The commitments to them; of those that are gone as the ledger's entries hold them.
Result<ledger::OpeningWriter::Lines> lines_in_left(Gate& gate, EntryIndex request, const request::LinesFile& file);

}  // namespace cs::gate
