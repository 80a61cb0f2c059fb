#include "population/invented.h"

namespace cs::population {
namespace {

constexpr unsigned kLetterBits = 5;  // a letter is 1 to 26; a name is five bits a letter
constexpr std::uint64_t kContextMask = (1U << 3 * kLetterBits) - 1;
constexpr std::size_t kLengthMin = 4;
constexpr std::size_t kLengthMax = 11;  // 55 bits
constexpr unsigned kRefusedBits = 19;   // for 20,000 names

std::uint64_t code_of(std::string_view name) {
  std::uint64_t code = 0;
  for (const char letter : name) code = code << kLetterBits | static_cast<std::uint64_t>(letter - 'A' + 1);
  return code;
}

std::size_t bit_of(std::uint64_t code) { return static_cast<std::size_t>(code * 0x9E3779B97F4A7C15 >> (64 - kRefusedBits)); }

}  // namespace

Invented::Invented(const std::vector<std::string_view>& listed) : first_(kContextMask + 2), refused_((std::size_t{1} << kRefusedBits) / 64) {
  const auto each = [&](auto follow) {
    for (const std::string_view name : listed)
      for (std::size_t i = 3; i <= name.size(); ++i) follow(code_of(name.substr(i - 3, 3)), i < name.size() ? code_of(name.substr(i, 1)) : 0);
  };
  each([&](std::uint64_t context, std::uint64_t) { ++first_[context + 1]; });
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  next_.resize(first_.back());
  std::vector<std::uint32_t> at(first_);
  each([&](std::uint64_t context, std::uint64_t letter) { next_[at[context]++] = static_cast<std::uint8_t>(letter); });
  for (const std::string_view name : listed) {
    if (name.size() >= 3) starts_.push_back(static_cast<std::uint16_t>(code_of(name.substr(0, 3))));
    if (name.size() > kLengthMax) continue;
    const std::size_t bit = bit_of(code_of(name));
    refused_[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
}

bool Invented::is_refused(std::uint64_t code) const {
  const std::size_t bit = bit_of(code);
  return (refused_[bit / 64] >> bit % 64 & 1) != 0;
}

std::uint64_t Invented::draw_any(Draws& draws) const {
  std::uint64_t code = starts_[draws.below(static_cast<std::uint32_t>(starts_.size()))];
  std::uint32_t bits = 0;
  for (std::size_t size = 3; size < kLengthMax; ++size) {
    bits = size % 2 != 0 ? draws.next() : bits >> 16;  // two letters a draw: a context has far fewer than 2^16 places
    const std::uint32_t first = first_[code & kContextMask], count = first_[(code & kContextMask) + 1] - first;
    std::uint64_t letter = count == 0 ? 0 : next_[first + ((bits & 0xFFFF) * count >> 16)];
    if (letter == 0) {
      if (size >= kLengthMin) break;
      letter = 1 + draws.below(26);  // too short to end: any letter carries on
    }
    code = code << kLetterBits | letter;
  }
  return code;
}

std::size_t Invented::draw(Draws& draws, std::array<char, 16>& name) const {
  std::uint64_t code = draw_any(draws);
  while (is_refused(code)) code = draw_any(draws);
  std::size_t size = 0;
  for (std::uint64_t rest = code; rest != 0; rest >>= kLetterBits) ++size;
  for (std::size_t i = size; i-- > 0; code >>= kLetterBits) name[i] = static_cast<char>('A' - 1 + static_cast<int>(code & 31));
  return size;
}

}  // namespace cs::population
