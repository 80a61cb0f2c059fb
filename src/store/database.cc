#include "store/database.h"

#include <algorithm>

#include "base/limits.h"

namespace cs::store {

Statement& Statement::bind(int place, std::uint64_t value) {
  CS_CHECK(value <= static_cast<std::uint64_t>(INT64_MAX), "a number in the store fits a signed 64-bit column");
  return bind(place, static_cast<std::int64_t>(value));
}

Statement& Statement::bind(int place, std::int64_t value) {
  bind_number(place, value);
  return *this;
}

Statement& Statement::bind(int place, ByteView value) {
  bind_bytes(place, value);
  return *this;
}

Statement& Statement::bind(int place, std::string_view value) {
  bind_text(place, value);
  return *this;
}

Result<void> Statement::run() {
  CS_TRY(row, step());
  CS_CHECK(!row, "a statement that writes gives no rows");
  return {};
}

void Statement::reset() {
  clear();
  row_bad_ = false;
}

std::uint64_t Statement::number(int column) { return number_below(column, static_cast<std::uint64_t>(INT64_MAX)); }

std::uint64_t Statement::number_below(int column, std::uint64_t limit) {
  const auto value = number_at(column);
  if (!value || *value < 0 || static_cast<std::uint64_t>(*value) >= limit) row_bad_ = true;
  return row_bad_ ? 0 : static_cast<std::uint64_t>(*value);
}

ByteView Statement::bytes(int column) {
  const auto value = bytes_at(column);
  if (!value || value->size() > limits::kRecordBytesMax) row_bad_ = true;
  return row_bad_ ? ByteView() : *value;
}

std::string_view Statement::text(int column) {
  const auto value = text_at(column);
  if (!value) row_bad_ = true;
  return row_bad_ ? std::string_view() : *value;
}

Digest Statement::digest(int column) {
  Digest out{};
  const ByteView from = bytes(column);
  if (from.size() == out.size())
    std::copy(from.begin(), from.end(), out.begin());
  else
    row_bad_ = true;
  return out;
}

Result<void> Statement::row_fault() {
  if (row_bad_) return untrusted(place_ + ": a row has a column of another type or size than it must have");
  return {};
}

Result<Statement*> Database::cached(const char* sql) {
  auto& held = cache_[sql];
  if (!held) {
    CS_TRY(statement, prepare(sql));
    held = std::move(statement);
  }
  return held.get();
}

}  // namespace cs::store
