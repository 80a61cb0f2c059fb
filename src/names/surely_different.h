// Whether two names surely are of two people: a short way to what differences() says of most pairs that live at one address.
//   Shape    views of tokens, so that nothing is copied; the tokens stand as in PersonName.
//   Threads  pure.
//   Holds    true only where differences() of the same names gives kGivenOther or kFamilyOther, whatever their suffixes. False says nothing.
#pragma once

#include <span>
#include <string_view>

#include "names/compare.h"

namespace cs::names {

struct NameView {
  std::span<const std::string_view> given, family;
};

struct SurelyDifferent {
  bool yes = false;
  std::uint32_t words_compared = 0;  // pairs of words that were compared as texts
};
SurelyDifferent surely_different(const NameView& line, const NameView& record, const NameLimits& limits = {});

}  // namespace cs::names
