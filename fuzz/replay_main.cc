// Replays files through a fuzz target, so that its corpus runs in every build, without libFuzzer.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<cs::Path> inputs_of(const cs::Path& place) {
  std::vector<cs::Path> found;
  if (!std::filesystem::is_directory(place)) return {place};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(place))
    if (entry.is_regular_file()) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

int main(int count, char** arguments) {
  std::size_t replayed = 0;
  for (int i = 1; i < count; ++i) {
    for (const cs::Path& path : inputs_of(arguments[i])) {
      const auto bytes = cs::read_file(path, std::size_t{64} << 20);
      if (!bytes) return std::fprintf(stderr, "%s\n", bytes.fault().text.c_str()), 1;
      LLVMFuzzerTestOneInput(cs::as_bytes(*bytes).data(), bytes->size());
      ++replayed;
    }
  }
  std::printf("replayed %zu inputs\n", replayed);
  return replayed == 0 ? 1 : 0;
}
