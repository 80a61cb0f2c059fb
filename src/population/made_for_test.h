// A population made once for a test binary, and its files read back strictly.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "codec/csv.h"
#include "population/population.h"

namespace cs::population {

using Row = std::map<std::string, std::string>;

inline Instant test_as_of() { return *Instant::parse("2026-09-01T09:00:00Z"); }

inline Path fresh_place(const std::string& name) {
  const Path place = Path(::testing::TempDir()) / ("population-" + std::to_string(::getpid()) + "-" + name);
  std::filesystem::remove_all(place);
  return place;
}

inline Options test_options(std::uint64_t people, std::uint64_t lines, std::uint64_t seed, const Path& out) {
  Options options;
  options.people = people;
  options.lines = lines;
  options.seed = seed;
  options.as_of = test_as_of();
  options.out = out;
  return options;
}

inline std::vector<Row> read_rows(const Path& path) {
  std::vector<Row> out;
  Result<codec::CsvReader> reader = codec::CsvReader::open(path);
  EXPECT_TRUE(reader.ok()) << path;
  if (!reader.ok()) return out;
  codec::CsvRow row;
  while (true) {
    const Result<bool> more = reader->next(row);
    EXPECT_TRUE(more.ok());
    if (!more.ok() || !*more) return out;
    EXPECT_EQ(row.problem, codec::CsvProblem::kNone) << path << " line " << row.line;
    if (row.problem != codec::CsvProblem::kNone) return out;
    Row fields;
    for (std::size_t i = 0; i < row.fields.size(); ++i) fields[reader->header()[i]] = std::string(row.fields[i]);
    out.push_back(std::move(fields));
  }
}

// 5,000 people, 8,000 lines, seed 3: made at the first call, removed when the binary ends.
class MadeWorld {
 public:
  static const MadeWorld& get() {
    static const MadeWorld made;
    return made;
  }
  const Path root = fresh_place("world");
  Manifest manifest;
  std::vector<Row> people, people_truth, lines, truth, requests;

 private:
  MadeWorld() {
    Result<Manifest> made = make_population(test_options(5'000, 8'000, 3, root));
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.fault().text);
    if (!made.ok()) return;
    manifest = *made;
    people = read_rows(root / "people.csv");
    people_truth = read_rows(root / "people-truth.csv");
    lines = read_rows(root / "lines.csv");
    truth = read_rows(root / "truth.csv");
    requests = read_rows(root / "requests.csv");
  }
  ~MadeWorld() { std::filesystem::remove_all(root); }
};

}  // namespace cs::population
