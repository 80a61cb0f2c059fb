// Making a request: a clerk's list joined with the issuer's openings.
//   Shape    in: CSV with the columns issuer, docket, line1, line2, city, state, zip, address_source, address_seen_on, period, matter,
//            reason, officers, and optionally urbanization, country (period and officers: several with ';'); openings.ndjson as the issuer
//            hands it out (where an order stands twice, the last line counts). Out: lines.ndjson and request.json.
//   Units    row numbers are physical lines of the CSV file.
//   Errors   kIo, kMalformed (a column is missing, or a line of the openings is unreadable: file and line number), kLimit. A row that finds
//            no opening or cannot be read is listed and left out, never a Fault.
//   Threads  one thread.
//   Source   the project's rules of the gate, section 5; docs/formats/request.md and openings-file.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/file.h"
#include "crypto/random.h"
#include "request/manifest.h"

namespace cs::request {

// 26 Crockford characters: 48 bits of time, 80 random bits.
RequestId new_request_id(Instant now, crypto::Random& random);

enum class RowProblem : std::uint8_t { kNoOpening, kUnreadable };
struct RowLeftOut {
  std::uint64_t csv_line = 0;
  RowProblem problem = RowProblem::kNoOpening;
  std::string field;                 // with kUnreadable: which column
};

struct MakeInputs {
  Path csv;
  std::vector<Path> openings;
  Path out;                          // directory: lines.ndjson and request.json are written there
  Manifest manifest;                 // without `lines`, which are computed
};

struct MakeReport {
  std::uint64_t rows = 0;
  LinesDigest lines;
  std::vector<RowLeftOut> left_out;  // in the order of the file
};

Result<MakeReport> make_request(const MakeInputs& inputs);

}  // namespace cs::request
