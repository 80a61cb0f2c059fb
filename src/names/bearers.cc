#include "names/bearers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "base/embedded.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(names_given_bearers)
CS_EMBEDDED_TABLE(names_surname_bearers)

namespace cs::names {
namespace {

// Where each line of the table begins, by the hash of its name: the text itself is the storage. A slot holds the offset plus 1.
class LineIndex {
 public:
  explicit LineIndex(std::string_view table) : table_(table), slots_(std::bit_ceil(2 * static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) + 2)) {
    for (std::size_t at = table.find('\n') + 1; at < table.size(); at = table.find('\n', at) + 1) {
      const std::string_view name = table.substr(at, table.find(',', at) - at);
      std::size_t slot = word_hash(name) & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = static_cast<std::uint32_t>(at + 1);
    }
  }

  // What follows the name and its comma, to the end of the line; empty when the name is not there.
  std::string_view find(std::string_view name) const {
    for (std::size_t slot = word_hash(name) & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
      const std::string_view line = table_.substr(slots_[slot] - 1);
      if (!line.starts_with(name) || line[name.size()] != ',') continue;
      return line.substr(name.size() + 1, line.find('\n') - name.size() - 1);
    }
    return {};
  }

 private:
  std::string_view table_;
  std::vector<std::uint32_t> slots_;
};

std::uint32_t number_at_start(std::string_view text) {
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') break;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

// round(256 * log2(1 + entry / 256)) by squaring in integers: each squaring yields one bit of the logarithm.
constexpr std::array<std::uint16_t, 256> make_log2_table() {
  std::array<std::uint16_t, 256> table{};
  for (std::uint64_t entry = 0; entry < 256; ++entry) {
    std::uint64_t mantissa = (256 + entry) << 23;  // 1.31 fixed
    std::uint32_t bits = 0;
    for (int bit = 0; bit < 9; ++bit) {
      mantissa = mantissa * mantissa >> 31;
      bits = bits << 1 | static_cast<std::uint32_t>(mantissa >> 32);
      mantissa >>= mantissa >> 32;
    }
    table[entry] = static_cast<std::uint16_t>((bits + 1) / 2);
  }
  return table;
}
constexpr std::array<std::uint16_t, 256> kLog2 = make_log2_table();

}  // namespace

Bearers given_bearers(std::string_view token) {
  static const LineIndex index(embedded_names_given_bearers());
  const std::string_view line = index.find(token);
  if (line.empty()) return {};
  return {number_at_start(line), line.back() == 'M' ? Sex::kMale : line.back() == 'F' ? Sex::kFemale : Sex::kEither};
}

std::uint32_t surname_bearers(std::string_view token) {
  static const LineIndex index(embedded_names_surname_bearers());
  return number_at_start(index.find(token));
}

std::int32_t log2_256(std::uint64_t number) {
  if (number == 0) return 0;
  const int whole = static_cast<int>(std::bit_width(number)) - 1;
  const std::uint64_t eight = (whole >= 8 ? number >> (whole - 8) : number << (8 - whole)) & 255;
  return whole * 256 + kLog2[eight];
}

}  // namespace cs::names
