// What a build says about rows that it rejected or noted.
//   Shape    CSV `line,column,severity,reason` in the order of the physical line where the row starts; never a value of the row.
//   Units    memory is bounded, whatever the number of remarks: they are sorted in runs of files (register/byte_sorter.h).
//   Errors   write: kIo; the old report stays.
//   Source   the project's register design, section 2.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "register/byte_sorter.h"

namespace cs::registry {

enum class RowReason : std::uint8_t {
  kNone,
  // rejected: the row is not in the register
  kCsvShape, kCsvEncoding, kFieldTooLong, kKeyMissing, kKeyUnreadable, kNameMissing, kNameKindUnknown, kAddressMissing, kAddressUnreadable,
  kZipAndCityMissing, kDateUnreadable, kDateOrder, kTooManyRecords,
  // noted: the row is stored
  kHouseMissing, kStreetMissing, kRowDuplicate, kZipUnreadable, kStateUnknown, kAddressAmbiguous, kUnitUnreadable,
  kSuffixUnreadable, kNameSeveral,
};
inline constexpr std::size_t kRowReasonCount = static_cast<std::size_t>(RowReason::kNameSeveral) + 1;

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
  BuildReport(Path spill_directory, std::size_t memory_bytes) : remarks_(std::move(spill_directory), memory_bytes) {}
  void add(std::uint64_t line, Column column, RowReason reason);
  const ReasonCounts& counts() const { return counts_; }
  Result<void> finish();                 // after the last remark: from here on the spill directory may go
  Result<void> write(const Path& path);  // once, sorted by line: whole or not at all, and durable

 private:
  ByteSorter remarks_;
  ReasonCounts counts_{};
  bool finished_ = false;
};

}  // namespace cs::registry
