// Texts of the kit that are data, not code: what agreements, clerks and courts write (data/population/{agreement,clerk}_terms.csv).
//   Errors   broken invariant: a name that is not in the table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cs::population {

class TermsText {
 public:
  static const TermsText& agreement();
  static const TermsText& clerk();
  const std::string& one(std::string_view name) const;                // the first of the name
  const std::vector<std::string>& all(std::string_view name) const;   // in the order of the file
  // Name and text of everything whose name begins so, without the beginning.
  std::vector<std::pair<std::string, std::string>> beginning(std::string_view prefix) const;

 private:
  static TermsText read(std::string_view table);
  std::vector<std::pair<std::string, std::vector<std::string>>> texts_;  // in the order of first mention
};

}  // namespace cs::population
