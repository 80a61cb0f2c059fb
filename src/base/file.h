// Files read and written whole.
//   Units    bytes.
//   Errors   read_file: kNotFound, kLimit (longer than allowed; nothing is read), kIo. write_*: kIo, kConflict; the fault names the file.
//   Holds    write_file_durable leaves either the old file or the new one, whole: temporary, fsync, rename, fsync of the directory.
//            A failed sync is never retried (Rebello et al., USENIX ATC 2020).
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace cs {

using Path = std::filesystem::path;

Result<std::string> read_file(const Path& path, std::size_t bytes_max);
Result<void> write_file_durable(const Path& path, ByteView bytes, unsigned mode = 0644);
// For a new file in a directory that is made durable as a whole later: written and closed, not synced.
Result<void> write_file(const Path& path, ByteView bytes, unsigned mode = 0644);
Result<void> make_directories(const Path& path, unsigned mode = 0755);
Result<void> sync_directory(const Path& path);
// Everything written to the file system that holds `path` is durable when this returns.
Result<void> sync_file_system(const Path& path);
Result<std::uint64_t> free_bytes(const Path& path);

}  // namespace cs
