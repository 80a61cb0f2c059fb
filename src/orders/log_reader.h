// Reads the entries of a published log from its bundles, in order.
//   Errors   kNotFound, kIo, kLimit, kMalformed: the file is named by its path inside the log.
#pragma once

#include <functional>

#include "base/file.h"

namespace cs::orders {

using TakeEntry = std::function<Result<void>(std::uint64_t index, ByteView entry)>;

// Entries from..size-1 of the log of `size` entries at `directory`.
Result<void> read_entries(const Path& directory, std::uint64_t from, std::uint64_t size, const TakeEntry& take);

}  // namespace cs::orders
