// Runs a file of lines through sufficiency and the matcher, outside the corridor: the holder's accuracy runs.
//   Shape    in: CSV by header, columns id,first_name,middle,middle_initial,last_name,suffix,house,street,unit,po_box,city,state,zip,dob;
//            a missing column is empty, dob is ignored, middle_initial counts where middle is empty; id must be there. Or *.ndjson: a request's
//            lines, each with its number for an id (evaluation/request_lines.h).
//            out: CSV request_id,answer in input order; the answer is verified, not_verified, review or insufficient.
//   Errors   kUsage: an unknown column. kMalformed: an unreadable row, naming its line; a header without id. kNotFound, kUntrusted, kIo.
//   Threads  up to `threads`; the same bytes for any number.
//   Source   the project's matching design, section 2.
//   Holds    an insufficient line never reaches the matcher.
#pragma once

#include <functional>
#include <optional>

#include "base/file.h"
#include "match/matcher.h"

namespace cs::evaluation {

struct EvaluationOptions {
  Path register_directory{};
  std::optional<Digest> generation{};  // absent: the current one
  Path lines{};
  std::optional<Path> columns{};       // the holder's own names for the lines' columns (register/holder_columns.h)
  Path out{};
  std::optional<Path> explain{};       // also write what decided each line (evaluation/explain.h)
  const match::Model* model = nullptr; // null: the built-in one
  int threads = 1;
  bool check_digests = false;
  bool one_by_one = false;             // also ask each line alone, and time it (evaluation/cost.h)
  std::optional<Path> recall_truth{};  // also count what retrieval finds of the lines that this truth expects to be verified
  std::function<void(std::uint64_t bytes_done, std::uint64_t bytes_total)> progress{};  // while reading the lines
};

struct StageTimes {  // CPU, microseconds
  std::int64_t open_us = 0, read_us = 0, match_us = 0, write_us = 0;
};
struct SingleLines {  // on the clock, nanoseconds
  std::uint64_t lines = 0;
  std::int64_t p50_ns = 0, p99_ns = 0, max_ns = 0;
};
struct Retrieval {
  std::uint64_t lines = 0, found = 0;
};

struct EvaluationCounts {
  std::uint64_t lines = 0, verified = 0, not_verified = 0, review = 0, insufficient = 0;
  Digest generation{};
  Digest model{};
  match::Counters counters;
  StageTimes cpu;
  SingleLines alone;    // zeros unless asked for
  Retrieval retrieval;  // zeros unless asked for
};

// A file of lines, read and tested for sufficiency: what evaluate() and the training of models ask of the matcher.
struct AskedLines {
  std::vector<std::string> ids;
  std::vector<bool> sufficient;
  std::vector<match::Query> queries;  // of the sufficient lines, in order
};
Result<AskedLines> read_asked(const Path& lines, const std::function<void(std::uint64_t, std::uint64_t)>& progress = {},
                              const std::optional<Path>& columns = {});
std::string_view answer_text(match::Decision decision);

Result<EvaluationCounts> evaluate(const EvaluationOptions& options);

}  // namespace cs::evaluation
