#include "evaluation/line_reader.h"

#include <algorithm>

namespace cs::evaluation {
namespace {

enum : std::size_t {
  kId, kFirstName, kMiddle, kMiddleInitial, kLastName, kSuffix, kHouse, kStreet, kUnit, kPoBox, kCity, kState, kZip, kDob
};
constexpr std::array<std::string_view, 14> kNames = {"id",    "first_name", "middle", "middle_initial", "last_name", "suffix", "house",
                                                     "street", "unit",       "po_box", "city",           "state",     "zip",    "dob"};

}  // namespace

Result<LineReader> LineReader::open(const Path& path, const std::optional<Path>& columns) {
  std::optional<registry::HolderColumns> map;
  if (columns) {
    CS_TRY(read, registry::HolderColumns::open(*columns, kNames));
    map = std::move(read);
  }
  CS_TRY(reader, registry::HolderRows::open(path, map ? &*map : nullptr));
  LineReader out(std::move(reader));
  CS_TRY_VOID(out.read_header());
  return out;
}

Result<void> LineReader::read_header() {
  const std::vector<std::string>& header = reader_.header();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto found = std::find(kNames.begin(), kNames.end(), header[i]);
    const std::string where = "lines, header, column " + std::to_string(i + 1);
    if (found == kNames.end()) return usage_fault(where + ": not a column of evaluate");
    int& at = at_[static_cast<std::size_t>(found - kNames.begin())];
    if (at >= 0) return malformed(where + ": the column stands there twice");
    at = static_cast<int>(i);
  }
  if (at_[kId] < 0) return malformed("lines, header: the column id is missing");
  return {};
}

void LineReader::read(std::size_t column, std::string& out) const {
  if (at_[column] < 0) out.clear();
  else out.assign(row_.fields[static_cast<std::size_t>(at_[column])]);
}

Result<bool> LineReader::next(Line& line) {
  CS_TRY(more, reader_.next(row_));
  if (!more) return false;
  if (row_.problem != codec::CsvProblem::kNone)
    return malformed("lines, line " + std::to_string(row_.line) + ": " + std::string(codec::csv_problem_text(row_.problem)));
  line.names.resize(1);
  names::NameFields& name = line.names.front();
  read(kId, line.id);
  read(kFirstName, name.given);
  read(kMiddle, name.middle);
  if (name.middle.empty()) read(kMiddleInitial, name.middle);
  read(kLastName, name.family);
  read(kSuffix, name.suffix);
  read(kHouse, line.address.house);
  read(kStreet, line.address.line1);
  read(kUnit, line.address.line2);
  read(kPoBox, line.address.po_box);
  read(kCity, line.address.city);
  read(kState, line.address.state);
  read(kZip, line.address.zip);
  return true;
}

}  // namespace cs::evaluation
