// Prints of every unit of a generation, by unit id: made once, when it is opened.
//   Threads  immutable after of().
#pragma once

#include <vector>

#include "address/unit_print.h"
#include "base/large_pages.h"
#include "register/generation.h"
#include "register/view.h"

namespace cs::match {

class UnitPrints {
 public:
  static UnitPrints of(const registry::Snapshot& held) {
    UnitPrints out;
    const std::uint32_t last = held.view().dictionary(registry::Dictionary::kPart).size();
    out.prints_.reserve(std::size_t{last} + 1);
    for (std::uint32_t unit = 0; unit <= last; ++unit) out.prints_.push_back(address::unit_print(held.unit_text(unit)));
    return out;
  }
  const address::UnitPrint& of_unit(std::uint32_t unit) const { return prints_[unit]; }

 private:
  LargeVector<address::UnitPrint> prints_;
};

}  // namespace cs::match
