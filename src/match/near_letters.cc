// This file is compiled once for every set of instructions; what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is there for each.
#include "match/near_letters.h"

#include "address/edits.h"
#include "base/check.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "match/near_letters.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace cs::match::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::size_t near_letters(const std::uint64_t* letters, std::size_t count, std::uint64_t asked, std::uint32_t* out) {
  const hn::ScalableTag<std::uint64_t> lanes;
  const auto wanted = hn::Set(lanes, asked), digits = hn::Set(lanes, kLetterDigits), none = hn::Zero(lanes);
  const auto few = hn::Set(lanes, std::uint64_t{3}), some = hn::Set(lanes, std::uint64_t{2 * address::kStreetEditsMax + 1});
  const std::size_t at_once = hn::Lanes(lanes);
  std::size_t found = 0, at = 0;
  for (; at + at_once <= count; at += at_once) {
    const auto street = hn::LoadU(lanes, letters + at);
    const auto differ = hn::Xor(street, wanted);
    const auto lost = hn::Lt(hn::PopulationCount(hn::And(differ, street)), few);
    const auto more = hn::Lt(hn::PopulationCount(hn::And(differ, wanted)), few);
    const auto near = hn::Lt(hn::PopulationCount(differ), some);
    const auto worth = hn::And(hn::Eq(hn::And(differ, digits), none), hn::Or(near, hn::Or(lost, more)));
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(lanes, worth, bits);
    for (unsigned left = bits[0]; left != 0; left &= left - 1)
      out[found++] = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(__builtin_ctz(left));
  }
  for (; at < count; ++at) {
    const std::uint64_t differ = letters[at] ^ asked;
    const bool near = __builtin_popcountll(differ & letters[at]) <= 2 || __builtin_popcountll(differ & asked) <= 2 ||
                      __builtin_popcountll(differ) <= 2 * address::kStreetEditsMax;
    if ((differ & kLetterDigits) == 0 && near) out[found++] = static_cast<std::uint32_t>(at);
  }
  return found;
}

}  // namespace cs::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "register/view.h"

namespace cs::match {
namespace {

HWY_EXPORT(near_letters);

}  // namespace

std::size_t near_letters(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= letters.size(), "each street may be worth reading");
  return HWY_DYNAMIC_DISPATCH(near_letters)(letters.data(), letters.size(), asked, out.data());
}

std::size_t near_letters_plain(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= letters.size(), "each street may be worth reading");
  std::size_t found = 0;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    const std::uint64_t differ = letters[at] ^ asked;
    const bool near = registry::set_bits(differ & letters[at]) <= 2 || registry::set_bits(differ & asked) <= 2 ||
                      registry::set_bits(differ) <= 2 * address::kStreetEditsMax;
    if ((differ & kLetterDigits) == 0 && near) out[found++] = static_cast<std::uint32_t>(at);
  }
  return found;
}

std::string_view near_letters_target() {
  // The lowest bit is the best that the machine has.
  const std::int64_t supported = hwy::SupportedTargets() & HWY_TARGETS;
  return hwy::TargetName(supported & -supported);
}

}  // namespace cs::match
#endif
