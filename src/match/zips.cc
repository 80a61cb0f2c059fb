#include "match/zips.h"

#include <algorithm>

namespace cs::match {

std::optional<std::uint32_t> zip_number(const std::string& zip) {
  if (zip.size() != 5) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : zip) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return out;
}

std::vector<std::uint32_t> zips_near(const std::string& zip) {
  std::vector<std::uint32_t> out;
  const auto add = [&](const std::string& other) {
    if (const auto number = zip_number(other); number && other != zip) out.push_back(*number);
  };
  if (!zip_number(zip)) return out;
  for (std::size_t at = 0; at < zip.size(); ++at) {
    std::string other = zip;
    for (char digit = '0'; digit <= '9'; ++digit) other[at] = digit, add(other);
    other = zip;
    if (at + 1 < zip.size()) std::swap(other[at], other[at + 1]), add(other);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace cs::match
