// How alike two raw names are, 0 to 1000: an integer measure for ranking pairs. It decides nothing in the gate.
#include <algorithm>
#include <array>

#include "names/compare.h"
#include "names/fold.h"
#include "names/tables.h"

namespace cs::names {
namespace {

constexpr std::size_t kTokensMax = 12;
constexpr std::size_t kTokenMax = 48;

// Optimal string alignment: insert, drop, replace, or swap two neighbors, each 1.
int distance(std::string_view left, std::string_view right) {
  left = left.substr(0, kTokenMax);
  right = right.substr(0, kTokenMax);
  std::array<std::array<int, kTokenMax + 1>, 3> rows{};
  for (std::size_t column = 0; column <= right.size(); ++column) rows[0][column] = static_cast<int>(column);
  for (std::size_t row = 1; row <= left.size(); ++row) {
    auto& now = rows[row % 3];
    const auto& above = rows[(row + 2) % 3];
    now[0] = static_cast<int>(row);
    for (std::size_t column = 1; column <= right.size(); ++column) {
      const int replaced = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
      now[column] = std::min({above[column] + 1, now[column - 1] + 1, replaced});
      if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]) {
        now[column] = std::min(now[column], rows[(row + 1) % 3][column - 2] + 1);
      }
    }
  }
  return rows[left.size() % 3][right.size()];
}

int token_score(const std::string& left, const std::string& right) {
  if (left == right) return 1000;
  if (kin_of(left, right) < Kin::kSharedFormal) return 920;
  if ((left.size() == 1 || right.size() == 1) && left[0] == right[0]) return 700;
  const int longest = static_cast<int>(std::min(std::max(left.size(), right.size()), kTokenMax));
  const int alike = 1000 - 1000 * distance(left, right) / longest;
  return alike < 600 ? alike / 3 : alike;  // two words that differ in half their letters are two words
}

std::vector<std::string> tokens_of(std::string_view raw) {
  std::vector<std::string> tokens = words(fold(raw), true);
  if (tokens.size() > kTokensMax) tokens.resize(kTokensMax);
  return tokens;
}

// The best remaining partner for each word of the shorter name, greedily by score; ties by position.
int aligned(const std::vector<std::string>& one, const std::vector<std::string>& two) {
  std::array<bool, kTokensMax> used_one{}, used_two{};
  int total = 0;
  for (std::size_t pair = 0; pair < one.size(); ++pair) {
    int best = -1;
    std::size_t best_one = 0, best_two = 0;
    for (std::size_t i = 0; i < one.size(); ++i) {
      for (std::size_t j = 0; j < two.size() && !used_one[i]; ++j) {
        const int score = used_two[j] ? -1 : token_score(one[i], two[j]);
        if (score > best) best = score, best_one = i, best_two = j;
      }
    }
    used_one[best_one] = used_two[best_two] = true;
    total += best;
  }
  return total;
}

}  // namespace

int similarity(std::string_view left, std::string_view right) {
  std::vector<std::string> one = tokens_of(left), two = tokens_of(right);
  if (one.empty() || two.empty()) return 0;
  std::string one_text, two_text;
  for (const std::string& token : one) one_text += token;
  for (const std::string& token : two) two_text += token;
  if (one_text == two_text) return 1000;
  if (one.size() > two.size()) one.swap(two);
  const int total = aligned(one, two);
  const int missing = static_cast<int>(two.size() - one.size());
  return total / static_cast<int>(one.size()) * (10 - std::min(missing, 5)) / 10;
}

}  // namespace cs::names
