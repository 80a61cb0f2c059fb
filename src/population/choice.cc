#include "population/choice.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <utility>

#include "base/check.h"

namespace cs::population {
namespace {
__extension__ typedef unsigned __int128 Wide;
}  // namespace

AliasTable::AliasTable(const std::vector<std::uint64_t>& weights) {
  const std::size_t count = weights.size();
  Wide sum = 0;
  for (const std::uint64_t weight : weights) sum += weight;
  CS_CHECK(count > 0 && sum > 0, "a choice has at least one weight above zero");
  CS_CHECK((sum * count) >> 96 == 0, "weights leave 32 bits for the threshold");

  // Each index owns weight * count of a slot of size sum; the poor are topped up by the rich, in index order, so that the table is one table.
  std::vector<Wide> owned(count);
  std::vector<std::uint32_t> poor, rich;
  for (std::size_t i = 0; i < count; ++i) {
    owned[i] = Wide{weights[i]} * count;
    (owned[i] < sum ? poor : rich).push_back(static_cast<std::uint32_t>(i));
  }
  slots_.resize(count);
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t small = poor.back();
    const std::uint32_t large = rich.back();
    poor.pop_back();
    slots_[small] = {static_cast<std::uint32_t>((owned[small] << 32) / sum), large};
    owned[large] -= sum - owned[small];
    if (owned[large] < sum) {
      rich.pop_back();
      poor.push_back(large);
    }
  }
  for (const std::uint32_t full : rich) slots_[full] = {UINT32_MAX, full};
  for (const std::uint32_t full : poor) slots_[full] = {UINT32_MAX, full};
}

namespace {

constexpr unsigned kSlotBits = 38, kThresholdBits = 17;
constexpr std::uint64_t kSlot = std::uint64_t{1} << kSlotBits;

// Each weight's share of so many slots as there are weights; what rounding leaves goes to the heaviest.
std::vector<std::uint64_t> slot_shares(const std::vector<std::uint64_t>& weights) {
  const std::uint64_t sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  CS_CHECK(sum > 0 && sum < std::uint64_t{1} << 62, "the weights of a dense choice have a sum below 2^62");
  const int shift = std::countl_zero(sum) - 1;
  const auto reciprocal = static_cast<std::uint64_t>((Wide{1} << (64 + kSlotBits)) / (sum << shift));
  std::vector<std::uint64_t> out;
  out.reserve(weights.size());
  std::uint64_t given = 0;
  for (const std::uint64_t weight : weights) {
    out.push_back(static_cast<std::uint64_t>(Wide{weight << shift} * reciprocal >> 64));
    given += out.back();
  }
  *std::max_element(out.begin(), out.end()) += kSlot - given;
  for (std::uint64_t& share : out) share *= weights.size();
  return out;
}

}  // namespace

std::vector<std::uint32_t> DenseChoice::dense(const std::vector<std::uint64_t>& weights) {
  CS_CHECK(weights.size() <= std::size_t{1} << kOtherBits, "a dense choice has at most 2^15 indexes");
  // As an AliasTable does, in slots of a power of two, so that nothing is divided: hundreds of these are built whenever the program starts.
  std::vector<std::uint64_t> owned = slot_shares(weights);
  std::vector<std::uint32_t> poor, rich, out(owned.size());
  for (std::uint32_t i = 0; i < owned.size(); ++i) (owned[i] < kSlot ? poor : rich).push_back(i);
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t small = poor.back(), large = rich.back();
    poor.pop_back();
    out[small] = static_cast<std::uint32_t>(owned[small] >> (kSlotBits - kThresholdBits)) << kOtherBits | large;
    owned[large] -= kSlot - owned[small];
    if (owned[large] >= kSlot) continue;
    rich.pop_back();
    poor.push_back(large);
  }
  CS_CHECK(poor.empty(), "what the slots hold is shared out to the last");
  for (const std::uint32_t full : rich) out[full] = ~0U << kOtherBits | full;
  return out;
}

SlotRoom::SlotRoom(std::size_t slots) : back_(slots) { slots_.resize(slots); }

std::span<const std::uint32_t> SlotRoom::put(const std::vector<std::uint32_t>& slots, bool first) {
  CS_CHECK(slots.size() <= back_ - front_, "a choice has the room that it needs");
  if (!first) back_ -= slots.size();
  const std::size_t at = first ? front_ : back_;
  if (first) front_ += slots.size();
  std::copy(slots.begin(), slots.end(), slots_.begin() + static_cast<std::ptrdiff_t>(at));
  return {slots_.data() + at, slots.size()};
}

DenseChoice::DenseChoice(const std::vector<std::uint64_t>& weights) {
  SlotRoom room(slots_needed(weights.size()));
  *this = DenseChoice(weights, room);
  own_ = std::move(room);  // what was put there stays where it is
}

DenseChoice::DenseChoice(const std::vector<std::uint64_t>& weights, SlotRoom& room) {
  const auto take = [](std::vector<std::uint64_t>& rest, std::size_t count) {
    if (rest.size() <= 2 * count) return dense(std::exchange(rest, {}));
    std::vector<std::uint64_t> some(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    some.push_back(std::accumulate(rest.begin(), rest.end(), std::uint64_t{0}));
    return dense(some);
  };
  std::vector<std::uint64_t> rest = weights;
  head_ = room.put(take(rest, kHead), true);
  if (!rest.empty()) middle_ = room.put(take(rest, kMiddle), false);
  if (!rest.empty()) tail_ = room.put(dense(rest), false);
}

Permutation::Permutation(const Prf& prf, Stream stream, std::uint32_t tag, std::uint64_t size)
    : prf_(prf), stream_(stream), tag_(tag), size_(size) {
  CS_CHECK(size > 0 && size <= std::uint64_t{1} << 40, "a permutation has 1 to 2^40 places");
  while (std::uint64_t{radix_} * radix_ < size) ++radix_;
}

// Digits to the base radix: the right one, mixed, is added to the left one.
std::uint32_t Permutation::mixed(std::uint32_t right, std::uint64_t round) const {
  return static_cast<std::uint32_t>(std::uint64_t{prf_.block(stream_, std::uint64_t{tag_} << 32 | right, round)[0]} * radix_ >> 32);
}

std::uint64_t Permutation::once(std::uint64_t x) const {
  auto left = static_cast<std::uint32_t>(x / radix_);
  auto right = static_cast<std::uint32_t>(x % radix_);
  for (std::uint64_t round = 0; round < 4; ++round) {
    std::uint32_t next = left + mixed(right, round);
    if (next >= radix_) next -= radix_;
    left = right;
    right = next;
  }
  return std::uint64_t{left} * radix_ + right;
}

void Permutation::at_all(std::vector<std::uint64_t>& places) const {
  constexpr std::size_t kLanes = 8;
  std::array<std::uint32_t, kLanes> left{}, right{};
  std::size_t from = 0;
  for (; from + kLanes <= places.size(); from += kLanes) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      left[i] = static_cast<std::uint32_t>(places[from + i] / radix_);
      right[i] = static_cast<std::uint32_t>(places[from + i] % radix_);
    }
    for (std::uint64_t round = 0; round < 4; ++round) {
      for (std::size_t i = 0; i < kLanes; ++i) {
        std::uint32_t next = left[i] + mixed(right[i], round);
        if (next >= radix_) next -= radix_;
        left[i] = right[i];
        right[i] = next;
      }
    }
    for (std::size_t i = 0; i < kLanes; ++i) {
      const std::uint64_t y = std::uint64_t{left[i]} * radix_ + right[i];
      places[from + i] = y < size_ ? y : at(y);
    }
  }
  for (; from < places.size(); ++from) places[from] = at(places[from]);
}

std::uint64_t Permutation::at(std::uint64_t x) const {
  do {
    x = once(x);
  } while (x >= size_);
  return x;
}

}  // namespace cs::population
