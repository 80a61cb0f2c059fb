// The house numbers that one mistyped digit makes of another: what most houses of a street are not, is seen without their digits.
//   Shape    near() is whether a plain number is one digit edit (address::one_digit_edit of their decimals) away from the asked one.
//   Threads  immutable.
//   Source   the project's register design, section 8, P1 (b).
#pragma once

#include <array>
#include <cstdint>

namespace cs::match {

class NearHouses {
 public:
  explicit NearHouses(std::uint32_t house);  // from 1
  bool near(std::uint32_t house) const {
    if (house < least_ || house >= least_ * 10) return is_longer_or_shorter(house);
    const std::uint32_t apart = house < asked_ ? asked_ - house : house - asked_;
    return (apart >= kQuick || kMayBeApart[apart]) && is_replaced(house);
  }

 private:
  // How far apart two numbers of as many digits may lie: a digit and zeros, or nine times a digit and zeros.
  static constexpr std::uint32_t kQuick = 4096;
  static const std::array<bool, kQuick> kMayBeApart;
  bool is_longer_or_shorter(std::uint32_t house) const;
  bool is_replaced(std::uint32_t house) const;

  std::uint32_t asked_;
  std::uint64_t least_ = 1;  // of as many digits
};

}  // namespace cs::match
