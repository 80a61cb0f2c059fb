// The files under the store, watched from beside SQLite. Inside this room only.
//   Errors   kConflict another process holds the lock; kIo a file was moved, replaced, linked twice or taken by another owner.
//   Threads  one.
//   Source   a removed file that is still written to goes unnoticed (hashicorp/vault issue 31718); fcntl(2) locks go when any descriptor of
//            the file is closed, so these are O_PATH descriptors, which do not count.
#pragma once

#include <cstdint>

#include "base/file.h"

namespace cs::store {

// One writer a database: an flock, held as long as this lives.
class FileLock {
 public:
  static Result<FileLock> take(const Path& file);
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

// A file that must stay the one that was opened.
class WatchedFile {
 public:
  static Result<WatchedFile> watch(const Path& file);
  WatchedFile(WatchedFile&& other) noexcept;
  WatchedFile& operator=(WatchedFile&& other) noexcept;
  ~WatchedFile();
  Result<void> check() const;
  Result<std::uint64_t> size() const;

 private:
  WatchedFile(Path path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  Path path_;
  int descriptor_;
};

}  // namespace cs::store
