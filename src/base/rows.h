// Rows of a compiled-in table (base/embedded.h): comma-separated, LF, no quotes, first line the header.
//   Shape    each_row calls `use` with the row's fields, the header left out; missing fields are empty.
//   Errors   none: the tables are ours, and the tests of each room read them.
//   Threads  pure.
#pragma once

#include <array>
#include <string_view>

namespace cs {

inline constexpr std::size_t kRowFieldsMax = 8;
using RowFields = std::array<std::string_view, kRowFieldsMax>;

template <typename Use>
void each_row(std::string_view table, Use use) {
  bool header = true;
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    std::string_view line = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    if (header || line.empty()) {
      header = false;
      continue;
    }
    RowFields fields{};
    for (std::size_t column = 0; column < kRowFieldsMax; ++column) {
      const std::size_t comma = column + 1 < kRowFieldsMax ? line.find(',') : std::string_view::npos;
      fields[column] = line.substr(0, comma);
      if (comma == std::string_view::npos) break;
      line.remove_prefix(comma + 1);
    }
    use(fields);
  }
}

}  // namespace cs
