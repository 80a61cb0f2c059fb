// The second half of a build: rows joined by key become records, and records in their order become the bodies of files.
//   Shape    join_rows() counts and queues the records, then ranks their texts; lay_out() gives them ids, sorts them and lays them out, and
//            fills the manifest but for rows, software, date and file lines.
//   Errors   kLimit: a limit of the format; kIo: a spill file, or the sink.
//   Threads  one thread; sorted runs are written by another.
//   Source   the project's register design, section 4.
//   Holds    G1 what comes out depends on the set of rows only.
#pragma once

#include "register/build.h"
#include "register/key_pattern.h"
#include "register/ranking.h"
#include "register/taking_in.h"

namespace cs::registry {

using Tell = std::function<void(BuildPhase phase, std::uint64_t done, std::uint64_t total)>;

struct Joined {
  Joined(const Path& directory, std::size_t memory_bytes) : queue(directory, memory_bytes) {}
  ByteQueue queue;             // of each key its text, then its records
  KeyPattern pattern;          // of the keys that have records
  Ranking ranking;
  std::uint64_t records = 0, keys = 0, bytes_spilled = 0;
  std::optional<Date> first_day, last_day;
};

Result<void> join_rows(TakenIn& taken, BuildReport& report, RowCounts& counts, Joined& out, const Tell& tell);
Result<void> lay_out(Joined& joined, const Path& spill_directory, std::size_t memory_bytes, BodySink& sink, Manifest& manifest, const Tell& tell);

}  // namespace cs::registry
