// What a build says about rows that it rejected or noted.
//   Shape    CSV `line,column,severity,reason` in the order of the physical line where the row starts; never a value of the row.
//   Errors   write: kIo.
//   Source   the project's register design, section 2.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace cs::registry {

enum class RowReason : std::uint8_t {
  kNone,
  // rejected: the row is not in the register
  kCsvShape, kCsvEncoding, kFieldTooLong, kKeyMissing, kKeyUnreadable, kNameMissing, kNameKindUnknown, kAddressMissing, kAddressUnreadable,
  kZipAndCityMissing, kDateUnreadable, kDateOrder, kTooManyRecords,
  // noted: the row is stored
  kHouseMissing, kStreetMissing, kRowDuplicate, kZipUnreadable, kStateUnknown, kAddressAmbiguous, kUnitUnreadable,
};
inline constexpr std::size_t kRowReasonCount = static_cast<std::size_t>(RowReason::kUnitUnreadable) + 1;

std::string_view row_reason_text(RowReason reason);   // "csv_shape"
bool is_rejection(RowReason reason);

// The columns of the holder's CSV; kWholeRow where no single column is meant.
enum class Column : std::uint8_t {
  kWholeRow, kId, kFirstName, kMiddle, kMiddleInitial, kLastName, kSuffix, kHouse, kStreet, kUnit, kPoBox, kCity, kState, kZip, kFrom, kTo,
  kNameKind, kDob,
};
inline constexpr std::size_t kColumnCount = static_cast<std::size_t>(Column::kDob) + 1;
std::string_view column_text(Column column);          // "po_box"; empty for kWholeRow

struct RowRemark {
  std::uint64_t line = 0;
  Column column = Column::kWholeRow;
  RowReason reason = RowReason::kNone;
  auto operator<=>(const RowRemark&) const = default;
};

using ReasonCounts = std::array<std::uint64_t, kRowReasonCount>;

class BuildReport {
 public:
  void add(std::uint64_t line, Column column, RowReason reason);
  const ReasonCounts& counts() const { return counts_; }
  std::string text() const;             // the CSV, sorted by line
  Result<void> write(const Path& path) const;

 private:
  std::vector<RowRemark> remarks_;
  ReasonCounts counts_{};
};

}  // namespace cs::registry
