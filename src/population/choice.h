// Weighted choice and permutations, in integers only.
//   Shape    AliasTable picks index i with probability weight[i] / sum, up to a rounding of 2^-32 an index. DenseChoice is the same in four
//            bytes a slot and one draw a pick, with thresholds of 17 bits, for tables that are picked from all the time: where the heavy
//            indexes stand first, most picks end in the first 1,023, and most of the others in the next 3,071, which stay in the cache; each
//            step costs one more draw. Permutation is a bijection of 0..size-1 keyed by seed, stream and tag.
//   Errors   broken invariant: no weight above zero, weights whose sum times their number reaches 2^96, a DenseChoice among more than 2^15 and 4,094 or whose weights reach 2^62.
//   Threads  immutable after construction.
//   Source   Walker (1977), Vose (1991) with 32-bit thresholds; Feistel network of 4 rounds over the prf, on digits to the base ceil(sqrt(size)), with cycle-walking
//            (Black and Rogaway, Ciphers with arbitrary finite domains, 2002).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/large_pages.h"
#include "population/draw.h"

namespace cs::population {

class AliasTable {
 public:
  AliasTable() = default;
  explicit AliasTable(const std::vector<std::uint64_t>& weights);
  std::uint32_t pick(Draws& draws) const {
    const std::uint32_t slot = draws.below(static_cast<std::uint32_t>(slots_.size()));
    return draws.next() < slots_[slot].threshold ? slot : slots_[slot].other;
  }
  std::size_t size() const { return slots_.size(); }
  struct Slot {
    std::uint32_t threshold = 0;  // below it: the slot itself
    std::uint32_t other = 0;
  };
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  std::vector<Slot> slots_;
};

// Room for the slots of many choices in large pages: what each looks at first lies side by side, what is behind it far away.
class SlotRoom {
 public:
  explicit SlotRoom(std::size_t slots = 0);
  std::span<const std::uint32_t> put(const std::vector<std::uint32_t>& slots, bool first);

 private:
  LargeVector<std::uint32_t> slots_;
  std::size_t front_ = 0, back_ = 0;
};

class DenseChoice {
 public:
  DenseChoice() = default;
  explicit DenseChoice(const std::vector<std::uint64_t>& weights);
  DenseChoice(const std::vector<std::uint64_t>& weights, SlotRoom& room);  // `room` outlives it
  DenseChoice(DenseChoice&&) = default;
  DenseChoice& operator=(DenseChoice&&) = default;
  static std::size_t slots_needed(std::size_t weights) { return weights + 2; }
  std::uint32_t pick(Draws& draws) const {
    const std::uint32_t head = pick_from(head_, draws);
    return head < kHead || middle_.empty() ? head : pick_behind(draws);
  }
  // So many picks, each step for all of them before the next, so that their misses of the cache happen side by side.
  template <std::size_t kCount>
  void pick_all(Draws& draws, std::array<std::uint32_t, kCount>& picked) const {
    for (std::uint32_t& pick : picked) pick = pick_from(head_, draws);
    if (middle_.empty()) return;
    for (std::uint32_t& pick : picked)
      if (pick >= kHead) pick = kHead + pick_from(middle_, draws);
    if (tail_.empty()) return;
    for (std::uint32_t& pick : picked)
      if (pick >= kHead + kMiddle) pick = kHead + kMiddle + pick_from(tail_, draws);
  }
  std::size_t size() const { return middle_.empty() ? head_.size() : kHead + (tail_.empty() ? middle_.size() : kMiddle + tail_.size()); }

 private:
  static constexpr unsigned kOtherBits = 15;
  static constexpr std::uint32_t kHead = 1'023, kMiddle = 3'071;
  using Slots = std::span<const std::uint32_t>;  // threshold << 15 | other
  static std::vector<std::uint32_t> dense(const std::vector<std::uint64_t>& weights);
  // The slot by the high part of draw x size, the threshold by the low part, which is as even as the slots are few.
  static std::uint32_t pick_from(Slots slots, Draws& draws) {
    const std::uint64_t product = std::uint64_t{draws.next()} * slots.size();
    const auto at = static_cast<std::uint32_t>(product >> 32);
    const std::uint32_t slot = slots[at];
    return static_cast<std::uint32_t>(product) >> kOtherBits < slot >> kOtherBits ? at : slot & ((1U << kOtherBits) - 1);
  }
  std::uint32_t pick_behind(Draws& draws) const {
    const std::uint32_t middle = pick_from(middle_, draws);
    return kHead + (middle < kMiddle || tail_.empty() ? middle : kMiddle + pick_from(tail_, draws));
  }

  Slots head_, middle_, tail_;  // the last of one is all that follows, where there is more
  SlotRoom own_;                // none where the room is another's
};

class Permutation {
 public:
  Permutation(const Prf& prf, Stream stream, std::uint32_t tag, std::uint64_t size);
  std::uint64_t at(std::uint64_t x) const;  // x < size
  void at_all(std::vector<std::uint64_t>& places) const;  // each becomes at(place); several at once, whose rounds overlap in the processor
  std::uint64_t size() const { return size_; }

 private:
  std::uint64_t once(std::uint64_t x) const;
  std::uint32_t mixed(std::uint32_t right, std::uint64_t round) const;

  Prf prf_;
  Stream stream_;
  std::uint32_t tag_;
  std::uint64_t size_;
  std::uint32_t radix_ = 1;
};

}  // namespace cs::population
