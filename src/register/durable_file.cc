#include "register/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace cs::registry {

Path DurableFile::temporary() const {
  Path out = path_;
  return out += ".writing";
}

Fault DurableFile::failed(const char* tried) const { return io_fault(path_.string() + ": " + tried + ": " + std::strerror(errno)); }

Result<DurableFile> DurableFile::begin(const Path& path, unsigned mode) {
  DurableFile out(path, -1);
  // What a crash left goes; what somebody puts there meanwhile, a link above all, is never written through.
  ::unlink(out.temporary().c_str());
  out.fd_ = ::open(out.temporary().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, static_cast<mode_t>(mode));
  if (out.fd_ < 0) return out.failed("open");
  return out;
}

DurableFile::~DurableFile() {
  if (fd_ >= 0) ::close(fd_);
}

Result<void> DurableFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(fd_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return failed("write");
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<void> DurableFile::commit() {
  if (::fsync(fd_) != 0) return failed("fsync");
  if (::close(std::exchange(fd_, -1)) != 0) return failed("close");
  if (::rename(temporary().c_str(), path_.c_str()) != 0) return failed("rename");
  return sync_directory(path_.parent_path());
}

}  // namespace cs::registry
