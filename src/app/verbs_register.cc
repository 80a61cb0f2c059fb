// register build|info|verify|activate|diff: generations, by counts alone.
#include "app/command_line.h"
#include "app/option_words.h"
#include "codec/json.h"
#include "register/build.h"
#include "register/generations.h"
#include "register/publishing.h"

namespace cs::app {
namespace {

using codec::Value;

constexpr std::uint64_t kMemoryMibMax = 4 * 1024 * 1024;  // more than any machine of ours has; a larger number is a slip
constexpr std::uint64_t kMemoryMibMin = 64;  // fewer would make more runs of 5,000,000 rows than a process may have open files

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }

struct BuildWords {
  std::string from, out, columns, report, as_of, progress = "auto";
  std::vector<std::string> ignore;
  std::string rejected_max_percent = "1";
  std::uint64_t memory_mib = 2048;
  int threads = 0;
  bool allow_empty = false, json = false;
};

Value cpu_by_phase(const registry::BuildCost& cost) {
  codec::Record out;
  for (std::size_t i = 0; i < cost.cpu_us.size(); ++i)
    out.push_back({std::string(registry::build_phase_text(static_cast<registry::BuildPhase>(i))), number(cost.cpu_us[i])});
  return Value(std::move(out));
}

Value reasons_of(const registry::BuildOutcome& outcome) {
  codec::Record out;
  for (std::size_t i = 1; i < outcome.reasons.size(); ++i)
    if (outcome.reasons[i] != 0) out.push_back({std::string(registry::row_reason_text(static_cast<registry::RowReason>(i))), number(outcome.reasons[i])});
  return Value(std::move(out));
}

void print_build(const registry::BuildOutcome& outcome, const BuildWords& words) {
  const bool published = outcome.end == registry::BuildEnd::kPublished;
  if (words.json) {
    print_json(codec::record_of({{"published", Value(published)}, {"generation", published ? Value(digest_text(outcome.digest)) : Value()},
                                 {"rows_read", number(outcome.rows.read)}, {"rows_stored", number(outcome.rows.stored)},
                                 {"rows_merged", number(outcome.rows.merged)}, {"rows_rejected", number(outcome.rows.rejected)},
                                 {"records", number(outcome.manifest.records)}, {"reasons", reasons_of(outcome)},
                                 {"cpu_us", cpu_by_phase(outcome.cost)}, {"bytes_spilled", number(outcome.cost.bytes_spilled)}}));
    return;
  }
  print_line("rows      " + std::to_string(outcome.rows.read) + " read, " + std::to_string(outcome.rows.stored) + " stored, " + std::to_string(outcome.rows.merged) +
             " merged, " + std::to_string(outcome.rows.rejected) + " rejected (each in " + (words.report.empty() ? words.out + "/last-build-report.csv" : words.report) + ")");
  if (outcome.end == registry::BuildEnd::kTooManyRejected) print_line("stopped   more rows rejected than --rejected-max allows; nothing was published");
  if (outcome.end == registry::BuildEnd::kNothingAccepted) print_line("stopped   no row was accepted; nothing was published");
  if (published)
    print_line("published " + registry::generation_name(outcome.digest) + ", " + std::to_string(outcome.manifest.records) + " records" +
               (outcome.was_there ? ", as before" : "") + (outcome.activated ? ", now current" : "; `register activate` makes it current"));
}

Result<int> build(const BuildWords& words) {
  registry::BuildOptions options;
  options.from = words.from;
  options.register_directory = words.out;
  options.report = words.report;
  if (!words.as_of.empty()) {
    const auto as_of = Date::parse(words.as_of);
    if (!as_of) return usage_fault("--as-of: a day, YYYY-MM-DD, not \"" + words.as_of + "\"");
    options.as_of = *as_of;
  }
  CS_TRY(rejected_max_ppm, percent_ppm("--rejected-max", words.rejected_max_percent));
  options.rejected_max_ppm = rejected_max_ppm;
  options.ignore_columns = words.ignore;
  if (!words.columns.empty()) options.columns = words.columns;
  options.allow_empty = words.allow_empty;
  CS_TRY(threads, thread_count(words.threads));
  options.threads = threads;
  if (words.memory_mib < kMemoryMibMin || words.memory_mib > kMemoryMibMax)
    return usage_fault("--memory: " + std::to_string(kMemoryMibMin) + " to " + std::to_string(kMemoryMibMax) + " MiB");
  CS_TRY_VOID(files_apart({words.from, words.columns}, {words.report}));
  options.memory_bytes = static_cast<std::size_t>(words.memory_mib) << 20;
  CS_TRY(progress, progress_of(words.progress, "bytes"));
  options.progress = [&progress](const registry::BuildProgress& at) { progress(std::string(registry::build_phase_text(at.phase)), at.bytes_done, at.bytes_total); };
  CS_TRY_VOID(make_directories(words.out, 0700));
  options.software = std::string("countersign ") + std::string(kVersion);
  auto built = registry::build(options);
  if (!built && built.fault().kind == FaultKind::kConflict) return io_fault(built.fault().text);  // another builder is at work: 74
  if (!built) return built.fault();
  const registry::BuildOutcome& outcome = *built;
  print_build(outcome, words);
  return outcome.end == registry::BuildEnd::kPublished ? kExitDone : kExitRefused;
}

void print_summary(const registry::GenerationSummary& summary) {
  const double per_record = summary.manifest.records == 0 ? 0 : static_cast<double>(summary.bytes) / static_cast<double>(summary.manifest.records);
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", per_record);
  print_line(registry::generation_name(summary.digest) + (summary.current ? " (current)" : "") + ": " + std::to_string(summary.manifest.records) + " records, " +
             std::to_string(summary.manifest.addresses) + " addresses, " + std::to_string(summary.bytes) + " bytes, " + text + " a record, as of " +
             (summary.manifest.as_of ? summary.manifest.as_of->text() : "no date"));
}

Result<int> info(const std::string& directory, bool json) {
  CS_TRY(all, registry::list_generations(directory));
  codec::List list;
  for (const registry::GenerationSummary& one : all) {
    if (!json) print_summary(one);
    list.push_back(codec::record_of({{"generation", Value(digest_text(one.digest))}, {"current", Value(one.current)}, {"records", number(one.manifest.records)},
                                     {"addresses", number(one.manifest.addresses)}, {"bytes", number(one.bytes)}}));
  }
  if (json) print_json(Value(std::move(list)));
  else if (all.empty()) print_line("no generation yet; `register build` makes one");
  return kExitDone;
}

Result<std::optional<Digest>> wanted(const std::string& text) {
  if (text.empty()) return std::optional<Digest>();
  CS_TRY(digest, parse_digest(text));
  return std::optional<Digest>(digest);
}

Result<int> verify(const std::string& directory, const std::string& generation) {
  CS_TRY(digest, wanted(generation));
  auto summary = registry::verify(directory, digest);
  if (!summary && summary.fault().kind == FaultKind::kIo) return summary.fault();
  if (!summary) {
    print_fault(summary.fault());
    return kExitRefused;
  }
  print_summary(*summary);
  print_line("holds     every file, checksum and count");
  return kExitDone;
}

Result<int> activate(const std::string& directory, const std::string& generation) {
  CS_TRY(digest, parse_digest(generation));
  CS_TRY_VOID(registry::activate(directory, digest));
  print_line("current   " + registry::generation_name(digest) + "; the gate enters it in the ledger with its next request");
  return kExitDone;
}

Result<int> diff(const std::string& directory, const std::string& before, const std::string& after) {
  CS_TRY(from, parse_digest(before));
  CS_TRY(to, parse_digest(after));
  CS_TRY(counts, registry::diff(directory, from, to));
  print_line(std::to_string(counts.equal) + " records equal, " + std::to_string(counts.added) + " added, " + std::to_string(counts.dropped) + " dropped");
  return kExitDone;
}

}  // namespace

void add_register_verbs(CommandLine& line) {
  CLI::App* group = line.group("register", "the holder's records, one immutable generation at a time");
  auto words = std::make_shared<BuildWords>();
  CLI::App* built = line.verb(group, "build", "builds a generation from the holder's CSV", "register build --from people.csv --out demo-home/register --as-of 2026-09-01");
  built->add_option("--from", words->from, "the holder's CSV")->required();
  built->add_option("--out", words->out, "the register's directory")->required();
  built->add_option("--as-of", words->as_of, "the date of the data; without it the generation is too old for any agreement");
  built->add_option("--report", words->report, "where the rejected rows are listed (default: OUT/last-build-report.csv)");
  built->add_option("--rejected-max", words->rejected_max_percent, "percent of rows that may be rejected (default 1)");
  built->add_option("--columns", words->columns, "a map from our columns to those of the holder's file (TOML)");
  built->add_option("--ignore-columns", words->ignore, "columns to leave out");
  built->add_option("--threads", words->threads, "how many (default: all cores); the bytes are the same for any number");
  built->add_option("--memory", words->memory_mib, "MiB to sort in (default 2048); less makes more runs on disk, and the same bytes");
  built->add_option("--progress", words->progress, "auto, lines or none");
  built->add_flag("--allow-empty", words->allow_empty, "publish a register without one record: for stories and tests");
  built->add_flag("--json", words->json, "the outcome as JSON");
  line.runs(built, [words] { return build(*words); });

  struct Words { std::string directory, generation, before, after; bool json = false; };
  auto seen = std::make_shared<Words>();
  CLI::App* shown = line.verb(group, "info", "generations by counts and sizes", "register info demo-home/register");
  shown->add_option("directory", seen->directory, "the register's directory")->required();
  shown->add_flag("--json", seen->json, "as JSON");
  line.runs(shown, [seen] { return info(seen->directory, seen->json); });
  CLI::App* verified = line.verb(group, "verify", "checks digests, checksums and structure of a generation", "register verify demo-home/register");
  verified->add_option("directory", seen->directory, "the register's directory")->required();
  verified->add_option("--generation", seen->generation, "sha256:... (default: the current one)");
  line.runs(verified, [seen] { return verify(seen->directory, seen->generation); });
  CLI::App* activated = line.verb(group, "activate", "makes a generation current", "register activate demo-home/register --generation sha256:...");
  activated->add_option("directory", seen->directory, "the register's directory")->required();
  activated->add_option("--generation", seen->generation, "sha256:...")->required();
  line.runs(activated, [seen] { return activate(seen->directory, seen->generation); });
  CLI::App* compared = line.verb(group, "diff", "how two generations differ, in counts only", "register diff demo-home/register sha256:... sha256:...");
  compared->add_option("directory", seen->directory, "the register's directory")->required();
  compared->add_option("before", seen->before, "sha256:...")->required();
  compared->add_option("after", seen->after, "sha256:...")->required();
  line.runs(compared, [seen] { return diff(seen->directory, seen->before, seen->after); });
}

}  // namespace cs::app
