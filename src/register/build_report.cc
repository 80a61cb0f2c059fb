#include "register/build_report.h"

#include <algorithm>

namespace cs::registry {

std::string_view row_reason_text(RowReason reason) {
  switch (reason) {
    case RowReason::kNone: return "none";
    case RowReason::kCsvShape: return "csv_shape";
    case RowReason::kCsvEncoding: return "csv_encoding";
    case RowReason::kFieldTooLong: return "field_too_long";
    case RowReason::kKeyMissing: return "key_missing";
    case RowReason::kKeyUnreadable: return "key_unreadable";
    case RowReason::kNameMissing: return "name_missing";
    case RowReason::kNameKindUnknown: return "name_kind_unknown";
    case RowReason::kAddressMissing: return "address_missing";
    case RowReason::kAddressUnreadable: return "address_unreadable";
    case RowReason::kZipAndCityMissing: return "zip_and_city_missing";
    case RowReason::kDateUnreadable: return "date_unreadable";
    case RowReason::kDateOrder: return "date_order";
    case RowReason::kTooManyRecords: return "too_many_records";
    case RowReason::kHouseMissing: return "house_missing";
    case RowReason::kStreetMissing: return "street_missing";
    case RowReason::kRowDuplicate: return "row_duplicate";
    case RowReason::kZipUnreadable: return "zip_unreadable";
    case RowReason::kStateUnknown: return "state_unknown";
    case RowReason::kAddressAmbiguous: return "address_ambiguous";
    case RowReason::kUnitUnreadable: return "unit_unreadable";
  }
  return "none";
}

bool is_rejection(RowReason reason) { return reason >= RowReason::kCsvShape && reason <= RowReason::kTooManyRecords; }

std::string_view column_text(Column column) {
  constexpr std::array<std::string_view, kColumnCount> kNames = {
      "",     "id",     "first_name", "middle", "middle_initial", "last_name", "suffix", "house",     "street", "unit",
      "po_box", "city", "state",      "zip",    "from",           "to",        "name_kind", "dob"};
  return kNames[static_cast<std::size_t>(column)];
}

void BuildReport::add(std::uint64_t line, Column column, RowReason reason) {
  remarks_.push_back({line, column, reason});
  ++counts_[static_cast<std::size_t>(reason)];
}

std::string BuildReport::text() const {
  std::vector<RowRemark> sorted = remarks_;
  std::sort(sorted.begin(), sorted.end());
  std::string out = "line,column,severity,reason\n";
  for (const RowRemark& remark : sorted) {
    out += std::to_string(remark.line) + ",";
    out += column_text(remark.column);
    out += is_rejection(remark.reason) ? ",rejected," : ",note,";
    out += row_reason_text(remark.reason);
    out += '\n';
  }
  return out;
}

Result<void> BuildReport::write(const Path& path) const { return write_file_durable(path, as_bytes(text()), 0600); }

}  // namespace cs::registry
