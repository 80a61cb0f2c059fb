// Splits a compiled-in table of ours at its commas: no quotes, LF, the first line names the columns.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cs::population {

class TableRows {
 public:
  explicit TableRows(std::string_view table);
  bool next();  // false at the end
  std::string_view text(std::size_t column) const;
  std::uint32_t number(std::size_t column) const;  // a broken invariant when it is none

 private:
  bool split();
  std::string_view rest_;
  std::vector<std::string_view> fields_;
  std::size_t columns_ = 0;
};

}  // namespace cs::population
