#include "match/decide.h"

#include <algorithm>
#include <tuple>

#include "names/difference.h"

namespace cs::match {
namespace {

constexpr std::uint8_t kRivalsCounted = 3;

auto order_of(const Judged& judged) {
  const int identity = static_cast<int>(judged.identity.level()), address = static_cast<int>(judged.address.level());
  return std::tuple(judged.elsewhere, -identity, -address, -judged.weight(), judged.key, judged.record);
}

// One entry a record: the best, as the list is in order.
void keep_one_a_record(std::vector<Judged>& ordered) {
  if (ordered.size() < 2) return;
  std::vector<std::uint32_t> seen;
  std::erase_if(ordered, [&](const Judged& judged) {
    if (std::find(seen.begin(), seen.end(), judged.record) != seen.end()) return true;
    seen.push_back(judged.record);
    return false;
  });
}

std::size_t count_keys(const std::vector<Judged>& candidates) {
  if (candidates.size() < 2) return candidates.size();
  std::vector<std::uint64_t> keys;
  for (const Judged& judged : candidates) keys.push_back(judged.key);
  std::sort(keys.begin(), keys.end());
  return static_cast<std::size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

std::uint8_t count_rivals(const std::vector<Judged>& candidates, const Judged& best) {
  std::vector<std::uint64_t> keys;
  for (const Judged& judged : candidates)
    if (is_rival(judged, best) && std::find(keys.begin(), keys.end(), judged.key) == keys.end() && keys.size() < kRivalsCounted)
      keys.push_back(judged.key);
  return static_cast<std::uint8_t>(keys.size());
}

}  // namespace

namespace {

// What the register's own typist does to a name. Whether the row is another's who is called so, or a namesake's: nobody can tell.
bool is_slip(std::uint8_t code) {
  constexpr names::NameCode kSlips[] = {names::NameCode::kGivenSlip, names::NameCode::kGivenCut, names::NameCode::kFamilySlip,
                                        names::NameCode::kFamilyCut};
  return std::find(std::begin(kSlips), std::end(kSlips), static_cast<names::NameCode>(code)) != std::end(kSlips);
}

}  // namespace

bool is_rival(const Judged& other, const Judged& best) {
  if (other.key == best.key || other.veto()) return false;
  if (other.elsewhere) return true;  // a slip of the street here, a slip of the ZIP there: which was made, nobody can tell
  const unsigned carried = best.identity.carried | best.address.carried;
  int slips = 0;
  for (std::size_t field = 0; field < kFieldCount; ++field) {
    if ((carried >> field & 1) == 0) continue;
    if (other.identity.rank[field] + other.address.rank[field] <= best.identity.rank[field] + best.address.rank[field]) continue;
    if (!is_slip(other.identity.codes[field]) || ++slips > 1) return false;
  }
  return true;
}

namespace {

// The first rule that keeps the best candidate from being verified.
HeldBy held_by(const Model& model, const Judged& best, std::uint8_t rivals) {
  if (best.gray()) return HeldBy::kGray;
  if (!best.verifiable(model)) return HeldBy::kSoft;
  if (rivals > 0) return HeldBy::kRival;
  if (best.chance < model.limit(Limit::kChanceMin)) return HeldBy::kChance;
  return best.weight() < model.limit(Limit::kVerifyFloor) ? HeldBy::kFloor : HeldBy::kNothing;
}

}  // namespace

Decided decide(const Model& model, std::vector<Judged>& candidates) {
  std::erase_if(candidates, [](const Judged& judged) { return judged.veto(); });
  std::sort(candidates.begin(), candidates.end(), [](const Judged& left, const Judged& right) { return order_of(left) < order_of(right); });
  keep_one_a_record(candidates);
  Decided out;
  if (candidates.empty()) return out;
  const Judged& best = candidates.front();
  const auto allowed = [&](Limit limit) { return static_cast<std::size_t>(model.limit(limit)); };
  Outcome& outcome = out.outcome;
  out.best = 0;
  outcome.identity = best.identity.level();
  outcome.address = best.address.level();
  outcome.weight = best.weight();
  outcome.chance = best.chance;
  outcome.rivals = count_rivals(candidates, best);
  for (std::size_t field = 0; field < kFieldCount; ++field) outcome.codes[field] = best.identity.codes[field] | best.address.codes[field];
  const std::size_t people = count_keys(candidates);
  outcome.held_by = candidates.size() > allowed(Limit::kCandidatesMax) ? HeldBy::kCrowd : held_by(model, best, outcome.rivals);
  if (outcome.held_by == HeldBy::kCrowd) return out;
  if (outcome.held_by == HeldBy::kNothing) outcome.decision = Decision::kVerified;
  else if (best.weight() >= model.limit(Limit::kReviewFloor) &&
      people <= allowed(Limit::kReviewCandidatesMax)) outcome.decision = Decision::kReview;
  return out;
}

}  // namespace cs::match
