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
  const std::size_t end = rest_.find('\n');
  CS_CHECK(end != std::string_view::npos, "a table ends with a line feed");
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  fields_.clear();
  for (std::size_t comma = line.find(','); comma != std::string_view::npos; comma = line.find(',')) {
    fields_.push_back(line.substr(0, comma));
    line.remove_prefix(comma + 1);
  }
  fields_.push_back(line);
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
