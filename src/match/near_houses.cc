#include "match/near_houses.h"

namespace cs::match {
namespace {

constexpr std::array<std::uint64_t, 12> kTens = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000,
                                                 100'000'000'000};

std::uint64_t digit(std::uint64_t number, std::size_t place) { return number / kTens[place] % 10; }

// `longer` has a digit more, and without one it is the other.
bool is_inserted(std::uint64_t longer, std::uint64_t shorter) {
  for (std::size_t place = 0; kTens[place] <= longer; ++place)
    if (longer / kTens[place + 1] * kTens[place] + longer % kTens[place] == shorter) return true;
  return false;
}

}  // namespace

NearHouses::NearHouses(std::uint32_t house) : asked_(house) {
  while (least_ * 10 <= house) least_ *= 10;
}

// A digit more, or less: it is the last one, or the last one is the same.
bool NearHouses::is_longer_or_shorter(std::uint32_t house) const {
  const bool same_end = house % 10 == asked_ % 10;
  if (house < least_) return std::uint64_t{house} * 10 >= least_ && (same_end || house == asked_ / 10) && is_inserted(asked_, house);
  return house < least_ * 100 && (same_end || house / 10 == asked_) && is_inserted(house, asked_);
}

const std::array<bool, NearHouses::kQuick> NearHouses::kMayBeApart = [] {
  std::array<bool, kQuick> out{};
  for (std::uint32_t zeros = 1; zeros < kQuick; zeros *= 10)
    for (std::uint32_t digit = 1; digit < 10; ++digit)
      for (const std::uint32_t apart : {digit * zeros, digit * zeros * 9})
        if (apart < kQuick) out[apart] = true;
  return out;
}();

// One digit, or two neighbors exchanged: the difference is of one digit and zeros, or nine times a digit and zeros.
bool NearHouses::is_replaced(std::uint32_t house) const {
  const std::uint64_t one = asked_, other = house;
  std::uint64_t apart = one < other ? other - one : one - other;
  if (apart == 0) return false;
  std::size_t place = 0;
  for (; apart % 10 == 0; apart /= 10) ++place;
  if (apart < 10 && one / kTens[place + 1] == other / kTens[place + 1]) return true;
  if (apart > 81 || apart % 9 != 0 || one / kTens[place + 2] != other / kTens[place + 2]) return false;
  return digit(one, place) == digit(other, place + 1) && digit(one, place + 1) == digit(other, place);
}

}  // namespace cs::match
