#include "request/make.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/ids.h"
#include "base/limits.h"
#include "codec/csv.h"
#include "crypto/digest.h"
#include "request/opening_index.h"
#include "tlog/merkle.h"

namespace cs::request {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

// lines.ndjson as it grows: beside its place until it is whole, digested as it is written.
class LinesWriter {
 public:
  static Result<LinesWriter> open(const Path& directory) {
    LinesWriter writer;
    writer.path_ = directory / "lines.ndjson";
    writer.part_ = directory / "lines.ndjson.part";
    writer.fd_ = ::open(writer.part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (writer.fd_ < 0) return writer.failed("open");
    return writer;
  }
  LinesWriter(LinesWriter&& other) noexcept { *this = std::move(other); }
  LinesWriter& operator=(LinesWriter&& other) noexcept {
    std::swap(fd_, other.fd_);
    path_ = std::move(other.path_);
    part_ = std::move(other.part_);
    buffer_ = std::move(other.buffer_);
    tree_ = std::move(other.tree_);
    digest_ = other.digest_;
    done_ = other.done_;
    return *this;
  }
  ~LinesWriter() {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(part_.c_str());  // not finished: nothing of it stays
  }

  Result<void> add(std::string_view line) {
    tree_.append(tlog::leaf_hash(as_bytes(line)));
    buffer_ += line;
    buffer_ += '\n';
    ++done_.count;
    return buffer_.size() >= kBufferBytes ? flush() : Result<void>();
  }

  Result<LinesDigest> finish() {
    CS_TRY_VOID(flush());
    if (::fsync(fd_) != 0) return failed("sync");
    if (::close(std::exchange(fd_, -1)) != 0) return failed("close");
    if (::rename(part_.c_str(), path_.c_str()) != 0) return failed("rename");
    CS_TRY_VOID(sync_directory(path_.parent_path()));
    done_.digest = digest_.finish();
    done_.root = tree_.root();
    return done_;
  }

 private:
  LinesWriter() = default;
  Fault failed(const char* what) const { return io_fault(part_.string() + ": " + what + ": " + std::strerror(errno)); }

  Result<void> flush() {
    digest_.add(as_bytes(buffer_));
    done_.bytes += buffer_.size();
    for (std::string_view rest = buffer_; !rest.empty();) {
      const ssize_t written = ::write(fd_, rest.data(), rest.size());
      if (written <= 0) return failed("write");
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
    return {};
  }

  int fd_ = -1;
  Path path_;
  Path part_;
  std::string buffer_;
  tlog::Frontier tree_;
  crypto::Sha256 digest_;
  LinesDigest done_;
};

enum Column { kIssuer, kDocket, kLine1, kLine2, kCity, kState, kZip, kSource, kSeenOn, kPeriod, kMatter, kReason, kOfficers, kUrbanization,
              kCountry, kColumnCount };
constexpr std::array<std::string_view, kColumnCount> kColumns = {
    "issuer", "docket", "line1", "line2", "city", "state", "zip", "address_source", "address_seen_on", "period", "matter", "reason",
    "officers", "urbanization", "country"};
constexpr std::size_t kColumnsNeeded = kUrbanization;

struct Columns {
  std::array<std::optional<std::size_t>, kColumnCount> at;

  static Result<Columns> of(const codec::CsvReader& csv, const Path& path) {
    Columns columns;
    for (std::size_t i = 0; i < kColumnCount; ++i) {
      columns.at[i] = csv.column(kColumns[i]);
      if (!columns.at[i] && i < kColumnsNeeded) return malformed(path.string() + ": column " + std::string(kColumns[i]) + " is missing");
    }
    // By its number: where the header row is missing, what stands there is somebody's data.
    for (std::size_t i = 0; i < csv.header().size(); ++i)
      if (std::find(kColumns.begin(), kColumns.end(), csv.header()[i]) == kColumns.end())
        return malformed(path.string() + ": header, column " + std::to_string(i + 1) + ": no request has this column; take it out");
    return columns;
  }
  std::string_view of(const codec::CsvRow& row, Column column) const {
    std::string_view text = at[column] ? row.fields[*at[column]] : std::string_view();
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
  }
};

void append_member(std::string& out, std::string_view key, std::string_view text) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += key;
  out += "\":";
  append_json_text(out, text);
}

// "a; b" as ["a","b"]; nothing where the field is empty.
void append_several(std::string& out, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += key;
  out += "\":[";
  while (true) {
    const std::size_t end = std::min(text.find(';'), text.size());
    std::string_view item = text.substr(0, end);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (out.back() != '[') out += ',';
    append_json_text(out, item);
    if (end == text.size()) break;
    text.remove_prefix(end + 1);
  }
  out += ']';
}

// The line of one row, in `line`; or the column that cannot be used.
std::string_view write_row(const codec::CsvRow& row, const Columns& columns, std::string_view opening, std::uint64_t number,
                           std::string& line) {
  const auto field = [&](Column column) { return columns.of(row, column); };
  line = "{\"line\":" + std::to_string(number) + ",";
  line += opening;
  line += ",\"address\":{";
  append_member(line, "line1", field(kLine1));
  append_member(line, "line2", field(kLine2));
  append_member(line, "city", field(kCity));
  append_member(line, "state", field(kState));
  append_member(line, "zip", field(kZip));
  append_member(line, "urbanization", field(kUrbanization));
  append_member(line, "country", field(kCountry));
  line += '}';
  if (!field(kSource).empty()) append_member(line, "address_source", field(kSource));
  if (!field(kSeenOn).empty()) {
    if (!Date::parse(field(kSeenOn)).ok()) return "address_seen_on";
    append_member(line, "address_seen_on", field(kSeenOn));
  }
  append_several(line, "periods", field(kPeriod));
  if (!field(kMatter).empty()) append_member(line, "matter", field(kMatter));
  if (!field(kReason).empty()) append_member(line, "reason", field(kReason));
  append_several(line, "officers", field(kOfficers));
  line += '}';
  return line.size() > limits::kLineBytesMax ? "the whole row" : std::string_view();
}

Result<void> write_rows(codec::CsvReader& csv, const Columns& columns, const OpeningIndex& openings, LinesWriter& writer,
                        MakeReport& report) {
  codec::CsvRow row;
  std::string line;
  std::uint64_t written = 0;
  while (true) {
    CS_TRY(more, csv.next(row));
    if (!more) return {};
    ++report.rows;
    if (row.problem != codec::CsvProblem::kNone) {
      report.left_out.push_back({row.line, RowProblem::kUnreadable, std::string(codec::csv_problem_text(row.problem))});
      continue;
    }
    const std::string_view opening = openings.find(columns.of(row, kIssuer), columns.of(row, kDocket));
    if (opening.empty()) {
      report.left_out.push_back({row.line, RowProblem::kNoOpening, ""});
      continue;
    }
    if (const std::string_view bad = write_row(row, columns, opening, written + 1, line); !bad.empty()) {
      report.left_out.push_back({row.line, RowProblem::kUnreadable, std::string(bad)});
      continue;
    }
    if (++written > limits::kLinesPerRequestMax) return limit_reached("more lines than a request may have");
    CS_TRY_VOID(writer.add(line));
  }
}

}  // namespace

RequestId new_request_id(Instant now, crypto::Random& random) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::array<std::uint8_t, 16> bits{};
  random.fill(std::span(bits).subspan(6));
  for (std::size_t i = 0; i < 6; ++i) bits[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(now.ms) >> (40 - 8 * i));
  std::string text;
  for (std::size_t digit = 0; digit < 26; ++digit) {  // 128 bits behind two zeros, five at a time
    unsigned value = 0;
    for (std::size_t bit = digit * 5; bit < digit * 5 + 5; ++bit)
      value = value << 1 | (bit < 2 ? 0u : bits[(bit - 2) / 8] >> (7 - (bit - 2) % 8) & 1u);
    text += kDigits[value];
  }
  return RequestId::parse(text).value();
}

Result<MakeReport> make_request(const MakeInputs& inputs) {
  OpeningIndex openings;
  for (const Path& path : inputs.openings) CS_TRY_VOID(openings.add_file(path));
  CS_TRY(csv, codec::CsvReader::open(inputs.csv));
  CS_TRY(columns, Columns::of(csv, inputs.csv));
  CS_TRY_VOID(make_directories(inputs.out, 0700));
  CS_TRY(writer, LinesWriter::open(inputs.out));
  MakeReport report;
  CS_TRY_VOID(write_rows(csv, columns, openings, writer, report));
  CS_TRY(lines, writer.finish());
  report.lines = lines;
  Manifest manifest = inputs.manifest;
  manifest.lines = lines;
  CS_TRY_VOID(write_file_durable(inputs.out / "request.json", as_bytes(write_manifest(manifest)), 0600));
  return report;
}

}  // namespace cs::request
