// Small registers for tests: a directory that vanishes, rows as CSV, a build.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/temporary_directory_for_test.h"
#include "register/build.h"

namespace cs::registry::test {

inline constexpr std::string_view kHeader =
    "id,first_name,middle,last_name,suffix,house,street,unit,po_box,city,state,zip,from,to,name_kind\n";

// What is built is read back by its bytes: no disk is needed.
struct TemporaryDirectory : cs::test::TemporaryDirectory {
  TemporaryDirectory() : cs::test::TemporaryDirectory(cs::test::Where::kMemory) {}
};

// However many rows are rejected.
inline BuildOptions tolerant() {
  BuildOptions options;
  options.rejected_max_ppm = 1'000'000;
  return options;
}
// Writes the rows (each with its line feed left out) under kHeader and builds them; every option but the paths is the caller's.
Result<BuildOutcome> build_rows(const Path& home, const std::vector<std::string>& rows, BuildOptions options = {});
Result<BuildOutcome> build_csv(const Path& home, std::string_view csv, BuildOptions options = {});
inline Path register_of(const Path& home) { return home / "register"; }

// Reproducible numbers: xorshift64*, no more is asked of them.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t below(std::uint32_t bound);

 private:
  std::uint64_t state_;
};

// Seeded rows that crowd few names, streets and ZIPs, so that neighbors, namesakes, aliases and closed periods meet.
std::vector<std::string> crowded_rows(std::uint64_t seed, std::size_t count);
void shuffle(std::vector<std::string>& rows, Dice& dice);

}  // namespace cs::registry::test
