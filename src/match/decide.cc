#include "match/decide.h"

#include <algorithm>
#include <tuple>

#include "base/limits.h"

namespace cs::match {
namespace {

constexpr std::size_t kReviewCandidatesMax = 3;
constexpr std::uint8_t kRivalsCounted = 3;

auto order_of(const Judged& judged) {
  const int identity = static_cast<int>(judged.identity.level), address = static_cast<int>(judged.address.level);
  return std::tuple(-identity, -address, -judged.weight(), judged.key, judged.record);
}

// One entry a record: the best, as the list is in order.
void keep_one_a_record(std::vector<Judged>& ordered) {
  std::vector<std::uint32_t> seen;
  std::erase_if(ordered, [&](const Judged& judged) {
    if (std::find(seen.begin(), seen.end(), judged.record) != seen.end()) return true;
    if (seen.size() <= limits::kCandidatesPerLineMax) seen.push_back(judged.record);
    return false;
  });
}

std::size_t count_keys(const std::vector<Judged>& candidates) {
  std::vector<std::uint32_t> keys;
  for (const Judged& judged : candidates) keys.push_back(judged.key);
  std::sort(keys.begin(), keys.end());
  return static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

std::uint8_t count_rivals(const std::vector<Judged>& candidates, const Judged& best) {
  std::vector<std::uint32_t> keys;
  for (const Judged& judged : candidates)
    if (is_rival(judged, best) && std::find(keys.begin(), keys.end(), judged.key) == keys.end() && keys.size() < kRivalsCounted)
      keys.push_back(judged.key);
  return static_cast<std::uint8_t>(keys.size());
}

}  // namespace

bool is_rival(const Judged& other, const Judged& best) {
  if (other.key == best.key || other.veto()) return false;
  const std::uint8_t carried = best.identity.carried | best.address.carried;
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    if ((carried >> field & 1) == 0) continue;
    if (other.identity.rank[field] + other.address.rank[field] > best.identity.rank[field] + best.address.rank[field]) return false;
  }
  return true;
}

Decided decide(std::vector<Judged>& candidates) {
  std::erase_if(candidates, [](const Judged& judged) { return judged.veto(); });
  std::sort(candidates.begin(), candidates.end(), [](const Judged& left, const Judged& right) { return order_of(left) < order_of(right); });
  keep_one_a_record(candidates);
  Decided out;
  if (candidates.empty()) return out;
  const Judged& best = candidates.front();
  out.best = 0;
  out.outcome.identity = best.identity.level;
  out.outcome.address = best.address.level;
  out.outcome.weight = best.weight();
  out.outcome.rivals = count_rivals(candidates, best);
  if (candidates.size() > limits::kCandidatesPerLineMax) return out;
  if (best.verifiable() && out.outcome.rivals == 0) out.outcome.decision = Decision::kVerified;
  else if (count_keys(candidates) <= kReviewCandidatesMax) out.outcome.decision = Decision::kReview;
  return out;
}

}  // namespace cs::match
