#include "base/listing.h"

#include <algorithm>

namespace cs {

// Step by step: the iterator of a range-for throws where the next entry cannot be read.
Result<std::vector<Path>> files_below(const Path& directory) {
  std::vector<Path> out;
  std::error_code error;
  const std::filesystem::recursive_directory_iterator end;
  for (std::filesystem::recursive_directory_iterator entry(directory, error); !error && entry != end; entry.increment(error)) {
    if (entry->is_regular_file(error)) out.push_back(entry->path());
    if (error) break;
  }
  if (error == std::errc::no_such_file_or_directory) return not_found(directory.string() + ": is not there");
  if (error) return io_fault(directory.string() + ": cannot be listed");
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace cs
