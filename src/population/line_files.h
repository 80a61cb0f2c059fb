// The files that have a row for every line: lines.csv, truth.csv, requests.csv, orders/openings.ndjson.
//   Shape    row i of lines.csv, truth.csv and requests.csv is the same line. Lines are shuffled: neither id nor place tells ZIP, class or truth.
//   Errors   kIo, naming the file.
//   Threads  rows are made on several threads, written in order on the caller's.
#pragma once

#include <cstdint>
#include <vector>

#include "population/issuer_log.h"
#include "population/lines.h"
#include "population/order.h"

namespace cs::population {

inline constexpr std::string_view kLinesHeader = "id,first_name,middle,middle_initial,last_name,suffix,house,street,unit,po_box,city,state,zip,dob\n";
inline constexpr std::string_view kTruthHeader = "request_id,expected,class,register_id,person,origin_group,edits,twin_of,order\n";
inline constexpr std::string_view kRequestsHeader =
    "issuer,docket,line1,line2,city,state,zip,address_source,address_seen_on,period,matter,reason,officers\n";
inline constexpr std::uint32_t kLinesPerOfficer = 200;

struct LineSet {
  std::vector<LineBlock> blocks;           // by ZIP
  std::vector<std::uint64_t> first_line;   // of each block, and the total at the end
  std::uint64_t total() const { return first_line.back(); }
};

struct LineTally {
  std::vector<std::uint64_t> classes, edits, orders;
};

struct LineFiles {
  std::vector<FileFacts> files;
  LineTally tally;
};

// `log`: receives every order; null: no orders, no requests.csv.
Result<LineFiles> write_line_files(const Path& root, const LineSet& lines, const Prf& prf, const OrderBook& book, IssuerLog* log, Instant as_of,
                                   int threads, const Progress& progress);

}  // namespace cs::population
