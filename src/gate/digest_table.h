// Numbers for keyed digests, and values for pairs of such numbers: what a budget is kept in.
//   Shape    a number is given once, counts from 0 and is never taken back. Open addressing in one run of memory: a question that finds nothing
//            waits for one line of memory, one that finds something for two.
//   Threads  one at a time.
//   Holds    digests are keyed (or as good as random): their own bytes are the hash, and nobody outside can make two meet.
//            At most half of the slots are taken, so that a question looks at one or two of them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace cs::gate {

inline constexpr std::uint32_t kNoNumber = UINT32_MAX;

class DigestNumbers {
 public:
  void expect(std::size_t more);  // room for so many more, made at once
  std::uint32_t find(const Digest& digest) const;  // kNoNumber where it has none
  std::uint32_t add(const Digest& digest);         // the number that it has, or gets now
  std::size_t size() const { return digests_.size(); }

 private:
  void grow(std::size_t slots);
  std::vector<Digest> digests_;        // by number
  std::vector<std::uint64_t> slots_;   // some bits of the digest above, its number + 1 below; 0: free
};

class PairTable {
 public:
  struct Pair {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    bool operator==(const Pair&) const = default;
  };
  void expect(std::size_t more);
  // `hash`: of the two digests, the same for the same pair.
  std::uint32_t find(Pair pair, std::uint32_t hash) const;  // kNoNumber where it is not there
  void add(Pair pair, std::uint32_t hash, std::uint32_t value);  // a pair that is not there yet

 private:
  struct Slot {
    Pair pair;
    std::uint32_t hash = 0;
    std::uint32_t value = kNoNumber;  // kNoNumber: free
  };
  std::size_t place_of(Pair pair, std::uint32_t hash) const;  // where it stands, or would
  void grow(std::size_t slots);
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace cs::gate
