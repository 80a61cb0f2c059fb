#include "store/files.h"

#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cs::store {
namespace {

Fault failed(const Path& file, const char* tried) { return io_fault(file.string() + ": " + tried + ": " + std::strerror(errno)); }

std::string wrong_with(const struct stat& held) {
  if (!S_ISREG(held.st_mode)) return "is no regular file";
  if (held.st_nlink != 1) return "has " + std::to_string(held.st_nlink) + " links instead of one";
  return held.st_uid == ::geteuid() ? "" : "belongs to another user";
}

constexpr int kLockTries = 50;
constexpr std::chrono::milliseconds kLockPause{100};

}  // namespace

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<FileLock> FileLock::take(const Path& file) {
  FileLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.descriptor_ < 0) return failed(file, "open");
  // Somebody else's short work is waited for: a stop must not be turned away because a request is being admitted.
  for (int tries = 0; tries < kLockTries; ++tries) {
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK && errno != EINTR) return failed(file, "flock");
    if (tries + 1 < kLockTries) std::this_thread::sleep_for(kLockPause);
  }
  if (errno == EWOULDBLOCK) return conflict(file.string() + ": another process has this home open for writing");
  return failed(file, "flock");
}

WatchedFile::WatchedFile(WatchedFile&& other) noexcept : path_(std::move(other.path_)), descriptor_(other.descriptor_) {
  other.descriptor_ = -1;
}

WatchedFile& WatchedFile::operator=(WatchedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WatchedFile::~WatchedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<WatchedFile> WatchedFile::watch(const Path& file) {
  WatchedFile watched(file, ::open(file.c_str(), O_PATH | O_CLOEXEC | O_NOFOLLOW));
  if (watched.descriptor_ < 0) return failed(file, "open");
  struct stat held{};
  if (::fstat(watched.descriptor_, &held) != 0) return failed(file, "fstat");
  // At the start it is a home that is not as we left it, which is refused; later, a file that fails us.
  if (const std::string wrong = wrong_with(held); !wrong.empty()) return untrusted(file.string() + ": " + wrong);
  CS_TRY_VOID(watched.check());
  return watched;
}

Result<void> WatchedFile::check() const {
  struct stat held{};
  struct stat named{};
  if (::fstat(descriptor_, &held) != 0) return failed(path_, "fstat");
  if (const std::string wrong = wrong_with(held); !wrong.empty()) return io_fault(path_.string() + ": " + wrong);
  if (::lstat(path_.c_str(), &named) != 0) return failed(path_, "stat");
  if (named.st_ino != held.st_ino || named.st_dev != held.st_dev)
    return io_fault(path_.string() + ": is no longer the file that was opened");
  return {};
}

Result<std::uint64_t> WatchedFile::size() const {
  struct stat held{};
  if (::fstat(descriptor_, &held) != 0) return failed(path_, "fstat");
  return static_cast<std::uint64_t>(held.st_size);
}

}  // namespace cs::store
