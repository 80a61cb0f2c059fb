#include "population/invented.h"

#include <algorithm>

#include "population/quotas.h"

namespace cs::population {
namespace {

constexpr unsigned kLetterBits = 5;  // a letter is 1 to 26; a name is five bits a letter
constexpr std::uint64_t kContextMask = (1U << 3 * kLetterBits) - 1;
constexpr std::size_t kLengthMin = 4;
constexpr std::size_t kLengthMax = 11;  // 55 bits
constexpr unsigned kRefusedBits = 19;   // for 20,000 names
constexpr unsigned kCountBits = 7;      // of a context's places
constexpr std::uint32_t kPlaces = 64;   // at most, which are one line of the cache

std::uint64_t code_of(std::string_view name) {
  std::uint64_t code = 0;
  for (const char letter : name) code = code << kLetterBits | static_cast<std::uint64_t>(letter - 'A' + 1);
  return code;
}

std::size_t bit_of(std::uint64_t code) { return static_cast<std::size_t>(code * 0x9E3779B97F4A7C15 >> (64 - kRefusedBits)); }

}  // namespace

Invented::Invented(const std::vector<std::string_view>& listed) : places_(kContextMask + 1), refused_((std::size_t{1} << kRefusedBits) / 64) {
  const auto each = [&](auto follow) {
    for (const std::string_view name : listed)
      for (std::size_t i = 3; i <= name.size(); ++i) follow(code_of(name.substr(i - 3, 3)), i < name.size() ? code_of(name.substr(i, 1)) : 0);
  };
  std::vector<std::uint32_t> first(kContextMask + 2);
  each([&](std::uint64_t context, std::uint64_t) { ++first[context + 1]; });
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::uint8_t> letters(first.back());
  std::vector<std::uint32_t> at(first);
  each([&](std::uint64_t context, std::uint64_t letter) { letters[at[context]++] = static_cast<std::uint8_t>(letter); });
  for (std::size_t context = 0; context <= kContextMask; ++context)
    if (first[context] != first[context + 1]) add_context(context, {letters.begin() + first[context], letters.begin() + first[context + 1]});
  for (const std::string_view name : listed) {
    if (name.size() >= 3) starts_.push_back(static_cast<std::uint16_t>(code_of(name.substr(0, 3))));
    if (name.size() > kLengthMax) continue;
    const std::size_t bit = bit_of(code_of(name));
    refused_[bit / 64] |= std::uint64_t{1} << bit % 64;
  }
}

// A place for each listed name, or, where many names share the context, 64 places shared out among the letters.
void Invented::add_context(std::size_t context, const std::vector<std::uint8_t>& letters) {
  std::vector<std::uint64_t> shares(27);
  for (const std::uint8_t letter : letters) ++shares[letter];
  const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(letters.size(), kPlaces));
  if (count < letters.size()) shares = share_out(kPlaces, shares);
  places_[context] = static_cast<std::uint32_t>(next_.size()) << kCountBits | count;
  for (std::size_t letter = 0; letter < shares.size(); ++letter) next_.insert(next_.end(), shares[letter], static_cast<std::uint8_t>(letter));
}

bool Invented::is_refused(std::uint64_t code) const {
  const std::size_t bit = bit_of(code);
  return (refused_[bit / 64] >> bit % 64 & 1) != 0;
}

// Letter by letter for all lanes, so that the processor waits for all their contexts at once.
template <std::size_t kLanes>
std::array<std::uint64_t, kLanes> Invented::draw_any(Draws& draws) const {
  std::array<std::uint64_t, kLanes> codes{};
  std::array<std::uint32_t, kLanes> bits{};
  std::array<bool, kLanes> ended{};
  for (std::uint64_t& code : codes) code = starts_[draws.below(static_cast<std::uint32_t>(starts_.size()))];
  for (std::size_t size = 3, left = kLanes; size < kLengthMax && left > 0; ++size) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      if (ended[lane]) continue;
      bits[lane] = size % 2 != 0 ? draws.next() : bits[lane] >> 16;  // two letters a draw: a context has 64 places at most
      const std::uint32_t places = places_[codes[lane] & kContextMask], count = places & ((1U << kCountBits) - 1);
      std::uint64_t letter = count == 0 ? 0 : next_[(places >> kCountBits) + ((bits[lane] & 0xFFFF) * count >> 16)];
      if (letter == 0 && size >= kLengthMin) {
        ended[lane] = true;
        --left;
        continue;
      }
      if (letter == 0) letter = 1 + draws.below(26);  // too short to end: any letter carries on
      codes[lane] = codes[lane] << kLetterBits | letter;
    }
  }
  return codes;
}

namespace {

InventedName name_of(std::uint64_t code) {
  InventedName name;
  for (std::uint64_t rest = code; rest != 0; rest >>= kLetterBits) ++name.size;
  for (std::size_t i = name.size; i-- > 0; code >>= kLetterBits) name.letters[i] = static_cast<char>('A' - 1 + static_cast<int>(code & 31));
  return name;
}

}  // namespace

InventedName Invented::draw(Draws& draws) const {
  std::uint64_t code = draw_any<1>(draws)[0];
  while (is_refused(code)) code = draw_any<1>(draws)[0];
  return name_of(code);
}

void Invented::draw_all(Draws& draws, std::array<InventedName, 8>& names) const {
  const std::array<std::uint64_t, 8> codes = draw_any<8>(draws);
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = is_refused(codes[i]) ? InventedName{} : name_of(codes[i]);
}

}  // namespace cs::population
