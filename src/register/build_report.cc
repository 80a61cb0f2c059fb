#include "register/build_report.h"

#include <algorithm>

#include "register/durable_file.h"

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
    case RowReason::kSuffixUnreadable: return "suffix_unreadable";
    case RowReason::kNameSeveral: return "name_several";
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
  std::array<char, 10> bytes;
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(line >> (56 - 8 * i) & 255);
  bytes[8] = static_cast<char>(column);
  bytes[9] = static_cast<char>(reason);
  remarks_.add({bytes.data(), bytes.size()});
  ++counts_[static_cast<std::size_t>(reason)];
}

namespace {

void add_remark(std::string& out, std::string_view bytes) {
  const std::uint64_t line = read_u64_be(as_bytes(bytes));
  const auto column = static_cast<Column>(bytes[8]);
  const auto reason = static_cast<RowReason>(bytes[9]);
  out += std::to_string(line) + ",";
  out += column_text(column);
  out += is_rejection(reason) ? ",rejected," : ",note,";
  out += row_reason_text(reason);
  out += '\n';
}

}  // namespace

Result<void> BuildReport::finish() { return std::exchange(finished_, true) ? Result<void>() : remarks_.finish(); }

Result<void> BuildReport::write(const Path& path) {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  CS_TRY_VOID(finish());
  CS_TRY(file, DurableFile::begin(path, 0600));
  std::string piece = "line,column,severity,reason\n";
  for (std::string_view remark;;) {
    CS_TRY(more, remarks_.next(remark));
    if (more) add_remark(piece, remark);
    if (more && piece.size() < kPiece) continue;
    CS_TRY_VOID(file.write(as_bytes(piece)));
    piece.clear();
    if (!more) break;
  }
  return file.commit();
}

}  // namespace cs::registry
