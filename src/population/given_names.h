// Given names by group, sex and the five years of birth: the count of bearers x the group's share x the odds of that sex and time among the
// births of the name.
//   Shape    a cell is one group, sex and cohort; a pick is 0 for an invented name, else one more than the index among the listed names. The
//            names that a sex and cohort bears stand once for all groups, those of most bearers first, since most picks end among them.
//   Units    a cohort is five years from 1925 on, the last from 2015; who is older or younger belongs to the first or the last.
//   Threads  immutable after construction.
//   Source   data/population/given_names.csv, given_cohorts.csv; docs/formats/population.md, section "Tables".
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "population/choice.h"

namespace cs::population {

inline constexpr std::size_t kNameGroups = 6, kCohorts = 19;
std::size_t cohort_of(Date born);

// What is known of one listed name.
struct GivenName {
  char initial = 'A';
  std::uint32_t bearers = 0;
  std::array<std::uint32_t, kNameGroups> share{};                    // per mille
  std::array<std::array<std::uint16_t, kCohorts>, 2> odds{};         // [sex][cohort], in 1/10,000
};

class GivenNames {
 public:
  GivenNames() = default;
  // `invented` of a million bear an invented name, in every cell.
  GivenNames(const std::vector<GivenName>& names, std::uint64_t invented);

  static constexpr std::size_t kCells = kNameGroups * 2 * kCohorts;
  static std::size_t cell(std::size_t group, std::size_t sex, std::size_t cohort) { return (group * 2 + sex) * kCohorts + cohort; }
  std::uint32_t pick(std::size_t cell, Draws& draws) const {
    const std::uint32_t place = names_of_[cell].pick(draws);
    return place == 0 ? 0 : 1U + borne_[cell % (2 * kCohorts)][place - 1];
  }
  // So many picks side by side, as DenseChoice::pick_all.
  template <std::size_t kCount>
  void pick_all(std::size_t cell, Draws& draws, std::array<std::uint32_t, kCount>& picked) const {
    names_of_[cell].pick_all(draws, picked);
    const std::vector<std::uint16_t>& borne = borne_[cell % (2 * kCohorts)];
    for (std::uint32_t& pick : picked)
      if (pick != 0) pick = 1U + borne[pick - 1];
  }
  std::uint32_t initial(std::size_t cell, Draws& draws) const { return initial_of_[cell].pick(draws); }  // 0 is A

 private:
  void add_cells(const std::vector<GivenName>& names, std::uint64_t invented, std::size_t sex_and_cohort);

  SlotRoom room_;
  std::array<std::vector<std::uint16_t>, 2 * kCohorts> borne_;           // [sex, cohort]
  std::array<DenseChoice, kCells> names_of_, initial_of_;                // by cell
};

}  // namespace cs::population
