#include "population/given_names.h"

#include <algorithm>

#include "base/check.h"

namespace cs::population {
namespace {

constexpr std::uint64_t kMillion = 1'000'000;
constexpr std::size_t kFirst = 1'022;  // with the invented ones the 1,023 that a choice looks at first

using Weights = std::vector<std::uint64_t>;

// The names of a sex and cohort, the kFirst of most bearers before the others, each part in the order of the list.
std::vector<std::uint16_t> borne_by(const std::vector<GivenName>& names, std::size_t sex, std::size_t cohort) {
  std::vector<std::uint16_t> out;
  Weights bearers;
  const auto of = [&](std::size_t i) { return std::uint64_t{names[i].bearers} * names[i].odds[sex][cohort]; };
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (of(i) == 0) continue;
    out.push_back(static_cast<std::uint16_t>(i));
    bearers.push_back(of(i));
  }
  if (out.size() <= kFirst) return out;
  const auto last = bearers.begin() + (kFirst - 1);
  std::nth_element(bearers.begin(), last, bearers.end(), std::greater<>());
  const std::uint64_t least = *last;
  std::stable_partition(out.begin(), out.end(), [&](std::uint16_t i) { return of(i) >= least; });
  return out;
}

}  // namespace

// As a calendar counts: 1,826 days and a quarter are five years, from 1925 to 2099 without an exception.
std::size_t cohort_of(Date born) {
  constexpr std::int32_t kDaysOf1925 = -16'436, kDaysOfTwentyYears = 7'305;
  const std::int32_t cohort = ((born.days - kDaysOf1925) * 4 + 3) / kDaysOfTwentyYears;
  return static_cast<std::size_t>(std::clamp(cohort, 0, static_cast<std::int32_t>(kCohorts) - 1));
}

GivenNames::GivenNames(const std::vector<GivenName>& names, std::uint64_t invented) {
  CS_CHECK(names.size() < 1U << 15, "a choice is among fewer than 2^15 names");
  std::size_t slots = 0;
  for (std::size_t i = 0; i < borne_.size(); ++i) {
    borne_[i] = borne_by(names, i / kCohorts, i % kCohorts);
    slots += DenseChoice::slots_needed(borne_[i].size() + 1) * kNameGroups;
  }
  room_ = SlotRoom(std::max(slots, kLargeBytes / sizeof(std::uint32_t)));
  for (std::size_t i = 0; i < borne_.size(); ++i) add_cells(names, invented, i);
}

// Who bears an invented name has the first place; it begins with a letter as often as a listed one does.
void GivenNames::add_cells(const std::vector<GivenName>& names, std::uint64_t invented, std::size_t sex_and_cohort) {
  const std::size_t sex = sex_and_cohort / kCohorts, cohort = sex_and_cohort % kCohorts;
  const std::vector<std::uint16_t>& borne = borne_[sex_and_cohort];
  Weights begins(26), weights(borne.size() + 1);
  for (const GivenName& name : names) ++begins[static_cast<std::size_t>(name.initial - 'A')];
  for (std::size_t group = 0; group < kNameGroups; ++group) {
    Weights letters(26);
    std::uint64_t listed = 0;
    for (std::size_t i = 0; i < borne.size(); ++i) {
      const GivenName& name = names[borne[i]];
      const std::uint64_t weight = std::uint64_t{name.bearers} * name.share[group] * name.odds[sex][cohort];
      weights[1 + i] = weight;
      letters[static_cast<std::size_t>(name.initial - 'A')] += weight;
      listed += weight;
    }
    weights[0] = listed / (kMillion - invented) * invented;
    for (std::size_t i = 0; i < letters.size(); ++i) letters[i] += weights[0] / names.size() * begins[i];
    const std::size_t at = cell(group, sex, cohort);
    names_of_[at] = DenseChoice(weights, room_);
    initial_of_[at] = DenseChoice(letters);
  }
}

}  // namespace cs::population
