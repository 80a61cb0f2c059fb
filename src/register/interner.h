// Texts met during a build, each once, numbered in the order of meeting. The numbers are of this build only: dictionary ids come from
// ranking.
//   Threads  one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cs::registry {

class Interner {
 public:
  Interner();
  std::uint32_t intern(std::string_view text);
  std::string_view text(std::uint32_t number) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size()) - 1; }

 private:
  void grow();
  std::string bytes_;
  std::vector<std::uint64_t> starts_;   // of text i; one more than there are texts
  std::vector<std::uint32_t> hashes_;   // upper half of each text's hash
  std::vector<std::uint32_t> table_;    // number + 1, 0 where free
};

// A run of 32-bit numbers as the text that an Interner keeps.
inline std::string_view text_of(const std::vector<std::uint32_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)};
}
std::vector<std::uint32_t> numbers_of(std::string_view text);

}  // namespace cs::registry
