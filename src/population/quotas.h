// Which ZIPs a population has, and how much of it each gets.
//   Shape    ZIPs ascend. The K ZIPs of a smaller population are among those of a larger one with the same seed.
//   Source   largest remainder (Hamilton), ties by ZIP. Choice of ZIPs: order sampling with probability near to size, Ohlsson (1998),
//            Sequential Poisson sampling, with integers.
#pragma once

#include <cstdint>
#include <vector>

#include "population/tables.h"

namespace cs::population {

struct ZipShare {
  std::uint32_t zip_rank = 0;
  std::uint64_t count = 0;
};

std::vector<std::uint32_t> choose_zips(const Tables& tables, const Prf& prf, std::size_t count);  // ranks, ascending
// `total` shared out in proportion to the weights; sums to total. At least one weight is above zero.
std::vector<std::uint64_t> share_out(std::uint64_t total, const std::vector<std::uint64_t>& weights);

}  // namespace cs::population
