#include "population/invented.h"

#include "base/check.h"

namespace cs::population {
namespace {

constexpr std::size_t kLetters = 27;
constexpr std::size_t kRow = 32;  // padded: the next letter is found by counting, without a branch
constexpr std::size_t kLengthMin = 4;
constexpr std::size_t kLengthMax = 11;

std::size_t slide(std::size_t context, std::size_t letter) { return (context * kLetters + letter) % (kLetters * kLetters * kLetters); }

}  // namespace

Invented::Invented(const std::vector<std::string_view>& listed) : sums_(kLetters * kLetters * kLetters * kRow) {
  for (const std::string_view name : listed) {
    std::size_t context = 0;
    for (const char letter : name) {
      const auto code = static_cast<std::size_t>(letter - 'A' + 1);
      ++sums_[context * kRow + code];
      context = slide(context, code);
    }
    ++sums_[context * kRow];
  }
  for (std::size_t at = 0; at < sums_.size(); ++at) {
    if (at % kRow == 0) continue;
    const std::uint32_t sum = std::uint32_t{sums_[at]} + sums_[at - 1];
    CS_CHECK(sum <= UINT16_MAX, "few enough names share their three letters");
    sums_[at] = static_cast<std::uint16_t>(sum);
  }
}

std::size_t Invented::draw(Draws& draws, std::array<char, 16>& name) const {
  std::size_t size = 0, context = 0;
  std::uint32_t bits = 0;
  while (size < kLengthMax) {
    const std::uint16_t* sums = &sums_[context * kRow];
    const std::uint32_t total = sums[kRow - 1];
    std::uint16_t letter = 0;
    if (total != 0) {
      // Two letters a draw: totals are far below 2^16, and nobody's share of a letter has to be exact.
      const std::uint32_t half = size % 2 == 0 ? bits = draws.next() : bits << 16;
      const auto drawn = static_cast<std::uint16_t>((half >> 16) * total >> 16);
      for (std::size_t i = 0; i < kRow; ++i) letter = static_cast<std::uint16_t>(letter + (sums[i] <= drawn ? 1 : 0));
    }
    if (letter == 0) {
      if (size >= kLengthMin) break;
      letter = static_cast<std::uint16_t>(1 + draws.below(26));  // too short to end, or nothing follows: any letter carries on
    }
    name[size++] = static_cast<char>('A' + static_cast<int>(letter) - 1);
    context = slide(context, letter);
  }
  return size;
}

}  // namespace cs::population
