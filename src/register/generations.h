// What may be said about generations: counts, sizes and digests, never a key or a value.
//   Errors   kNotFound: no such register or generation. kUntrusted: something is not what was built. kIo.
//   Threads  free functions.
//   Source   the project's register design, sections 5 and 6.
//   Holds    G6 nothing here gives a value of a record away.
#pragma once

#include <optional>
#include <vector>

#include "base/file.h"
#include "register/manifest.h"

namespace cs::registry {

struct GenerationSummary {
  Digest digest{};
  bool current = false;
  Manifest manifest;
  std::uint64_t bytes = 0;  // of all its files
};

// One generation by its manifest alone (digest checked, files not read); the current one where `wanted` is absent.
Result<GenerationSummary> info(const Path& register_directory, const std::optional<Digest>& wanted = std::nullopt);
// Every generation there, by name; a directory whose manifest cannot be trusted is a fault.
Result<std::vector<GenerationSummary>> list_generations(const Path& register_directory);

// Everything: digests of all files, checksums, structure, and the frozen counts counted again.
Result<GenerationSummary> verify(const Path& register_directory, const std::optional<Digest>& wanted = std::nullopt);

// Records of `before` and `after` as sets: a record is equal when all its stored fields are.
struct DiffCounts {
  std::uint64_t equal = 0, added = 0, dropped = 0;
  std::uint64_t keys_before = 0, keys_after = 0;
};
// Memory is that of a ZIP's records, 16 bytes each, of both; where they are more than 2^25, that of so many at a time.
Result<DiffCounts> diff(const Path& register_directory, const Digest& before, const Digest& after);
struct GenerationView;
// The records of two open generations, of which at most about `prints_max` (some more by chance) are kept at a time.
DiffCounts diff_views(const GenerationView& before, const GenerationView& after, std::uint64_t prints_max);

// activate() is in register/publishing.h.

}  // namespace cs::registry
