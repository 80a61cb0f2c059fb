// This file is compiled once for every set of instructions; what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is there for each.
#include "match/near_letters.h"

#include "address/edits.h"
#include "base/check.h"

#ifndef CS_NEAR_LETTERS_PLAIN
#define CS_NEAR_LETTERS_PLAIN
#include "register/view.h"

namespace cs::match {
namespace {

constexpr std::uint32_t kLostMax = 2, kApartMax = 2 * address::kStreetEditsMax;  // bits

bool is_worth_reading(std::uint64_t street, std::uint64_t asked) {
  const std::uint64_t differ = street ^ asked;
  if ((differ & kLetterDigits) != 0) return false;
  return registry::set_bits(differ & street) <= kLostMax || registry::set_bits(differ & asked) <= kLostMax || registry::set_bits(differ) <= kApartMax;
}

}  // namespace
}  // namespace cs::match
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "match/near_letters.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace cs::match::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

std::size_t near_letters(const std::uint64_t* letters, std::size_t count, std::uint64_t asked, std::uint32_t* out) {
  const hn::CappedTag<std::uint64_t, 8> lanes;  // their mask is one byte
  const auto wanted = hn::Set(lanes, asked), digits = hn::Set(lanes, kLetterDigits), none = hn::Zero(lanes);
  const auto few = hn::Set(lanes, std::uint64_t{kLostMax + 1}), some = hn::Set(lanes, std::uint64_t{kApartMax + 1});
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
  for (; at < count; ++at)
    if (is_worth_reading(letters[at], asked)) out[found++] = static_cast<std::uint32_t>(at);
  return found;
}

std::int64_t target() { return HWY_TARGET; }

}  // namespace cs::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace cs::match {
namespace {

HWY_EXPORT(near_letters);
HWY_EXPORT(target);

}  // namespace

std::size_t near_letters(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= letters.size(), "each street may be worth reading");
  return HWY_DYNAMIC_DISPATCH(near_letters)(letters.data(), letters.size(), asked, out.data());
}

std::size_t near_letters_plain(std::span<const std::uint64_t> letters, std::uint64_t asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= letters.size(), "each street may be worth reading");
  std::size_t found = 0;
  for (std::size_t at = 0; at < letters.size(); ++at)
    if (is_worth_reading(letters[at], asked)) out[found++] = static_cast<std::uint32_t>(at);
  return found;
}

std::string_view near_letters_target() { return hwy::TargetName(HWY_DYNAMIC_DISPATCH(target)()); }
std::int64_t near_letters_targets() { return HWY_TARGETS; }

}  // namespace cs::match
#endif
