// A file replaced whole: written in pieces beside the old one, synced, then given its name.
//   Errors   kIo; without commit() the old file stays. A failed sync is never retried.
//   Threads  one thread.
#pragma once

#include "base/file.h"

namespace cs::registry {

class DurableFile {
 public:
  static Result<DurableFile> begin(const Path& path, unsigned mode);
  DurableFile(DurableFile&& other) noexcept : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}
  DurableFile& operator=(DurableFile&&) = delete;
  ~DurableFile();
  Result<void> write(ByteView bytes);
  Result<void> commit();

 private:
  DurableFile(Path path, int fd) : path_(std::move(path)), fd_(fd) {}
  Path temporary() const;
  Fault failed(const char* tried) const;
  Path path_;
  int fd_ = -1;
};

}  // namespace cs::registry
