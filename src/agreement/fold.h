// Walking a timeline: every event of one kind whose entry is there by t, in ledger order.
#pragma once

#include "agreement/timeline.h"

namespace cs::agreement {

template <typename Kind, typename Visit>
void for_each(const Timeline& timeline, Instant t, Visit visit) {
  for (const Event& event : timeline.events()) {
    if (event.at > t) return;  // entry times never decrease
    if (const Kind* what = std::get_if<Kind>(&event.what)) visit(event, *what);
  }
}

}  // namespace cs::agreement
