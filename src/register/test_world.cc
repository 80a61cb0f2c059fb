#include "register/test_world.h"

#include <stdlib.h>
#include <unistd.h>

#include <array>

namespace cs::registry::test {
namespace {

template <std::size_t N>
std::string pick(const std::array<const char*, N>& from, Dice& dice) { return from[dice.below(static_cast<std::uint32_t>(N))]; }

constexpr std::array kGiven = {"MARIA", "JOHN", "ROBERT", "BOB", "ANNA", "WEI", "JOSE", "MARY ANN"};
constexpr std::array kMiddle = {"", "", "", "A", "B", "ALAN", "ROSA"};
constexpr std::array kFamily = {"SMITH", "GARCIA", "GARCIA LOPEZ", "ZHANG", "NGUYEN", "JONES"};
constexpr std::array kSuffix = {"", "", "", "", "JR", "SR"};
constexpr std::array kStreet = {"OAK ST", "OAK AVE", "OAK", "N ELM ST", "ELM ST", "5TH AVE", "MAIN STREET"};
constexpr std::array kUnit = {"", "", "", "APT 1", "APT 2", "# 1"};
constexpr std::array kPlace = {"SALEM,OH,44460", "SALEM,OH,44461", "SALEM,OH,", "DOVER,DE,19901", "SALEM,OH,44460"};
constexpr std::array kPeriod = {",", ",", ",", "2010-01-01,", ",2020-12-31", "2001-01-01,2009-12-31"};
constexpr std::array kKind = {"", "", "", "", "former", "alias"};

}  // namespace

// In memory where the system has a place for that: a build syncs 46 files, and tests build hundreds of registers.
Result<BuildOutcome> build_csv(const Path& home, std::string_view csv, BuildOptions options) {
  options.from = home / "people.csv";
  options.register_directory = register_of(home);
  CS_TRY_VOID(write_file(options.from, as_bytes(csv)));
  return build(options);
}

Result<BuildOutcome> build_rows(const Path& home, const std::vector<std::string>& rows, BuildOptions options) {
  std::string csv(kHeader);
  for (const std::string& row : rows) csv += row + "\n";
  return build_csv(home, csv, std::move(options));
}

std::uint32_t Dice::below(std::uint32_t bound) {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1DULL) >> 33) % bound;
}

std::vector<std::string> crowded_rows(std::uint64_t seed, std::size_t count) {
  Dice dice(seed);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string key = "k" + std::to_string(dice.below(static_cast<std::uint32_t>(count * 2)));
    const std::string name = pick(kGiven, dice) + "," + pick(kMiddle, dice) + "," + pick(kFamily, dice) + "," + pick(kSuffix, dice);
    const std::string kind = pick(kKind, dice);
    std::string place = std::to_string(100 + dice.below(4)) + "," + pick(kStreet, dice) + "," + pick(kUnit, dice) + ",,";
    place += pick(kPlace, dice);
    if (dice.below(12) == 0) place = ",,," + std::to_string(1 + dice.below(5)) + "," + pick(kPlace, dice);
    if (!kind.empty() && dice.below(2) == 0) place = ",,,,,,";
    out.push_back(key + "," + name + "," + place + "," + pick(kPeriod, dice) + "," + kind);
  }
  return out;
}

void shuffle(std::vector<std::string>& rows, Dice& dice) {
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[dice.below(static_cast<std::uint32_t>(i))]);
}

}  // namespace cs::registry::test
