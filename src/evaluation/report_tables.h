// Tables that an accuracy report reads, row by row: by the names of their columns, other columns left alone.
//   Errors   kMalformed naming file and line; what `use` returns, when not empty, is why the row is refused and holds no value of the row.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace cs::evaluation {

using TableRow = std::vector<std::string_view>;  // the needed columns, then the others ("" where the file lacks one); for one call

Result<void> read_table(const Path& path, std::initializer_list<std::string_view> needed, std::initializer_list<std::string_view> others,
                        const std::function<std::string_view(const TableRow&)>& use);
Result<std::vector<bool>> has_columns(const Path& path, std::initializer_list<std::string_view> columns);

struct ExplainedRow {
  std::string request_id, held_by;
  std::vector<std::string> differences;  // "effect code" of each that is not free; of the JSON form only
  std::optional<std::int32_t> weight;
};
// CSV with a header, or one JSON record a line: told apart by the first byte.
Result<void> read_explained_table(const Path& path, const std::function<std::string_view(const ExplainedRow&)>& use);

}  // namespace cs::evaluation
