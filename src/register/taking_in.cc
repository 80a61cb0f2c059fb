#include "register/taking_in.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "codec/csv.h"
#include "register/holder_columns.h"
#include "register/plain_row.h"
#include "register/row_reader.h"

namespace cs::registry {
namespace {

constexpr std::size_t kBatchRows = 4096;
constexpr std::size_t kAhead = 8;  // rows whose words are asked for in advance

// Rows of the input with their bytes, until they are coded: the reader's views last one row only.
class Batch {
 public:
  void clear() {
    bytes_.clear();
    fields_.clear();
    rows_.clear();
  }
  std::size_t size() const { return rows_.size(); }

  void add(const codec::CsvRow& row) {
    rows_.push_back({row.line, row.problem, static_cast<std::uint32_t>(fields_.size()), static_cast<std::uint32_t>(row.fields.size())});
    if (in_one_piece(row.fields)) return add_piece(row.fields);
    for (const std::string_view field : row.fields) {
      fields_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(field.size())});
      bytes_.append(field);
    }
  }
  std::string_view field(std::size_t i, int column) const {
    if (column < 0 || static_cast<std::size_t>(column) >= rows_[i].count) return {};
    const Field& at = fields_[rows_[i].first + static_cast<std::size_t>(column)];
    return {bytes_.data() + at.at, at.size};
  }
  void get(std::size_t i, codec::CsvRow& row) const {
    const Held& held = rows_[i];
    row.line = held.line;
    row.problem = held.problem;
    row.fields.resize(held.count);
    for (std::size_t field = 0; field < held.count; ++field) {
      const Field& at = fields_[held.first + field];
      row.fields[field] = {bytes_.data() + at.at, at.size};
    }
  }

 private:
  struct Held {
    std::uint64_t line;
    codec::CsvProblem problem;
    std::uint32_t first, count;
  };
  struct Field {
    std::uint32_t at, size;
  };
  // One sign between each two fields, as in a row without quotes.
  static bool in_one_piece(const std::vector<std::string_view>& fields) {
    for (std::size_t i = 1; i < fields.size(); ++i)
      if (fields[i].data() != fields[i - 1].data() + fields[i - 1].size() + 1) return false;
    return !fields.empty();
  }
  void add_piece(const std::vector<std::string_view>& fields) {
    const char* begin = fields.front().data();
    const std::size_t before = bytes_.size();
    for (const std::string_view field : fields)
      fields_.push_back({static_cast<std::uint32_t>(before + static_cast<std::size_t>(field.data() - begin)), static_cast<std::uint32_t>(field.size())});
    bytes_.append(begin, fields.back().data() + fields.back().size());
  }
  std::string bytes_;  // at most kBatchRows rows of limits::kCsvRowBytesMax
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
  Batch batch;
  Coming coming;
  PlainRows plain(pass.out.shared, pass.columns);
  codec::CsvRow row;
  PlainRow found;
  std::vector<std::uint64_t> street_hashes;
  const int street = pass.columns.place(Column::kStreet);
  std::uint64_t bytes_read = 0;
  while (pass.read(batch, bytes_read)) {
    coming.plain.clear();
    coming.other.clear();
    plain.forget();
    street_hashes.clear();
    for (std::size_t i = 0; i < batch.size(); ++i) street_hashes.push_back(hash_text(batch.field(i, street), 0));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (i + kAhead < batch.size()) plain.prefetch(street_hashes[i + kAhead]);
      batch.get(i, row);
      const Plain how = plain.read(row, street_hashes[i], found);
      if (how == Plain::kRow) coming.plain.push_back(found);
      else coming.other.push_back(read_row(row, pass.columns, how == Plain::kAddress ? &found.address : nullptr));
    }
    pass.code(coming, bytes_read);
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
