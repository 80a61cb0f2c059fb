#include "register/row_reader.h"

#include <algorithm>

#include "base/limits.h"
#include "names/several.h"

namespace cs::registry {
namespace {

constexpr std::array kNeeded = {Column::kId,    Column::kFirstName, Column::kLastName, Column::kHouse, Column::kStreet,
                                Column::kUnit, Column::kPoBox,     Column::kCity,     Column::kState, Column::kZip};

struct Row {
  const codec::CsvRow& csv;
  const ColumnMap& columns;
  std::string_view operator[](Column column) const { return columns.field(csv.fields, column); }
};

void reject(ReadRow& out, Column column, RowReason reason) {
  out.remarks = {{out.line, column, reason}};
  out.rejected = true;
}

void note(ReadRow& out, Column column, RowReason reason) { out.remarks.push_back({out.line, column, reason}); }

RowReason reason_of(codec::CsvProblem problem) {
  switch (problem) {
    case codec::CsvProblem::kNone: return RowReason::kNone;
    case codec::CsvProblem::kShape: return RowReason::kCsvShape;
    case codec::CsvProblem::kEncoding: return RowReason::kCsvEncoding;
    case codec::CsvProblem::kFieldTooLong: case codec::CsvProblem::kRowTooLong: return RowReason::kFieldTooLong;
  }
  return RowReason::kCsvShape;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Five digits, or nine with or without a hyphen.
bool is_zip(std::string_view text) {
  if (text.size() != 5 && text.size() != 9 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text.size() == 10 && i == 5 ? text[i] != '-' : !is_digit(text[i])) return false;
  return true;
}

bool has_letter_or_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c | 32) >= 'a' || (c & 0x80) != 0; });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool read_kind(const Row& row, ReadRow& out) {
  const std::string_view text = row[Column::kNameKind];
  if (text.empty() || text == "current") out.kind = NameKind::kCurrent;
  else if (text == "former") out.kind = NameKind::kFormer;
  else if (text == "alias") out.kind = NameKind::kAlias;
  else return reject(out, Column::kNameKind, RowReason::kNameKindUnknown), false;
  return true;
}

bool read_name(const Row& row, ReadRow& out) {
  names::NameFields fields;
  fields.given = row[Column::kFirstName];
  fields.middle = row[Column::kMiddle].empty() ? row[Column::kMiddleInitial] : row[Column::kMiddle];
  fields.family = row[Column::kLastName];
  fields.suffix = row[Column::kSuffix];
  out.name = names::standardize(fields);
  if (out.name.given.empty() && out.name.family.empty()) return reject(out, Column::kWholeRow, RowReason::kNameMissing), false;
  const auto too_long = [](const std::string& token) { return token.size() > limits::kTokenBytesMax; };
  const bool long_token = std::any_of(out.name.given.begin(), out.name.given.end(), too_long) ||
                          std::any_of(out.name.family.begin(), out.name.family.end(), too_long);
  if (long_token || out.name.given.size() + out.name.family.size() > kExtrasMax)
    return reject(out, Column::kWholeRow, RowReason::kFieldTooLong), false;
  if (out.name.suffix == names::kUnreadSuffix) {
    const bool one = names::party_of(fields) <= names::Party::kMarked;
    note(out, one ? Column::kSuffix : Column::kWholeRow, one ? RowReason::kSuffixUnreadable : RowReason::kNameSeveral);
  }
  return true;
}

bool read_date(const Row& row, Column column, std::int32_t& days, ReadRow& out) {
  if (row[column].empty()) return true;
  const auto date = Date::parse(row[column]);
  if (!date) return reject(out, column, RowReason::kDateUnreadable), false;
  days = date->days;
  return true;
}

bool read_period(const Row& row, ReadRow& out) {
  if (!read_date(row, Column::kFrom, out.from, out) || !read_date(row, Column::kTo, out.to, out)) return false;
  if (out.from > out.to) return reject(out, Column::kTo, RowReason::kDateOrder), false;
  return true;
}

bool texts_fit(const address::Reading& reading) {
  std::size_t joined = 0;
  for (const std::string* text : {&reading.house, &reading.predirection, &reading.street, &reading.type, &reading.postdirection,
                                  &reading.unit, &reading.urbanization, &reading.city, &reading.state}) {
    if (text->size() > limits::kTokenBytesMax) return false;
    if (std::any_of(text->begin(), text->end(), [](char c) { return static_cast<unsigned char>(c) < ' '; })) return false;
    joined += text->size();
  }
  return joined <= 2 * limits::kTokenBytesMax;
}

// A unit that the address room did not understand (and not an urbanization either, which many keep in that column) is kept as it was written, in upper case: without it the record would look like a whole
// house and agree with a line that names none.
void keep_unread_unit(std::string_view written, ReadRow& out) {
  std::string text;
  for (const char c : trimmed(written)) text.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  if (!has_letter_or_digit(text) || text.size() > limits::kTokenBytesMax) return;
  bool kept = false;
  for (address::Reading& reading : out.readings) {
    if (reading.form != address::Form::kStreet || !reading.unit.empty() || !reading.urbanization.empty() || reading.care_of) continue;
    reading.unit = text;
    kept = true;
  }
  if (kept) note(out, Column::kUnit, RowReason::kUnitUnreadable);
}

void note_address(const Row& row, ReadRow& out) {
  const address::Reading& best = out.readings.front();
  const bool street = best.form == address::Form::kStreet;
  if (street && best.house.empty()) note(out, Column::kHouse, RowReason::kHouseMissing);
  if (street && best.street.empty()) note(out, Column::kStreet, RowReason::kStreetMissing);
  if (out.readings.size() > 1) note(out, Column::kStreet, RowReason::kAddressAmbiguous);
  if (!row[Column::kState].empty() && best.state.empty()) note(out, Column::kState, RowReason::kStateUnknown);
}

bool all_empty(const Row& row, std::initializer_list<Column> columns) {
  return std::all_of(columns.begin(), columns.end(), [&](Column column) { return trimmed(row[column]).empty(); });
}

bool read_address(const Row& row, ReadRow& out) {
  const bool nothing = all_empty(row, {Column::kHouse, Column::kStreet, Column::kPoBox});
  const bool nowhere = all_empty(row, {Column::kUnit, Column::kCity, Column::kState, Column::kZip});
  if (nothing && nowhere && out.kind != NameKind::kCurrent) return true;  // applies to every address of its key
  if (nothing) return reject(out, Column::kWholeRow, RowReason::kAddressMissing), false;
  const bool has_zip = is_zip(trimmed(row[Column::kZip]));
  if (!has_zip && (trimmed(row[Column::kCity]).empty() || trimmed(row[Column::kState]).empty()))
    return reject(out, Column::kZip, RowReason::kZipAndCityMissing), false;
  address::AddressFields fields;
  fields.house = row[Column::kHouse];
  fields.line1 = row[Column::kStreet];
  fields.line2 = row[Column::kUnit];
  fields.po_box = row[Column::kPoBox];
  fields.city = row[Column::kCity];
  fields.state = row[Column::kState];
  if (has_zip) fields.zip = trimmed(row[Column::kZip]).substr(0, 5);
  out.readings = address::parse(fields).readings;
  if (out.readings.empty() || out.readings.size() > limits::kAddressReadingsMax)
    return reject(out, Column::kStreet, RowReason::kAddressUnreadable), false;
  if (!std::all_of(out.readings.begin(), out.readings.end(), texts_fit))
    return reject(out, Column::kStreet, RowReason::kFieldTooLong), false;
  for (address::Reading& reading : out.readings) {
    if (has_zip) reading.zip = fields.zip;  // the column is the holder's; a reading never moves a row to another tile
    if (reading.zip.size() != 5 || !is_zip(reading.zip)) reading.zip.clear();
    if (reading.zip.empty() && (reading.city.empty() || reading.state.empty()))
      return reject(out, Column::kZip, RowReason::kZipAndCityMissing), false;
  }
  keep_unread_unit(row[Column::kUnit], out);
  if (!has_zip && !trimmed(row[Column::kZip]).empty()) note(out, Column::kZip, RowReason::kZipUnreadable);
  note_address(row, out);
  return true;
}

}  // namespace

Result<ColumnMap> ColumnMap::of(const std::vector<std::string>& header, const std::vector<std::string>& ignored) {
  ColumnMap out;
  out.at_.fill(-1);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (std::find(ignored.begin(), ignored.end(), header[i]) != ignored.end()) continue;
    std::size_t column = 1;
    while (column < kColumnCount && column_text(static_cast<Column>(column)) != header[i]) ++column;
    const std::string where = "header, column " + std::to_string(i + 1);
    if (column == kColumnCount)
      return usage_fault(where + ": not a column of the register; name it in --ignore-columns if it may be left out");
    if (out.at_[column] >= 0) return malformed(where + ": the column stands there twice");
    out.at_[column] = static_cast<int>(i);
  }
  for (const Column column : kNeeded)
    if (out.at_[static_cast<std::size_t>(column)] < 0)
      return malformed("header: the column " + std::string(column_text(column)) + " is missing");
  return out;
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kKeyBytesMax && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

ReadRow read_row(const codec::CsvRow& csv, const ColumnMap& columns, const CodedAddress* known) {
  ReadRow out;
  out.line = csv.line;
  if (csv.problem != codec::CsvProblem::kNone) return reject(out, Column::kWholeRow, reason_of(csv.problem)), out;
  const Row row{csv, columns};
  const std::string_view key = row[Column::kId];
  if (key.empty()) return reject(out, Column::kId, RowReason::kKeyMissing), out;
  if (!is_key(key)) return reject(out, Column::kId, RowReason::kKeyUnreadable), out;
  out.key = key;
  if (!read_kind(row, out) || !read_name(row, out) || !read_period(row, out)) return out;
  if (known != nullptr) out.known = *known;
  else static_cast<void>(read_address(row, out));
  return out;
}

}  // namespace cs::registry
