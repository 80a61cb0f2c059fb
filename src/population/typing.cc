#include "population/typing.h"

#include <utility>

namespace cs::population {
namespace {

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

// Divides the drawn bits among the choices of one slip; equal for equal bits.
class Bits {
 public:
  explicit Bits(std::uint32_t draw) : rest_(draw) {}
  std::size_t below(std::size_t count) {
    const std::size_t value = rest_ % count;
    rest_ /= static_cast<std::uint32_t>(count);
    return value;
  }

 private:
  std::uint32_t rest_;
};

bool replace(std::string& text, std::size_t at, const std::vector<char>& with, Bits& bits) {
  if (with.empty()) return false;
  text[at] = with[bits.below(with.size())];
  return true;
}

}  // namespace

bool slip(const Tables& tables, std::uint32_t draw, std::string& text, std::size_t from, std::size_t size) {
  if (size < 3) return false;
  Bits bits(draw);
  const std::size_t kind = bits.below(6);
  const std::size_t at = from + bits.below(size);
  const auto letter = static_cast<std::size_t>(text[at] - 'A');
  switch (kind) {
    case 0: text.insert(at, 1, static_cast<char>('A' + static_cast<int>(bits.below(26)))); return true;
    case 1: text.erase(at, 1); return true;
    case 2: text.insert(at, 1, text[at]); return true;
    case 3:
      if (at + 1 >= from + size || text[at] == text[at + 1]) return false;
      std::swap(text[at], text[at + 1]);
      return true;
    case 4: return replace(text, at, tables.key_slips[letter], bits);
    default: return replace(text, at, tables.ocr_slips[letter].empty() ? tables.key_slips[letter] : tables.ocr_slips[letter], bits);
  }
}

Run longest_word(std::string_view text, std::size_t size_min) {
  Run best;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end - at >= size_min && end - at > best.size) best = {at, end - at};
    at = end + 1;
  }
  return best;
}

}  // namespace cs::population
