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

// Days come again and again: each is read once while no other takes its place.
bool PlainRows::read_day(std::string_view text, std::int32_t& days) {
  if (text.empty()) return true;
  if (text.size() != 10) return false;
  KnownDay& known = days_[hash_text(text, 0) >> (64 - kDayBits)];
  if (std::memcmp(known.text.data(), text.data(), 10) != 0) {
    const auto date = Date::parse(text);
    if (!date) return false;
    std::copy(text.begin(), text.end(), known.text.begin());
    known.days = date->days;
  }
  days = known.days;
  return true;
}

std::string_view PlainRows::upper(std::string_view word) {
  if (std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a'; })) return word;
  std::string& out = *raised_.emplace_back(std::make_unique<std::string>(word));
  for (char& c : out) c = static_cast<char>(c & ~0x20);
  return out;
}

RowHashes PlainRows::hashes(const RowBatch& batch, std::size_t i) const {
  const RowText row = batch.text(i);
  return {KnownKey{row.field(columns_.place(Column::kStreet)), {}}.hash(), place_of(row).hash()};
}

bool PlainRows::read_address(const RowText& row, const RowHashes& hashes, CodedAddress& out) {
  const auto field = [&](Column column) { return row.field(columns_.place(column)); };
  const std::string_view house = field(Column::kHouse), box = field(Column::kPoBox);
  out = {};
  if (!read_zip(field(Column::kZip), out.zip)) return false;
  if (address::is_plain_house(box) && house.empty() && field(Column::kStreet).empty() && field(Column::kUnit).empty()) {
    out.kind = static_cast<std::uint32_t>(address::Form::kPoBox);
    out.house = plain_house(box);
    return parts_.find_place(place_of(row), hashes, out);
  }
  if (!box.empty() || !address::is_plain_house(house)) return false;
  out.house = plain_house(house);
  return parts_.find({field(Column::kStreet), {}}, field(Column::kUnit), place_of(row), hashes, out);
}

bool PlainRows::read_names(const RowText& row, PlainRow& out) {
  const auto field = [&](Column column) { return row.field(columns_.place(column)); };
  const std::string_view given = field(Column::kFirstName), surname = field(Column::kLastName);
  const std::string_view middle = field(Column::kMiddle).empty() ? field(Column::kMiddleInitial) : field(Column::kMiddle);
  if (!names::is_plain_word(given) || !field(Column::kSuffix).empty() || !(middle.empty() || names::is_plain_word(middle))) return false;
  names::PlainSurnames both{surname, {}};
  if (!names::is_plain_word(surname)) {
    const auto two = names::plain_surnames(surname);
    if (!two) return false;
    both = *two;
  }
  out.given = upper(given), out.middle = upper(middle), out.surname = upper(both.first), out.second = upper(both.second);
  out.given_hash = Interner::hash(out.given), out.surname_hash = Interner::hash(out.surname);
  if (out.middle.size() > 1) out.middle_hash = Interner::hash(out.middle);
  if (!out.second.empty()) out.second_hash = Interner::hash(out.second);
  return true;
}

Plain PlainRows::read(const RowBatch& batch, std::size_t i, const RowHashes& hashes, PlainRow& out) {
  const RowText row = batch.text(i);
  if (batch.problem(i) != codec::CsvProblem::kNone || !read_address(row, hashes, out.address)) return Plain::kNothing;
  const auto field = [&](Column column) { return row.field(columns_.place(column)); };
  out.line = batch.line(i);
  out.key = field(Column::kId);
  out.period = {};
  if (!is_key(out.key) || !read_names(row, out) || !read_kind(field(Column::kNameKind), out.kind) ||
      !read_day(field(Column::kFrom), out.period.from) || !read_day(field(Column::kTo), out.period.to) || out.period.from > out.period.to)
    return Plain::kAddress;
  return Plain::kRow;
}

}  // namespace cs::registry
