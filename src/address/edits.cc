#include "address/edits.h"

#include <algorithm>
#include <array>

#include "address/line.h"
#include "address/text.h"
#include "base/embedded.h"
#include "base/rows.h"
#include "base/word_table.h"

CS_EMBEDDED_TABLE(address_street_names)

namespace cs::address {
namespace {

// What is left of two texts when the ends that they share are taken off.
void drop_common_ends(std::string_view& left, std::string_view& right) {
  std::size_t front = 0;
  const std::size_t shorter = std::min(left.size(), right.size());
  while (front < shorter && left[front] == right[front]) ++front;
  left.remove_prefix(front);
  right.remove_prefix(front);
  while (!left.empty() && !right.empty() && left.back() == right.back()) {
    left.remove_suffix(1);
    right.remove_suffix(1);
  }
}

// A band of three places to each side of the diagonal; place k of row i is column i + k - 3.
constexpr int kBand = kStreetEditsMax;
constexpr int kMore = kStreetEditsMax + 1;
using BandRow = std::array<int, 2 * kBand + 3>;  // with a wall at each end

int banded(std::string_view left, std::string_view right) {
  const int rows = static_cast<int>(left.size()), columns = static_cast<int>(right.size());
  BandRow two_up, one_up, row;
  two_up.fill(kMore);
  one_up.fill(kMore);
  for (int k = kBand; k <= 2 * kBand; ++k) one_up[static_cast<std::size_t>(k + 1)] = k - kBand;
  for (int i = 1; i <= rows; ++i) {
    row.fill(kMore);
    int best = kMore;
    for (int k = 0; k <= 2 * kBand; ++k) {
      const int j = i + k - kBand;
      if (j < 0 || j > columns) continue;
      const auto at = static_cast<std::size_t>(k + 1);
      int cost = one_up[at + 1] + 1;
      if (j > 0) {
        const bool equal = left[static_cast<std::size_t>(i - 1)] == right[static_cast<std::size_t>(j - 1)];
        cost = std::min({cost, row[at - 1] + 1, one_up[at] + (equal ? 0 : 1)});
        const bool exchanged = i > 1 && j > 1 && left[static_cast<std::size_t>(i - 1)] == right[static_cast<std::size_t>(j - 2)] &&
                               left[static_cast<std::size_t>(i - 2)] == right[static_cast<std::size_t>(j - 1)];
        if (exchanged) cost = std::min(cost, two_up[at] + 1);
      }
      row[at] = std::min(cost, kMore);
      best = std::min(best, row[at]);
    }
    if (best == kMore) return kMore;
    two_up = one_up;
    one_up = row;
  }
  return one_up[static_cast<std::size_t>(columns - rows + kBand + 1)];
}

bool any_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_digit); }

bool same_digits(std::string_view left, std::string_view right) {
  std::size_t at = 0;
  for (const char c : left) {
    if (!is_digit(c)) continue;
    while (at < right.size() && !is_digit(right[at])) ++at;
    if (at == right.size() || right[at++] != c) return false;
  }
  return !any_digit(right.substr(at));
}

std::string_view first_word(std::string_view& rest) {
  const std::size_t space = rest.find(' ');
  const std::string_view word = rest.substr(0, space);
  rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  return word;
}

bool is_roman(std::string_view word) { return word.size() <= 4 && word.find_first_not_of("IVX") == std::string_view::npos; }

bool is_road_class(std::string_view word) {
  for (const std::string_view known : {"HIGHWAY", "ROAD", "ROUTE", "AVENUE", "AVENIDA", "CALLE", "TRUNK", "STREET"})
    if (word == known) return true;
  return false;
}

// 12A and 12B, 12 and 12A.
bool are_numbered(std::string_view one, std::string_view other) {
  const auto lettered = [](std::string_view word) { return is_digit(word[0]) && is_letter(word.back()) && is_digit(word[word.size() - 2]); };
  return (lettered(one) || is_number(one)) && (lettered(other) || is_number(other));
}

// Two names, however few the letters between them: E and F; COUNTY HIGHWAY K and KK; CALLE II and III; ROAD 12A and ROAD 12B.
bool are_two_names(std::string_view one, std::string_view other, std::string_view before, bool last) {
  if (one.size() == 1 && other.size() == 1) return true;
  if (last && ((one.size() <= 2 && other.size() <= 2 && is_road_class(before)) || (is_roman(one) && is_roman(other)))) return true;
  return are_numbered(one, other);
}

// The texts have as many words, and one pair that differs is two names of their own.
bool letter_touched(std::string_view left, std::string_view right) {
  std::string_view before;
  while (!left.empty() && !right.empty()) {
    const std::string_view one = first_word(left), other = first_word(right);
    if (one != other && are_two_names(one, other, before, left.empty() && right.empty())) return true;
    before = one;
  }
  return false;
}

bool is_highway(std::string_view text) {
  std::string_view rest = text;
  std::string_view word = first_word(rest);
  if (word == "OLD" || word == "NEW") word = first_word(rest);
  if (!any_digit(rest)) return false;
  for (const std::string_view known : {"HIGHWAY", "ROUTE", "FM", "RM", "INTERSTATE"}) {
    if (word == known) return true;
  }
  for (const std::string_view known : {"US", "STATE", "COUNTY", "COUNTRY", "PRIVATE", "TOWNSHIP", "FOREST", "RANCH", "FARM"}) {
    if (word == known) return rest.starts_with("HIGHWAY ") || rest.starts_with("ROUTE ") || rest.starts_with("ROAD ");
  }
  return false;
}

// `shorter` is `longer` without one of its words.
bool less_one_word(std::string_view shorter, std::string_view longer) {
  if (shorter.empty() || shorter.size() + 2 > longer.size()) return false;
  const std::size_t missing = longer.size() - shorter.size();  // the word and one space
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(longer.find(' ', begin), longer.size());
    const bool last = end == longer.size();
    if (end - begin + 1 == missing) {
      const std::string_view before = longer.substr(0, last ? (begin == 0 ? 0 : begin - 1) : begin);
      const std::string_view behind = last ? std::string_view() : longer.substr(end + 1);
      if (shorter.starts_with(before) && shorter.substr(before.size()) == behind) return true;
    }
    if (last) return false;
    begin = end + 1;
  }
}

bool exchanged_pair(std::string_view left, std::string_view right) {
  return left.size() == 2 && right.size() == 2 && left[0] == right[1] && left[1] == right[0];
}

}  // namespace

bool is_numbered_road(std::string_view name) { return is_highway(name); }

bool is_name_of_many_streets(std::string_view name) {
  static const WordTable<bool> held = [] {
    WordTable<bool> names(1024);
    each_row(embedded_address_street_names(), [&](const RowFields& row) { names.put(plain_words(row[0]), true); });
    return names;
  }();
  return held.find(name) != nullptr;
}

int street_edits(std::string_view left, std::string_view right) {
  drop_common_ends(left, right);
  const std::size_t longer = std::max(left.size(), right.size()), shorter = std::min(left.size(), right.size());
  if (longer - shorter > static_cast<std::size_t>(kStreetEditsMax)) return kMore;
  if (shorter == 0) return static_cast<int>(longer);
  if (longer == 1) return 1;
  return banded(left, right);
}

StreetNearness street_nearness(std::string_view left, std::string_view right) {
  if (left == right) return StreetNearness::kEqual;
  const int edits = street_edits(left, right);
  if (!same_digits(left, right)) {
    return edits <= 1 || (any_digit(left) && any_digit(right)) ? StreetNearness::kDigit : StreetNearness::kOther;
  }
  if ((is_highway(left) && is_highway(right)) || (edits <= kStreetEditsMax && letter_touched(left, right))) return StreetNearness::kDigit;
  const bool long_enough = std::max(left.size(), right.size()) >= static_cast<std::size_t>(3 * edits);
  if (edits == 1 && long_enough) {  // PINE and VINE: somebody meant the one or the other
    return is_name_of_many_streets(left) && is_name_of_many_streets(right) ? StreetNearness::kDamaged : StreetNearness::kSlip;
  }
  if (edits <= kStreetEditsMax && long_enough) return StreetNearness::kDamaged;
  return less_one_word(left, right) || less_one_word(right, left) ? StreetNearness::kDamaged : StreetNearness::kOther;
}

bool one_digit_edit(std::string_view left, std::string_view right) {
  drop_common_ends(left, right);
  if (left.size() > 2 || right.size() > 2 || left == right) return false;
  if (!std::all_of(left.begin(), left.end(), is_digit) || !std::all_of(right.begin(), right.end(), is_digit)) return false;
  return std::max(left.size(), right.size()) == 1 || exchanged_pair(left, right);
}

bool letters_for_digits(std::string_view left, std::string_view right) {
  constexpr std::string_view kLetters = "OILZSBG", kDigits = "0112586";
  if (left.size() != right.size() || left == right) return false;
  for (std::size_t at = 0; at < left.size(); ++at) {
    if (left[at] == right[at]) continue;
    const char letter = is_digit(left[at]) ? right[at] : left[at], digit = is_digit(left[at]) ? left[at] : right[at];
    const std::size_t known = kLetters.find(letter);
    if (known == std::string_view::npos || kDigits[known] != digit) return false;
  }
  return true;
}

bool equal_without(std::string_view left, std::string_view right, char dropped) {
  std::size_t at = 0;
  for (const char c : left) {
    if (c == dropped) continue;
    while (at < right.size() && right[at] == dropped) ++at;
    if (at == right.size() || right[at++] != c) return false;
  }
  return right.find_first_not_of(dropped, at) == std::string_view::npos;
}

bool zip_one_edit(std::string_view left, std::string_view right) {
  if (left.size() != right.size() || left == right) return false;
  drop_common_ends(left, right);
  return left.size() == 1 || exchanged_pair(left, right);
}

}  // namespace cs::address
