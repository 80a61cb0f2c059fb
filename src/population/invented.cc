#include "population/invented.h"

namespace cs::population {
namespace {

constexpr std::size_t kLetters = 27;
constexpr std::size_t kLengthMin = 4;
constexpr std::size_t kLengthMax = 11;

std::size_t slide(std::size_t context, std::size_t letter) { return (context * kLetters + letter) % (kLetters * kLetters * kLetters); }

}  // namespace

Invented::Invented(const std::vector<std::string_view>& listed) : sums_(kLetters * kLetters * kLetters * kLetters) {
  for (const std::string_view name : listed) {
    std::size_t context = 0;
    for (const char letter : name) {
      const auto code = static_cast<std::size_t>(letter - 'A' + 1);
      ++sums_[context * kLetters + code];
      context = slide(context, code);
    }
    ++sums_[context * kLetters];
  }
  for (std::size_t at = 0; at < sums_.size(); ++at)
    if (at % kLetters != 0) sums_[at] += sums_[at - 1];
}

std::string Invented::draw(Draws& draws) const {
  std::string name;
  std::size_t context = 0;
  while (name.size() < kLengthMax) {
    const std::uint32_t* sums = &sums_[context * kLetters];
    const std::uint32_t total = sums[kLetters - 1];
    std::size_t letter = 0;
    if (total != 0) {
      const std::uint32_t drawn = draws.below(total);
      while (sums[letter] <= drawn) ++letter;
    }
    if (letter == 0) {
      if (name.size() >= kLengthMin) break;
      letter = 1 + draws.below(26);  // too short to end, or nothing follows: any letter carries on
    }
    name += static_cast<char>('A' + static_cast<int>(letter) - 1);
    context = slide(context, letter);
  }
  return name;
}

}  // namespace cs::population
