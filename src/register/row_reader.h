// One row of the holder's CSV, read and brought to standard form, or the reason why it is not in the register.
//   Shape    the header may name the columns in any order; read_row() is a pure function of the row.
//   Errors   columns: kMalformed (a needed column is missing, or one is named twice), kUsage (a column that is neither known nor ignored).
//   Source   the project's register design, section 2.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "address/address.h"
#include "base/time.h"
#include "codec/csv.h"
#include "names/name.h"
#include "register/build_report.h"
#include "register/coded_rows.h"

namespace cs::registry {

class ColumnMap {
 public:
  static Result<ColumnMap> of(const std::vector<std::string>& header, const std::vector<std::string>& ignored);
  int place(Column column) const { return at_[static_cast<std::size_t>(column)]; }  // -1: the file has none
  std::string_view field(const std::vector<std::string_view>& fields, Column column) const {
    const int at = at_[static_cast<std::size_t>(column)];
    return at < 0 ? std::string_view() : fields[static_cast<std::size_t>(at)];
  }

 private:
  std::array<int, kColumnCount> at_{};
};

struct ReadRow {
  std::uint64_t line = 0;
  std::vector<RowRemark> remarks;                // the one rejection, or notes
  bool rejected = false;
  std::string key;
  names::PersonName name;
  NameKind kind = NameKind::kCurrent;
  std::int32_t from = INT32_MIN, to = INT32_MAX;
  std::vector<address::Reading> readings;        // empty: applies to every address of its key
  std::optional<CodedAddress> known;             // instead of readings
};

bool is_key(std::string_view text);  // 1-32 bytes of visible ASCII
// `known`: the row's address where it has been read already, without a remark.
ReadRow read_row(const codec::CsvRow& row, const ColumnMap& columns, const CodedAddress* known = nullptr);

}  // namespace cs::registry
