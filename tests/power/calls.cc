// The C library's calls by which a file is changed, in this program's own words: the loader gives these to SQLite and to libstdc++ too. Each goes
// straight to the kernel, and tells the recorder what it did while there is one.
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tests/power/hooks.h"

namespace {

using namespace cs::power;

int kernel(long done) { return static_cast<int>(done); }

int open_at(int directory, const char* path, int flags, mode_t mode) {
  const auto call = [&] { return kernel(::syscall(SYS_openat, directory, path, flags, mode)); };
  return is_recording() ? hook_open(path_at(directory, path), flags, mode, call) : call();
}

ssize_t write_at(int descriptor, const void* bytes, std::size_t size, off_t at) {
  const auto call = [&]() -> ssize_t { return at < 0 ? ::syscall(SYS_write, descriptor, bytes, size) : ::syscall(SYS_pwrite64, descriptor, bytes, size, at); };
  return is_recording() ? hook_write(descriptor, bytes, at, call) : call();
}

int cut(int descriptor, off_t size) {
  const auto call = [&] { return kernel(::syscall(SYS_ftruncate, descriptor, size)); };
  return is_recording() ? hook_cut(descriptor, size, call) : call();
}

int rename_at(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) {
  const auto call = [&] { return kernel(::syscall(SYS_renameat2, from_directory, from, to_directory, to, flags)); };
  return is_recording() ? hook_rename(path_at(from_directory, from), path_at(to_directory, to), call) : call();
}

int remove_at(int directory, const char* path, int flags) {
  const auto call = [&] { return kernel(::syscall(SYS_unlinkat, directory, path, flags)); };
  return is_recording() ? hook_remove(path_at(directory, path), call) : call();
}

int sync_by(long number, int descriptor, bool all) {
  const auto call = [&] { return kernel(::syscall(number, descriptor)); };
  return is_recording() ? hook_sync(descriptor, all, call) : call();
}

int allocate(int descriptor, int mode, off_t from, off_t size) {
  if (is_recording()) hook_unseen("fallocate");
  return kernel(::syscall(SYS_fallocate, descriptor, mode, from, size));
}

mode_t mode_of(int flags, va_list more) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(more, int)) : 0; }

}  // namespace

#define CS_OPEN(NAME)                                              \
  int NAME(const char* path, int flags, ...) {                     \
    va_list more;                                                  \
    va_start(more, flags);                                         \
    const mode_t mode = mode_of(flags, more);                      \
    va_end(more);                                                  \
    return open_at(AT_FDCWD, path, flags, mode);                   \
  }
#define CS_OPENAT(NAME)                                            \
  int NAME(int directory, const char* path, int flags, ...) {      \
    va_list more;                                                  \
    va_start(more, flags);                                         \
    const mode_t mode = mode_of(flags, more);                      \
    va_end(more);                                                  \
    return open_at(directory, path, flags, mode);                  \
  }

extern "C" {

CS_OPEN(open)
CS_OPEN(open64)
CS_OPENAT(openat)
CS_OPENAT(openat64)

int close(int descriptor) {
  if (is_recording()) hook_close(descriptor);
  return kernel(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* bytes, std::size_t size) { return write_at(descriptor, bytes, size, -1); }
ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t at) { return write_at(descriptor, bytes, size, at); }
ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off64_t at) { return write_at(descriptor, bytes, size, at); }
// One piece at a time: a short write is what the caller must take anyway.
ssize_t writev(int descriptor, const iovec* pieces, int count) {
  ssize_t wrote = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t one = ::write(descriptor, pieces[i].iov_base, pieces[i].iov_len);
    if (one < 0) return wrote > 0 ? wrote : one;
    wrote += one;
    if (static_cast<std::size_t>(one) < pieces[i].iov_len) break;
  }
  return wrote;
}

int ftruncate(int descriptor, off_t size) noexcept { return cut(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) noexcept { return cut(descriptor, size); }
int fallocate(int descriptor, int mode, off_t from, off_t size) { return allocate(descriptor, mode, from, size); }
int fallocate64(int descriptor, int mode, off64_t from, off64_t size) { return allocate(descriptor, mode, from, size); }

int rename(const char* from, const char* to) noexcept { return rename_at(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_directory, const char* from, int to_directory, const char* to) noexcept { return rename_at(from_directory, from, to_directory, to, 0); }
int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned flags) noexcept {
  return rename_at(from_directory, from, to_directory, to, flags);
}
int link(const char* from, const char* to) noexcept {
  if (is_recording()) hook_unseen("link");
  return kernel(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int unlink(const char* path) noexcept { return remove_at(AT_FDCWD, path, 0); }
int unlinkat(int directory, const char* path, int flags) noexcept { return remove_at(directory, path, flags); }
int rmdir(const char* path) noexcept { return remove_at(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char* path) noexcept {
  const int done = remove_at(AT_FDCWD, path, 0);
  return done != 0 && errno == EISDIR ? remove_at(AT_FDCWD, path, AT_REMOVEDIR) : done;
}
int mkdir(const char* path, mode_t mode) noexcept {
  const auto call = [&] { return kernel(::syscall(SYS_mkdirat, AT_FDCWD, path, mode)); };
  return is_recording() ? hook_make_directory(path, mode, call) : call();
}

char* mkdtemp(char* pattern) noexcept {
  static std::atomic<unsigned> made{0};
  char* const letters = pattern + std::strlen(pattern) - 6;
  while (true) {
    unsigned number = static_cast<unsigned>(::getpid()) * 4099 + made++;
    for (int i = 0; i < 6; ++i, number /= 26) letters[i] = static_cast<char>('a' + number % 26);
    if (::mkdir(pattern, 0700) == 0) return pattern;
    if (errno != EEXIST) return nullptr;
  }
}

int fsync(int descriptor) { return sync_by(SYS_fsync, descriptor, false); }
int fdatasync(int descriptor) { return sync_by(SYS_fdatasync, descriptor, false); }
int syncfs(int descriptor) noexcept { return sync_by(SYS_syncfs, descriptor, true); }

}  // extern "C"
