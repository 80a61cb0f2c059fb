#include "codec/csv.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <set>
#include <utility>

#include "base/eight_bytes.h"
#include "base/limits.h"
#include "codec/csv_source.h"
#include "codec/text.h"

namespace cs::codec {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Where in its row the reader stands.
enum class At { kFieldStart, kPlain, kQuoted, kQuoteInQuoted, kCarriageReturn };

constexpr std::array<bool, 256> ends_plain() {
  std::array<bool, 256> ends{};
  for (const char c : {',', '"', '\r', '\n'}) ends[static_cast<unsigned char>(c)] = true;
  return ends;
}
constexpr std::array<bool, 256> kEndsPlain = ends_plain();

struct Field {  // counted from the row's first byte
  std::size_t begin;
  std::size_t end;
  bool doubled;  // holds doubled quotes
};

}  // namespace

struct CsvReader::Held {
  CsvSource source;
  CsvForm form = CsvForm::kAny;
  std::vector<std::string> header;
  std::uint64_t lines_before = 0;   // physical lines before this row
  bool header_ended_crlf = false;

  // The row that is being read.
  At at = At::kFieldStart;
  std::vector<Field> fields;
  std::size_t field_count = 0;      // may be more than are kept in `fields`
  std::size_t field_begin = 0;
  bool doubled = false;
  bool bad_shape = false;
  bool too_long = false;
  bool ended_crlf = false;
  bool plain = false;               // scan_plain_row() has read it
  std::uint64_t lines_inside = 0;
  std::string undoubled;            // texts of fields with doubled quotes; reserved once, so that views into it hold

  explicit Held(CsvSource from, CsvForm wanted) : source(std::move(from)), form(wanted) { undoubled.reserve(limits::kCsvRowBytesMax); }

  void start_row() {
    at = At::kFieldStart;
    fields.clear();
    field_count = 0;
    doubled = bad_shape = too_long = ended_crlf = plain = false;
    lines_inside = 0;
    undoubled.clear();
  }

  void end_field(std::size_t end) {
    ++field_count;
    if (fields.size() < limits::kCsvColumnsMax) fields.push_back({field_begin, end, doubled});
    doubled = false;
    at = At::kFieldStart;
  }

  // Reads on from byte `from` of `row`; how far it came. `ended` says whether the row's LF was the last byte read.
  std::size_t scan(std::string_view row, std::size_t from, bool& ended) {
    std::size_t i = from;
    while (i < row.size()) {
      switch (at) {
        case At::kFieldStart: i = scan_field_start(row, i); break;
        case At::kPlain: i = scan_plain(row, i, ended); break;
        case At::kQuoted: i = scan_quoted(row, i); break;
        case At::kQuoteInQuoted: i = scan_quote_in_quoted(row, i, ended); break;
        case At::kCarriageReturn:
          if (row[i] == '\n') return ended = ended_crlf = true, i + 1;
          bad_shape = true;  // a carriage return alone ends no line
          at = At::kPlain;
          break;
      }
      if (ended) return i;
    }
    return i;
  }

  // Most rows at once: one that has no quote, carriage return, NUL or byte above 7F, and whose LF has been read. How long it is with its LF; 0
  // where it is another, of which nothing is then known. 35 against 110 ns a row of 92 bytes (measured 2026-11-23 beside scan()).
  std::size_t scan_plain_row(std::string_view row) {
    field_begin = 0;
    for (std::size_t at_byte = 0; at_byte + 8 <= std::min(row.size(), limits::kCsvRowBytesMax); at_byte += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, row.data() + at_byte, 8);
      const std::uint64_t ends = bytes_that_are('\n', eight);
      const std::uint64_t before = ends == 0 ? ~std::uint64_t{0} : (ends & (~ends + 1)) - 1;  // the bits before the first LF's
      const std::uint64_t strange = (eight & kHighBits) | (~bytes_not_zero(eight) & kHighBits) | bytes_that_are('"', eight) | bytes_that_are('\r', eight);
      if ((strange & before) != 0) return 0;
      for (std::uint64_t commas = bytes_that_are(',', eight) & before; commas != 0; commas &= commas - 1) add_plain_field(at_byte + first_byte(commas));
      if (ends == 0) continue;
      add_plain_field(at_byte + first_byte(ends));
      return at_byte + first_byte(ends) + 1;
    }
    return 0;
  }
  static std::size_t first_byte(std::uint64_t marks) { return static_cast<std::size_t>(std::countr_zero(marks)) / 8; }
  void add_plain_field(std::size_t end) {
    ++field_count;
    if (fields.size() < limits::kCsvColumnsMax) fields.push_back({field_begin, end, false});
    field_begin = end + 1;
  }

  // The rows from the front of `text` on that are plain and have as many fields as the header, up to `rows_max`: how many, and their bytes.
  struct PlainRun {
    std::size_t rows = 0, bytes = 0;
  };
  PlainRun scan_plain_rows(std::string_view text, std::size_t rows_max, std::uint32_t* ends) const;

  std::size_t scan_field_start(std::string_view row, std::size_t i) {
    const bool quoted = row[i] == '"';
    field_begin = quoted ? i + 1 : i;
    at = quoted ? At::kQuoted : At::kPlain;
    return field_begin;
  }

  // What may follow a field: a comma, or the end of the row. Anything else is left for the caller to judge.
  bool after_field(char c, std::size_t end, bool& ended) {
    if (c == ',') return end_field(end), true;
    if (c == '\n') return end_field(end), ended = true, true;
    if (c == '\r') return end_field(end), at = At::kCarriageReturn, true;
    return false;
  }

  std::size_t scan_plain(std::string_view row, std::size_t i, bool& ended) {
    while (i < row.size() && !kEndsPlain[static_cast<unsigned char>(row[i])]) ++i;
    if (i == row.size() || after_field(row[i], i, ended)) return std::min(i + 1, row.size());
    bad_shape = true;  // a quote in a field without quotes
    return i + 1;
  }

  std::size_t scan_quoted(std::string_view row, std::size_t i) {
    const std::size_t quote = std::min(row.find('"', i), row.size());
    lines_inside += static_cast<std::uint64_t>(std::count(row.begin() + static_cast<std::ptrdiff_t>(i),
                                                          row.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    if (quote == row.size()) return quote;
    at = At::kQuoteInQuoted;
    return quote + 1;
  }

  std::size_t scan_quote_in_quoted(std::string_view row, std::size_t i, bool& ended) {
    if (row[i] == '"') return doubled = true, at = At::kQuoted, i + 1;
    if (after_field(row[i], i - 1, ended)) return i + 1;
    bad_shape = true;  // text after the closing quote
    at = At::kPlain;
    return i;
  }

  // The file ends inside the row.
  Result<void> end_of_file(std::size_t size) {
    switch (at) {
      case At::kFieldStart: field_begin = size; [[fallthrough]];
      case At::kPlain: end_field(size); break;
      case At::kQuoteInQuoted: end_field(size - 1); break;
      case At::kCarriageReturn: bad_shape = true; break;
      case At::kQuoted: return malformed("line " + std::to_string(lines_before + 1) + ": a quote is open at the end of the file");
    }
    return {};
  }

  // The next row's bytes; empty at the end of the file. Its fields are in `fields`.
  Result<std::string_view> next_row() {
    lines_before += lines_inside;
    start_row();
    source.start_row();
    if (const std::size_t size = scan_plain_row(source.row()); size != 0) {
      plain = true;
      lines_inside = 1;
      if (form == CsvForm::kOne && !header.empty() && header_ended_crlf) bad_shape = true;
      return source.take_row(size);
    }
    start_row();
    bool ended = false;
    bool more = true;
    std::size_t scanned = 0;
    while (!ended) {
      if (scanned == source.row().size()) {
        if (source.row().size() > limits::kCsvRowBytesMax) {  // what is too long is not kept: only its end is looked for
          too_long = true;
          source.forget_row();
          scanned = 0;
        }
        CS_TRY(read, source.read_more());
        more = read;
        if (!more) break;
      }
      scanned = scan(source.row(), scanned, ended);
    }
    if (scanned == 0 && !too_long) return std::string_view();
    if (!ended) CS_TRY_VOID(end_of_file(scanned));
    if (ended) ++lines_inside;
    const std::string_view row = source.take_row(scanned);
    if (row.size() > limits::kCsvRowBytesMax) too_long = true;
    if (form == CsvForm::kOne && (!ended || (!header.empty() && ended_crlf != header_ended_crlf))) bad_shape = true;
    return row;
  }

  CsvProblem problem_of(std::string_view row) const {
    if (too_long) return CsvProblem::kRowTooLong;
    if (!plain && (row.find('\0') != std::string_view::npos || !is_utf8(row))) return CsvProblem::kEncoding;
    if (bad_shape || (!header.empty() && field_count != header.size())) return CsvProblem::kShape;
    for (const Field& field : fields)
      if (field.end - field.begin > limits::kCsvFieldBytesMax) return CsvProblem::kFieldTooLong;
    return CsvProblem::kNone;
  }

  std::string_view text_of(std::string_view row, const Field& field) {
    const std::string_view raw = row.substr(field.begin, field.end - field.begin);
    if (!field.doubled) return raw;
    const std::size_t begin = undoubled.size();
    for (std::size_t i = 0; i < raw.size(); ++i) {
      undoubled += raw[i];
      if (raw[i] == '"') ++i;
    }
    return std::string_view(undoubled).substr(begin);
  }

  Result<void> read_header() {
    CS_TRY(row, next_row());
    if (row.empty()) return malformed("the file is empty: it has no header row");
    if (field_count > limits::kCsvColumnsMax) return limit_reached("has more than " + std::to_string(limits::kCsvColumnsMax) + " columns");
    const CsvProblem problem = problem_of(row);
    if (problem != CsvProblem::kNone) return malformed("the header row: " + std::string(csv_problem_text(problem)));
    std::vector<std::string> names;
    for (const Field& field : fields) names.emplace_back(text_of(row, field));
    if (names[0].starts_with(kByteOrderMark)) return malformed("the header row: a byte order mark inside the text");
    if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
      return malformed("the header row: two columns have the same name");
    header = std::move(names);
    header_ended_crlf = ended_crlf;
    return {};
  }
};

namespace {

// What a byte means to a row without quotes.
enum class Sign : std::uint8_t { kText, kComma, kLineFeed, kOther };  // kOther: the row is none of those
constexpr std::array<Sign, 256> signs() {
  std::array<Sign, 256> out{};
  for (std::size_t c = 0x80; c < 256; ++c) out[c] = Sign::kOther;
  for (const char c : {'\0', '"', '\r'}) out[static_cast<unsigned char>(c)] = Sign::kOther;
  out[','] = Sign::kComma;
  out['\n'] = Sign::kLineFeed;
  return out;
}
constexpr std::array<Sign, 256> kSigns = signs();

// The highest bit of each byte up to ',' or above 7F: every sign that ends a field or a plain row is among them, and few letters are.
constexpr std::uint64_t marks_of(std::uint64_t eight) {
  return (~((eight & ~kHighBits) + kEveryByte * (0x80 - (',' + 1))) | eight) & kHighBits;
}

bool fields_fit(const std::uint32_t* ends, std::size_t count, std::size_t begin) {
  for (std::size_t i = 0; i < count; begin = ends[i++] + std::size_t{1})
    if (ends[i] - begin > limits::kCsvFieldBytesMax) return false;
  return true;
}

}  // namespace

CsvReader::Held::PlainRun CsvReader::Held::scan_plain_rows(std::string_view text, std::size_t rows_max, std::uint32_t* ends) const {
  PlainRun out;
  std::size_t ended = 0;  // fields, of the row that starts at out.bytes
  for (std::size_t at_byte = 0; at_byte + 8 <= text.size() && ended < header.size() && at_byte - out.bytes <= limits::kCsvRowBytesMax; at_byte += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + at_byte, 8);
    for (std::uint64_t marks = marks_of(eight); marks != 0; marks &= marks - 1) {
      const std::size_t place = at_byte + first_byte(marks);
      const Sign sign = kSigns[static_cast<unsigned char>(text[place])];
      ends[ended] = static_cast<std::uint32_t>(place);  // kept where a field ends here
      ended += sign == Sign::kComma ? 1 : 0;
      if (sign < Sign::kLineFeed) continue;
      const std::size_t size = place + 1 - out.bytes;
      if (sign == Sign::kOther || ++ended != header.size() || size > limits::kCsvRowBytesMax) return out;
      if (size > limits::kCsvFieldBytesMax && !fields_fit(ends, ended, out.bytes)) return out;
      out.bytes = place + 1;
      if (++out.rows == rows_max) return out;
      ends += ended;
      ended = 0;
    }
  }
  return out;
}

std::string_view csv_problem_text(CsvProblem problem) {
  switch (problem) {
    case CsvProblem::kNone: return "no problem";
    case CsvProblem::kShape: return "quotes, line end or number of fields are not those of the header's CSV";
    case CsvProblem::kEncoding: return "not UTF-8, or a NUL";
    case CsvProblem::kFieldTooLong: return "a field is too long";
    case CsvProblem::kRowTooLong: return "the row is too long";
  }
  return "no problem";
}

CsvReader::CsvReader(std::unique_ptr<Held> held) : held_(std::move(held)) {}
CsvReader::~CsvReader() = default;
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;

Result<CsvReader> CsvReader::open(const Path& path, CsvForm form) {
  CS_TRY(source, CsvSource::open(path));
  auto held = std::make_unique<Held>(std::move(source), form);
  CS_TRY(mark, held->source.skip(kByteOrderMark));
  if (mark && form == CsvForm::kOne) return malformed(path.string() + ": starts with a byte order mark");
  const auto header = held->read_header();
  if (!header) return at(path.string(), header.fault());
  return CsvReader(std::move(held));
}

Result<CsvReader> CsvReader::over(std::string_view text, CsvForm form) {
  auto held = std::make_unique<Held>(CsvSource::over(text), form);
  CS_TRY(mark, held->source.skip(kByteOrderMark));
  if (mark && form == CsvForm::kOne) return malformed("starts with a byte order mark");
  CS_TRY_VOID(held->read_header());
  return CsvReader(std::move(held));
}

const std::vector<std::string>& CsvReader::header() const { return held_->header; }

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
  const auto found = std::find(held_->header.begin(), held_->header.end(), name);
  if (found == held_->header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - held_->header.begin());
}

Result<bool> CsvReader::next(CsvRow& row) {
  CS_TRY(bytes, held_->next_row());
  row.fields.clear();
  if (bytes.empty() && !held_->too_long) return false;
  row.line = held_->lines_before + 1;
  row.problem = held_->problem_of(bytes);
  if (row.problem != CsvProblem::kNone) return true;
  for (const Field& field : held_->fields) row.fields.push_back(held_->text_of(bytes, field));
  return true;
}

CsvPlain CsvReader::next_plain(std::size_t rows_max, std::string& bytes, std::vector<std::uint32_t>& ends) {
  constexpr std::size_t kMarks = 8;  // that a look at eight bytes may find behind the last field
  Held& held = *held_;
  held.lines_before += std::exchange(held.lines_inside, 0);
  held.source.start_row();
  const std::string_view text = held.source.row();
  if (rows_max == 0 || (held.form == CsvForm::kOne && held.header_ended_crlf)) return {};
  const std::size_t before = bytes.size(), first = ends.size(), columns = held.header.size();
  ends.resize(first + (std::min(rows_max, text.size() / columns) + 1) * columns + kMarks);
  const Held::PlainRun run = held.scan_plain_rows(text, rows_max, ends.data() + first);
  ends.resize(first + run.rows * columns);
  for (std::size_t i = first; i < ends.size(); ++i) ends[i] += static_cast<std::uint32_t>(before);
  bytes.append(text.substr(0, run.bytes));
  held.source.take_row(run.bytes);
  const std::uint64_t line = held.lines_before + 1;
  held.lines_before += run.rows;
  return {run.rows, line};
}

std::uint64_t CsvReader::bytes_read() const { return held_->source.bytes_read(); }
std::uint64_t CsvReader::bytes_total() const { return held_->source.bytes_total(); }

}  // namespace cs::codec
