// ZIPs as numbers.
//   Threads  pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cs::match {

// Nothing for what is not five digits: other numbers are keys of tiles without a ZIP.
std::optional<std::uint32_t> zip_number(const std::string& zip);
// The ZIPs one digit or one exchange of neighbors away, ascending.
std::vector<std::uint32_t> zips_near(const std::string& zip);

}  // namespace cs::match
