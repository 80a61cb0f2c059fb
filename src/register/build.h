// Builds one generation of the register from the holder's CSV.
//   Shape    reads the whole file, writes a new generation beside the others and, in a register that has none, makes it current. The report
//            of rejected and noted rows is written in every case but a fault of the report itself.
//   Errors   kMalformed: an unreadable header, a quote open at the end (exit 1). kUsage: a column that is neither known nor ignored, a map beside ignored columns, a
//            software name that is none (exit 2).
//            kNotFound, kIo: exit 74, a disk without room among them. kConflict: another build is at work (exit 74). kLimit: a limit of the format (exit 1).
//            Too many rejected rows and no accepted row are no faults: see BuildOutcome::end (exit 1); nothing is published then.
//   Units    memory is bounded by `memory_bytes` and the texts of the dictionaries, whatever the number of rows: rows and records are
//            sorted in runs of nameless files in the building directory, some 60 bytes a row for each of two sorts.
//   Threads  one build a register (a lock); up to `threads` parse rows, and the bytes are the same for any number of threads and any memory.
//   Source   the project's register design, sections 2 and 4.
//   Holds    G1 a function of the rows, as_of and the software; G2 atomic; G3 rows_read = rows_stored + rows_merged + rows_rejected.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/time.h"
#include "register/build_report.h"
#include "register/manifest.h"

namespace cs::registry {

enum class BuildPhase : std::uint8_t { kReading, kJoining, kSorting, kWriting, kPublishing };
std::string_view build_phase_text(BuildPhase phase);

struct BuildProgress {
  BuildPhase phase = BuildPhase::kReading;
  std::uint64_t rows = 0;                          // read so far
  std::uint64_t bytes_done = 0, bytes_total = 0;   // of the input while reading, rows or records while joining and sorting, files while
                                                   // writing; total 0 where unknown
};
// Called by one thread at a time, every few thousand rows and each file.
using BuildProgressSink = std::function<void(const BuildProgress&)>;

struct BuildOptions {
  Path from{};
  Path register_directory{};
  Path report{};                                   // empty: REGISTER/last-build-report.csv
  std::optional<Date> as_of{};
  std::uint32_t rejected_max_ppm = 10'000;         // 1 % of the rows read
  std::vector<std::string> ignore_columns{};
  std::optional<Path> columns{};                   // the holder's own names for them (register/holder_columns.h); not with ignore_columns
  bool allow_empty = false;                        // a register without one record: for stories and tests
  int threads = 1;
  std::size_t memory_bytes = std::size_t{2} << 30;  // of sorting; less makes more runs, and the same bytes
  std::string software = "countersign";            // in the manifest: 1-100 bytes of visible ASCII and spaces
  BuildProgressSink progress{};
};

enum class BuildEnd : std::uint8_t { kPublished, kTooManyRejected, kNothingAccepted };

// What a build took, beside its rows.
struct BuildCost {
  std::uint64_t bytes_spilled = 0;
  std::array<std::uint64_t, 5> cpu_us{};           // of the process, by BuildPhase
};

struct BuildOutcome {
  BuildEnd end = BuildEnd::kPublished;
  RowCounts rows;
  ReasonCounts reasons{};
  // The rest where published:
  Digest digest{};
  Manifest manifest;
  bool was_there = false;                          // the same rows had been built before
  bool activated = false;
  BuildCost cost;
};

Result<BuildOutcome> build(const BuildOptions& options);

}  // namespace cs::registry
