#include "evaluation/evaluate.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/limits.h"
#include "codec/csv.h"
#include "evaluation/cost.h"
#include "evaluation/explain.h"
#include "evaluation/line_reader.h"
#include "evaluation/request_lines.h"

namespace cs::evaluation {
namespace {

constexpr std::uint64_t kLinesBetweenReports = 4096;
constexpr unsigned kPrivateMode = 0600;  // who is on record is nobody else's to read

// Lines are read some at a time, and each step is done for all of them before the next: reading JSON, names and addresses are more code than the
// processor keeps near itself. 1,080 misses of its instruction cache a line when each line went all its way alone (measured
// 2026-11-23, callgrind --cache-sim, 40,000 lines of a request).
constexpr std::size_t kLinesAtOnce = 32;
constexpr std::size_t kLinesUntilRoom = 64 * kLinesAtOnce;
constexpr std::uint64_t kBytesALineMin = 16;  // of memory held for lines that may not come, at most ten times the file

// Of several names one that is sufficient is enough.
void read_names(const Line& line, std::vector<names::SufficientName>& out) {
  for (const names::NameFields& fields : line.names)
    if (names::NameSufficiency name = names::NameSufficiency::of(fields); name.name) out.push_back(*std::move(name.name));
}

void add_lines(AskedLines& asked, std::span<const Line> lines) {
  std::array<std::vector<names::SufficientName>, kLinesAtOnce> names;
  std::array<address::AddressSufficiency, kLinesAtOnce> places;
  for (std::size_t i = 0; i < lines.size(); ++i) read_names(lines[i], names[i]);
  for (std::size_t i = 0; i < lines.size(); ++i) places[i] = address::AddressSufficiency::of(lines[i].address, address::Gazetteer::kOpaque);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool sufficient = !names[i].empty() && places[i].address.has_value();
    asked.ids.push_back(lines[i].id);
    asked.sufficient.push_back(sufficient);
    if (sufficient) asked.queries.push_back({std::move(names[i]), *std::move(places[i].address)});
  }
}

// Room for as many lines as the file seems to have, so that what is read is not moved again and again; its first lines may be shorter than the others, so
// for no more than a request may have. Pages that are not written cost nothing.
template <typename Reader>
void make_room(AskedLines& asked, const Reader& reader) {
  if (reader.bytes_read() == 0 || asked.ids.empty()) return;
  const std::uint64_t bytes_a_line = std::max(reader.bytes_read() / asked.ids.size(), kBytesALineMin);
  const auto lines = std::min(static_cast<std::size_t>(reader.bytes_total() / bytes_a_line * 33 / 32), std::size_t{limits::kLinesPerRequestMax});
  asked.ids.reserve(lines);
  asked.sufficient.reserve(lines);
  asked.queries.reserve(lines);
}

template <typename Reader>
Result<AskedLines> read_all(Reader reader, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  AskedLines out;
  std::vector<Line> lines(kLinesAtOnce);
  for (bool more = true; more;) {
    std::size_t count = 0;
    for (; more && count < lines.size(); count += more ? 1 : 0) {
      CS_TRY(is_there, reader.next(lines[count]));
      more = is_there;
    }
    add_lines(out, std::span(lines).first(count));
    if (out.ids.size() == kLinesUntilRoom) make_room(out, reader);
    if (progress && out.ids.size() % kLinesBetweenReports == 0) progress(reader.bytes_read(), reader.bytes_total());
  }
  return out;
}

void count(EvaluationCounts& counts, match::Decision decision) {
  switch (decision) {
    case match::Decision::kVerified: ++counts.verified; return;
    case match::Decision::kNotVerified: ++counts.not_verified; return;
    case match::Decision::kReview: ++counts.review; return;
  }
}

Result<void> write_answers(const EvaluationOptions& options, const match::Model& model, const AskedLines& asked,
                           const std::vector<match::Outcome>& outcomes, EvaluationCounts& counts) {
  std::string out = "request_id,answer\n", explained;
  std::size_t next = 0;
  for (std::size_t i = 0; i < asked.ids.size(); ++i) {
    const match::Outcome* outcome = asked.sufficient[i] ? &outcomes[next++] : nullptr;
    const std::string_view answer = outcome != nullptr ? answer_text(outcome->decision) : "insufficient";
    out += codec::csv_field(asked.ids[i]) + ',';
    out += answer;
    out += '\n';
    if (outcome != nullptr) count(counts, outcome->decision);
    else ++counts.insufficient;
    if (options.explain) explained += outcome != nullptr ? explained_line(asked.ids[i], answer, *outcome, model)
        : explained_insufficient(asked.ids[i]);
  }
  if (options.explain) CS_TRY_VOID(write_file_durable(*options.explain, as_bytes(explained), kPrivateMode));
  return write_file_durable(options.out, as_bytes(out), kPrivateMode);
}

// Millions of small texts: the end of the process gives them back at once, where taking each apart costs time.
void leave_to_the_end(AskedLines lines) {
  static AskedLines* const last = new AskedLines;
  *last = std::move(lines);
}

}  // namespace

Result<AskedLines> read_asked(const Path& lines, const std::function<void(std::uint64_t, std::uint64_t)>& progress,
    const std::optional<Path>& columns) {
  if (RequestLines::is_for(lines)) {
    if (columns) return usage_fault("--columns is for lines in CSV, not for a request's");
    CS_TRY(reader, RequestLines::open(lines));
    return read_all(std::move(reader), progress);
  }
  CS_TRY(reader, LineReader::open(lines, columns));
  return read_all(std::move(reader), progress);
}

std::string_view answer_text(match::Decision decision) {
  switch (decision) {
    case match::Decision::kVerified: return "verified";
    case match::Decision::kNotVerified: return "not_verified";
    case match::Decision::kReview: return "review";
  }
  return "not_verified";
}

Result<EvaluationCounts> evaluate(const EvaluationOptions& options) {
  const match::Model& model = options.model != nullptr ? *options.model : match::Model::built_in();
  EvaluationCounts counts;
  StageClock clock;
  CS_TRY_VOID(model.check_tables());
  auto opened = match::Matcher::open(options.register_directory, options.generation, options.check_digests, model);
  if (!opened && opened.fault().kind == FaultKind::kUntrusted) return io_fault(opened.fault().text);  // the holder's own files are damaged
  if (!opened) return opened.fault();
  const match::Matcher matcher = std::move(opened).value();
  counts.cpu.open_us = clock.lap_us();
  CS_TRY(asked, read_asked(options.lines, options.progress, options.columns));
  counts.cpu.read_us = clock.lap_us();
  counts.lines = asked.ids.size();
  counts.generation = matcher.generation().manifest;
  counts.model = model.digest();
  const std::vector<match::Outcome> outcomes = matcher.match(asked.queries, nullptr, {}, options.threads, &counts.counters);
  counts.cpu.match_us = clock.lap_us();
  CS_TRY_VOID(write_answers(options, model, asked, outcomes, counts));
  counts.cpu.write_us = clock.lap_us();
  if (options.one_by_one) counts.alone = one_by_one(matcher, asked.queries);
  if (options.recall_truth) {
    CS_TRY(truth, read_truth(*options.recall_truth));
    counts.retrieval = retrieval(matcher, asked, truth);
  }
  leave_to_the_end(std::move(asked));
  return counts;
}

}  // namespace cs::evaluation
