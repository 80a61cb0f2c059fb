#include "register/taking_in.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/thread.h"
#include "register/plain_row.h"
#include "register/row_batch.h"
#include "register/row_reader.h"

namespace cs::registry {
namespace {

constexpr std::size_t kBatchRows = 4096;
constexpr std::size_t kAhead = 8;  // rows whose words are asked for in advance

Result<HolderRows> open_rows(const BuildOptions& options) {
  if (!options.columns) return HolderRows::open(options.from, nullptr);
  if (!options.ignore_columns.empty()) return usage_fault("register: with a map of columns, [ignore] of the map names those to leave out");
  std::vector<std::string_view> ours;
  for (std::size_t i = 1; i < kColumnCount; ++i) ours.push_back(column_text(static_cast<Column>(i)));
  CS_TRY(map, HolderColumns::open(*options.columns, ours));
  return HolderRows::open(options.from, &map);
}

// A batch's rows on their way to the sorter, in no order.
struct Coming {
  std::vector<PlainRow> plain;
  std::vector<ReadRow> other;
};

// What the threads of the pass share, each part under its lock. TakenIn::shared has the lock of the tokens; the last of them is taken alone or
// before that.
struct Pass {
  const BuildOptions& options;
  const ColumnMap& columns;
  std::mutex reading;               // guards reader, ended; held while a batch is read
  HolderRows& reader;
  bool ended = false;
  std::mutex coding;                // guards the rest; held while a batch is coded
  TakenIn& out;
  RowCounts& counts;
  BuildReport& report;
  Result<void> fault{};
  std::atomic<bool> stopped = false;

  bool read(RowBatch& batch, std::uint64_t& bytes_read) {
    const std::lock_guard lock(reading);
    codec::CsvRow row;
    batch.clear();
    while (!ended && batch.size() < kBatchRows) {
      if (batch.add_plain(reader, kBatchRows) != 0) continue;
      const Result<bool> more = reader.next(row);
      if (!more) stop(more.fault());
      ended = !more || !*more;
      if (!ended) batch.add(row);
    }
    bytes_read = reader.bytes_read();
    return batch.size() != 0 && !stopped;
  }
  void stop(const Fault& why) {
    const std::lock_guard lock(coding);
    if (fault) fault = why;
    stopped = true;
  }
  void code(const Coming& coming, std::uint64_t bytes_read) {
    const std::scoped_lock lock(coding, out.shared.lock);
    counts.read += coming.plain.size() + coming.other.size();
    for (std::size_t i = 0; i < coming.plain.size(); ++i) {
      if (i + kAhead < coming.plain.size()) out.shared.tokens.prefetch(coming.plain[i + kAhead]);
      out.rows.add(out.shared.tokens.code(coming.plain[i]));
    }
    for (const ReadRow& row : coming.other) {
      for (const RowRemark& remark : row.remarks) report.add(remark.line, remark.column, remark.reason);
      if (row.rejected) ++counts.rejected;
      else out.rows.add(out.shared.tokens.code(row));
    }
    if (fault) fault = out.shared.tokens.state();
    stopped = stopped || !fault;
    if (options.progress) options.progress({BuildPhase::kReading, counts.read, bytes_read, reader.bytes_total()});
  }
};

void work(Pass& pass) {
  RowBatch batch;
  Coming coming;
  PlainRows plain(pass.out.shared, pass.columns);
  codec::CsvRow row;
  PlainRow found;
  std::vector<RowHashes> hashes;
  std::uint64_t bytes_read = 0;
  while (pass.read(batch, bytes_read)) {
    coming.plain.clear();
    coming.other.clear();
    plain.forget();
    hashes.clear();
    for (std::size_t i = 0; i < batch.size(); ++i) hashes.push_back(plain.hashes(batch, i));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (i + kAhead < batch.size()) plain.prefetch(hashes[i + kAhead]);
      const Plain how = plain.read(batch, i, hashes[i], found);
      if (how == Plain::kRow) {
        coming.plain.push_back(found);
        continue;
      }
      batch.get(i, row);
      coming.other.push_back(read_row(row, pass.columns, how == Plain::kAddress ? &found.address : nullptr));
    }
    pass.code(coming, bytes_read);
  }
}

}  // namespace

Result<void> take_in(const BuildOptions& options, TakenIn& out, RowCounts& counts, BuildReport& report) {
  CS_TRY(reader, open_rows(options));
  CS_TRY(columns, ColumnMap::of(reader.header(), options.ignore_columns));
  Pass pass{.options = options, .columns = columns, .reading = {}, .reader = reader, .coding = {}, .out = out, .counts = counts, .report = report};
  std::vector<Thread> others;  // where the system gives no more of them, those that run do the work
  for (int i = 1; i < options.threads; ++i)
    if (auto other = Thread::start([&pass] { work(pass); })) others.push_back(std::move(*other));
  work(pass);
  others.clear();
  return pass.fault;
}

}  // namespace cs::registry
