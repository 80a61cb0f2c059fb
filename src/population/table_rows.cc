#include "population/table_rows.h"

#include <charconv>

#include "base/check.h"

namespace cs::population {

TableRows::TableRows(std::string_view table) : rest_(table) {
  CS_CHECK(split(), "a table has a header");
  columns_ = fields_.size();
}

bool TableRows::split() {
  if (rest_.empty()) return false;
  fields_.clear();
  std::size_t from = 0, at = 0;
  for (; at < rest_.size() && rest_[at] != '\n'; ++at) {  // fields are short: no search by blocks
    if (rest_[at] != ',') continue;
    fields_.push_back(rest_.substr(from, at - from));
    from = at + 1;
  }
  CS_CHECK(at < rest_.size(), "a table ends with a line feed");
  fields_.push_back(rest_.substr(from, at - from));
  rest_.remove_prefix(at + 1);
  return true;
}

bool TableRows::next() {
  if (!split()) return false;
  CS_CHECK(fields_.size() == columns_, "a row of a table has as many fields as its header");
  return true;
}

std::string_view TableRows::text(std::size_t column) const { return fields_[column]; }

std::uint32_t TableRows::number(std::size_t column) const {
  const std::string_view field = fields_[column];
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  CS_CHECK(error == std::errc() && end == field.data() + field.size(), "a number of a table is a number");
  return value;
}

}  // namespace cs::population
