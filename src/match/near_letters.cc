// This file is compiled once for every set of instructions; what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE is there for each.
#include "match/near_letters.h"

#include "address/edits.h"
#include "base/check.h"

#ifndef CS_NEAR_LETTERS_PLAIN
#define CS_NEAR_LETTERS_PLAIN
#include "register/view.h"

namespace cs::match {
namespace {

constexpr std::uint32_t kLostMax = address::kStreetEditsMax;  // bits: an edit takes a letter from one side, and one from the other

std::uint64_t asked_most(std::uint64_t street, const AskedLetters& asked) {
  const bool no_type = (street & kTypeMissing) != 0, no_direction = (street & kDirectionMissing) != 0;
  if (no_type) return no_direction ? asked.most_with_both : asked.most_with_type;
  return no_direction ? asked.most_with_direction : asked.most;
}

bool is_worth_reading(std::uint64_t least, std::uint64_t most, const AskedLetters& asked) {
  if (((least ^ asked.least) & kLetterDigits) != 0) return false;
  const std::uint32_t lost = registry::set_bits(asked.least & ~most);
  const std::uint32_t more = registry::set_bits(least & ~(asked_most(least, asked) | kTypeMissing | kDirectionMissing));
  return lost == 0 || more == 0 || (lost <= kLostMax && more <= kLostMax);
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

std::size_t near_letters(const std::uint64_t* least, const std::uint64_t* most, std::size_t count, const AskedLetters& asked, std::uint32_t* out) {
  const hn::CappedTag<std::uint64_t, 8> lanes;  // their mask is one byte
  const auto wanted = hn::Set(lanes, asked.least), digits = hn::Set(lanes, kLetterDigits), none = hn::Zero(lanes);
  const auto own = hn::Set(lanes, asked.most | kTypeMissing | kDirectionMissing), with_type = hn::Set(lanes, asked.most_with_type);
  const auto with_direction = hn::Set(lanes, asked.most_with_direction), with_both = hn::Set(lanes, asked.most_with_both);
  const auto no_type = hn::Set(lanes, kTypeMissing), no_direction = hn::Set(lanes, kDirectionMissing), few = hn::Set(lanes, std::uint64_t{kLostMax + 1});
  const std::size_t at_once = hn::Lanes(lanes);
  std::size_t found = 0, at = 0;
  for (; at + at_once <= count; at += at_once) {
    const auto street = hn::LoadU(lanes, least + at);
    const auto typeless = hn::TestBit(street, no_type), directionless = hn::TestBit(street, no_direction);
    auto may_have = hn::Or(own, hn::IfThenElseZero(typeless, with_type));
    may_have = hn::Or(may_have, hn::IfThenElseZero(directionless, with_direction));
    may_have = hn::Or(may_have, hn::IfThenElseZero(hn::And(typeless, directionless), with_both));
    const auto lost = hn::PopulationCount(hn::AndNot(hn::LoadU(lanes, most + at), wanted));
    const auto more = hn::PopulationCount(hn::AndNot(may_have, street));
    const auto within = hn::Or(hn::Or(hn::Eq(lost, none), hn::Eq(more, none)), hn::And(hn::Lt(lost, few), hn::Lt(more, few)));
    const auto worth = hn::And(hn::Eq(hn::And(hn::Xor(street, wanted), digits), none), within);
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(lanes, worth, bits);
    for (unsigned left = bits[0]; left != 0; left &= left - 1)
      out[found++] = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(__builtin_ctz(left));
  }
  for (; at < count; ++at)
    if (is_worth_reading(least[at], most[at], asked)) out[found++] = static_cast<std::uint32_t>(at);
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

std::size_t near_letters(const StreetLetters& streets, const AskedLetters& asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= streets.least.size() && streets.most.size() == streets.least.size(), "each street may be worth reading");
  return HWY_DYNAMIC_DISPATCH(near_letters)(streets.least.data(), streets.most.data(), streets.least.size(), asked, out.data());
}

std::size_t near_letters_plain(const StreetLetters& streets, const AskedLetters& asked, std::span<std::uint32_t> out) {
  CS_CHECK(out.size() >= streets.least.size() && streets.most.size() == streets.least.size(), "each street may be worth reading");
  std::size_t found = 0;
  for (std::size_t at = 0; at < streets.least.size(); ++at)
    if (is_worth_reading(streets.least[at], streets.most[at], asked)) out[found++] = static_cast<std::uint32_t>(at);
  return found;
}

std::string_view near_letters_target() { return hwy::TargetName(HWY_DYNAMIC_DISPATCH(target)()); }
std::int64_t near_letters_targets() { return HWY_TARGETS; }

}  // namespace cs::match
#endif
