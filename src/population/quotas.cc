#include "population/quotas.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace cs::population {
namespace {
__extension__ typedef unsigned __int128 Wide;
}  // namespace

std::vector<std::uint32_t> choose_zips(const Tables& tables, const Prf& prf, std::size_t count) {
  struct Ticket {
    std::uint64_t drawn = 0;
    std::uint32_t people = 0, rank = 0;
  };
  std::vector<Ticket> tickets;
  for (std::uint32_t rank = 0; rank < tables.zips.size(); ++rank) {
    const PhiloxBlock block = prf.block(Stream::kZipOrder, rank, 0);
    tickets.push_back({std::uint64_t{block[1]} << 32 | block[0], tables.zips[rank].people, rank});
  }
  // Ordered by drawn / people, without dividing.
  std::sort(tickets.begin(), tickets.end(), [](const Ticket& x, const Ticket& y) {
    const Wide left = Wide{x.drawn} * y.people;
    const Wide right = Wide{y.drawn} * x.people;
    return left != right ? left < right : x.rank < y.rank;
  });
  std::vector<std::uint32_t> ranks;
  for (std::size_t i = 0; i < std::min(count, tickets.size()); ++i) ranks.push_back(tickets[i].rank);
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

std::vector<std::uint64_t> share_out(std::uint64_t total, const std::vector<std::uint64_t>& weights) {
  const std::uint64_t sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  CS_CHECK(sum > 0, "there is something to share by");
  std::vector<std::uint64_t> shares, remainders, order;
  std::uint64_t given = 0;
  for (const std::uint64_t weight : weights) {
    const Wide exact = Wide{total} * weight;
    shares.push_back(static_cast<std::uint64_t>(exact / sum));
    remainders.push_back(static_cast<std::uint64_t>(exact % sum));
    order.push_back(order.size());
    given += shares.back();
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint64_t x, std::uint64_t y) { return remainders[x] > remainders[y]; });
  for (std::size_t i = 0; given < total; ++i, ++given) ++shares[order[i]];
  return shares;
}

}  // namespace cs::population
