#include "register/build.h"

#include <time.h>

#include <algorithm>

#include "register/joining.h"
#include "register/publishing.h"

namespace cs::registry {
namespace {

void tell(const BuildOptions& options, BuildPhase phase, std::uint64_t rows, std::uint64_t done, std::uint64_t total) {
  if (options.progress) options.progress({phase, rows, done, total});
}

// Adds the processor time since the last call to a phase.
class PhaseClock {
 public:
  explicit PhaseClock(BuildCost& cost) : cost_(cost), last_(now()) {}
  void ends(BuildPhase phase) {
    const std::uint64_t at = now();
    cost_.cpu_us[static_cast<std::size_t>(phase)] += at - std::exchange(last_, at);
  }

 private:
  static std::uint64_t now() {
    struct timespec time {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(time.tv_nsec) / 1000;
  }
  BuildCost& cost_;
  std::uint64_t last_;
};

bool too_many_rejected(const RowCounts& rows, std::uint32_t max_ppm) {
  return rows.rejected * 1'000'000 > rows.read * std::uint64_t{max_ppm};
}

// Of the second sort and of the files, from above: an unusual world may need less, and none much more. The queue gives its room to the sort.
std::uint64_t room_needed(const Joined& joined) {
  const std::uint64_t all = joined.records * 96 + kManifestBytesLimit, queue = joined.queue.bytes_spilled();
  return all > queue ? all - queue : 0;
}

Result<void> check_space(const BuildOptions& options, std::uint64_t needed) {
  CS_TRY(free, free_bytes(options.register_directory));
  if (free < needed) return io_fault("register: " + std::to_string(needed) + " bytes are needed and " + std::to_string(free) + " are free");
  return {};
}

BuildTag tag_of(const Manifest& manifest, const Ranking& ranking) {
  BodiesInMemory bodies;
  std::array<ByteView, kFileCount> views;
  for (std::size_t i = 0; i < kDictionaryCount; ++i) ranking.dictionaries[i].write(static_cast<Dictionary>(i), bodies);
  std::copy(bodies.bodies.begin(), bodies.bodies.end(), views.begin());
  return build_tag(manifest.head(), views);
}

Result<void> write_generation(const BuildOptions& options, Joined& joined, Building& building, BuildOutcome& out, PhaseClock& clock) {
  out.manifest.rows = out.rows;
  out.manifest.software = options.software;
  out.manifest.as_of = options.as_of;
  const Tell told = [&](BuildPhase phase, std::uint64_t done, std::uint64_t total) {
    if (phase == BuildPhase::kWriting && done == 0) clock.ends(BuildPhase::kSorting);
    tell(options, phase, out.rows.read, done, total);
  };
  CS_TRY_VOID(lay_out(joined, building.directory(), options.memory_bytes, building, out.manifest, told));
  out.cost.bytes_spilled += joined.bytes_spilled;
  const BuildTag tag = tag_of(out.manifest, joined.ranking);
  for (std::size_t i = 0; i < kFileCount; ++i) {
    tell(options, BuildPhase::kPublishing, out.rows.read, i, kFileCount);
    CS_TRY(line, building.finish(file_at(i), tag));
    out.manifest.files[i] = line;
  }
  clock.ends(BuildPhase::kWriting);
  const std::string text = out.manifest.write();
  tell(options, BuildPhase::kPublishing, out.rows.read, kFileCount, kFileCount);
  CS_TRY_VOID(building.write_manifest(text));
  tell(options, BuildPhase::kPublishing, out.rows.read, kFileCount, kFileCount);
  CS_TRY(published, building.publish(text));
  clock.ends(BuildPhase::kPublishing);
  out.digest = published.digest;
  out.was_there = published.was_there;
  out.activated = published.activated;
  return {};
}

Result<void> build_into(const BuildOptions& options, Building& building, BuildReport& report, BuildOutcome& out) {
  PhaseClock clock(out.cost);
  Joined joined(building.directory(), options.memory_bytes / 8);
  {
    TakenIn taken(building.directory(), options.memory_bytes / 2);
    CS_TRY_VOID(take_in(options, taken, out.rows, report));
    clock.ends(BuildPhase::kReading);
    const Tell told = [&](BuildPhase phase, std::uint64_t done, std::uint64_t total) { tell(options, phase, out.rows.read, done, total); };
    CS_TRY_VOID(join_rows(taken, report, out.rows, joined, told));
    CS_TRY_VOID(report.finish());  // before the directory that it spills to gets its name
    clock.ends(BuildPhase::kJoining);
  }
  CS_CHECK(out.rows.read == out.rows.stored + out.rows.merged + out.rows.rejected, "G3 every row is stored, merged or rejected");
  if (too_many_rejected(out.rows, options.rejected_max_ppm)) out.end = BuildEnd::kTooManyRejected;
  else if (joined.records == 0 && !options.allow_empty) out.end = BuildEnd::kNothingAccepted;
  if (out.end != BuildEnd::kPublished) return {};
  CS_TRY_VOID(check_space(options, room_needed(joined)));
  return write_generation(options, joined, building, out, clock);
}

}  // namespace

std::string_view build_phase_text(BuildPhase phase) {
  switch (phase) {
    case BuildPhase::kReading: return "reading";
    case BuildPhase::kJoining: return "joining";
    case BuildPhase::kSorting: return "sorting";
    case BuildPhase::kWriting: return "writing";
    case BuildPhase::kPublishing: return "publishing";
  }
  return "reading";
}

Result<BuildOutcome> build(const BuildOptions& options) {
  if (!is_software_name(options.software)) return usage_fault("register: the software's name is 1-100 bytes of visible ASCII and spaces");
  CS_TRY(building, Building::begin(options.register_directory));
  BuildReport report(building.directory(), options.memory_bytes / 16);
  BuildOutcome out;
  const Result<void> built = build_into(options, building, report, out);
  const Path place = options.report.empty() ? options.register_directory / "last-build-report.csv" : options.report;
  const Result<void> reported = report.write(place);
  if (!built) return built.fault();
  if (!reported) return reported.fault();
  out.reasons = report.counts();
  return out;
}

}  // namespace cs::registry
