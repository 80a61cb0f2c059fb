#include "register/plain_row.h"

#include <algorithm>

#include "names/plain.h"

namespace cs::registry {
namespace {

bool read_kind(std::string_view text, NameKind& out) {
  if (text.empty() || text == "current") out = NameKind::kCurrent;
  else if (text == "former") out = NameKind::kFormer;
  else if (text == "alias") out = NameKind::kAlias;
  else return false;
  return true;
}

bool read_day(std::string_view text, std::int32_t& days) {
  if (text.empty()) return true;
  const auto date = Date::parse(text);
  if (date) days = date->days;
  return static_cast<bool>(date);
}

// Five digits.
bool read_zip(std::string_view text, std::uint32_t& out) {
  if (text.size() != 5) return false;
  out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return true;
}

}  // namespace

std::string_view PlainRows::upper(std::string_view word) {
  if (std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a'; })) return word;
  std::string& out = *raised_.emplace_back(std::make_unique<std::string>(word));
  for (char& c : out) c = static_cast<char>(c & ~0x20);
  return out;
}

bool PlainRows::read_address(const codec::CsvRow& row, std::uint64_t street_hash, CodedAddress& out) {
  const auto field = [&](Column column) { return columns_.field(row.fields, column); };
  const std::string_view house = field(Column::kHouse);
  out = {};
  if (!field(Column::kPoBox).empty() || !address::is_plain_house(house) || !read_zip(field(Column::kZip), out.zip)) return false;
  out.house = plain_house(house);
  return parts_.find(field(Column::kStreet), street_hash, field(Column::kUnit), field(Column::kCity), field(Column::kState), out);
}

Plain PlainRows::read(const codec::CsvRow& row, std::uint64_t street_hash, PlainRow& out) {
  if (row.problem != codec::CsvProblem::kNone || !read_address(row, street_hash, out.address)) return Plain::kNothing;
  const auto field = [&](Column column) { return columns_.field(row.fields, column); };
  out.line = row.line;
  out.key = field(Column::kId);
  const std::string_view given = field(Column::kFirstName), surname = field(Column::kLastName);
  const std::string_view middle = field(Column::kMiddle).empty() ? field(Column::kMiddleInitial) : field(Column::kMiddle);
  out.period = {};
  if (!is_key(out.key) || !names::is_plain_word(given) || !names::is_plain_word(surname) || !field(Column::kSuffix).empty() ||
      !(middle.empty() || names::is_plain_word(middle)) || !read_kind(field(Column::kNameKind), out.kind) ||
      !read_day(field(Column::kFrom), out.period.from) || !read_day(field(Column::kTo), out.period.to) || out.period.from > out.period.to)
    return Plain::kAddress;
  out.given = upper(given), out.middle = upper(middle), out.surname = upper(surname);
  out.given_hash = Interner::hash(out.given), out.middle_hash = Interner::hash(out.middle), out.surname_hash = Interner::hash(out.surname);
  return Plain::kRow;
}

}  // namespace cs::registry
