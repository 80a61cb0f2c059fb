#include "match/near_houses.h"

#include <array>
#include <charconv>
#include <string_view>

#include "address/edits.h"

namespace cs::match {
namespace {

struct Decimal {
  std::array<char, 10> digits;
  std::size_t size;
  explicit Decimal(std::uint32_t number)
      : size(static_cast<std::size_t>(std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr - digits.data())) {}
  std::string_view text() const { return {digits.data(), size}; }
};

// A digit replaced makes a difference of one digit and zeros; two neighbors exchanged one of nine times a digit, and zeros.
bool is_of_one_edit(std::uint32_t difference) {
  while (difference % 10 == 0) difference /= 10;
  return difference < 10 || (difference <= 81 && difference % 9 == 0);
}

}  // namespace

NearHouses::NearHouses(std::uint32_t house) : asked_(house) {
  while (least_ * 10 <= house) least_ *= 10;
}

// A digit more, or less: it is the last one, or the last one is the same.
bool NearHouses::may_be_near(std::uint32_t house) const {
  if (house < least_) return std::uint64_t{house} * 10 >= least_ && (house == asked_ / 10 || house % 10 == asked_ % 10);
  if (house >= least_ * 10) return house < least_ * 100 && (house / 10 == asked_ || house % 10 == asked_ % 10);
  return house != asked_ && is_of_one_edit(house < asked_ ? asked_ - house : house - asked_);
}

bool NearHouses::near(std::uint32_t house) const {
  return may_be_near(house) && address::one_digit_edit(Decimal(asked_).text(), Decimal(house).text());
}

}  // namespace cs::match
