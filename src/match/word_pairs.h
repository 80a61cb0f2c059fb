// What was found of two words of names, kept by their numbers: a home's Johns and Marys are compared again in the next.
//   Shape    one place a pair, so a later pair may take it: what is kept is never wrong, only gone.
//   Units    256 KiB, or nothing where nothing is kept: for a single line it is not worth its making.
//   Threads  one WordPairs a thread.
#pragma once

#include <cstdint>
#include <vector>

namespace cs::match {

class WordPairs {
 public:
  explicit WordPairs(bool keeps) : keeps_(keeps) {}
  // `find` is asked where the pair is not kept; numbers are from 1 and below 2^24, and `kind` tells questions apart.
  template <typename Find>
  bool ask(std::uint32_t one, std::uint32_t other, bool kind, const Find& find) {
    if (!keeps_) return find();
    if (kept_.empty()) kept_.resize(kPlaces);
    const std::uint64_t pair = std::uint64_t{one} << 24 | other | std::uint64_t{kind} << 48;
    std::uint64_t& kept = kept_[pair * 0x9E3779B97F4A7C15U >> (64 - kPlaceBits)];
    if (kept >> 1 != pair) kept = pair << 1 | (find() ? 1 : 0);
    return (kept & 1) != 0;
  }

 private:
  static constexpr int kPlaceBits = 15;
  static constexpr std::size_t kPlaces = std::size_t{1} << kPlaceBits;
  const bool keeps_;
  std::vector<std::uint64_t> kept_;  // 0: none, as no name has the number 0
};

}  // namespace cs::match
