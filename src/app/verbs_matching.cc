// evaluate, names compare, address parse: the holder's own measurements, outside the corridor.
#include <ctime>
#include <thread>
#include <vector>

#include "address/components.h"
#include "app/command_line.h"
#include "app/match_counts.h"
#include "app/model_file.h"
#include "app/option_words.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "evaluation/evaluate.h"
#include "evaluation/report_rates.h"
#include "evaluation/score.h"
#include "match/instructions.h"
#include "names/compare.h"

namespace cs::app {
namespace {

using codec::Value;

struct EvaluateWords {
  std::string directory, lines, columns, out, expected, explain, model, progress = "auto";
  std::string instructions;
  int threads = 0;
  bool verify = false, json = false, one_by_one = false, recall = false;
};

Value number(std::uint64_t n) { return Value(static_cast<std::int64_t>(n)); }

Value shown(const evaluation::EvaluationCounts& counts, const EvaluateWords& words, const std::optional<evaluation::ReportCounts>& score) {
  const evaluation::StageTimes& cpu = counts.cpu;
  codec::Record out = {
      {"lines", number(counts.lines)}, {"verified", number(counts.verified)}, {"not_verified", number(counts.not_verified)},
      {"review", number(counts.review)}, {"insufficient", number(counts.insufficient)}, {"generation", Value(digest_text(counts.generation))},
      {"model", Value(digest_text(counts.model))}, {"instructions", Value(std::string(match::instructions()))}, {"pages_faulted", pages_faulted()},
      {"cpu_us", codec::record_of({{"open", Value(cpu.open_us)}, {"read", Value(cpu.read_us)}, {"match", Value(cpu.match_us)},
                                   {"write", Value(cpu.write_us)}})}};
  const codec::Record matched = match_counts(counts.counters);
  out.insert(out.end(), matched.begin(), matched.end());
  if (words.one_by_one)
    out.emplace_back("one_by_one", codec::record_of({{"lines", number(counts.alone.lines)}, {"p50_ns", Value(counts.alone.p50_ns)},
                                                     {"p99_ns", Value(counts.alone.p99_ns)}, {"max_ns", Value(counts.alone.max_ns)}}));
  if (words.recall)
    out.emplace_back("retrieval", codec::record_of({{"lines", number(counts.retrieval.lines)}, {"found", number(counts.retrieval.found)}}));
  if (score) out.emplace_back("accuracy", evaluation::report_value(*score));
  return Value(std::move(out));
}

void print_counts(const evaluation::EvaluationCounts& counts, const EvaluateWords& words, const std::optional<evaluation::ReportCounts>& score) {
  const auto text = [](auto n) { return std::to_string(n); };
  print_line(text(counts.lines) + " lines: " + text(counts.verified) + " verified, " + text(counts.not_verified) + " not verified, " + text(counts.review) +
             " review, " + text(counts.insufficient) + " insufficient");
  if (words.recall)
    print_line("retrieval: " + text(counts.retrieval.found) + " of " + text(counts.retrieval.lines) + " true lines have their person among the candidates");
  if (words.one_by_one)
    print_line("one by one: half within " + text(counts.alone.p50_ns) + " ns, 99 of 100 within " + text(counts.alone.p99_ns) + " ns, the slowest " +
               text(counts.alone.max_ns) + " ns, of " + text(counts.alone.lines) + " lines");
  if (!score) return;
  print_line(evaluation::score_table(*score));
  print_line(evaluation::score_line(*score));
}

Result<int> evaluate(const EvaluateWords& words) {
  CS_TRY_VOID(hold_instructions(words.instructions));
  evaluation::EvaluationOptions options;
  options.register_directory = words.directory;
  options.lines = words.lines;
  if (!words.columns.empty()) options.columns = words.columns;
  options.out = words.out;
  CS_TRY(threads, thread_count(words.threads));
  options.threads = threads;
  CS_TRY_VOID(files_apart({words.lines, words.columns, words.expected, words.model}, {words.out, words.explain}));
  options.check_digests = words.verify;
  if (!words.explain.empty()) options.explain = words.explain;
  options.one_by_one = words.one_by_one;
  if (words.recall && words.expected.empty()) return Fault{FaultKind::kUsage, "--recall needs --expected: the truth that names each line's person"};
  if (words.recall) options.recall_truth = words.expected;
  std::optional<match::Model> model;
  if (!words.model.empty()) {
    CS_TRY(read, read_model(words.model));
    model = std::move(read);
    options.model = &*model;
  }
  CS_TRY(progress, progress_of(words.progress, "bytes"));
  options.progress = [&progress](std::uint64_t done, std::uint64_t total) { progress("evaluate", done, total); };
  CS_TRY(counts, evaluation::evaluate(options));
  std::optional<evaluation::ReportCounts> score;
  if (!words.expected.empty()) {
    CS_TRY(held, evaluation::count_answers(words.out, words.expected, std::nullopt));
    score = std::move(held);
  }
  if (words.json) print_json(shown(counts, words, score));
  else print_counts(counts, words, score);
  return !score || score->false_verifications() == 0 ? kExitDone : kExitRefused;
}

Result<std::size_t> need_column(const codec::CsvReader& reader, const std::string& file, std::string_view name) {
  const auto column = reader.column(name);
  if (!column) return malformed(file + ": has no column " + std::string(name));
  return *column;
}

Fault row_fault(const std::string& file, const codec::CsvRow& row) {
  return malformed(file + ": line " + std::to_string(row.line) + ": " + std::string(codec::csv_problem_text(row.problem)));
}

Result<int> compare_names(const std::string& pairs, const std::string& out) {
  CS_TRY_VOID(files_apart({pairs}, {out}));
  CS_TRY(reader, codec::CsvReader::open(pairs));
  CS_TRY(id, need_column(reader, pairs, "id"));
  CS_TRY(left, need_column(reader, pairs, "left"));
  CS_TRY(right, need_column(reader, pairs, "right"));
  std::string text = "id,score\n";
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) break;
    if (row.problem != codec::CsvProblem::kNone) return row_fault(pairs, row);
    text += codec::csv_field(row.fields[id]) + "," + std::to_string(names::similarity(row.fields[left], row.fields[right])) + "\n";
  }
  CS_TRY_VOID(write_file_durable(out, as_bytes(text), 0600));
  return kExitDone;
}

std::string status_text(const address::Components& parsed) {
  switch (parsed.status) {
    case address::Status::kOk: return "ok";
    case address::Status::kAmbiguous: return "ambiguous";
    case address::Status::kInsufficient: return "insufficient(" + std::string(reason_code(parsed.reason)) + ")";
  }
  return {};
}

// The columns of docs/formats/parsed-addresses.md.
constexpr std::string_view kParsedHeader =
    "id,house_number,predir,street_name,suffix,postdir,unit_type,unit_id,building,pobox,rural_route,box,city,state,zip5,zip4,urbanization,standard,status\n";

std::string parsed_row(std::string_view id, const address::Components& parsed) {
  std::string row = codec::csv_field(id);
  for (const std::string& field : {parsed.house_number, parsed.predirection, parsed.street_name, parsed.suffix, parsed.postdirection, parsed.unit_type,
                                   parsed.unit_id, parsed.building, parsed.po_box, parsed.rural_route, parsed.box, parsed.city, parsed.state, parsed.zip5,
                                   parsed.zip4, parsed.urbanization, parsed.standard, status_text(parsed)})
    row.append(",").append(codec::csv_field(field));
  return row + "\n";
}

Result<int> parse_addresses(const std::string& lines, const std::string& out) {
  CS_TRY_VOID(files_apart({lines}, {out}));
  CS_TRY(reader, codec::CsvReader::open(lines));
  CS_TRY(id, need_column(reader, lines, "id"));
  CS_TRY(raw, need_column(reader, lines, "raw"));
  std::string text(kParsedHeader);
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) break;
    if (row.problem != codec::CsvProblem::kNone) return row_fault(lines, row);
    address::AddressFields fields;
    fields.line1 = std::string(row.fields[raw]);
    text += parsed_row(row.fields[id], address::components(fields));
  }
  CS_TRY_VOID(write_file_durable(out, as_bytes(text), 0600));
  return kExitDone;
}

// CPU milliseconds of this process for so many lines, the lines of the file over and over.
template <typename Use>
std::int64_t cpu_ms(const std::vector<address::AddressFields>& lines, std::int64_t count, Use use) {
  const std::clock_t start = std::clock();
  std::size_t at = 0;
  for (std::int64_t done = 0; done < count; ++done) {
    use(lines[at]);
    at = at + 1 < lines.size() ? at + 1 : 0;
  }
  return static_cast<std::int64_t>(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
}

Result<int> time_addresses(const std::string& path, std::int64_t count) {
  CS_TRY(reader, codec::CsvReader::open(path));
  CS_TRY(raw, need_column(reader, path, "raw"));
  std::vector<address::AddressFields> lines;
  codec::CsvRow row;
  while (true) {
    CS_TRY(more, reader.next(row));
    if (!more) break;
    if (row.problem != codec::CsvProblem::kNone) return row_fault(path, row);
    lines.emplace_back().line1 = std::string(row.fields[raw]);
  }
  if (lines.empty()) return malformed(path + ": has no lines");
  std::int64_t readings = 0, sufficient = 0;
  const auto parse = [&](const address::AddressFields& fields) { readings += address::parse(fields).readings.empty() ? 0 : 1; };
  const auto judge = [&](const address::AddressFields& fields) {
    sufficient += address::AddressSufficiency::of(fields, address::Gazetteer::kOpaque).address ? 1 : 0;
  };
  cpu_ms(lines, static_cast<std::int64_t>(lines.size()), parse);  // fills the tables
  readings = 0;
  const std::int64_t parse_ms = cpu_ms(lines, count, parse), judge_ms = cpu_ms(lines, count, judge);
  print_json(codec::record_of({{"lines", Value(count)}, {"parse_cpu_ms", Value(parse_ms)}, {"read", Value(readings)},
                               {"sufficiency_cpu_ms", Value(judge_ms)}, {"sufficient", Value(sufficient)}}));
  return kExitDone;
}

}  // namespace

void add_matching_verbs(CommandLine& line) {
  auto words = std::make_shared<EvaluateWords>();
  CLI::App* evaluated = line.verb(nullptr, "evaluate", "runs a file of lines through sufficiency and the matcher: the holder's accuracy runs",
                                  "evaluate --register demo-home/register --lines lines.csv --out answers.csv --expected truth.csv");
  evaluated->add_option("--register", words->directory, "the register's directory")->required();
  evaluated->add_option("--lines", words->lines, "lines: CSV, or a request's lines.ndjson")->required();
  evaluated->add_option("--columns", words->columns, "a map from our columns to those of the lines' file (TOML)");
  evaluated->add_option("--out", words->out, "request_id,answer (CSV)")->required();
  evaluated->add_option("--expected", words->expected, "truth: request_id,expected,class: prints a table; exit 1 when a line is falsely verified");
  evaluated->add_option("--explain", words->explain, "also write what decided each line: codes, effects and weights (NDJSON)");
  evaluated->add_option("--model", words->model, "a matching model, .model or its .csv twin (default: the one that is compiled in)");
  evaluated->add_option("--threads", words->threads, "how many (default: all cores); the answers are the same for any number");
  evaluated->add_option("--progress", words->progress, "auto, lines or none");
  evaluated->add_option("--instructions", words->instructions, "hold matching to one set of vector instructions (default: the widest here): the answers are the same");
  evaluated->add_flag("--verify", words->verify, "check the generation's digests first");
  evaluated->add_flag("--one-by-one", words->one_by_one, "also ask each of the first 20,000 lines alone, and time it");
  evaluated->add_flag("--recall", words->recall, "also count the true lines of --expected whose person is among the candidates");
  evaluated->add_flag("--json", words->json, "counts as JSON, with --expected those against the truth as well");
  line.runs(evaluated, [words] { return evaluate(*words); });

  struct Files { std::string in, out; };
  auto pairs = std::make_shared<Files>();
  CLI::App* names = line.group("names", "person names");
  CLI::App* compared = line.verb(names, "compare", "scores pairs of names, 0 to 1000", "names compare --pairs pairs.csv --out scored.csv");
  compared->add_option("--pairs", pairs->in, "id,left,right (CSV)")->required();
  compared->add_option("--out", pairs->out, "id,score (CSV)")->required();
  line.runs(compared, [pairs] { return compare_names(pairs->in, pairs->out); });

  auto addresses = std::make_shared<Files>();
  CLI::App* address = line.group("address", "addresses");
  CLI::App* parsed = line.verb(address, "parse", "parses addresses into components", "address parse --in lines.csv --out parsed.csv");
  parsed->add_option("--in", addresses->in, "id,raw (CSV)")->required();
  parsed->add_option("--out", addresses->out, "id and components (CSV)")->required();
  line.runs(parsed, [addresses] { return parse_addresses(addresses->in, addresses->out); });

  struct Timed { std::string in; std::int64_t lines = 1000000; };
  auto timed = std::make_shared<Timed>();
  CLI::App* time = line.verb(address, "time", "CPU time of reading addresses, and of judging them sufficient (JSON)", "address time --in lines.csv --lines 1000000");
  time->add_option("--in", timed->in, "raw (CSV); its lines over and over")->required();
  time->add_option("--lines", timed->lines, "how many lines in all")->check(CLI::Range(std::int64_t{1}, std::int64_t{1000000000}));
  line.runs(time, [timed] { return time_addresses(timed->in, timed->lines); });
}

}  // namespace cs::app
