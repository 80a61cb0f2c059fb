// Synthetic people, lines, orders and an agreement kit, with their truth: the world of every large test and of ./demo.
//   Shape    make_population writes one directory: people.csv, lines.csv, truth.csv, requests.csv, orders/, kit/, manifest.json
//            (docs/formats/population.md). All of it is written beside `out` and renamed at the end; `out` must not exist.
//   Units    `people` counts registered people, `rows` rows of people.csv; `lines` rows of lines.csv. Every date hangs on `as_of`.
//   Errors   kUsage: a number out of its range, more lines than the mix can supply, more ZIPs than people. kConflict: `out` exists.
//            kIo: the disk, naming the file. After a fault nothing stands at `out` and nothing of ours beside it.
//   Threads  uses up to `threads`; the bytes are the same for any number.
//   Holds    every byte is a function of the options without `threads` and `out`, of the compiled-in tables and of kGeneratorVersion. No
//            floating point, clock, address or generator state enters. This room must not see what will be tested with it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/file.h"
#include "base/time.h"

namespace cs::population {

inline constexpr std::uint32_t kGeneratorVersion = 21;  // raised by every change of a byte

enum class Mix : std::uint8_t { kNatural, kTraps, kNegatives };
Result<Mix> parse_mix(std::string_view text);
std::string_view mix_text(Mix mix);

struct Options {
  std::optional<std::uint64_t> people;  // exactly one of people and rows: 1,000..160,000,000
  std::optional<std::uint64_t> rows;
  std::uint64_t lines = 0;              // 0..10,000,000, and at most 20 a registered person
  std::uint64_t seed = 1;
  Instant as_of{};
  Path out;
  Mix mix = Mix::kNatural;
  std::uint32_t error_percent = 100;    // 0, 50, 100 or 200: the error model's rates at 0, 0.5, 1 and 2 times
  std::uint32_t zips = 0;               // 0: max(4, people / 250), at most all
  int threads = 0;                      // 0: all cores
  bool kit = true;                      // orders and agreement kit
  Digest model{};                       // digest of the matching model that the kit's agreement names
};

struct FileFacts {
  std::string path;          // relative to `out`
  std::uint64_t rows = 0;    // without the header; 0 where rows mean nothing
  std::uint64_t bytes = 0;
  Digest digest{};
};

struct Count {
  std::string name;
  std::uint64_t count = 0;
};

struct Manifest {
  Options options;
  std::uint64_t people = 0;
  std::uint64_t rows = 0;
  std::uint64_t zips = 0;
  std::vector<FileFacts> files;        // in the order written
  std::vector<std::pair<std::string, Digest>> sources;  // compiled-in tables by name
  std::vector<Count> expected, classes, edits, orders;
  std::uint64_t log_size = 0;          // of the issuer's log; 0 without kit
  Digest log_root{};
  std::string json() const;            // manifest.json: the options without `out` and `threads`
};

// Called from one thread, with rows done and rows to do of a stage: "people", "lines", "orders".
using Progress = std::function<void(const std::string& stage, std::uint64_t done, std::uint64_t total)>;

Result<Manifest> make_population(const Options& options, const Progress& progress = {});

}  // namespace cs::population
