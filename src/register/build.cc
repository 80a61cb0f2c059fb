#include "register/build.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "codec/csv.h"
#include "register/gathering.h"
#include "register/holder_columns.h"
#include "register/laying_out.h"
#include "register/publishing.h"
#include "register/row_reader.h"

namespace cs::registry {
namespace {

constexpr std::size_t kBatchRows = 4096;

// Rows of the input with their bytes, until they are parsed: the reader's views last one row only.
struct Batch {
  struct Owned {
    codec::CsvRow row;
    std::string bytes;
  };
  std::vector<Owned> rows;

  void add(const codec::CsvRow& row) {
    Owned& owned = rows.emplace_back();
    owned.row.line = row.line;
    owned.row.problem = row.problem;
    std::size_t size = 0;
    for (const std::string_view field : row.fields) size += field.size();
    owned.bytes.reserve(size);
    for (const std::string_view field : row.fields) {
      owned.row.fields.emplace_back(owned.bytes.data() + owned.bytes.size(), field.size());
      owned.bytes.append(field);
    }
  }
};

// Parses the rows of a batch, each at its own index: any number of threads gives the same.
std::vector<ReadRow> parse_batch(const Batch& batch, const ColumnMap& columns, int threads) {
  std::vector<ReadRow> out(batch.rows.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    constexpr std::size_t kRun = 256;
    for (std::size_t begin = next.fetch_add(kRun); begin < out.size(); begin = next.fetch_add(kRun))
      for (std::size_t i = begin; i < std::min(begin + kRun, out.size()); ++i) out[i] = read_row(batch.rows[i].row, columns);
  };
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  others.clear();
  return out;
}

void tell(const BuildOptions& options, BuildPhase phase, std::uint64_t rows, std::uint64_t done, std::uint64_t total) {
  if (options.progress) options.progress({phase, rows, done, total});
}

Result<HolderRows> open_rows(const BuildOptions& options) {
  if (!options.columns) return HolderRows::open(options.from, nullptr);
  if (!options.ignore_columns.empty()) return usage_fault("register: with a map of columns, [ignore] of the map names those to leave out");
  std::vector<std::string_view> ours;
  for (std::size_t i = 1; i < kColumnCount; ++i) ours.push_back(column_text(static_cast<Column>(i)));
  CS_TRY(map, HolderColumns::open(*options.columns, ours));
  return HolderRows::open(options.from, &map);
}

Result<void> read_rows(const BuildOptions& options, Gathering& rows, BuildReport& report) {
  CS_TRY(reader, open_rows(options));
  CS_TRY(columns, ColumnMap::of(reader.header(), options.ignore_columns));
  bool more = true;
  while (more) {
    Batch batch;
    codec::CsvRow row;
    batch.rows.reserve(kBatchRows);  // rows stay where they are: short bytes live inside their string
    while (batch.rows.size() < kBatchRows) {
      CS_TRY(another, reader.next(row));
      more = another;
      if (!more) break;
      batch.add(row);
    }
    for (const ReadRow& read : parse_batch(batch, columns, options.threads)) rows.add(read, report);
    tell(options, BuildPhase::kReading, rows.rows().read, reader.bytes_read(), reader.bytes_total());
  }
  return {};
}

bool too_many_rejected(const RowCounts& rows, std::uint32_t max_ppm) {
  return rows.rejected * 1'000'000 > rows.read * std::uint64_t{max_ppm};
}

Result<void> check_space(const BuildOptions& options, std::uint64_t needed) {
  CS_TRY(free, free_bytes(options.register_directory));
  if (free < needed) return io_fault("register: " + std::to_string(needed) + " bytes are needed and " + std::to_string(free) + " are free");
  return {};
}

Result<void> write_generation(const BuildOptions& options, const Columns& columns, Building& building, BuildOutcome& out) {
  out.manifest = manifest_of(columns, out.rows, options.software, options.as_of);
  const std::array<ByteView, kFileCount> bodies = columns.bodies();
  const BuildTag tag = build_tag(out.manifest.head(), bodies);
  std::uint64_t total = 0, done = 0;
  for (const ByteView body : bodies) total += column_file_bytes(body.size());
  CS_TRY_VOID(check_space(options, total + kManifestBytesLimit));
  for (std::size_t i = 0; i < kFileCount; ++i) {
    tell(options, BuildPhase::kWriting, out.rows.read, done, total);
    CS_TRY(line, building.write(file_at(i), bodies[i], tag));
    out.manifest.files[i] = line;
    done += line.bytes;
  }
  const std::string text = out.manifest.write();
  tell(options, BuildPhase::kPublishing, out.rows.read, done, total);
  CS_TRY_VOID(building.write_manifest(text));
  tell(options, BuildPhase::kPublishing, out.rows.read, done, total);
  CS_TRY(published, building.publish(text));
  out.digest = published.digest;
  out.was_there = published.was_there;
  out.activated = published.activated;
  return {};
}

Result<void> build_into(const BuildOptions& options, Building& building, BuildReport& report, BuildOutcome& out) {
  Gathering rows;
  const Result<void> read = read_rows(options, rows, report);
  if (!read) return read;
  tell(options, BuildPhase::kSorting, rows.rows().read, 0, 0);
  const std::vector<GatheredRecord> records = rows.settle(report);
  out.rows = rows.rows();
  CS_CHECK(out.rows.read == out.rows.stored + out.rows.merged + out.rows.rejected, "G3 every row is stored, merged or rejected");
  if (too_many_rejected(out.rows, options.rejected_max_ppm)) out.end = BuildEnd::kTooManyRejected;
  else if (records.empty() && !options.allow_empty) out.end = BuildEnd::kNothingAccepted;
  if (out.end != BuildEnd::kPublished) return {};
  CS_TRY(columns, lay_out(rows, records));
  return write_generation(options, columns, building, out);
}

}  // namespace

std::string_view build_phase_text(BuildPhase phase) {
  switch (phase) {
    case BuildPhase::kReading: return "reading";
    case BuildPhase::kSorting: return "sorting";
    case BuildPhase::kWriting: return "writing";
    case BuildPhase::kPublishing: return "publishing";
  }
  return "reading";
}

Result<BuildOutcome> build(const BuildOptions& options) {
  if (!is_software_name(options.software)) return usage_fault("register: the software's name is 1-100 bytes of visible ASCII and spaces");
  CS_TRY(building, Building::begin(options.register_directory));
  BuildReport report;
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
