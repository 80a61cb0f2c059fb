#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cs {
namespace {

Fault system_fault(const char* tried, const Path& path) {
  const int error = errno;
  std::string text = path.string() + ": " + tried + ": " + std::strerror(error);
  if (error == ENOENT || error == ENOTDIR) return not_found(std::move(text));
  if (error == EEXIST) return conflict(std::move(text));
  return io_fault(std::move(text));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { if (fd_ >= 0) ::close(fd_); }
  int get() const { return fd_; }
  int release() { const int fd = fd_; fd_ = -1; return fd; }

 private:
  int fd_;
};

Result<void> write_whole(int fd, ByteView bytes, const Path& path) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return system_fault("write", path);
    done += static_cast<std::size_t>(wrote);
  }
  return {};
}

}  // namespace

// A pipe has no end until somebody writes to it and goes: opened so that none is waited for, and then refused.
Result<std::string> read_file(const Path& path, std::size_t bytes_max) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return system_fault("open", path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return system_fault("fstat", path);
  if (S_ISDIR(status.st_mode)) return malformed(path.string() + ": is a directory, not a file");
  if (S_ISFIFO(status.st_mode)) return malformed(path.string() + ": is a pipe, not a file");
  if (status.st_size > 0 && static_cast<std::size_t>(status.st_size) > bytes_max)
    return limit_reached(path.string() + ": has " + std::to_string(status.st_size) + " bytes, at most " + std::to_string(bytes_max) +
                         " are allowed");
  std::string out(static_cast<std::size_t>(status.st_size) + 1, '\0');  // with room to read the end in: growing would copy a large file
  std::size_t done = 0;
  while (true) {  // reads to the end, also of a file that grows, and never past the limit
    if (done == out.size()) out.resize(std::min(bytes_max + 1, done + 65536));
    const ssize_t got = ::read(file.get(), out.data() + done, out.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_fault("read", path);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
    if (done > bytes_max) return limit_reached(path.string() + ": is longer than the " + std::to_string(bytes_max) + " bytes allowed");
  }
  out.resize(done);
  return out;
}

Result<void> write_file(const Path& path, ByteView bytes, unsigned mode) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, static_cast<mode_t>(mode)));
  if (file.get() < 0) return system_fault("open", path);
  CS_TRY_VOID(write_whole(file.get(), bytes, path));
  if (::close(file.release()) != 0) return system_fault("close", path);
  return {};
}

Result<void> write_file_durable(const Path& path, ByteView bytes, unsigned mode) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return malformed(path.string() + ": is a directory, not a file");
  Path temporary = path;
  temporary += ".writing";
  {
    // What a crash left goes; what somebody puts there meanwhile, a link above all, is never written through.
    ::unlink(temporary.c_str());
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (file.get() < 0) return system_fault("open", temporary);
    CS_TRY_VOID(write_whole(file.get(), bytes, temporary));
    if (::fsync(file.get()) != 0) return system_fault("fsync", temporary);
    if (::close(file.release()) != 0) return system_fault("close", temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Fault fault = system_fault("rename", path);
    ::unlink(temporary.c_str());
    return fault;
  }
  return sync_directory(path.parent_path());
}

Result<void> make_directories(const Path& path, unsigned mode) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {};
  if (path.has_parent_path() && path.parent_path() != path) CS_TRY_VOID(make_directories(path.parent_path(), 0755));
  if (::mkdir(path.c_str(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST) return system_fault("mkdir", path);
  return {};
}

Result<void> sync_directory(const Path& path) {
  const Path directory = path.empty() ? Path(".") : path;
  const Descriptor file(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (file.get() < 0) return system_fault("open", directory);
  if (::fsync(file.get()) != 0) return system_fault("fsync", directory);
  return {};
}

Result<void> sync_file_system(const Path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_fault("open", path);
  if (::syncfs(file.get()) != 0) return system_fault("syncfs", path);
  return {};
}

Result<std::uint64_t> free_bytes(const Path& path) {
  struct statvfs status {};
  if (::statvfs(path.c_str(), &status) != 0) return system_fault("statvfs", path);
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace cs
