// The house numbers that one mistyped digit makes of another: what most houses of a street are not, is seen without their digits.
//   Shape    near() is whether a plain number is one digit edit (address::one_digit_edit of their decimals) away from the asked one.
//   Threads  immutable.
//   Source   the project's register design, section 8, P1 (b).
#pragma once

#include <cstdint>

namespace cs::match {

class NearHouses {
 public:
  explicit NearHouses(std::uint32_t house);  // from 1
  bool near(std::uint32_t house) const;

 private:
  std::uint32_t asked_;
  std::uint64_t least_ = 1;  // of as many digits
};

}  // namespace cs::match
