#include "names/edits.h"

#include <algorithm>
#include <vector>

#include "base/embedded.h"
#include "base/rows.h"

CS_EMBEDDED_TABLE(names_confusions)

namespace cs::names {
namespace {

constexpr int kEdit = 4;     // quarters
constexpr int kDoubled = 2;  // a letter written twice, or once where twice is right

// Two pieces of one or two letters (three at most) that stand for each other at this cost.
struct Confusion {
  std::string_view one, other;
  int quarters;
};

constexpr std::size_t kCodes = 128;

// Single letters in a square, longer pieces by the last letter of the left piece; both directions are in both.
struct Confusions {
  std::array<std::uint8_t, kCodes * kCodes> letter;
  std::array<std::vector<Confusion>, kCodes> pieces;

  void add(std::string_view one, std::string_view other, int quarters) {
    const auto last = static_cast<unsigned char>(one.back());
    if (one.size() == 1 && other.size() == 1) {
      std::uint8_t& known = letter[last * kCodes + static_cast<unsigned char>(other[0])];
      known = std::min(known, static_cast<std::uint8_t>(quarters));
    } else {
      pieces[last].push_back({one, other, quarters});
    }
  }
};

const Confusions& confusions() {
  static const Confusions built = [] {
    Confusions out;
    out.letter.fill(kEdit);
    each_row(embedded_names_confusions(), [&](const RowFields& row) {
      const int quarters = row[2][0] - '0';
      out.add(row[0], row[1], quarters);
      out.add(row[1], row[0], quarters);
    });
    return out;
  }();
  return built;
}

int replaced(const Confusions& table, char32_t one, char32_t other) {
  if (one == other) return 0;
  return one < kCodes && other < kCodes ? table.letter[one * kCodes + other] : kEdit;
}

bool ends_with(std::span<const char32_t> text, std::size_t end, std::string_view piece) {
  if (end < piece.size()) return false;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (text[end - piece.size() + at] != static_cast<unsigned char>(piece[at])) return false;
  }
  return true;
}

using Costs = std::array<std::array<std::uint8_t, kWordLettersMax + 1>, kWordLettersMax + 1>;

// To add or drop text[at]: half an edit beside its like.
int single(std::span<const char32_t> text, std::size_t at) { return at > 0 && text[at] == text[at - 1] ? kDoubled : kEdit; }

// The pieces whose left half ends at this row: few, and the same for every column.
struct Ways {
  std::array<const Confusion*, 32> at;
  std::size_t size = 0;
};

Ways ways_at(const Confusions& table, std::span<const char32_t> one, std::size_t row) {
  Ways ways;
  if (one[row - 1] >= kCodes) return ways;
  for (const Confusion& way : table.pieces[one[row - 1]]) {
    if (ways.size < ways.at.size() && ends_with(one, row, way.one)) ways.at[ways.size++] = &way;
  }
  return ways;
}

int by_pieces(const Ways& ways, const Costs& costs, std::span<const char32_t> other, std::size_t row, std::size_t column) {
  int best = 255;
  for (std::size_t at = 0; at < ways.size; ++at) {
    const Confusion& way = *ways.at[at];
    if (other[column - 1] != static_cast<unsigned char>(way.other.back()) || !ends_with(other, column, way.other)) continue;
    best = std::min(best, costs[row - way.one.size()][column - way.other.size()] + way.quarters);
  }
  return best;
}

}  // namespace

// Well-formed UTF-8 by its leading byte; fold() lets no other through.
Letters::Letters(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    cut_ = size_ == kWordLettersMax;
    if (cut_) return;
    const auto lead = static_cast<unsigned char>(word[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = lead < 0x80 ? lead : lead & (0x7Fu >> length);
    for (std::size_t next = at + 1; next < std::min(at + length, word.size()); ++next) letter = letter << 6 | (static_cast<unsigned char>(word[next]) & 63u);
    letters_[size_++] = letter;
    at += length;
  }
}

int edits(const Letters& one, const Letters& other, int most) {
  const std::size_t rows = one.size(), columns = other.size();
  if (static_cast<int>(std::max(rows, columns) - std::min(rows, columns)) > most) return most + 1;
  std::array<std::array<int, kWordLettersMax + 1>, 3> line;
  for (std::size_t column = 0; column <= columns; ++column) line[0][column] = static_cast<int>(column);
  for (std::size_t row = 1; row <= rows; ++row) {
    auto& now = line[row % 3];
    const auto& above = line[(row + 2) % 3];
    now[0] = static_cast<int>(row);
    int least = now[0];
    for (std::size_t column = 1; column <= columns; ++column) {
      int best = std::min({above[column] + 1, now[column - 1] + 1, above[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1)});
      if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]) {
        best = std::min(best, line[(row + 1) % 3][column - 2] + 1);
      }
      now[column] = best;
      least = std::min(least, best);
    }
    if (least > most) return most + 1;
  }
  return std::min(line[rows % 3][columns], most + 1);
}

int confusion_quarters(const Letters& one_word, const Letters& other_word) {
  const Confusions& table = confusions();
  const auto one = one_word.all(), other = other_word.all();
  Costs costs;
  costs[0][0] = 0;
  for (std::size_t column = 1; column <= other.size(); ++column) costs[0][column] = static_cast<std::uint8_t>(costs[0][column - 1] + kEdit);
  for (std::size_t row = 1; row <= one.size(); ++row) {
    costs[row][0] = static_cast<std::uint8_t>(costs[row - 1][0] + kEdit);
    const Ways ways = ways_at(table, one, row);
    for (std::size_t column = 1; column <= other.size(); ++column) {
      int best = costs[row - 1][column - 1] + replaced(table, one[row - 1], other[column - 1]);
      best = std::min(best, costs[row - 1][column] + single(one, row - 1));
      best = std::min(best, costs[row][column - 1] + single(other, column - 1));
      if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]) {
        best = std::min(best, costs[row - 2][column - 2] + kEdit);
      }
      costs[row][column] = static_cast<std::uint8_t>(std::min(best, by_pieces(ways, costs, other, row, column)));
    }
  }
  return costs[one.size()][other.size()];
}

}  // namespace cs::names
