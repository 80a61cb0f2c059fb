#include "register/taking_in.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "codec/csv.h"
#include "register/holder_columns.h"
#include "register/row_reader.h"

namespace cs::registry {
namespace {

constexpr std::size_t kBatchRows = 4096;

// Rows of the input with their bytes, until they are parsed: the reader's views last one row only.
class Batch {
 public:
  void clear() {
    bytes_.clear();
    fields_.clear();
    rows_.clear();
  }
  std::size_t size() const { return rows_.size(); }

  void add(const codec::CsvRow& row) {
    rows_.push_back({row.line, row.problem, fields_.size(), row.fields.size()});
    for (const std::string_view field : row.fields) {
      fields_.push_back({bytes_.size(), field.size()});
      bytes_.append(field);
    }
  }
  void get(std::size_t i, codec::CsvRow& row) const {
    const Held& held = rows_[i];
    row.line = held.line;
    row.problem = held.problem;
    row.fields.clear();
    for (std::size_t field = held.first; field < held.first + held.count; ++field)
      row.fields.push_back(std::string_view(bytes_).substr(fields_[field].at, fields_[field].size));
  }

 private:
  struct Held {
    std::uint64_t line;
    codec::CsvProblem problem;
    std::size_t first, count;
  };
  struct Field {
    std::size_t at, size;
  };
  std::string bytes_;
  std::vector<Field> fields_;
  std::vector<Held> rows_;
};

Result<HolderRows> open_rows(const BuildOptions& options) {
  if (!options.columns) return HolderRows::open(options.from, nullptr);
  if (!options.ignore_columns.empty()) return usage_fault("register: with a map of columns, [ignore] of the map names those to leave out");
  std::vector<std::string_view> ours;
  for (std::size_t i = 1; i < kColumnCount; ++i) ours.push_back(column_text(static_cast<Column>(i)));
  CS_TRY(map, HolderColumns::open(*options.columns, ours));
  return HolderRows::open(options.from, &map);
}

// What the threads of the pass share, each part under its lock.
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

  bool read(Batch& batch, std::uint64_t& bytes_read) {
    const std::lock_guard lock(reading);
    codec::CsvRow row;
    batch.clear();
    while (!ended && batch.size() < kBatchRows) {
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
  void code(const std::vector<ReadRow>& rows, std::uint64_t bytes_read) {
    const std::lock_guard lock(coding);
    for (const ReadRow& row : rows) {
      ++counts.read;
      for (const RowRemark& remark : row.remarks) report.add(remark.line, remark.column, remark.reason);
      if (row.rejected) ++counts.rejected;
      else out.rows.add(out.tokens.code(row));
    }
    if (fault) fault = out.tokens.state();
    stopped = stopped || !fault;
    if (options.progress) options.progress({BuildPhase::kReading, counts.read, bytes_read, reader.bytes_total()});
  }
};

void work(Pass& pass) {
  Batch batch;
  std::vector<ReadRow> rows;
  codec::CsvRow row;
  std::uint64_t bytes_read = 0;
  while (pass.read(batch, bytes_read)) {
    rows.clear();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      batch.get(i, row);
      rows.push_back(read_row(row, pass.columns));
    }
    pass.code(rows, bytes_read);
  }
}

}  // namespace

Result<void> take_in(const BuildOptions& options, TakenIn& out, RowCounts& counts, BuildReport& report) {
  CS_TRY(reader, open_rows(options));
  CS_TRY(columns, ColumnMap::of(reader.header(), options.ignore_columns));
  Pass pass{.options = options, .columns = columns, .reading = {}, .reader = reader, .coding = {}, .out = out, .counts = counts, .report = report};
  std::vector<std::jthread> others;
  for (int i = 1; i < options.threads; ++i) others.emplace_back([&pass] { work(pass); });
  work(pass);
  others.clear();
  return pass.fault;
}

}  // namespace cs::registry
